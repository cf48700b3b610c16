//! Assets of the test world, and amounts of them that are easy to read.

use cosmwasm_std::{Coin, Decimal, Uint128};
use gavel_types::asset::token_of;

/// An asset, a coin or a token: its text and its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asset {
    /// The denom of the coin, or `cw20:` and the address at which the world starts the token's contract; in smallest units.
    pub denom: &'static str,
    /// Decimals of a whole unit.
    pub decimals: u8,
}

/// Collateral with 18 decimals.
pub const ETH: Asset = Asset::new("ueth", 18);
/// Collateral with 8 decimals.
pub const BTC: Asset = Asset::new("ubtc", 8);
/// Collateral with 6 decimals.
pub const ATOM: Asset = Asset::new("uatom", 6);
/// The usual market: dollars with 6 decimals.
pub const USD: Asset = Asset::new("uusd", 6);
/// A second market: euros with 6 decimals.
pub const EUR: Asset = Asset::new("ueur", 6);

/// [`ETH`] as a token.
pub const ETHER: Asset = Asset::new(
    "cw20:gavel1apxze9rxjruuz7a6yy37d3f6vq7w0sf6e9a4y86ngdzsgrurgx2qmmya6y",
    18,
);
/// [`USD`] as a token.
pub const DOLLAR: Asset = Asset::new(
    "cw20:gavel19jee6kdke5769x4wgppzg7ktg0ukxvnlq8cdv9dsv2thhm5g5yrq8f32ew",
    6,
);

impl Asset {
    /// The address of the contract that keeps it; `None` of a coin.
    pub fn token(&self) -> Option<&'static str> {
        token_of(self.denom)
    }

    /// An asset.
    pub const fn new(denom: &'static str, decimals: u8) -> Self {
        Self { denom, decimals }
    }

    /// Smallest units in a whole one.
    pub fn one(&self) -> u128 {
        10u128.saturating_pow(u32::from(self.decimals))
    }

    /// `whole` whole units as a coin.
    pub fn coin(&self, whole: u128) -> Coin {
        Coin::new(self.units(whole), self.denom)
    }

    /// `whole` whole units, in smallest units.
    pub fn units(&self, whole: u128) -> u128 {
        whole.saturating_mul(self.one())
    }

    /// An amount such as `"28.18"` in smallest units, rounded down.
    ///
    /// # Panics
    /// The text is no decimal number.
    pub fn amount(&self, text: &str) -> u128 {
        let number = decimal(text);
        Uint128::new(self.one())
            .checked_mul_floor(number)
            .map_or(u128::MAX, |units| units.u128())
    }

    /// An amount such as `"28.18"` as a coin, rounded down to smallest units.
    ///
    /// # Panics
    /// The text is no decimal number.
    pub fn part(&self, text: &str) -> Coin {
        Coin::new(self.amount(text), self.denom)
    }

    /// `units` smallest units as a coin.
    pub fn dust(&self, units: u128) -> Coin {
        Coin::new(units, self.denom)
    }
}

/// A decimal number such as a price: `decimal("97.5")`.
///
/// # Panics
/// The text is no decimal number.
pub fn decimal(text: &str) -> Decimal {
    match text.parse() {
        Ok(number) => number,
        Err(error) => panic!("{text} is no decimal number: {error}"),
    }
}
