//! Lots that have been sold and whose result is on its way. Anyone can have a delivery fail: the last of a lot is bought from so deep that
//! its consignor cannot be called. What the lot brought must count all the same, until `Deliver`.

use cosmwasm_std::Addr;
use gavel_testing::{Codes, World, ETH, USD};
use gavel_types::lending::AccountId;

use super::depth::{climber, from_deep, Shallow};
use super::{about, bidder, FIRST};

/// A borrower who owes so many dollars against so many ETH at 100 dollars, lenders with 10 million each, and who buys from deep down.
struct Sold {
    world: World,
    account: AccountId,
    climber: Addr,
}

impl Sold {
    fn given(eth: u128, debt: u128) -> Self {
        let codes = Codes::native();
        let codes = Codes {
            lending: Box::new(Shallow {
                inner: codes.lending,
                only: Some("lot_settled"),
            }),
            ..codes
        };
        let mut world = World::builder().codes(codes).without_interest(USD).build();
        for lender in ["first lender", "second lender"] {
            let lender = world.funded(lender, &[USD.coin(10_000_000)]);
            world.supply(&lender, USD.coin(10_000_000)).unwrap();
        }
        let borrower = world.funded("borrower", &[ETH.coin(eth)]);
        let account = world.open(&borrower, &[ETH.coin(eth)], &[USD.coin(debt)]);
        let climber = climber(&mut world);
        Self {
            world,
            account,
            climber,
        }
    }

    fn liquidate_at(&mut self, dollars: &str) {
        self.world.move_price(ETH.denom, dollars);
        let keeper = self.world.person("keeper");
        self.world.liquidate(&keeper, &self.account).unwrap();
    }

    /// The rest of the lot is bought, and the delivery fails.
    fn end_from_deep(&mut self) {
        let rest = self.world.buying(FIRST, u128::MAX).unwrap();
        let told = from_deep(&mut self.world, &self.climber, &rest).unwrap();
        assert!(told.tells("fail_delivery"));
        assert!(self.world.lot(FIRST).is_none());
    }

    fn deliver(&mut self) {
        let house = self.world.contracts();
        let anyone = self.world.person("anyone");
        self.world.deliver(&anyone, FIRST, &house.lending).unwrap();
    }

    fn reconcile(&mut self) {
        let anyone = self.world.person("anyone");
        let accounts = [self.account.clone()];
        self.world.reconcile(&anyone, &accounts).unwrap();
    }
}

#[test]
fn attack_01_who_has_a_delivery_fail_does_not_leave_before_the_loss_that_it_brings() {
    let mut sold = Sold::given(100_000, 7_260_000);
    sold.liquidate_at("60");
    // Nobody wants 99,500 ETH but at 86 % of 60: 99,000 of them bring 5,108,400, and the rest is expected to bring 29,700.
    sold.world.wait(1_200);
    let bidder = bidder(&mut sold.world, 10_000_000);
    sold.world.buy(&bidder, FIRST, ETH.units(99_000)).unwrap();
    sold.reconcile();
    let pending = sold.world.market(USD.denom).pending_loss.u128();
    assert!(about(pending, USD.units(2_121_900)), "{pending}");

    // The last 500 bring 25,800: 7,260,000 − 5,134,200 are lost, and not what 99,500 at 60 would leave.
    sold.end_from_deep();
    sold.reconcile();
    let pending = sold.world.market(USD.denom).pending_loss.u128();
    assert!(about(pending, USD.units(2_125_800)), "{pending}");
    let lender = sold.world.person("first lender");
    sold.world.withdraw(&lender, USD.denom, None).unwrap();
    // Half of 20,000,000 less that.
    let got = sold.world.balance(&lender, USD.denom);
    assert!(about(got, USD.units(8_937_100)), "{got}");

    sold.deliver();
    let lost = sold.world.market(USD.denom).written_off.u128();
    assert!(about(lost, USD.units(2_125_800)), "{lost}");
    sold.world.recount();
}

#[test]
fn attack_06_a_lot_that_sold_badly_backs_no_withdrawal_because_its_delivery_failed() {
    let mut sold = Sold::given(100, 7_260);
    sold.liquidate_at("84");
    // In a crash 49 of 49.75 ETH go for 51.6 each; then the market is at 100 again, and 0.75 are left.
    sold.world.move_price(ETH.denom, "60");
    sold.world.wait(1_200);
    let bidder = bidder(&mut sold.world, 10_000);
    sold.world.buy(&bidder, FIRST, ETH.units(49)).unwrap();
    sold.world.move_price(ETH.denom, "100");
    sold.end_from_deep();

    // 2,528.4 and at most 76.5 for a debt of 3,960. 50 ETH back 3,750 of what is owed: 3,300, and the 1,470 or so that are missing.
    let borrower = sold.world.person("borrower");
    let six = Some(ETH.units(6));
    let refused = sold
        .world
        .withdraw_collateral(&borrower, ETH.denom, six)
        .unwrap_err();
    assert_eq!(refused.code(), "lending/25");
    sold.deliver();
    assert!(sold.world.account(&sold.account).tickets.is_empty());
    sold.world.recount();
}

#[test]
fn a_keeper_who_has_a_delivery_fail_makes_no_healthy_account_liquidatable() {
    let mut sold = Sold::given(100, 7_260);
    sold.liquidate_at("84");
    // 45 of 49.75 ETH are sold for 84.252 each; then the price falls to 82.
    sold.world.wait(102);
    let bidder = bidder(&mut sold.world, 10_000);
    sold.world.buy(&bidder, FIRST, ETH.units(45)).unwrap();
    sold.world.set_price(ETH.denom, "82");
    let keeper = sold.world.person("keeper");
    let account = sold.account.clone();
    let healthy = sold.world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(healthy.code(), "lending/28");

    // 50 ETH back 3,382.5 of 3,300. Were all 49.75 counted at 82, 94 dollars more would be missing.
    sold.end_from_deep();
    let still = sold.world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(still.code(), "lending/28");
    let told = sold.world.account(&account).health;
    sold.deliver();
    assert!(sold.world.account(&account).tickets.is_empty());
    // What the lot brought above its debt has repaid some more.
    assert!(sold.world.account(&account).health >= told);
    sold.world.recount();
}
