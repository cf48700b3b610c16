//! What people do in the world, a verb at a time.

mod auction;
mod buyer;
mod fund;
mod lending;
mod oracle;
mod taker;
