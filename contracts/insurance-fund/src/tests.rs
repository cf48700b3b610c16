//! The contract by its messages, over mock storage and a small bank.
#![allow(clippy::arithmetic_side_effects)]

mod attacks;
mod bench;
mod covering;
mod earning;
mod errors;
mod governing;
mod leaving;
mod pitfalls;
mod questions;
mod random;
mod repaying;
mod staking;
mod surface;
mod tokens;
