//! Queries.

use super::*;
use gavel_types::oracle::{AssetsResponse, PricesResponse};

fn many() -> Desk {
    let mut desk = Desk::empty();
    for number in 0..35 {
        desk.list(&format!("asset{number:02}"), rules(), 3).unwrap();
    }
    let all: Vec<String> = (0..35).map(|number| format!("asset{number:02}")).collect();
    for half in all.chunks(30) {
        let prices: Vec<(&str, &str, u64)> = half
            .iter()
            .map(|denom| (denom.as_str(), "1", START))
            .collect();
        desk.push(1, &prices).unwrap();
    }
    desk
}

#[test]
fn pages_are_10_by_default_30_at_most_and_go_on_behind_a_denom() {
    let desk = many();
    let prices = |start_after: Option<&str>, limit| -> Vec<String> {
        let start_after = start_after.map(str::to_owned);
        let page: PricesResponse = desk.ask(QueryMsg::Prices { start_after, limit }).unwrap();
        page.prices.into_iter().map(|price| price.denom).collect()
    };
    let assets = |start_after: Option<&str>, limit| -> Vec<String> {
        let start_after = start_after.map(str::to_owned);
        let page: AssetsResponse = desk.ask(QueryMsg::Assets { start_after, limit }).unwrap();
        page.assets.into_iter().map(|asset| asset.denom).collect()
    };
    for page in [
        &prices as &dyn Fn(Option<&str>, Option<u32>) -> Vec<String>,
        &assets,
    ] {
        assert_eq!(page(None, None).len(), 10);
        assert_eq!(page(None, Some(1_000)).len(), 30);
        assert_eq!(page(None, Some(0)).len(), 0);
        let rest = page(Some("asset29"), Some(30));
        assert_eq!(
            rest,
            ["asset30", "asset31", "asset32", "asset33", "asset34"]
        );
        assert_eq!(page(Some("asset34"), None), [""; 0]);
    }
}

#[test]
fn a_stored_price_is_shown_valid_or_not() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.now = START + 6;
    desk.all_push("1000");
    desk.now = START + 1_000;
    let page: PricesResponse = desk
        .ask(QueryMsg::Prices {
            start_after: None,
            limit: None,
        })
        .unwrap();
    let [price] = page.prices.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!(price.denom, "ueth");
    assert_eq!(
        (price.mid, price.pending),
        (decimal("2000"), Some(decimal("1000")))
    );
    assert_eq!(price.published_at, START + 6);
    assert_eq!(
        (price.fresh_until, price.relaxed_until),
        (START + 66, START + 66)
    );
}

#[test]
fn an_asset_without_a_price_and_one_not_listed_are_told_apart() {
    let desk = Desk::new();
    let asked = |denom: &str| desk.price(denom, Action::Open).unwrap_err().code();
    assert_eq!(asked("ueth"), 14);
    assert_eq!(asked("uosmo"), 6);
    let missing = desk.ask::<serde::de::IgnoredAny>(QueryMsg::Asset {
        denom: "uosmo".to_owned(),
    });
    assert_eq!(missing.err().map(|error| error.code()), Some(6));
}

#[test]
fn a_price_carries_decimals_and_the_time_of_its_newest_source() {
    let mut desk = Desk::new();
    desk.push(1, &[("ueth", "2000", START - 7)]).unwrap();
    desk.push(2, &[("ueth", "2002", START - 3)]).unwrap();
    let price: PriceResponse = desk
        .ask(QueryMsg::Price {
            denom: "ueth".to_owned(),
            action: Action::Open,
        })
        .unwrap();
    assert_eq!(
        price,
        PriceResponse {
            sold: decimal("2000"),
            owed: decimal("2002"),
            decimals: 18,
            published_at: START - 3
        }
    );
}
