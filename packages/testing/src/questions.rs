//! Questions to each contract, asked of [`House`](crate::House).

mod auction;
mod lending;
mod oracle;
