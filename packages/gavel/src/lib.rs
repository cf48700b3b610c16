//! The `gavel` command: replays real market crashes through the auction house's contracts
//! and tells a lender what would have come of it.
//!
//! The library holds everything but the call of `main`, so that tests and benchmarks reach it.
//!
//! - [`command`]: the options, and what each of them means;
//! - [`market`]: price data, from a file or built in, and the price at any second;
//! - [`scenario`]: who takes part, how fast and with how much money, as plain data;
//! - [`population`]: the borrowers, drawn from real lot sizes;
//! - [`randomness`]: one seed, one independent stream of numbers for each actor;
//! - [`simulation`]: the replay itself, by messages to the house's contracts;
//! - [`bench`]: what a message of the house costs this machine beside an empty one;
//! - [`chronicle`]: every lot and sale, for the report;
//! - [`tally`], [`outcome`], [`summary`], [`maker`]: what was sold, for how much, and how it is reported;
//! - [`report`]: the page to look at;
//! - [`sensitivity`]: how the figures move with the model's assumptions;
//! - [`figures`]: numbers as people read them;
//! - [`destination`]: where reports go;
//! - [`progress`]: the bars on standard error;
//! - [`replay`]: puts them together;
//! - [`error`]: everything that can be wrong, with its code.

pub mod batches;
pub mod bench;
pub mod chronicle;
pub mod command;
pub mod destination;
pub mod error;
pub mod figures;
pub mod maker;
pub mod market;
pub mod outcome;
pub mod population;
pub mod progress;
pub mod randomness;
pub mod replay;
pub mod report;
pub mod scenario;
pub mod sensitivity;
pub mod simulation;
pub mod summary;
pub mod tally;
