//! The checked-in interface.

use cosmwasm_schema::generate_api;
use gavel_types::auction::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, SudoMsg};

#[test]
fn the_checked_in_schema_is_that_of_the_messages() {
    let api = generate_api! {
        name: "gavel-auction",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        sudo: SudoMsg,
        migrate: MigrateMsg,
    };
    let now = api.render().to_string().unwrap();
    let stored = include_str!("../../../../schema/gavel-auction.json");
    assert!(
        stored.trim_end() == now,
        "write it anew: cargo run -p gavel-auction --example schema"
    );
}
