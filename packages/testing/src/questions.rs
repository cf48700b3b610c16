//! Questions to each contract, asked of [`House`](crate::House).

mod auction;
mod fund;
mod lending;
mod oracle;
