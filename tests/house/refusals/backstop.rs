//! `PayBackstop` and `CheckDepth`.

use gavel_types::auction::ExecuteMsg;

use super::hall::{lot, Hall, Wing};
use super::table::{hold, no_coins, Elsewhere, Row};

fn rows(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let mut rows = Vec::new();
    let id = lot(wing.backstop, 1);
    let wrong = "a lot of which nothing is offered";
    // The buyer of that lot, and a bidder.
    for who in [&hall.deaf, &hall.bidder] {
        for id in [id, lot(wing.live, 1), lot(0, 0)] {
            for coins in [vec![wing.quote.coin(86)], vec![wing.base.coin(1)], vec![]] {
                let msg = ExecuteMsg::PayBackstop { lot: id };
                rows.push(Row::of(wrong, 71, who, msg, coins));
            }
        }
    }
    for further in [0, 4, 5, 255] {
        let msg = ExecuteMsg::CheckDepth { further };
        no_coins(&mut rows, &hall.stranger, wing, &msg);
        for who in [&hall.stranger, &hall.deaf, &hall.world.cast().owner] {
            let wrong = "anyone but the house itself";
            rows.push(Row::of(wrong, 6, who, msg.clone(), vec![]));
        }
    }
    rows
}

#[test]
fn pay_backstop_and_check_depth_refuse_what_their_tables_list() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| rows(&hall, wing)).collect();
    let source = include_str!("../../../contracts/auction/src/tests/backstop/failing.rs");
    let row = |wrong, code, test| Elsewhere {
        table: "PayBackstop",
        wrong,
        code,
        test: (source, test),
    };
    let others = "only_the_buyer_pays_and_only_for_the_lot_that_it_is_offered";
    let coins = "a_payment_of_another_coin_or_of_next_to_nothing_is_refused";
    let much = "what_a_buyer_bought_before_it_failed_is_undone";
    let elsewhere = [
        row("in the house's call, anyone but the buyer", 6, others),
        row("in the house's call, another asset", 3, coins),
        row("in the house's call, money that buys nothing", 72, coins),
        row("in the house's call, more than the offer takes", 65, much),
    ];
    hold(&mut hall, &rows, &elsewhere);
}
