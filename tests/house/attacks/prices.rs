//! Attacks 2 and 3: a bad print, and a feed that dies.

use gavel_testing::terms;
use gavel_testing::{decimal, World, ETH, EUR, USD};
use gavel_types::auction::Reference;

use super::{bidder, seller, FIRST};
use crate::loan::Loan;

#[test]
fn attack_02_one_bad_print_sells_nobody() {
    let mut loan = Loan::given();
    let attacker = bidder(&mut loan.world, 10_000);
    loan.world.set_price(ETH.denom, "1.12");
    let house = loan.world.contracts();
    let strike = vec![
        house.refresh(&[ETH.denom]),
        house.liquidate(&loan.account),
        house.take(FIRST, ETH.units(100), decimal("2"), USD.coin(200)),
    ];
    let refused = loan.world.transact(&attacker, strike.clone()).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    // Nor later, refreshed again and again, while nobody prints it anew.
    loan.world.kill_feed(ETH.denom);
    for _ in 0..8 {
        loan.world.wait_unfed(10);
        let refused = loan.world.transact(&attacker, strike.clone()).unwrap_err();
        assert_eq!(refused.code(), "lending/28");
    }
    // The print returns: nothing has happened.
    loan.world.set_price(ETH.denom, "100");
    assert!(loan
        .world
        .price_record(ETH.denom)
        .unwrap()
        .pending
        .is_none());
    assert_eq!(
        loan.world
            .account(&loan.account)
            .health
            .unwrap()
            .to_string(),
        "1.136363636363636363"
    );
}

#[test]
fn attack_02_one_bad_print_sells_no_open_lot_cheaply() {
    let mut loan = Loan::in_auction();
    let attacker = bidder(&mut loan.world, 10_000);
    loan.world.set_price(ETH.denom, "0.94");
    let house = loan.world.contracts();
    let calls = vec![
        house.refresh(&[ETH.denom]),
        house.take(FIRST, ETH.units(50), decimal("2"), USD.coin(100)),
    ];
    let refused = loan.world.transact(&attacker, calls).unwrap_err();
    assert_eq!(refused.code(), "auction/20");
    let price = loan.world.simulate_take(FIRST, u128::MAX).unwrap().price;
    assert!(price > decimal("84"), "{price}");
}

#[test]
fn attack_02_a_bad_print_of_a_debt_makes_nobody_owe_more() {
    let mut world = World::builder().market(EUR).without_interest(EUR).build();
    let lender = world.funded("lender", &[EUR.coin(10_000)]);
    world.supply(&lender, EUR.coin(10_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[EUR.coin(6_000)]);
    // A euro prints 12 dollars. It counts as 1.2 in a liquidation, and nothing may be opened on it.
    world.set_price(EUR.denom, "12");
    let keeper = world.person("keeper");
    let refused = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    let refused = world.borrow(&borrower, EUR.coin(1)).unwrap_err();
    assert_eq!(refused.code(), "lending/15");
}

#[test]
fn attack_02_a_crash_that_goes_on_is_confirmed_within_five_minutes() {
    let builder = World::builder().rules_with(ETH, |rules| rules.confirm_delay = 300);
    let mut loan = Loan::given_in(builder);
    // It falls by a tenth of a dollar a block and never prints the same twice.
    let jumped_at = loan.world.now() + 6;
    let mut tenths = 840u32;
    while loan
        .world
        .price_record(ETH.denom)
        .unwrap()
        .pending
        .is_some()
        || tenths == 840
    {
        loan.world
            .set_price(ETH.denom, &format!("{}.{}", tenths / 10, tenths % 10));
        tenths -= 1;
        assert!(loan.world.now() <= jumped_at + 306, "not confirmed");
    }
    let now = loan.world.now();
    assert!(now >= jumped_at + 300);
    for feeder in loan.world.cast().feeders.clone() {
        let dollar = decimal("1");
        loan.world.push(&feeder, USD.denom, dollar, now).unwrap();
    }
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
}

#[test]
fn attack_03_a_live_lot_does_not_fall_on_a_dead_feed() {
    let mut loan = Loan::in_auction();
    let bidder = bidder(&mut loan.world, 10_000);
    let opened = loan.world.lot(FIRST).unwrap();
    loan.world.kill_feed(ETH.denom);
    // The last price is fresh for 90 s, then the clock stands for 50 minutes.
    loan.world.wait(3_090);
    let refused = loan.world.buy_all(&bidder, FIRST).unwrap_err();
    assert_eq!(refused.code(), "auction/15");
    let house = loan.world.contracts();
    let call = house.take(FIRST, ETH.units(1), decimal("100"), USD.coin(100));
    assert_eq!(
        loan.world.run(&bidder, call).unwrap_err().code(),
        "auction/15"
    );
    let refused = loan.world.advance(&bidder, FIRST).unwrap_err();
    assert_eq!(refused.code(), "auction/24");
    let lot = loan.world.lot(FIRST).unwrap();
    assert!(lot.elapsed_millis - opened.elapsed_millis <= 96_000);

    // The market has risen by 28 %. A lot that had fallen to 0.86 of 84 would go for 72.24 instead of some 107.52.
    loan.world.set_price(ETH.denom, "107.52");
    let price = loan.world.simulate_take(FIRST, u128::MAX).unwrap().price;
    assert!(price >= decimal("107.52"), "{price}");
}

#[test]
fn attack_03_behind_an_hour_of_darkness_a_live_lot_goes_back_unsold() {
    let mut loan = Loan::in_auction();
    loan.world.kill_feed(ETH.denom);
    let anyone = loan.world.person("anyone");
    loan.world.wait(3_600);
    let refused = loan.world.advance(&anyone, FIRST).unwrap_err();
    assert_eq!(refused.code(), "auction/24");
    loan.world.wait(100);
    loan.world.advance(&anyone, FIRST).unwrap();
    assert!(loan.world.lot(FIRST).is_none());
    assert_eq!(loan.collateral(ETH), ETH.amount("99.75"));
    assert_eq!(loan.debt(USD), USD.units(7_260));
}

/// A lot of 10 ETH on a fixed reference of 100.
fn fixed_lot() -> World {
    let mut world = World::builder()
        .pair_with(ETH, USD, |config| {
            config.stages = vec![terms::dutch(Reference::Fixed, &terms::CURVE, 3)];
        })
        .build();
    let seller = seller(&mut world, 10);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    world
}

/// What nobody may do at the old price, and what is so once the lot was advanced.
fn attack_03_starts_again_at(world: &mut World, price: &str) {
    let bidder = bidder(world, 10_000);
    let refused = world.buy_all(&bidder, FIRST).unwrap_err();
    assert_eq!(refused.code(), "auction/23");
    world.advance(&bidder, FIRST).unwrap();
    let lot = world.lot(FIRST).unwrap();
    assert_eq!((lot.elapsed_millis, lot.restarts), (0, 0));
    let asked = world.simulate_take(FIRST, u128::MAX).unwrap().price;
    assert_eq!(asked, decimal(price));
}

#[test]
fn attack_03_a_fixed_lot_starts_again_behind_a_halt() {
    let mut world = fixed_lot();
    world.halt(3_600);
    // The first block behind it has prices again.
    let now = world.now();
    for feeder in world.cast().feeders.clone() {
        let prices = [
            (ETH.denom, decimal("110"), now),
            (USD.denom, decimal("1"), now),
        ];
        world.push_all(&feeder, &prices).unwrap();
    }
    attack_03_starts_again_at(&mut world, "112.2");
}

#[test]
fn attack_03_a_fixed_lot_starts_again_behind_a_pause() {
    let mut world = fixed_lot();
    let guardian = world.cast().guardian.clone();
    world.pause_auction(&guardian).unwrap();
    world.wait(600);
    world.move_price(ETH.denom, "125");
    world
        .govern_auction(gavel_types::auction::GovernMsg::Unpause {})
        .unwrap();
    attack_03_starts_again_at(&mut world, "127.5");
}

#[test]
fn attack_03_a_fixed_lot_starts_again_behind_darkness() {
    let mut world = fixed_lot();
    world.kill_feed(ETH.denom);
    world.wait(600);
    world.move_price(ETH.denom, "125");
    attack_03_starts_again_at(&mut world, "127.5");
}
