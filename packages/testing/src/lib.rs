//! The world that the house's contracts are tested and replayed in.
//!
//! A [`World`] has an embedded chain with the contracts on it, listed, wired and priced; people with money; a clock that
//! moves when told to. Each message runs as a transaction, and behind each the rules that must always hold are checked.
//!
//! ```
//! use gavel_testing::{World, ETH, USD};
//!
//! let mut world = World::new();
//! let lender = world.funded("lender", &[USD.coin(1_000)]);
//! let borrower = world.funded("borrower", &[ETH.coin(1)]);
//! world.supply(&lender, USD.coin(1_000)).unwrap();
//! world.deposit(&borrower, ETH.coin(1)).unwrap();
//! world.borrow(&borrower, USD.coin(70)).unwrap();
//! assert_eq!(world.balance(&borrower, USD.denom), USD.units(70));
//! ```

mod asset;
mod builder;
pub mod buyer;
mod call;
mod calls;
mod chain;
mod codes;
pub mod events;
mod house;
mod probe;
mod questions;
mod receipt;
pub mod taker;
pub mod terms;
mod time;
pub mod venue;
mod verbs;
#[cfg(feature = "vm")]
pub mod vm;
mod watch;
mod world;

pub use asset::{decimal, Asset, ATOM, BTC, DOLLAR, ETH, ETHER, EUR, USD};
#[cfg(feature = "vm")]
pub use builder::Metering;
pub use builder::{BuildError, Builder};
pub use call::{Call, Contracts};
pub use chain::{Addresses, Answering, Application, Journal, PREFIX};
pub use codes::Codes;
pub use house::House;
pub use receipt::{Receipt, Refusal, Told};
pub use watch::{Checks, Counts, Rule, Violation};
pub use world::{Cast, World};
