//! Writes the contract's JSON schema to `schema/` at the root.

use cosmwasm_schema::generate_api;
use gavel_types::insurance::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, SudoMsg};

fn main() -> std::io::Result<()> {
    let api = generate_api! {
        name: "gavel-insurance-fund",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
        sudo: SudoMsg,
    }
    .render();
    let json = api.to_string().map_err(std::io::Error::other)?;
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../schema/gavel-insurance-fund.json"
    );
    std::fs::write(path, json + "\n")
}
