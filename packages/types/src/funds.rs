//! The coins that come with a message, exactly those it asks for, and those that it pays: coins of the bank and tokens alike.
//!
//! A verb sees one kind of money: `MessageInfo` with a sender and coins. A coin of the bank comes with the message itself. A token
//! comes through its contract's hook, and [`received`] makes the same `MessageInfo` of it.

mod incoming;
mod outgoing;

pub use incoming::{check_native, exactly, none, received, single, FundsError};
pub use outgoing::{balance, call, send, send_all, split};
