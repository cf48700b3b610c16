//! Pitfall 54: bounds on every field, on every path, and a largest step of every update.

use gavel_testing::{Refusal, World, ETH, USD};
use gavel_types::auction::{self, CurvePoint, DutchStage, Interpolation, Reference, Stage};
use gavel_types::lending::{CollateralTerms, Config, GovernMsg, MarketTerms, PenaltyReceiver};
use gavel_types::oracle::{self, AssetRules};

use crate::loan::Loan;

/// A day, in blocks and milliseconds.
const DAY: (u64, u64) = (14_400, 86_400_000);

/// A loan whose parameters may all be updated.
fn a_day_old() -> Loan {
    let mut loan = Loan::given();
    loan.world.pass(DAY.0, DAY.1);
    loan.world.feed();
    loan
}

fn update_collateral(
    world: &mut World,
    change: impl FnOnce(&mut CollateralTerms),
) -> Result<(), Refusal> {
    let mut terms = world.collateral(ETH.denom).terms;
    change(&mut terms);
    let denom = ETH.denom.to_owned();
    world
        .govern_lending(GovernMsg::UpdateCollateral { denom, terms })
        .map(drop)
}

fn update_market(world: &mut World, change: impl FnOnce(&mut MarketTerms)) -> Result<(), Refusal> {
    let mut terms = world.market(USD.denom).terms;
    change(&mut terms);
    let denom = USD.denom.to_owned();
    world
        .govern_lending(GovernMsg::UpdateMarket { denom, terms })
        .map(drop)
}

#[test]
fn pitfall_54_every_field_of_a_collateral_has_bounds() {
    let mut loan = a_day_old();
    let wrong: [fn(&mut CollateralTerms); 18] = [
        |terms| terms.max_ltv_bps = 0,
        |terms| terms.max_ltv_bps = terms.threshold_bps,
        |terms| terms.threshold_bps = 0,
        |terms| terms.threshold_bps = 9_501,
        |terms| terms.penalty_bps = 99,
        |terms| terms.penalty_bps = 2_501,
        |terms| terms.recovery_bps = 4_999,
        |terms| terms.recovery_bps = 10_001,
        // 5 % / 105 % = 476.19 basis points.
        |terms| terms.keeper_bps = 477,
        |terms| terms.target_health_bps = 10_099,
        |terms| terms.target_health_bps = 15_001,
        |terms| terms.auction_floor_bps = 999,
        |terms| terms.auction_floor_bps = 10_001,
        |terms| terms.dust = 0u128.into(),
        |terms| terms.deposit_cap = u128::MAX.into(),
        |terms| terms.auction_cap = u128::MAX.into(),
        // A hundredfold, as of a unit mistaken.
        |terms| terms.threshold_bps = 82,
        |terms| terms.dust = (terms.dust.u128() * 100).into(),
    ];
    for (place, change) in wrong.into_iter().enumerate() {
        let refused = update_collateral(&mut loan.world, change);
        assert_eq!(refused.unwrap_err().code(), "lending/5", "change {place}");
    }
}

#[test]
fn pitfall_54_every_field_of_a_market_has_bounds() {
    let mut loan = a_day_old();
    let wrong: [fn(&mut MarketTerms); 8] = [
        |terms| terms.dust = 0u128.into(),
        |terms| terms.supply_cap = u128::MAX.into(),
        |terms| terms.borrow_cap = u128::MAX.into(),
        |terms| terms.auction_cap = u128::MAX.into(),
        // A hundredfold, as of a unit mistaken.
        |terms| terms.slope_above_bps = 6_000 * 5,
        |terms| terms.kink_bps = 800,
        |terms| terms.dust = (terms.dust.u128() * 100).into(),
        |terms| terms.dust = u128::MAX.into(),
    ];
    for (place, change) in wrong.into_iter().enumerate() {
        let refused = update_market(&mut loan.world, change);
        assert_eq!(refused.unwrap_err().code(), "lending/5", "change {place}");
    }
    let receivers = |shares: &[u32]| -> Vec<PenaltyReceiver> {
        shares
            .iter()
            .map(|share_bps| PenaltyReceiver {
                address: loan.borrower.to_string(),
                share_bps: *share_bps,
            })
            .collect()
    };
    for (shares, code) in [
        (vec![], "lending/32"),
        (vec![2_000; 5], "lending/32"),
        (vec![5_000, 4_999], "lending/41"),
        (vec![5_000, 5_001], "lending/41"),
    ] {
        let list = receivers(&shares);
        let refused = update_market(&mut loan.world, |terms| terms.penalty_receivers = list);
        assert_eq!(refused.unwrap_err().code(), code, "{shares:?}");
    }
}

#[test]
fn pitfall_54_a_debts_dust_cannot_be_raised_to_where_every_liquidation_takes_everything() {
    let mut loan = a_day_old();
    // More than is owed: a partial liquidation would leave dust and close the account whole.
    let refused = update_market(&mut loan.world, |terms| {
        terms.dust = USD.units(10_000).into();
    });
    assert_eq!(refused.unwrap_err().code(), "lending/5");
    update_market(&mut loan.world, |terms| terms.dust = USD.units(2).into()).unwrap();
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(loan.collateral(ETH), ETH.units(50));
}

#[test]
fn pitfall_54_the_contracts_cannot_be_born_out_of_bounds() {
    for bps in [4_999, 9_901] {
        let refused = World::builder().urgent_ltv_bps(bps).try_build().map(drop);
        assert_eq!(refused.unwrap_err().refusal.code(), "lending/5");
    }
    for gas in [1_999_999, 5_000_001] {
        let refused = World::builder().delivery_gas(gas).try_build().map(drop);
        assert_eq!(refused.unwrap_err().refusal.code(), "auction/5");
    }
    let refused = World::builder()
        .collateral_with(ETH, |terms| terms.threshold_bps = 9_501)
        .try_build()
        .map(drop);
    assert_eq!(refused.unwrap_err().refusal.code(), "lending/5");
    let refused = World::builder()
        .rules_with(ETH, |rules| rules.max_jump_bps = 5_001)
        .try_build()
        .map(drop);
    assert_eq!(refused.unwrap_err().refusal.code(), "oracle/5");
}

#[test]
fn pitfall_54_a_parameter_moves_by_a_step_a_day_however_many_messages_a_proposal_has() {
    let mut loan = a_day_old();
    let refused = update_collateral(&mut loan.world, |terms| {
        terms.threshold_bps = 7_749;
        terms.max_ltv_bps = 7_000;
    });
    assert_eq!(refused.unwrap_err().code(), "lending/5");
    let a_step = |terms: &mut CollateralTerms| {
        terms.threshold_bps -= 500;
        terms.max_ltv_bps -= 500;
    };
    update_collateral(&mut loan.world, a_step).unwrap();
    for _ in 0..10 {
        let refused = update_collateral(&mut loan.world, a_step);
        assert_eq!(refused.unwrap_err().code(), "lending/5");
    }
    let terms = loan.world.collateral(ETH.denom).terms;
    assert_eq!((terms.threshold_bps, terms.max_ltv_bps), (7_750, 7_000));
    loan.world.pass(DAY.0, DAY.1);
    update_collateral(&mut loan.world, a_step).unwrap();
}

#[test]
fn pitfall_54_reserves_are_paid_out_of_nobody_elses_money() {
    // All of 10,000 is borrowed: half by an account with collateral to spare, half by one that is liquidated at once.
    let mut world = World::builder()
        .market_with(USD, |terms| terms.reserve_factor_bps = 5_000)
        .build();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let safe = world.funded("safe borrower", &[ETH.coin(400)]);
    world.open(&safe, &[ETH.coin(400)], &[USD.coin(5_000)]);
    let other = world.funded("other borrower", &[ETH.coin(100)]);
    let account = world.open(&other, &[ETH.coin(100)], &[USD.coin(5_000)]);
    world.move_price(ETH.denom, "55");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = world.funded("bidder", &[USD.coin(20_000)]);
    let lot = world.lots()[0].lot;
    world.buy_all(&bidder, lot).unwrap();

    // The lender withdraws all that is free; what is left in cash is the penalty and a few seconds' reserves.
    let market = world.market(USD.denom);
    let penalties = market.penalties.u128();
    assert!(penalties > USD.units(100));
    let free = market.cash.u128() - market.reserves.u128() - penalties;
    world.withdraw(&lender, USD.denom, Some(free)).unwrap();
    // A year later reserves are owed far more than that, by borrowers, not in cash.
    world.pass(5_256_000, 31_536_000_000);
    let market = world.market(USD.denom);
    assert!(market.reserves.u128() > USD.units(1_000));
    let spare = market.cash.u128() - penalties;
    let treasury = world.cast().treasury.to_string();
    let pay = |amount: u128| GovernMsg::WithdrawReserves {
        denom: USD.denom.to_owned(),
        amount: amount.into(),
        recipient: treasury.clone(),
    };
    let refused = world.govern_lending(pay(spare + 1));
    assert_eq!(refused.unwrap_err().code(), "lending/23");
    let refused = world.govern_lending(pay(market.reserves.u128() + 1));
    assert_eq!(refused.unwrap_err().code(), "lending/44");
    // The penalty is still there to be paid to its receivers.
    world.distribute(&keeper, &[USD.denom]).unwrap();
    let fund = world.contracts().fund;
    assert!(world.balance(&fund, USD.denom) >= penalties / 100 * 60);
}

#[test]
fn pitfall_54_every_field_of_a_price_has_bounds_and_a_step() {
    let mut loan = a_day_old();
    let wrong: [fn(&mut AssetRules); 12] = [
        |rules| rules.confirm_delay = 61,
        |rules| rules.confirm_delay = 14,
        |rules| rules.min_sources = 0,
        |rules| rules.min_sources = 4,
        |rules| rules.max_age = 9,
        |rules| rules.max_age = 86_401,
        |rules| rules.max_age = 9_000,
        |rules| rules.max_jump_bps = 99,
        |rules| rules.max_jump_bps = 5_001,
        |rules| rules.max_jump_bps = 2_251,
        |rules| rules.confirm_delay = 301,
        |rules| rules.lower_bound = gavel_testing::decimal("0.0000000000000009"),
    ];
    for (place, change) in wrong.into_iter().enumerate() {
        let mut rules = loan.world.priced_asset(ETH.denom).rules;
        change(&mut rules);
        let denom = ETH.denom.to_owned();
        let refused = loan
            .world
            .govern_oracle(oracle::GovernMsg::UpdateAsset { denom, rules });
        assert_eq!(refused.unwrap_err().code(), "oracle/5", "change {place}");
    }
}

#[test]
fn pitfall_54_every_field_of_a_pair_and_of_the_house_has_bounds() {
    let mut loan = a_day_old();
    let curve = |points: &[(u32, u32)]| {
        let curve = points
            .iter()
            .map(|(seconds, ratio_bps)| CurvePoint {
                seconds: *seconds,
                ratio_bps: *ratio_bps,
            })
            .collect();
        Stage::Dutch(DutchStage {
            reference: Reference::Live,
            curve,
            interpolation: Interpolation::Linear,
            max_restarts: 3,
            max_uncertainty_bps: 0,
        })
    };
    let wrong = [
        vec![],
        vec![curve(&[(0, 10_000), (60, 9_000)]); 5],
        vec![curve(&[(0, 10_000)])],
        vec![curve(&[(1, 10_000), (60, 9_000)])],
        vec![curve(&[(0, 10_000), (0, 9_000)])],
        vec![curve(&[(0, 9_000), (60, 10_000)])],
        vec![curve(&[(0, 20_001), (60, 9_000)])],
        vec![curve(&[(0, 10_000), (60, 999)])],
        vec![curve(&[(0, 10_000), (86_401, 9_000)])],
        vec![curve(&[(0, 1_000_000), (60, 900_000)])],
    ];
    for (place, stages) in wrong.into_iter().enumerate() {
        let config = auction::PairConfig {
            stages,
            ..loan.world.pair(1).config
        };
        let refused = loan
            .world
            .govern_auction(auction::GovernMsg::UpdatePair { pair: 1, config })
            .unwrap_err();
        let code = refused.code();
        assert!(
            matches!(code, "auction/5" | "auction/9"),
            "{place}: {refused}"
        );
    }
    for (start, floor, seconds) in [
        (9_199, 8_600, 600),
        (11_201, 8_600, 600),
        (10_000, 9_601, 600),
        (10_000, 8_600, 299),
    ] {
        let config = auction::PairConfig {
            stages: vec![curve(&[(0, start), (seconds, floor)])],
            ..loan.world.pair(1).config
        };
        let refused = loan
            .world
            .govern_auction(auction::GovernMsg::UpdatePair { pair: 1, config });
        assert_eq!(refused.unwrap_err().code(), "auction/5");
    }
    for millis in [499, 60_001] {
        let mut config = loan.world.auction_config().config;
        config.max_block_millis = millis;
        let refused = loan
            .world
            .govern_auction(auction::GovernMsg::UpdateConfig(config));
        assert_eq!(refused.unwrap_err().code(), "auction/5");
    }
    let mut config = Config {
        treasury: "nobody".to_owned(),
        ..loan.world.lending_config().config
    };
    let refused = loan
        .world
        .govern_lending(GovernMsg::UpdateConfig(config.clone()));
    assert_eq!(refused.unwrap_err().code(), "lending/1");
    config.treasury = loan.borrower.to_string().to_uppercase();
    let refused = loan.world.govern_lending(GovernMsg::UpdateConfig(config));
    assert_eq!(refused.unwrap_err().code(), "lending/1");
}
