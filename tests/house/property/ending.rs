//! The end of a world: whatever happened in it, everybody gets out, and nothing stays in the auction house but what rounding left.

use cosmwasm_std::{Uint128, Uint256};
use gavel_testing::Refusal;
use gavel_types::auction::{BidStatus, ExecuteMsg, GovernMsg as AuctionChange};
use gavel_types::lending::GovernMsg as LendingChange;

use super::stage::Stage;
use crate::schemer;

/// Rounds in which every lot must have ended: longer than any stage that is left, and behind any pause.
const ROUNDS: u32 = 200;

/// 10¹⁸, of which a price is a multiple.
const DECIMALS: u128 = 1_000_000_000_000_000_000;

impl Stage {
    /// Winds everything down, takes everything out, and counts what is left.
    pub fn end(&mut self) {
        self.world.recount();
        let schemer = self.schemer.clone();
        schemer::plan(&mut self.world, &schemer, &[]);
        // Refused where no pause is on.
        let _ = self.world.govern_auction(AuctionChange::Unpause {});
        let _ = self.world.govern_lending(LendingChange::Unpause {});
        for sold in self.pairs.clone() {
            let down = AuctionChange::WindDown { pair: sold.pair };
            self.world.govern_auction(down).unwrap();
        }
        self.end_lots();
        for delivery in self.world.deliveries() {
            let keeper = self.keepers[0].clone();
            self.world
                .deliver(&keeper, delivery.lot, &delivery.consignor)
                .unwrap();
        }
        self.take_bids_out();
        let mut all = self.everyone();
        all.push(schemer);
        for owner in &all {
            for credit in self.world.credits(owner) {
                self.world.withdraw_credit(owner, &credit.denom).unwrap();
            }
        }
        self.collect_residue();
        self.world.recount();
        let mut held = self.world.auction_holds();
        held.retain(|entry| !entry.holds.is_empty());
        assert!(held.is_empty(), "behind everything there is {held:?}");
    }

    fn end_lots(&mut self) {
        let keeper = self.keepers[0].clone();
        for _ in 0..ROUNDS {
            let lots = self.world.lots();
            if lots.is_empty() {
                return;
            }
            for lot in lots {
                // Where it is refused, one of the next rounds does it.
                let outcome = self.world.advance(&keeper, lot.lot);
                self.note("advance", outcome);
            }
            self.world.wait(30);
        }
        let stuck = self.world.lots();
        assert!(stuck.is_empty(), "{stuck:?} do not end");
    }

    fn take_bids_out(&mut self) {
        for owner in self.everyone().into_iter().chain([self.schemer.clone()]) {
            for sold in self.pairs.clone() {
                let bids = self.world.positions(sold.pair, &owner);
                for bid in &bids {
                    if matches!(bid.status, BidStatus::Live) {
                        self.world
                            .retract_bid(&owner, sold.pair, bid.limit, None)
                            .unwrap();
                    }
                }
                while !self.world.positions(sold.pair, &owner).is_empty() {
                    let msg = ExecuteMsg::ClaimLiquidations {
                        pair: sold.pair,
                        limits: None,
                        recipient: None,
                    };
                    let call = self.world.contracts().to_auction(msg, vec![]);
                    self.world.run(&owner, call).unwrap();
                }
            }
        }
    }

    /// What is left of rounding is the house's, and next to nothing.
    fn collect_residue(&mut self) {
        let treasury = self.world.cast().treasury.clone();
        for entry in self.world.auction_holds() {
            for coin in entry.holds {
                let most = self.lost_at_most(&coin.denom);
                assert!(
                    coin.amount.u128() <= most,
                    "{coin} is left of rounding, more than {most}"
                );
                let collect = AuctionChange::CollectResidue {
                    denom: coin.denom,
                    recipient: treasury.to_string(),
                };
                let outcome: Result<_, Refusal> = self.world.govern_auction(collect);
                outcome.unwrap();
            }
        }
    }

    /// Whenever a bid is counted it loses at most a unit: of what it has bought, or of quote that would have bought more. Sums of
    /// gains keep 18 digits of the largest.
    fn lost_at_most(&self, denom: &str) -> u128 {
        let all = self.everyone().iter().fold(0u128, |sum, person| {
            sum.saturating_add(self.world.balance(person, denom))
        });
        let unit = self
            .pairs
            .iter()
            .filter(|sold| sold.base.denom == denom)
            .flat_map(|sold| {
                let batches = self.world.batches(sold.pair);
                batches.into_iter().map(|batch| {
                    // Base for one unit of quote, rounded up: 1 / price, in units of both.
                    let scaled = Uint256::from(sold.base.one()) * Uint256::from(DECIMALS);
                    let by = Uint256::from(sold.quote.one()) * Uint256::from(batch.price.atomics());
                    let bought = scaled / by.max(Uint256::one());
                    Uint128::try_from(bought).map_or(u128::MAX, |one| one.u128() + 1)
                })
            })
            .max()
            .unwrap_or(1);
        unit.saturating_mul(self.tally.total().into())
            .saturating_add(all / DECIMALS)
    }
}
