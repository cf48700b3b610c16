//! The house's own configuration: when it is set up, and when governance changes it. And migrations.

use gavel_testing::{Codes, World};
use gavel_types::auction::{Config, GovernMsg, InstantiateMsg, MigrateMsg};

use super::hall::{Hall, Wing};
use super::powers::strangers;
use super::table::{change, change_given, hold, Elsewhere, Row};

/// Numbers of a configuration that are out of their bounds.
fn out_of_bounds(sound: &Config) -> Vec<Config> {
    let blocks = [0, 499, 60_001, u32::MAX].map(|max_block_millis| Config {
        max_block_millis,
        ..sound.clone()
    });
    let gas = [0, 1_999_999, 5_000_001, u64::MAX].map(|delivery_gas| Config {
        delivery_gas,
        ..sound.clone()
    });
    blocks.into_iter().chain(gas).collect()
}

/// Configurations that name an address badly.
fn misaddressed(hall: &Hall, sound: &Config) -> Vec<(&'static str, Config)> {
    hall.malformed()
        .into_iter()
        .flat_map(|address| {
            let oracle = Config {
                oracle: address.clone(),
                ..sound.clone()
            };
            let guardian = Config {
                guardian: Some(address),
                ..sound.clone()
            };
            [
                ("an oracle that is no address in its normal form", oracle),
                ("a guardian that is no address in its normal form", guardian),
            ]
        })
        .collect()
}

fn updating(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let sound = hall.world.auction_config().config;
    let mut rows = Vec::new();
    strangers(&mut rows, hall, wing, &["Govern: UpdateConfig"]);
    let mut row = |wrong, code, config: Config| {
        let msg = GovernMsg::UpdateConfig(config);
        change(&mut rows, hall, wrong, code, &msg);
    };
    for config in out_of_bounds(&sound) {
        row("a number beyond its bounds", 5, config);
    }
    for (wrong, config) in misaddressed(hall, &sound) {
        row(wrong, 37, config);
    }
    // From blocks of 7.5 s, and a gas of 2,000,000.
    for (max_block_millis, delivery_gas) in
        [(3_749, 2_000_000), (11_251, 2_000_000), (7_500, 4_000_001)]
    {
        let config = Config {
            max_block_millis,
            delivery_gas,
            ..sound.clone()
        };
        row("a step that is too large", 5, config);
    }
    let house = hall.world.contracts();
    for oracle in [&hall.silent_oracle, &hall.stranger, &house.auction] {
        let config = Config {
            oracle: oracle.to_string(),
            ..sound.clone()
        };
        let wrong = "an oracle that does not agree with the one in force";
        row(wrong, 42, config);
    }
    let next = GovernMsg::UpdateConfig(Config {
        delivery_gas: 2_000_001,
        ..sound
    });
    for seconds in [0, 86_394] {
        let mut config = hall.world.auction_config().config;
        config.delivery_gas = 2_000_002;
        let first = GovernMsg::UpdateConfig(config);
        let soon = ("numbers within a day behind the last", 5);
        change_given(&mut rows, hall, soon, &next, move |world: &mut World| {
            world.govern_auction(first.clone()).unwrap();
            world.halt(seconds);
        });
    }
    rows
}

fn starting(hall: &Hall) -> Vec<Row> {
    let sound = hall.world.auction_config().config;
    let owner = &hall.world.cast().owner;
    let row = |wrong, code: u16, owned_by: String, config: Config| {
        let msg = InstantiateMsg {
            owner: owned_by,
            config,
        };
        Row::sent("Instantiate", wrong, code, owner, move |world, sender| {
            let code = Codes::native().auction;
            world.start(code, sender, "house", &msg).map(drop)
        })
    };
    let mut rows = Vec::new();
    for address in hall.malformed() {
        let wrong = "an owner that is no address in its normal form";
        rows.push(row(wrong, 37, address, sound.clone()));
    }
    for config in out_of_bounds(&sound) {
        let wrong = "a number beyond its bounds";
        rows.push(row(wrong, 5, owner.to_string(), config));
    }
    for (wrong, config) in misaddressed(hall, &sound) {
        rows.push(row(wrong, 37, owner.to_string(), config));
    }
    rows
}

#[test]
fn update_config_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| updating(&hall, wing))
        .collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn no_house_is_set_up_or_migrated_against_its_tables() {
    let mut hall = Hall::open();
    let mut rows = starting(&hall);
    let owner = hall.world.cast().owner.clone();
    let house = hall.world.contracts();
    for other in [house.oracle, house.lending, house.fund] {
        let wrong = "another contract";
        let migrate = move |world: &mut World, _: &_| {
            let code = Codes::native().auction;
            world.migrate(&other, code, &MigrateMsg {}).map(drop)
        };
        rows.push(Row::sent("Migrate", wrong, 38, &owner, migrate));
    }
    let elsewhere = [
        Elsewhere {
            table: "Instantiate",
            wrong: "coins",
            code: 3,
            test: (
                include_str!("../../../contracts/auction/src/tests/govern.rs"),
                "a_house_takes_no_money_when_it_is_set_up",
            ),
        },
        Elsewhere {
            table: "Migrate",
            wrong: "a later version",
            code: 38,
            test: (
                include_str!("../../../contracts/auction/src/tests/migrate.rs"),
                "pitfall_55_another_contract_and_a_later_version_do_not_migrate",
            ),
        },
    ];
    hold(&mut hall, &rows, &elsewhere);
}
