//! Lists and pages.

use cosmwasm_std::{Binary, Coin, Uint128};
use gavel_types::auction::*;
use gavel_types::solvency::SolvencyResponse;

use super::bench::*;

fn lots(bench: &Bench, start_after: Option<LotId>, limit: Option<u32>) -> Vec<LotId> {
    let page: LotsResponse = bench.ask(QueryMsg::Lots { start_after, limit });
    page.lots.into_iter().map(|lot| lot.lot).collect()
}

#[test]
fn pitfall_59_lists_give_10_when_not_told_and_30_at_most() {
    let mut bench = Bench::live();
    bench.govern(GovernMsg::CreatePair {
        base: QUOTE.into(),
        quote: BASE.into(),
        config: selling(vec![dutch(Reference::Live, 0)]),
    });
    for _ in 0..35 {
        bench.consign("seller", ETH, None).unwrap();
    }
    assert_eq!(lots(&bench, None, None).len(), 10);
    assert_eq!(lots(&bench, None, Some(1_000)).len(), 30);
    assert_eq!(lots(&bench, None, Some(0)).len(), 0);
    let rest = lots(&bench, Some(lot(30)), Some(30));
    assert_eq!(rest, (31..=35).map(lot).collect::<Vec<_>>());
}

#[test]
fn pairs_and_consignors_are_paged_without_gap_or_repeat() {
    let mut bench = Bench::live();
    for _ in 0..4 {
        bench.govern(GovernMsg::CreatePair {
            base: BASE.into(),
            quote: QUOTE.into(),
            config: selling(vec![dutch(Reference::Live, 0)]),
        });
    }
    let page = |start_after, limit| -> Vec<PairId> {
        let page: PairsResponse = bench.ask(QueryMsg::Pairs { start_after, limit });
        page.pairs.into_iter().map(|pair| pair.pair).collect()
    };
    assert_eq!(page(None, None), [1, 2, 3, 4, 5]);
    assert_eq!(page(None, Some(2)), [1, 2]);
    assert_eq!(page(Some(2), Some(2)), [3, 4]);
    assert_eq!(page(Some(PairId::MAX), None), Vec::<PairId>::new());

    for number in 0..5 {
        bench.add_consignor(&format!("seller{number}"), ConsignorKind::Account);
    }
    let mut seen = vec![];
    loop {
        let page: ConsignorsResponse = bench.ask(QueryMsg::Consignors {
            pair: 1,
            start_after: seen.last().cloned(),
            limit: Some(2),
        });
        if page.consignors.is_empty() {
            break;
        }
        seen.extend(
            page.consignors
                .into_iter()
                .map(|one| one.address.to_string()),
        );
    }
    assert_eq!(seen.len(), 7);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 7);
    let none: ConsignorsResponse = bench.ask(QueryMsg::Consignors {
        pair: 2,
        start_after: None,
        limit: None,
    });
    assert!(none.consignors.is_empty());
}

#[test]
fn credits_are_listed_by_denom_for_their_owner_alone() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    let opened = bench.consign("seller", 10 * ETH, None).unwrap();
    bench.take(opened, ETH, 102 * USD).unwrap();
    bench.blocks(200);
    bench.advance(opened).unwrap();
    let credits = |name: &str, start_after: Option<&str>| -> Vec<Coin> {
        let page: CreditsResponse = bench.ask(QueryMsg::Credits {
            address: bench.who(name).into(),
            start_after: start_after.map(str::to_owned),
            limit: None,
        });
        page.credits
    };
    let (base, quote) = (Coin::new(9 * ETH, BASE), Coin::new(102 * USD, QUOTE));
    assert_eq!(credits("seller", None), [base, quote.clone()]);
    assert_eq!(credits("seller", Some(BASE)), [quote]);
    assert_eq!(credits("seller", Some(QUOTE)), []);
    assert_eq!(credits("stranger", None), []);
}

#[test]
fn deliveries_are_paged_in_order_of_their_lots() {
    let mut bench = Bench::live();
    bench.deaf.insert(bench.who("bank").into());
    for _ in 0..3 {
        let opened = bench.consign("bank", ETH, None).unwrap();
        bench.take(opened, ETH, 102 * USD).unwrap();
    }
    let page = |start_after: Option<LotId>| -> Vec<LotId> {
        let page: DeliveriesResponse = bench.ask(QueryMsg::Deliveries {
            start_after: start_after.map(|lot| DeliveryId {
                lot,
                consignor: bench.who("bank").into(),
            }),
            limit: Some(2),
        });
        page.deliveries.into_iter().map(|one| one.lot).collect()
    };
    assert_eq!(page(None), [lot(1), lot(2)]);
    assert_eq!(page(Some(lot(2))), [lot(3)]);
}

#[test]
fn deliveries_of_one_lot_to_several_consignors_are_all_listed_page_by_page() {
    let mut bench = Bench::batch();
    let names = ["bank", "fund", "mill"];
    for name in ["fund", "mill"] {
        bench.be_contract(name);
        bench.add_consignor(name, ConsignorKind::Contract);
    }
    for name in names {
        bench.deaf.insert(bench.who(name).into());
        bench.consign(name, 2 * ETH, None).unwrap();
    }
    bench.window();
    bench.advance(lot(1)).unwrap();
    let mut start_after = None;
    for name in names {
        let page: DeliveriesResponse = bench.ask(QueryMsg::Deliveries {
            start_after,
            limit: Some(1),
        });
        let [waits] = page.deliveries.as_slice() else {
            panic!("{page:?}");
        };
        assert_eq!((waits.lot, &waits.consignor), (lot(1), &bench.who(name)));
        start_after = Some(DeliveryId {
            lot: waits.lot,
            consignor: waits.consignor.to_string(),
        });
    }
    let page: DeliveriesResponse = bench.ask(QueryMsg::Deliveries {
        start_after,
        limit: None,
    });
    assert_eq!(page.deliveries, []);
}

#[test]
fn solvency_tells_every_lot_delivery_and_credit_and_goes_on_behind_any_of_them() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    bench.deaf.insert(bench.who("bank").into());
    let open = bench.consign("bank", 2 * ETH, None).unwrap();
    bench.take(open, ETH, 102 * USD).unwrap();
    let waiting = bench.consign("bank", ETH, None).unwrap();
    bench.take(waiting, ETH, 102 * USD).unwrap();
    let sold = bench.consign("seller", ETH, None).unwrap();
    bench.take(sold, ETH, 102 * USD).unwrap();
    let all: SolvencyResponse = bench.ask(QueryMsg::Solvency {
        start_after: None,
        limit: None,
    });
    let quote = Coin::new(102 * USD, QUOTE);
    let holds: Vec<&[Coin]> = all.entries.iter().map(|one| one.holds.as_slice()).collect();
    let expected: [&[Coin]; 3] = [
        &[Coin::new(ETH, BASE), quote.clone()],
        std::slice::from_ref(&quote),
        std::slice::from_ref(&quote),
    ];
    assert_eq!(holds, expected);
    for (index, entry) in all.entries.iter().enumerate() {
        let rest: SolvencyResponse = bench.ask(QueryMsg::Solvency {
            start_after: Some(entry.cursor.clone()),
            limit: None,
        });
        assert_eq!(rest.entries, all.entries[index + 1..]);
    }
}

#[test]
fn a_cursor_that_the_house_did_not_give_is_refused() {
    let bench = Bench::live();
    for cursor in [vec![], vec![7], vec![200, 1]] {
        let refused = bench.try_ask(QueryMsg::Solvency {
            start_after: Some(Binary::new(cursor)),
            limit: None,
        });
        assert_eq!(refused.unwrap_err().code(), 41);
    }
}

#[test]
fn unknown_pairs_and_lots_are_refused_by_number() {
    let bench = Bench::live();
    let refused = bench.try_ask(QueryMsg::Pair { pair: 7 }).unwrap_err();
    assert!(refused.to_string().contains('7'), "{refused}");
    let refused = bench.try_ask(QueryMsg::Lot { lot: lot(7) }).unwrap_err();
    assert!(refused.to_string().contains("1/7"), "{refused}");
}

#[test]
fn the_public_record_of_a_pair_says_which_lot_a_consignment_joins() {
    use gavel_types::auction::{AuctionClient, PAIRS};
    let mut bench = Bench::live();
    bench.consign("seller", ETH, None).unwrap();
    let record = PAIRS.load(&bench.deps.storage, &1).unwrap();
    let pair: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
    assert_eq!(record.next_lot, 2);
    assert_eq!(pair.next_lot, 2);
    let address = bench.who("house");
    let message = AuctionClient { address: &address }
        .consign(lot(2), Coin::new(Uint128::new(ETH), BASE), 25)
        .unwrap();
    assert!(format!("{message:?}").contains("aeth"));
}
