//! Writes the contract's interface to `schema/gavel-auction.json` at the root of the repository.

use std::path::Path;

use cosmwasm_schema::generate_api;
use gavel_types::auction::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, SudoMsg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        sudo: SudoMsg,
        migrate: MigrateMsg,
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/gavel-auction.json");
    let mut text = api.render().to_string()?;
    text.push('\n');
    std::fs::write(file, text)?;
    Ok(())
}
