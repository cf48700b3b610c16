//! A seller: it consigns lots of one size to the house at a steady pace, beside whatever is liquidated.

use cosmwasm_std::{Addr, Coin};
use gavel_testing::{ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg, LotId, PairId};

use super::clock::Clock;
use super::stage::Stage;
use crate::error::Error;

/// What a seller consigns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consignments {
    /// How many lots in all.
    pub lots: u64,
    /// Blocks from one lot to the next, above 0.
    pub every_blocks: u64,
    /// Whole units of the collateral in each, above 0.
    pub units: u128,
}

/// One seller.
#[derive(Debug)]
pub struct Seller {
    address: Addr,
    pair: PairId,
    consignments: Consignments,
    left: u64,
}

impl Seller {
    /// A seller with what it will consign, on the list of the pair's consignors.
    ///
    /// # Errors
    /// The house does not list it, or the base does not fit 128 bits.
    pub fn new(stage: &mut Stage, consignments: Consignments) -> Result<Seller, Error> {
        let world = stage.world_mut();
        let all = consignments
            .units
            .checked_mul(consignments.lots.into())
            .and_then(|units| units.checked_mul(ETH.one()))
            .ok_or(Error::Overflow)?;
        let address = world.funded("seller", &[Coin::new(all, ETH.denom)]);
        let pair = world.pair_of(ETH.denom, USD.denom);
        let add = GovernMsg::AddConsignor {
            pair,
            address: address.to_string(),
            kind: ConsignorKind::Account,
        };
        world
            .govern_auction(add)
            .map_err(|refusal| Error::NoWorld {
                step: "listing the seller".to_owned(),
                reason: refusal.to_string(),
            })?;
        Ok(Seller {
            address,
            pair,
            consignments,
            left: consignments.lots,
        })
    }

    /// Consigns the next lot if its block has come.
    ///
    /// # Errors
    /// The house refuses it.
    pub fn act(&mut self, stage: &mut Stage, clock: &Clock<'_>) -> Result<(), Error> {
        let is_time = clock.block().checked_rem(self.consignments.every_blocks) == Some(0);
        if self.left == 0 || !is_time {
            return Ok(());
        }
        self.left = self.left.saturating_sub(1);
        let joins = stage.house().joining_lot(self.pair);
        let lot = joins.unwrap_or(LotId {
            pair: self.pair,
            number: 0,
        });
        let base = self.consignments.units.saturating_mul(ETH.one());
        let call = stage
            .contracts()
            .consign(lot, Coin::new(base, ETH.denom), None);
        stage.must("consigning a lot", &self.address, call)
    }
}
