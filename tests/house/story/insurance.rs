//! Losses that the insurance fund pays for. An account closed whole at 60 dollars and sold at 60.18 brings 5,987.91 of 7,260:
//! 1,272.09 are lost, and the market has no reserves.

use gavel_testing::{Receipt, ETH, USD};
use gavel_types::insurance::ExecuteMsg;

use super::{Loan, FIRST};

/// The loan in its open lot, at 60.18 dollars.
fn open_lot() -> Loan {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    loan.world.wait(102);
    loan
}

fn sold(loan: &mut Loan) -> Receipt {
    let bidder = loan.bidder(10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap()
}

#[test]
fn a_loss_is_covered_in_the_message_that_recognises_it() {
    let mut loan = open_lot();
    let staker = loan.world.funded("staker", &[USD.coin(10_000)]);
    loan.world.stake(&staker, USD.coin(10_000)).unwrap();
    let receipt = sold(&mut loan);
    let cover = receipt.first("cover_loss").unwrap();
    assert_eq!(cover.value("asked"), Some(USD.amount("1272.09")));
    assert_eq!(cover.value("paid"), Some(USD.amount("1272.09")));

    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), 0);
    assert_eq!(market.covered.u128(), USD.amount("1272.09"));
    assert_eq!(market.supplied.u128(), USD.units(20_000));
    assert_eq!(market.redeemable, market.supplied);
    // The stakers bear it: 10,000 less 1,272.09.
    let worth = loan.world.position(USD.denom, &staker).worth.u128();
    assert!(USD.amount("8727.91") - worth <= 1, "{worth}");

    let lender = loan.lender.clone();
    loan.world.withdraw(&lender, USD.denom, None).unwrap();
    let got = loan.world.balance(&lender, USD.denom);
    assert!(USD.units(20_000) - got <= 1, "{got}");
}

#[test]
fn income_pays_first_then_the_first_loss_then_stakers_and_lenders_bear_the_rest() {
    let mut loan = open_lot();
    let people = loan.world.funded("people", &[USD.coin(5_000)]);
    loan.world.add_income(&people, USD.coin(300)).unwrap();
    let house = loan.world.contracts();
    let first_loss = house.to_fund(ExecuteMsg::FundFirstLoss {}, vec![USD.coin(200)]);
    loan.world.run(&people, first_loss).unwrap();
    loan.world.stake(&people, USD.coin(500)).unwrap();
    let receipt = sold(&mut loan);
    let cover = receipt.first("cover").unwrap();
    let parts = ["income", "first_loss", "streaming", "stakes"].map(|part| cover.value(part));
    assert_eq!(
        parts,
        [300, 200, 0, 500].map(|whole| Some(USD.units(whole)))
    );
    assert_eq!(cover.value("owed"), Some(USD.amount("272.09")));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.amount("272.09"));
    assert_eq!(market.supplied.u128(), USD.amount("19727.91"));
}

#[test]
fn what_fell_short_is_made_good_by_later_income_and_reaches_lenders_over_a_week() {
    let mut loan = open_lot();
    sold(&mut loan);
    assert_eq!(
        loan.world.insured(USD.denom)[0].owed.u128(),
        USD.amount("1272.09")
    );
    let giver = loan.world.funded("giver", &[USD.coin(2_000)]);
    loan.world.add_income(&giver, USD.coin(2_000)).unwrap();
    // What is left behind the shortfall is set aside.
    assert_eq!(
        loan.world.pool(USD.denom).income.u128(),
        USD.amount("727.91")
    );
    let anyone = loan.world.person("anyone");
    loan.world.repay_shortfall(&anyone, USD.denom).unwrap();
    let market = loan.world.market(USD.denom);
    assert_eq!(market.streaming.u128(), USD.amount("1272.09"));
    assert_eq!(market.streaming_seconds, 7 * 86_400);
    assert_eq!(market.supplied.u128(), USD.units(20_000));
    assert_eq!(market.redeemable.u128(), USD.amount("18727.91"));
    assert_eq!(market.written_off.u128(), 0);

    // Two days bring 2/7 of 1,272.09, which is 363.454285…: a block ends a little behind them.
    loan.world.pass(28_800, 172_800_000);
    let redeemable = loan.world.market(USD.denom).redeemable.u128();
    assert_eq!(redeemable, USD.amount("19091.364285"));
    loan.world.pass(72_000, 432_000_000);
    let market = loan.world.market(USD.denom);
    assert_eq!(market.redeemable.u128(), USD.units(20_000));
    assert_eq!((market.streaming.u128(), market.streaming_seconds), (0, 0));
}

#[test]
fn penalties_reach_the_fund_as_income() {
    let mut loan = Loan::in_auction();
    let bidder = loan.bidder(1_000_000);
    // 49.75 ETH at 85.68 bring 4,262.58: 182.58 of penalty, six tenths of it for the fund.
    loan.world.buy_all(&bidder, FIRST).unwrap();
    loan.world.distribute(&loan.keeper, &[USD.denom]).unwrap();
    let pool = loan.world.pool(USD.denom);
    assert_eq!(pool.income.u128(), USD.amount("109.548"));
    // It is booked: nothing is left for anyone to absorb.
    let absorb = loan.world.contracts().absorb(USD.denom);
    let refused = loan.world.run(&loan.keeper.clone(), absorb).unwrap_err();
    assert_eq!(refused.code(), "fund/27");
}

#[test]
fn a_fund_that_cannot_take_its_penalty_leaves_it_where_it_is() {
    let mut loan = Loan::in_auction();
    let bidder = loan.bidder(1_000_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    let mut config = loan.world.lending_config().config;
    // An insurance fund that is none: the auction house takes no income.
    let fund = loan.world.contracts().fund;
    let terms = {
        let mut terms = loan.world.market(USD.denom).terms;
        for receiver in &mut terms.penalty_receivers {
            if receiver.address == fund.as_str() {
                receiver.address = loan.world.contracts().auction.to_string();
            }
        }
        terms
    };
    loan.world.pass(14_400, 86_400_000);
    let update = gavel_types::lending::GovernMsg::UpdateMarket {
        denom: USD.denom.to_owned(),
        terms,
    };
    loan.world.govern_lending(update).unwrap();
    config.insurance_fund = Some(loan.world.contracts().auction.to_string());
    let update = gavel_types::lending::GovernMsg::UpdateConfig(config);
    loan.world.govern_lending(update).unwrap();
    let receipt = loan.world.distribute(&loan.keeper, &[USD.denom]).unwrap();
    let failed = receipt.first("fail_payment").unwrap();
    assert_eq!(failed.value("amount"), Some(USD.amount("109.548")));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.penalties.u128(), USD.amount("109.548"));
}

#[test]
fn without_a_fund_lenders_bear_what_reserves_do_not() {
    let mut loan = open_lot();
    let staker = loan.world.funded("staker", &[USD.coin(10_000)]);
    loan.world.stake(&staker, USD.coin(10_000)).unwrap();
    let mut config = loan.world.lending_config().config;
    config.insurance_fund = None;
    let update = gavel_types::lending::GovernMsg::UpdateConfig(config);
    loan.world.govern_lending(update).unwrap();
    let receipt = sold(&mut loan);
    assert!(receipt.tells("recognise_loss"));
    assert!(!receipt.tells("cover_loss") && !receipt.tells("fail_cover"));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.amount("1272.09"));
}
