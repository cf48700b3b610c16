//! Changing from one oracle to another.

use cosmwasm_std::{Decimal, QuerierWrapper};
use gavel_math::price::{PriceRecord, PriceRefusal, Side};
use gavel_math::Bps;
use thiserror::Error;

use super::OracleClient;
use crate::decimal;

/// How far a new oracle's price of an asset may lie from the old one's: 5 %. Honest feeds of one market differ by less, and
/// nobody is liquidated or sold out by as much.
pub const MAX_SWITCH: Bps = Bps(500);

/// Seconds of silence behind which an oracle's price of an asset is dead and compared no longer: an hour.
pub const DEAD_AFTER: u64 = 3_600;

/// The most assets that are compared in one message: all that a lending contract may list, 256 collaterals and 64 markets.
/// Each is read twice.
pub const MAX_SWITCH_ASSETS: usize = 320;

/// Why an oracle may not take another's place.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum SwitchRefusal {
    /// The old oracle has a valid price, the new one has none at all.
    #[error("the new oracle has no price of {denom}, and the old one's is valid; feed the new one first")]
    Missing {
        /// The asset.
        denom: String,
    },
    /// The old oracle has a valid price, the new one's may not be used.
    #[error(
        "in the new oracle {denom} may not be used, and in the old one it may; feed the new one first: {reason}"
    )]
    Invalid {
        /// The asset.
        denom: String,
        /// What is wrong with its price.
        reason: PriceRefusal,
    },
    /// Both know the asset, in different units.
    #[error("the new oracle gives {denom} {got} decimals, the old one {was}; list it with {was}")]
    Decimals {
        /// The asset.
        denom: String,
        /// Its decimals in the old oracle.
        was: u8,
        /// Its decimals in the new oracle.
        got: u8,
    },
    /// Both prices are valid, and too far apart.
    #[error(
        "the new oracle prices {denom} at {new}, the old one at {old}: more than 5 % apart; put right the one that is wrong"
    )]
    Disagree {
        /// The asset.
        denom: String,
        /// The old price, dollars per whole unit.
        old: Decimal,
        /// The new price, dollars per whole unit.
        new: Decimal,
    },
    /// More assets than one message compares.
    #[error("a switch compares at most {most} assets")]
    TooMany {
        /// The most assets.
        most: usize,
    },
}

/// Checks that the oracle `to` may take the place of `from` for these assets at unix second `now`, by the rule for selling:
/// a wrong adapter would otherwise sell and liquidate at its prices in the block of the switch.
///
/// Where the old oracle's price is valid, or was within [`DEAD_AFTER`], the new one must have a valid one, within [`MAX_SWITCH`]
/// (rounded down, in favour of refusing) on both sides of a sale. Else the new one may have any price or none: a dead oracle can
/// be left. The
/// decimals must agree wherever both have a record, because they do not age, and nothing else would catch a wrong unit.
///
/// Two raw reads an asset; a record that cannot be read is none. Fails with the first asset that is wrong, or with more than
/// [`MAX_SWITCH_ASSETS`].
pub fn check_switch<D: AsRef<str>>(
    querier: &QuerierWrapper,
    from: &OracleClient,
    to: &OracleClient,
    denoms: impl IntoIterator<Item = D>,
    now: u64,
) -> Result<(), SwitchRefusal> {
    for (place, denom) in denoms.into_iter().enumerate() {
        if place >= MAX_SWITCH_ASSETS {
            return Err(SwitchRefusal::TooMany {
                most: MAX_SWITCH_ASSETS,
            });
        }
        let denom = denom.as_ref();
        let read = |oracle: &OracleClient| oracle.price(querier, denom).unwrap_or_default();
        compare(denom, read(from), read(to), now)?;
    }
    Ok(())
}

fn compare(
    denom: &str,
    old: Option<PriceRecord>,
    new: Option<PriceRecord>,
    now: u64,
) -> Result<(), SwitchRefusal> {
    let denom = || denom.to_owned();
    let Some(old) = old else {
        return Ok(());
    };
    if let Some(new) = new.filter(|new| new.decimals != old.decimals) {
        return Err(SwitchRefusal::Decimals {
            denom: denom(),
            was: old.decimals,
            got: new.decimals,
        });
    }
    for side in [Side::Sold, Side::Owed] {
        let before = match old.for_sale(now, side) {
            Ok(price) => price,
            // Silent feeders may only be slow, and behind a halt all are: the last price counts for an hour.
            Err(_) if now <= old.relaxed_until.saturating_add(DEAD_AFTER) => {
                old.last_accepted(side)
            }
            Err(_) => return Ok(()),
        };
        let new = new.ok_or_else(|| SwitchRefusal::Missing { denom: denom() })?;
        let price = new
            .for_sale(now, side)
            .map_err(|reason| SwitchRefusal::Invalid {
                denom: denom(),
                reason,
            })?;
        // A share that cannot be computed allows no difference.
        let room = MAX_SWITCH.of_floor(before.0).unwrap_or_default();
        if price.0.abs_diff(before.0) > room {
            return Err(SwitchRefusal::Disagree {
                denom: denom(),
                old: decimal(before),
                new: decimal(price),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
