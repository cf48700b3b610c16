//! What bidders and integrators ask.

use cosmwasm_std::Uint128;
use gavel_types::auction::*;

use crate::tests::bench::*;

fn book(bench: &Bench, start_after: Option<Limit>, limit: Option<u32>) -> BookResponse {
    bench.ask(QueryMsg::Book {
        pair: 1,
        start_after,
        limit,
    })
}

fn positions(bench: &Bench, owner: &str) -> Vec<PositionResponse> {
    let told: PositionsResponse = bench.ask(QueryMsg::Positions {
        pair: 1,
        owner: bench.who(owner).into(),
        start_after: None,
        limit: None,
    });
    told.positions
}

/// Ann at 95 and Bob at 94, Ann 5 % and Bob 10 % below the reference of 100.
fn four() -> Bench {
    let mut bench = Bench::batch();
    bench.bid("ann", at("95"), 380 * USD).unwrap();
    bench.bid("bob", at("94"), 940 * USD).unwrap();
    bench.bid("ann", less(500), 100 * USD).unwrap();
    bench.bid("bob", less(1_000), 200 * USD).unwrap();
    bench.bid("bob", less(500), 100 * USD).unwrap();
    bench
}

#[test]
fn the_book_is_told_by_level_in_pages() {
    let bench = four();
    let all = book(&bench, None, None);
    let limits: Vec<Limit> = all.levels.iter().map(|level| level.limit).collect();
    assert_eq!(limits, [at("95"), at("94"), less(500), less(1_000)]);
    let third = &all.levels[2];
    assert_eq!((third.quote.u128(), third.bids), (200 * USD, 2));
    assert_eq!(third.price, Some(decimal("95")));
    assert_eq!(all.reserve, Some(decimal("86")));
    assert_eq!(all.selling, None);
    for (place, level) in all.levels.iter().enumerate() {
        let page = book(&bench, Some(level.limit), Some(1));
        assert_eq!(page.levels.first(), all.levels.get(place + 1));
    }
}

#[test]
fn the_book_tells_what_it_buys_and_whether_it_is_frozen() {
    let mut bench = four();
    bench.consign("bank", 5 * ETH, None).unwrap();
    bench.blocks(7);
    let selling = book(&bench, None, None).selling.unwrap();
    assert_eq!((selling.lot, selling.frozen), (lot(1), false));
    assert_eq!(selling.ends_in_millis, 18_000);
    bench.blocks(1);
    assert!(book(&bench, None, None).selling.unwrap().frozen);
    bench.darken(BASE);
    bench.blocks(100);
    let dark = book(&bench, None, None);
    assert_eq!(dark.reference, None);
    assert_eq!(dark.levels[2].price, None);
}

#[test]
fn a_bid_is_told_with_what_it_has_and_has_bought() {
    let mut bench = four();
    bench.consign("bank", 5 * ETH, None).unwrap();
    bench.window();
    bench.advance(lot(1)).unwrap();
    // 475 USD for 5 ETH at 95: 380 of Ann's at the price and 95 of 200 at the discount that comes to the same.
    let told = positions(&bench, "ann");
    assert_eq!(told[0].limit, at("95"));
    assert!(matches!(told[0].status, BidStatus::Filled));
    assert_eq!((told[0].base.u128(), told[0].quote.u128()), (4 * ETH, 0));
    assert!(matches!(told[1].status, BidStatus::Live));
    let part = told[1].base.u128();
    assert!((ETH / 2 - 1..=ETH / 2).contains(&part), "{part}");
    let left = told[1].quote.u128();
    assert!((52_500_000 - 1..=52_500_000).contains(&left), "{left}");

    let batches: BatchesResponse = bench.ask(QueryMsg::Batches {
        pair: 1,
        start_after: None,
        limit: None,
    });
    let batch = &batches.batches[0];
    assert_eq!((batch.batch, batch.lot), (1, lot(1)));
    assert_eq!(
        (batch.sold.u128(), batch.raised.u128()),
        (5 * ETH, 475 * USD)
    );
    assert_eq!(batch.price, decimal("95"));
}

#[test]
fn what_a_bid_would_get_is_what_it_gets() {
    for (limit, usd) in [
        (at("96"), 150),
        (at("95"), 150),
        (at("94.8"), 700),
        (less(500), 300),
        (less(525), 300),
        (at("87"), 300),
        (at("80"), 300),
    ] {
        let mut bench = four();
        bench.consign("bank", 9 * ETH, None).unwrap();
        let told: SimulateBidResponse = bench.ask(QueryMsg::SimulateBid {
            pair: 1,
            limit,
            amount: Uint128::new(usd * USD),
        });
        bench.bid("eve", limit, usd * USD).unwrap();
        bench.window();
        let events = bench.advance(lot(1)).unwrap();
        assert_eq!(
            attribute(&events, "settle_batch", "price"),
            told.price.to_string()
        );
        let got = &positions(&bench, "eve")[0];
        assert!(told.base.u128() - got.base.u128() <= 1, "{limit}");
        assert!(told.left.u128() - got.quote.u128() <= 1, "{limit}");
        assert_eq!(told.quote + told.left, Uint128::new(usd * USD));
    }
}

#[test]
fn what_base_would_bring_is_what_it_brings() {
    for whole in [1, 4, 8, 12, 30] {
        let mut bench = four();
        let told: SimulateConsignResponse = bench.ask(QueryMsg::SimulateConsign {
            pair: 1,
            base: Uint128::new(whole * ETH),
        });
        assert_eq!((told.sold + told.left).u128(), whole * ETH);
        bench.consign("bank", whole * ETH, None).unwrap();
        bench.window();
        bench.advance(lot(1)).unwrap();
        assert_eq!(bench.delivered[0].proceeds, told.raised);
        assert_eq!(bench.delivered[0].sold, told.sold);
    }
}

#[test]
fn without_a_window_there_is_nothing_to_simulate() {
    let bench = four();
    let refused = bench.try_ask(QueryMsg::SimulateBid {
        pair: 1,
        limit: at("95"),
        amount: Uint128::new(USD),
    });
    assert_eq!(refused.unwrap_err().code(), 61);
}

#[test]
fn whose_a_lot_is_and_what_its_price_will_be() {
    let mut bench = Bench::with(vec![Stage::Batch(minute()), dutch(Reference::Live, 0)]);
    bench.consign("bank", 6 * ETH, None).unwrap();
    bench.consign("seller", 3 * ETH, None).unwrap();
    let page = |bench: &Bench, after: Option<&str>| {
        let told: ConsignmentsResponse = bench.ask(QueryMsg::Consignments {
            lot: lot(1),
            start_after: after.map(|name| bench.who(name).into()),
            limit: None,
        });
        let parts = told.consignments.into_iter();
        parts
            .map(|part| (part.consignor, part.base.u128()))
            .collect::<Vec<_>>()
    };
    let (bank, seller) = (bench.who("bank"), bench.who("seller"));
    assert_eq!(
        page(&bench, None),
        [(bank, 6 * ETH), (seller.clone(), 3 * ETH)]
    );
    assert_eq!(page(&bench, Some("bank")), [(seller, 3 * ETH)]);

    let ask = |seconds| QueryMsg::PriceAt {
        lot: lot(1),
        seconds,
    };
    assert_eq!(bench.try_ask(ask(0)).unwrap_err().code(), 58);
    bench.window();
    bench.advance(lot(1)).unwrap();
    // From 102 % to 100.3 % in 102 s.
    let told: PriceAtResponse = bench.ask(ask(102));
    assert_eq!(told.price, Some(decimal("100.3")));
    let later: PriceAtResponse = bench.ask(ask(u32::MAX));
    assert_eq!(later.ratio, decimal("0.86"));
}
