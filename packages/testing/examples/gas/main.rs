//! What the house's messages cost on a chain: the compiled Wasm runs on the VM, charged wasmd's prices.
//!
//! Run it by `scripts/gas`, which builds the contracts first. Every row is measured twice: with no code pinned, and with
//! all codes pinned. Counted is the messages' own gas; the transaction around them (signatures, its bytes, bank
//! transfers) is not. The pair sells by one live-reference Dutch stage, coins are native, and the world has been lived
//! in before: see [`town`].
//!
//! | row | what is done |
//! |---|---|
//! | `submit_bid` | the larger of two: a first bid on a level with others, and more into a bid; a hundred bids stand in the book |
//! | `submit_bid_new_tick` | a bid on a level of its own |
//! | `claim` | one filled bid is claimed |
//! | `claim_next` | each further filled bid of a claim |
//! | `claim_next_partial` | the same for a bid that was filled in part: the larger of live, and swallowed since |
//! | `tick` | each level that a settlement swallows |
//! | `tick_partial` | the same for a level that was filled in part before |
//! | `settle_flat` | the gas of settling ten levels with a hundred thousand bids, as a multiple of that with ten bids |
//! | `take` | an account buys a part of an open lot that was sold from before, and gets what it paid too much back |
//! | `consign` | an account on the pair's list consigns one lot |
//! | `deposit` | the larger of two: more of a collateral that the account has, and the first into a new account |
//! | `borrow` | more of a debt that the account has, against its one collateral |
//! | `liquidation` | one transaction: a keeper liquidates a part of an account and takes the whole lot, which settles it and repays the account |
//! | `liquidation_separate` | the same in two transactions, the sum of both |
//! | `covered_loss` | an account buys all of an insolvent account's lot, which settles it, recognises the loss and has the insurance fund pay for it |
//! | `stake` | an account stakes in the insurance fund for the first time |
//! | `wasm_…` | bytes of a contract's Wasm |
// This measures and prints; no contract runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::cast_precision_loss
)]

mod bids;
mod budget;
mod rows;
mod sheet;
mod square;
mod town;

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;

use budget::{Bytes, Row, SIZES};
use sheet::Sheet;
use town::Town;

/// Measures the gas of the house's messages and the size of its contracts.
#[derive(Parser)]
#[command(name = "gas")]
struct Options {
    /// Print one JSON object and nothing else.
    #[arg(long, conflicts_with = "verbose")]
    json: bool,
    /// Fail, naming each row that costs more than it must not exceed.
    #[arg(long)]
    check: bool,
    /// Also print every call of a row and each of its accesses to storage.
    #[arg(long)]
    verbose: bool,
    /// Measure these rows alone.
    rows: Vec<Row>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::parse();
    let sheet = measure(&options.rows)?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&sheet.json())?);
    } else {
        if options.verbose {
            sheet.print_calls();
        }
        sheet.print();
    }
    let excesses = sheet.excesses();
    if options.check && !excesses.is_empty() {
        for excess in excesses {
            eprintln!("gas: {excess}");
        }
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(wanted: &[Row]) -> Result<Sheet, Box<dyn Error>> {
    let mut loose = Town::settle(false)?;
    let mut pinned = Town::settle(true)?;
    let mut sheet = Sheet::default();
    for row in Row::ALL {
        if !(wanted.is_empty() || wanted.contains(&row)) {
            continue;
        }
        let (unpinned, pinned) = match (bids::measure(row, false)?, bids::measure(row, true)?) {
            (Some(unpinned), Some(pinned)) => (unpinned, pinned),
            _ => (
                rows::measure(row, &mut loose),
                rows::measure(row, &mut pinned),
            ),
        };
        sheet.add(row, unpinned, pinned);
    }
    if wanted.is_empty() {
        sheet.settle_flat = Some(bids::flatness(true)?);
        for size in SIZES {
            sheet.add_size(Bytes::of(size)?);
        }
    }
    Ok(sheet)
}
