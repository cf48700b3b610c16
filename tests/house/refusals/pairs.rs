//! `CreatePair`, `UpdatePair`, `SetPairOpen` and `WindDown`.

use cosmwasm_std::Uint128;
use gavel_testing::World;
use gavel_types::auction::{GovernMsg, PairConfig, PairId};

use super::configuration::unsound;
use super::hall::{Hall, Wing, COARSE, STRANGE};
use super::powers::strangers;
use super::table::{change, change_given, hold, Elsewhere, Row};

fn create(base: &str, quote: &str, config: &PairConfig) -> GovernMsg {
    GovernMsg::CreatePair {
        base: base.to_owned(),
        quote: quote.to_owned(),
        config: config.clone(),
    }
}

fn update(pair: PairId, config: PairConfig) -> GovernMsg {
    GovernMsg::UpdatePair { pair, config }
}

fn creating(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (base, quote) = (wing.base.denom, wing.quote.denom);
    let config = hall.world.pair(wing.live).config;
    let mut rows = Vec::new();
    strangers(&mut rows, hall, wing, &["Govern: CreatePair"]);
    let mut row = |wrong, code, msg: GovernMsg| change(&mut rows, hall, wrong, code, &msg);
    for denom in [base, quote, "", "unknown"] {
        let msg = create(denom, denom, &config);
        row("one asset as base and quote", 28, msg);
    }
    let wrong = "a token whose address is not in its normal form";
    for address in hall.malformed() {
        let token = format!("cw20:{address}");
        row(wrong, 45, create(&token, quote, &config));
        row(wrong, 45, create(base, &token, &config));
    }
    let wrong = "an asset that the oracle has no record of";
    let capitals = "UUSD";
    let nowhere = format!("cw20:{}", hall.stranger);
    for denom in ["", "unknown", STRANGE, capitals, nowhere.as_str()] {
        row(wrong, 14, create(denom, quote, &config));
        row(wrong, 14, create(base, denom, &config));
    }
    let by_batch = hall.world.pair(wing.batch).config;
    let wrong = "a base of fewer than 6 decimals, by batch";
    row(wrong, 74, create(COARSE.denom, quote, &by_batch));
    for (wrong, code, config) in unsound(hall, wing, &config) {
        row(wrong, code, create(base, quote, &config));
    }
    rows
}

fn updating(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let pair = wing.live;
    let config = hall.world.pair(pair).config;
    let mut rows = Vec::new();
    strangers(&mut rows, hall, wing, &["Govern: UpdatePair"]);
    for unknown in [0, 999, u16::MAX] {
        let msg = update(unknown, config.clone());
        change(&mut rows, hall, "an unknown pair", 10, &msg);
    }
    for (wrong, code, config) in unsound(hall, wing, &config) {
        change(&mut rows, hall, wrong, code, &update(pair, config));
    }
    let far = "a step that is too large";
    let (dust, least) = (config.base_dust.u128(), config.quote_dust.u128());
    for (base_dust, quote_dust, advance_reward) in [
        (dust * 10 + 1, least, 0),
        (u128::MAX, least, 0),
        (dust, least * 10 + 1, 0),
        (dust, least, least + 1),
        (dust, least, u128::MAX),
    ] {
        let config = PairConfig {
            base_dust: Uint128::new(base_dust),
            quote_dust: Uint128::new(quote_dust),
            advance_reward: Uint128::new(advance_reward),
            ..config.clone()
        };
        change(&mut rows, hall, far, 5, &update(pair, config));
    }
    // From a start of 102 % and a floor of 86 %.
    for curve in [[(0, 9_199), (1_200, 8_600)], [(0, 10_200), (1_200, 7_599)]] {
        let reference = gavel_types::auction::Reference::Live;
        let config = PairConfig {
            stages: vec![gavel_testing::terms::dutch(reference, &curve, 0)],
            ..config.clone()
        };
        change(&mut rows, hall, far, 5, &update(pair, config));
    }
    let soon = "within a day behind the last update";
    for seconds in [0, 86_394] {
        let same = update(pair, config.clone());
        let first = same.clone();
        change_given(
            &mut rows,
            hall,
            (soon, 5),
            &same,
            move |world: &mut World| {
                world.govern_auction(first.clone()).unwrap();
                world.halt(seconds);
            },
        );
    }
    rows
}

fn opening(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let mut rows = Vec::new();
    let tables = ["Govern: SetPairOpen", "Govern: WindDown"];
    strangers(&mut rows, hall, wing, &tables);
    for pair in [0, 999, u16::MAX] {
        let wrong = "an unknown pair";
        for open in [true, false] {
            let msg = GovernMsg::SetPairOpen { pair, open };
            change(&mut rows, hall, wrong, 10, &msg);
        }
        let msg = GovernMsg::WindDown { pair };
        change(&mut rows, hall, wrong, 10, &msg);
    }
    let pair = wing.fixed;
    let open = GovernMsg::SetPairOpen { pair, open: true };
    let address = hall.seller.to_string();
    let wrong = "a pair whose consignors are all gone, to be opened";
    change_given(
        &mut rows,
        hall,
        (wrong, 44),
        &open,
        move |world: &mut World| {
            world.govern_auction(GovernMsg::WindDown { pair }).unwrap();
            let address = address.clone();
            world
                .govern_auction(GovernMsg::RemoveConsignor { pair, address })
                .unwrap();
        },
    );
    let wrong = "a pair with an asset that the oracle has no record of, to be opened";
    let silent = hall.silent_oracle.to_string();
    change_given(
        &mut rows,
        hall,
        (wrong, 14),
        &open,
        move |world: &mut World| {
            for pair in world.pairs() {
                let pair = pair.pair;
                world.govern_auction(GovernMsg::WindDown { pair }).unwrap();
            }
            let mut config = world.auction_config().config;
            config.oracle.clone_from(&silent);
            world
                .govern_auction(GovernMsg::UpdateConfig(config))
                .unwrap();
        },
    );
    rows
}

#[test]
fn create_pair_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| creating(&hall, wing))
        .collect();
    let source = include_str!("../../../contracts/auction/src/tests/pairs.rs");
    let row = |wrong, code, test| Elsewhere {
        table: "Govern: CreatePair",
        wrong,
        code,
        test: (source, test),
    };
    let elsewhere = [
        row(
            "a 101st pair",
            31,
            "the_house_has_a_bounded_number_of_pairs",
        ),
        row(
            "decimals too far apart to be priced",
            29,
            "pitfall_41_decimals_too_far_apart_to_be_priced_make_no_pair",
        ),
    ];
    hold(&mut hall, &rows, &elsewhere);
}

#[test]
fn update_pair_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| updating(&hall, wing))
        .collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn set_pair_open_and_wind_down_refuse_what_their_tables_list() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| opening(&hall, wing)).collect();
    let elsewhere = [Elsewhere {
        table: "Govern: SetPairOpen",
        wrong: "a pair with an asset of other decimals in the oracle, to be opened",
        code: 30,
        test: (
            include_str!("../../../contracts/auction/src/tests/govern.rs"),
            "a_closed_pair_holds_up_no_switch_and_opens_again_only_in_its_own_decimals",
        ),
    }];
    hold(&mut hall, &rows, &elsewhere);
}
