//! Which bids are taken.

use super::*;

#[test]
fn the_first_bid_pays_the_reserve_for_all_that_is_left_and_every_other_more_than_the_last() {
    let (mut bench, lot) = opened();
    assert_eq!(bench.least(lot), Some(900 * USD));
    let low = bench.place("ann", lot, 900 * USD - 1).unwrap_err();
    assert_eq!(
        low,
        ContractError::BidTooLow {
            least: Uint128::new(900 * USD),
            got: Uint128::new(900 * USD - 1),
        }
    );
    bench.place("ann", lot, 900 * USD).unwrap();
    // One percent more.
    assert_eq!(bench.least(lot), Some(909 * USD));
    assert_eq!(
        bench.place("bob", lot, 909 * USD - 1).unwrap_err().code(),
        69
    );
    let told = bench.place("bob", lot, 909 * USD).unwrap();
    assert_eq!(
        attribute(&told, "place_bid", "outbid"),
        bench.who("ann").as_str()
    );
    assert_eq!(attribute(&told, "place_bid", "given_back"), "900000000");
    let leader = bench.lot(lot).leader.unwrap();
    assert_eq!(leader.bidder, bench.who("bob"));
    assert_eq!(leader.bid.u128(), 909 * USD);
}

#[test]
fn pitfall_17_who_is_outbid_has_a_credit_and_is_sent_nothing() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.place("bob", lot, 950 * USD).unwrap();
    bench.place("ann", lot, 1_000 * USD).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 0);
    assert_eq!(bench.credit_of("ann", QUOTE), 900 * USD);
    assert_eq!(bench.credit_of("bob", QUOTE), 950 * USD);
    let denom = QUOTE.to_owned();
    let msg = ExecuteMsg::Withdraw {
        denom,
        recipient: None,
    };
    bench.run("ann", msg, &[]).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 900 * USD);
}

#[test]
fn who_raises_the_own_bid_has_the_one_before_as_a_credit() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.place("ann", lot, 909 * USD).unwrap();
    assert_eq!(bench.credit_of("ann", QUOTE), 900 * USD);
}

#[test]
fn a_raise_is_a_unit_at_least_and_never_less_than_its_share_rounded_up() {
    let stage = EnglishStage {
        min_raise_bps: 0,
        ..rising()
    };
    let mut bench = Bench::with(vec![Stage::English(stage)]);
    let lot = bench.consign("bank", ETH, None).unwrap();
    bench.place("ann", lot, 90 * USD).unwrap();
    assert_eq!(bench.place("bob", lot, 90 * USD).unwrap_err().code(), 69);
    bench.place("bob", lot, 90 * USD + 1).unwrap();

    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD + 1).unwrap();
    // 909.00000101, rounded up.
    assert_eq!(bench.least(lot), Some(909 * USD + 2));
}

#[test]
fn pitfall_01_a_bid_is_exactly_one_coin_of_the_quote() {
    let (mut bench, lot) = opened();
    let msg = ExecuteMsg::PlaceBid {
        lot,
        min_amount: None,
        recipient: None,
    };
    for coins in [
        vec![],
        vec![Coin::new(900 * USD, BASE)],
        vec![Coin::new(1u128, BASE), Coin::new(900 * USD, QUOTE)],
    ] {
        assert_eq!(bench.run("ann", msg.clone(), &coins).unwrap_err().code(), 3);
    }
}

#[test]
fn a_bid_may_ask_for_how_much_base_there_must_be() {
    let (mut bench, lot) = opened();
    let asking = |base: u128| ExecuteMsg::PlaceBid {
        lot,
        min_amount: Some(Uint128::new(base)),
        recipient: None,
    };
    let coins = [Coin::new(900 * USD, QUOTE)];
    let more = bench.run("ann", asking(10 * ETH + 1), &coins).unwrap_err();
    assert_eq!(more.code(), 21);
    bench.run("ann", asking(10 * ETH), &coins).unwrap();
}

#[test]
fn pitfall_15_nobody_bids_while_the_house_is_paused() {
    let (mut bench, lot) = opened();
    bench.pause();
    assert_eq!(bench.place("ann", lot, 900 * USD).unwrap_err().code(), 7);
    assert_eq!(bench.least(lot), None);
}

#[test]
fn one_bids_only_in_an_english_stage_and_takes_only_in_another() {
    let (mut bench, lot) = opened();
    assert_eq!(bench.take(lot, ETH, 200 * USD).unwrap_err().code(), 58);
    let mut bench = Bench::live();
    let lot = bench.consign("bank", ETH, None).unwrap();
    assert_eq!(bench.place("ann", lot, 200 * USD).unwrap_err().code(), 67);
    let none = LotId { pair: 1, number: 9 };
    assert_eq!(bench.place("ann", none, 200 * USD).unwrap_err().code(), 18);
}

#[test]
fn a_lot_that_may_come_to_be_sold_whole_has_no_tab() {
    let stages = vec![dutch(Reference::Live, 0), Stage::English(rising())];
    let mut bench = Bench::with(stages);
    let refused = bench.consign("bank", ETH, Some(50 * USD)).unwrap_err();
    assert_eq!(refused, ContractError::TabInEnglish { pair: 1 });
}

#[test]
fn the_rules_of_bidding_have_bounds() {
    let mut bench = Bench::live();
    for (field, stage) in [
        (
            "reserve_bps",
            EnglishStage {
                reserve_bps: 999,
                ..rising()
            },
        ),
        (
            "reserve_bps",
            EnglishStage {
                reserve_bps: 10_001,
                ..rising()
            },
        ),
        (
            "min_raise_bps",
            EnglishStage {
                min_raise_bps: 1_001,
                ..rising()
            },
        ),
        (
            "duration_seconds",
            EnglishStage {
                duration_seconds: 59,
                ..rising()
            },
        ),
        (
            "duration_seconds",
            EnglishStage {
                duration_seconds: 86_401,
                ..rising()
            },
        ),
        // Two blocks of 7.5 s.
        (
            "extension_seconds",
            EnglishStage {
                extension_seconds: 14,
                ..rising()
            },
        ),
        (
            "extension_seconds",
            EnglishStage {
                extension_seconds: 3_601,
                ..rising()
            },
        ),
        // Ten minutes and one to answer.
        (
            "hard_end_seconds",
            EnglishStage {
                hard_end_seconds: 659,
                ..rising()
            },
        ),
        (
            "hard_end_seconds",
            EnglishStage {
                hard_end_seconds: 86_401,
                ..rising()
            },
        ),
    ] {
        let refused = bench.refuses(GovernMsg::CreatePair {
            base: BASE.into(),
            quote: QUOTE.into(),
            config: selling(vec![Stage::English(stage)]),
        });
        assert!(refused.to_string().contains(field), "{refused}");
    }
    let tight = EnglishStage {
        extension_seconds: 15,
        hard_end_seconds: 615,
        ..rising()
    };
    let config = selling(vec![Stage::English(tight)]);
    bench.govern(GovernMsg::CreatePair {
        base: BASE.into(),
        quote: QUOTE.into(),
        config: config.clone(),
    });
    let pair: PairResponse = bench.ask(QueryMsg::Pair { pair: 2 });
    assert_eq!(pair.config, config);
    assert_eq!((config.start_bps(), config.floor_bps()), (9_000, 9_000));
}

#[test]
fn a_token_is_bid_and_given_back_as_a_coin_is() {
    let mut bench = Bench::empty();
    let dollar = of_token(&bench.who("dollar"));
    bench.set_price(&dollar, 6, "1");
    bench.govern(GovernMsg::CreatePair {
        base: BASE.into(),
        quote: dollar.clone(),
        config: selling(vec![Stage::English(rising())]),
    });
    bench.add_consignor("seller", ConsignorKind::Account);
    let lot = bench.consign("seller", 10 * ETH, None).unwrap();
    let bid = ReceiveMsg::PlaceBid {
        lot,
        min_amount: None,
        recipient: None,
    };
    // Another token than the pair's is none.
    let other = bench.send("peso", "ann", 900 * USD, &bid).unwrap_err();
    assert_eq!(other.code(), 3);
    bench.send("dollar", "ann", 900 * USD, &bid).unwrap();
    bench.send("dollar", "bob", 909 * USD, &bid).unwrap();
    assert_eq!(bench.credit_of("ann", &dollar), 900 * USD);
    bench.blocks(100);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("bob", BASE), 10 * ETH);
    assert_eq!(bench.credit_of("seller", &dollar), 909 * USD);
}

#[test]
fn anyone_may_bid() {
    for bidder in ["owner", "guardian", "bank", "seller", "anyone"] {
        let (mut bench, lot) = opened();
        bench.place(bidder, lot, 900 * USD).unwrap();
    }
}
