//! Pitfalls 53 to 60, governance, upgrades and the platform: defects found in systems of this class, each by its number.

mod delivery;
mod events;
mod lists;
mod migration;
mod owner;
mod parameters;
mod source;
mod storage;
