//! Messages to each contract, made by [`Contracts`](crate::Contracts): for single verbs of the world, and to compose
//! transactions.

mod auction;
mod fund;
mod lending;
mod oracle;
