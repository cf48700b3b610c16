//! `Take`, and what settles it: `Pay` and `SettleTake`.

use cosmwasm_std::{Binary, Coin, Decimal, Uint128};
use gavel_testing::{decimal, Call, World};
use gavel_types::auction::{ExecuteMsg, LotId};

use super::hall::{lot, take_later, Hall, Wing, STRANGE};
use super::table::{coins, hold, no_coins, Row};
use crate::schemer::{act, plan};

/// A take of so much for 102 each.
pub(super) fn take(id: LotId, amount: u128) -> ExecuteMsg {
    limited(id, amount, decimal("102"), None)
}

fn limited(id: LotId, amount: u128, max_price: Decimal, min_amount: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::Take {
        lot: id,
        amount: Uint128::new(amount),
        max_price,
        min_amount: min_amount.map(Uint128::new),
        recipient: None,
        callback: None,
    }
}

/// A minute and more in which bidders could not see the market.
pub(super) fn gap(world: &mut World) {
    world.halt(120);
    world.feed();
}

/// The house is paused.
pub(super) fn paused(world: &mut World) {
    let guardian = world.cast().guardian.clone();
    world.pause_auction(&guardian).unwrap();
}

fn at_once(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (base, quote, bidder) = (wing.base, wing.quote, &hall.bidder);
    let (live, fixed) = (lot(wing.live, 1), lot(wing.fixed, 1));
    let one = base.units(1);
    let mut rows = Vec::new();
    let right = take(live, one);
    let money = (quote.coin(102), base.coin(102));
    coins(&mut rows, bidder, wing, &right, money);
    let row = |wrong, code: u16, msg| Row::of(wrong, code, bidder, msg, vec![quote.coin(102)]);
    for unknown in [
        lot(0, 1),
        lot(wing.live, 0),
        lot(wing.live, 99),
        lot(u16::MAX, u32::MAX),
    ] {
        rows.push(row("an unknown lot", 18, take(unknown, one)));
    }
    rows.push(row(
        "a lot that is finished",
        18,
        take(lot(wing.live, 4), one),
    ));
    for address in hall.malformed() {
        let ExecuteMsg::Take {
            lot,
            amount,
            max_price,
            ..
        } = right.clone()
        else {
            unreachable!("it is a take");
        };
        let msg = ExecuteMsg::Take {
            lot,
            amount,
            max_price,
            min_amount: None,
            recipient: Some(address),
            callback: None,
        };
        let wrong = "a recipient that is no address in its normal form";
        rows.push(row(wrong, 37, msg));
    }
    for other in [lot(wing.batch, 2), lot(wing.english, 1)] {
        rows.push(row("a lot that is on no curve", 58, take(other, one)));
    }
    rows.push(row("an amount of 0", 19, take(live, 0)));
    // The fifth is as small as dust: all of it, or none.
    for amount in [1, base.one() / 2_000, base.one() / 1_000 - 1] {
        let msg = take(lot(wing.live, 5), amount);
        rows.push(row("a part of a lot as small as dust", 19, msg));
    }
    // It costs 102.
    for price in [
        Decimal::zero(),
        Decimal::raw(1),
        decimal("101.999999999999999999"),
    ] {
        let msg = limited(live, one, price, None);
        rows.push(row("a max_price below the price", 20, msg));
    }
    for least in [one + 1, u128::MAX] {
        let msg = limited(live, one, decimal("102"), Some(least));
        rows.push(row("a min_amount above what it buys", 21, msg));
    }
    // The third is sold until it raised 300: of 4 only 2.94… are bought.
    let all = limited(
        lot(wing.live, 3),
        base.units(4),
        decimal("102"),
        Some(base.units(4)),
    );
    let money = vec![quote.coin(408)];
    let wrong = "a min_amount above what it buys";
    rows.push(Row::of(wrong, 21, bidder, all, money));
    for paid in [1, quote.units(102) - 1] {
        let money = vec![quote.dust(paid)];
        let little = "less than it costs";
        rows.push(Row::of(little, 22, bidder, right.clone(), money));
    }
    for id in [live, fixed] {
        rows.push(row("a pause", 7, take(id, one)).given(paused));
    }
    let stale = row("no price that is fresh, on a live curve", 15, right.clone());
    rows.push(stale.given(|world| world.wait_unfed(120)));
    let gapped = "a fixed curve behind a minute's gap";
    rows.push(row(gapped, 23, take(fixed, one)).given(gap));
    rows
}

/// What 1 of the base costs.
const COST: u128 = 102;

/// What a schemer does in its callback, and what is wrong with it, as a take and as a payment.
type Plan = (&'static str, u16, Vec<Call>);

fn plans(hall: &Hall, wing: &Wing) -> (Vec<Plan>, Vec<Plan>) {
    let (base, quote) = (wing.base, wing.quote);
    let house = hall.world.contracts();
    let (live, other) = (lot(wing.live, 1), lot(wing.live, 3));
    let pays = |id, funds| house.to_auction(ExecuteMsg::Pay { lot: id }, funds);
    let of = |units| pays(live, vec![quote.dust(units)]);
    let cost = quote.units(COST);
    let elsewhere = || vec![pays(other, vec![quote.coin(COST)])];
    let in_base = || vec![pays(live, vec![base.coin(COST)])];
    let gift = Call::send(&house.auction, vec![quote.coin(COST)]);
    let settle = house.to_auction(ExecuteMsg::SettleTake {}, vec![]);
    let locked = "a callback that sends anything but Pay";
    let again = take_later(&hall.world, other, base.units(1));
    let takes = vec![
        ("a callback that does not pay", 66, vec![]),
        ("a callback that pays too little", 66, vec![of(1)]),
        ("a callback that pays too little", 66, vec![of(cost - 1)]),
        ("a callback that pays too much", 65, vec![of(cost + 1)]),
        ("a callback that pays too much", 65, vec![of(cost), of(1)]),
        (
            "a callback that sends the money without Pay",
            66,
            vec![gift],
        ),
        ("a callback that pays for another lot", 64, elsewhere()),
        ("a callback that pays in another asset", 3, in_base()),
        (
            "a callback that settles the take itself",
            6,
            vec![of(cost), settle],
        ),
        (locked, 63, vec![of(cost), house.advance(live)]),
        (locked, 63, vec![again, of(cost)]),
        (
            locked,
            63,
            vec![of(cost), house.withdraw_credit(quote.denom)],
        ),
    ];
    let much = "in the callback, more than is owed";
    let mut payments = vec![
        (much, 65, vec![of(cost + 1)]),
        (much, 65, vec![of(cost), of(1)]),
        ("in the callback, another lot", 64, elsewhere()),
        ("in the callback, another asset", 3, in_base()),
        ("in the callback, no coin", 3, vec![pays(live, vec![])]),
    ];
    if wing.has_coins() {
        let two = vec![quote.coin(COST), Coin::new(1u128, STRANGE)];
        let wrong = "in the callback, a coin beside the right one";
        payments.push((wrong, 3, vec![pays(live, two)]));
    }
    (takes, payments)
}

/// Takes in whose callbacks all this happens: of one table or the other.
fn in_callbacks(hall: &Hall, wing: &Wing, table: &'static str, plans: Vec<Plan>) -> Vec<Row> {
    let schemer = &hall.schemer;
    let take = take_later(&hall.world, lot(wing.live, 1), wing.base.units(1));
    let mut rows = Vec::new();
    for (wrong, code, calls) in plans {
        let told = act(schemer, std::slice::from_ref(&take));
        let row = Row::call(table, wrong, code, schemer, told);
        let schemer = schemer.clone();
        rows.push(row.given(move |world| plan(world, &schemer, &calls)));
    }
    rows
}

fn with_a_callback(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let mut rows = in_callbacks(hall, wing, "Take", plans(hall, wing).0);
    let msg = ExecuteMsg::Take {
        lot: lot(wing.live, 1),
        amount: wing.base.units(1).into(),
        max_price: decimal("102"),
        min_amount: None,
        recipient: None,
        callback: Some(Binary::default()),
    };
    let coins = vec![wing.quote.coin(COST)];
    let wrong = "coins with a callback";
    rows.push(Row::of(wrong, 3, &hall.bidder, msg.clone(), coins));
    let wrong = "a callback of a sender that is no contract";
    rows.push(Row::of(wrong, None, &hall.bidder, msg, vec![]));
    rows
}

fn paying(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let mut rows = in_callbacks(hall, wing, "Pay", plans(hall, wing).1);
    let coin = || vec![wing.quote.coin(COST)];
    for id in [lot(wing.live, 1), lot(wing.english, 1), lot(0, 0)] {
        let msg = ExecuteMsg::Pay { lot: id };
        for (who, funds) in [
            (&hall.bidder, coin()),
            (&hall.schemer, coin()),
            (&hall.bidder, vec![]),
            (&hall.bidder, vec![wing.base.dust(1)]),
        ] {
            let wrong = "a lot of which no take is being settled";
            rows.push(Row::of(wrong, 64, who, msg.clone(), funds));
        }
    }
    rows
}

fn settling(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let mut rows = Vec::new();
    no_coins(&mut rows, &hall.bidder, wing, &ExecuteMsg::SettleTake {});
    for who in [&hall.stranger, &hall.schemer, &hall.world.cast().owner] {
        let msg = ExecuteMsg::SettleTake {};
        rows.push(Row::of("anyone but the house itself", 6, who, msg, vec![]));
    }
    rows
}

#[test]
fn take_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| at_once(&hall, wing)).collect();
    let later: Vec<Row> = wings
        .iter()
        .flat_map(|wing| with_a_callback(&hall, wing))
        .collect();
    let rows: Vec<Row> = rows.into_iter().chain(later).collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn pay_and_settle_take_refuse_what_their_tables_list() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| [paying(&hall, wing), settling(&hall, wing)])
        .flatten()
        .collect();
    hold(&mut hall, &rows, &[]);
}
