//! Backstop stages: what no bidder bought is offered to one buyer, and the lot ends.

mod failing;
mod price;

use cosmwasm_std::{Coin, Event, Uint128};
use gavel_types::auction::*;

use super::bench::*;
use crate::error::ContractError;

/// The contract `buyer` at 5 % less than today's price.
fn stage(bench: &Bench) -> BackstopStage {
    BackstopStage {
        buyer: bench.who("buyer").into(),
        discount_bps: 500,
        max_base: None,
    }
}

/// A house whose lots fall from +2 % to −14 % in 1,200 s and are then offered to the buyer. The bank has consigned 10 ETH.
fn opened() -> (Bench, LotId) {
    behind(dutch(Reference::Live, 0), |_| {})
}

/// The same behind another stage.
fn behind(first: Stage, change: impl Fn(&mut BackstopStage)) -> (Bench, LotId) {
    let mut last = stage(&Bench::empty());
    change(&mut last);
    let mut bench = Bench::with(vec![first, Stage::Backstop(last)]);
    bench.be_contract("buyer");
    let lot = bench.consign("bank", 10 * ETH, None).unwrap();
    (bench, lot)
}

/// A payment for lot 1 by whom.
fn pays(whom: &str, amount: u128) -> (String, ExecuteMsg, Vec<Coin>) {
    let msg = ExecuteMsg::PayBackstop { lot: lot(1) };
    (whom.into(), msg, vec![Coin::new(amount, QUOTE)])
}

/// The curve is over, the buyer is called and does what it plans.
fn ends(
    bench: &mut Bench,
    plan: Vec<(String, ExecuteMsg, Vec<Coin>)>,
) -> Result<Vec<Event>, ContractError> {
    bench.blocks(200);
    bench.plan = plan;
    bench.advance(lot(1))
}

/// What the bank was told of its only lot: sold, raised; and what it has of base.
fn result(bench: &Bench) -> (u128, u128, u128) {
    let settled = &bench.delivered[0];
    let back = bench.received("bank", BASE);
    (settled.sold.u128(), settled.proceeds.u128(), back)
}

#[test]
fn the_buyer_pays_what_it_can_gets_base_for_it_and_the_lot_ends() {
    let (mut bench, lot) = opened();
    // 10 ETH at 86: it has half of that.
    let told = ends(&mut bench, vec![pays("buyer", 430 * USD)]).unwrap();
    let offer = &bench.offered[0];
    assert_eq!((offer.lot, offer.price), (lot, decimal("86")));
    assert_eq!(offer.base, Coin::new(10 * ETH, BASE));
    assert_eq!(offer.most, Coin::new(860 * USD, QUOTE));
    assert_eq!(
        attribute(&told, "pay_backstop", "base"),
        (5 * ETH).to_string()
    );
    assert_eq!(bench.received("buyer", BASE), 5 * ETH);
    assert_eq!(result(&bench), (5 * ETH, 430 * USD, 5 * ETH));
    assert!(!bench.is_open(lot));
}

#[test]
fn pitfall_11_a_buyer_without_money_lets_the_lot_go_back() {
    let (mut bench, lot) = opened();
    ends(&mut bench, vec![]).unwrap();
    assert_eq!(result(&bench), (0, 0, 10 * ETH));
    assert!(!bench.is_open(lot));
}

#[test]
fn several_payments_add_up_to_all_there_is_and_no_more() {
    let (mut bench, _) = opened();
    let plan = vec![
        pays("buyer", 300 * USD),
        pays("buyer", 1),
        pays("buyer", 560 * USD - 1),
    ];
    ends(&mut bench, plan).unwrap();
    // 300/86, 10⁻⁶/86 and 559.999999/86, each rounded down.
    let bought = 3_488_372_093_023_255_813 + 11_627_906_976 + 6_511_627_895_348_837_209;
    assert_eq!(bench.received("buyer", BASE), bought);
    assert_eq!(result(&bench), (bought, 860 * USD, 10 * ETH - bought));
}

#[test]
fn a_lot_with_a_tab_sells_its_backstop_no_more_than_that() {
    let last = stage(&Bench::empty());
    let stages = vec![dutch(Reference::Live, 0), Stage::Backstop(last)];
    let mut bench = Bench::with(stages);
    bench.be_contract("buyer");
    bench.consign("bank", 10 * ETH, Some(430 * USD)).unwrap();
    ends(&mut bench, vec![pays("buyer", 430 * USD)]).unwrap();
    assert_eq!(bench.offered[0].most.amount.u128(), 430 * USD);
    assert_eq!(result(&bench), (5 * ETH, 430 * USD, 5 * ETH));
}

#[test]
fn a_token_pays_through_its_hook() {
    let mut bench = Bench::empty();
    let dollar = gavel_types::asset::of_token(&bench.who("dollar"));
    bench.set_price(&dollar, 6, "1");
    let stages = vec![dutch(Reference::Live, 0), Stage::Backstop(stage(&bench))];
    bench.govern(GovernMsg::CreatePair {
        base: BASE.into(),
        quote: dollar.clone(),
        config: selling(stages),
    });
    bench.be_contract("buyer");
    bench.add_consignor("seller", ConsignorKind::Account);
    bench.consign("seller", 10 * ETH, None).unwrap();
    let hook = cw20::Cw20ReceiveMsg {
        sender: bench.who("buyer").into(),
        amount: Uint128::new(430 * USD),
        msg: cosmwasm_std::to_json_binary(&ReceiveMsg::PayBackstop { lot: lot(1) }).unwrap(),
    };
    let plan = vec![("dollar".to_owned(), ExecuteMsg::Receive(hook), vec![])];
    ends(&mut bench, plan).unwrap();
    assert_eq!(bench.received("buyer", BASE), 5 * ETH);
    assert_eq!(bench.credit_of("seller", &dollar), 430 * USD);
    assert_eq!(bench.credit_of("seller", BASE), 5 * ETH);
}

#[test]
fn a_backstop_stands_last_and_behind_another_stage() {
    let mut bench = Bench::live();
    let last = || Stage::Backstop(stage(&Bench::empty()));
    let usual = || dutch(Reference::Live, 0);
    let mut refused = |stages: Vec<Stage>| {
        bench.refuses(GovernMsg::CreatePair {
            base: BASE.into(),
            quote: QUOTE.into(),
            config: selling(stages),
        })
    };
    let first = refused(vec![last()]);
    assert_eq!(first, ContractError::MisplacedStage { stage: 0 });
    let middle = refused(vec![usual(), last(), usual()]);
    assert_eq!(middle, ContractError::MisplacedStage { stage: 1 });
    let twice = refused(vec![usual(), last(), last()]);
    assert_eq!(twice, ContractError::MisplacedStage { stage: 1 });
    for (field, change) in [
        (
            "discount_bps",
            BackstopStage {
                discount_bps: 5_001,
                ..stage(&Bench::empty())
            },
        ),
        (
            "max_base",
            BackstopStage {
                max_base: Some(Uint128::zero()),
                ..stage(&Bench::empty())
            },
        ),
        (
            "BUYER",
            BackstopStage {
                buyer: "BUYER".into(),
                ..stage(&Bench::empty())
            },
        ),
    ] {
        let wrong = refused(vec![usual(), Stage::Backstop(change)]);
        assert!(wrong.to_string().contains(field), "{wrong}");
    }
}

#[test]
fn a_pairs_floor_is_the_lowest_of_its_stages_also_that_of_its_backstop() {
    let (bench, _) = behind(dutch(Reference::Live, 0), |last| last.discount_bps = 2_000);
    let pair: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
    assert_eq!(pair.config.floor_bps(), 8_000);
    assert_eq!(pair.config.start_bps(), 10_200);
    let (bench, _) = opened();
    let pair: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
    assert_eq!(pair.config.floor_bps(), 8_600);
}
