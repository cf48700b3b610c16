//! A lot that nobody wants.

use gavel_testing::{ETH, USD};

use super::{Loan, FIRST};

#[test]
fn a_lot_without_a_bid_restarts_thrice_and_goes_back_to_its_account() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let anyone = loan.world.person("anyone");

    let early = loan.world.advance(&anyone, FIRST);
    assert!(early.unwrap_err().code().starts_with("auction/"));
    for restart in 1..=3 {
        loan.world.wait(1_200);
        loan.world.advance(&anyone, FIRST).unwrap();
        let lot = loan.world.lot(FIRST).unwrap();
        assert_eq!(lot.restarts, restart);
        assert_eq!(lot.ratio.unwrap().to_string(), "1.02");
    }
    loan.world.wait(1_200);
    assert_eq!(
        loan.world.lot(FIRST).unwrap().ratio.unwrap().to_string(),
        "0.86"
    );
    loan.world.advance(&anyone, FIRST).unwrap();
    assert!(loan.world.lot(FIRST).is_none());

    // 49.75 ETH come back, and with them the debt of 3,960. Only the keeper's quarter is gone.
    assert_eq!(loan.collateral(ETH), ETH.amount("99.75"));
    assert_eq!(loan.debt(USD), USD.units(7_260));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.in_auction.u128(), 0);
    assert_eq!(market.supplied.u128(), USD.units(20_000));

    // It is still unhealthy, and is liquidated again.
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(loan.world.lots().len(), 1);
}
