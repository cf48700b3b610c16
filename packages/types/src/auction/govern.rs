//! What governance sets of the house.

use cosmwasm_schema::cw_serde;

use super::{Config, ConsignorKind, LotId, PairConfig, PairId};

/// What governance may change: by the owner's `Govern`, or by the chain's sudo. Nothing reaches open lots.
#[cw_serde]
pub enum GovernMsg {
    /// Creates a pair, open; at most 100. Both assets must have a record in the oracle, which gives their decimals, and differ; a
    /// token's address is refused in any but its normal form.
    CreatePair {
        /// The asset sold.
        base: String,
        /// The asset paid.
        quote: String,
        /// How it sells.
        config: PairConfig,
    },
    /// Gives a pair a new configuration for its next lots; at most once a day. In one update the first ratio and the lowest of
    /// all stages move by at most 1,000 basis points, the dust limits to at most ten times what they were.
    ///
    /// The house knows nothing of its consignors' own limits. One that reckons with a lowest ratio of its own, as the lending
    /// contract does with a collateral's `auction_floor_bps`, must have that lowered first: what a lot brings below it is its
    /// loss.
    UpdatePair {
        /// The pair.
        pair: PairId,
        /// How it sells.
        config: PairConfig,
    },
    /// Opens or closes a pair for new lots. Open lots go on. Opening needs both assets in the oracle, in the pair's decimals, and
    /// a consignor where the pair ever had one.
    SetPairOpen {
        /// The pair.
        pair: PairId,
        /// Whether it takes new lots.
        open: bool,
    },
    /// Closes a pair and winds it down: the next `Advance` of each open lot ends it, and what is left goes back to its consignors; no
    /// bid comes into its book. Bids can be taken back though the book is frozen, but for a settlement under way, which goes to
    /// its end. Opening the pair again, or closing it, ends it.
    WindDown {
        /// The pair.
        pair: PairId,
    },
    /// Makes what waits to be delivered to a consignor a credit of another account: for a consignor that can never receive it. It is
    /// never told: in a lending contract the tickets of that lot stay for good, and with them its auction house.
    RedirectDelivery {
        /// The lot.
        lot: LotId,
        /// The consignor.
        consignor: String,
        /// Whose credit it becomes.
        recipient: String,
    },
    /// Pays out what rounding left in the house of an asset; refused when that is nothing.
    CollectResidue {
        /// The asset.
        denom: String,
        /// Who receives it.
        recipient: String,
    },
    /// Lets a contract or account consign to a pair; at most 64 at a time. Its kind cannot be changed later.
    AddConsignor {
        /// The pair.
        pair: PairId,
        /// The consignor.
        address: String,
        /// What it is.
        kind: ConsignorKind,
    },
    /// Takes a consignor off a pair. Its open lots go on and are paid. A contract is taken off a closed pair only, so that one
    /// which sells through the pair sees it closed; before the pair opens again, that contract must have been set to another.
    RemoveConsignor {
        /// The pair.
        pair: PairId,
        /// The consignor.
        address: String,
    },
    /// Changes the house's configuration: its numbers, `max_block_millis` and `delivery_gas`, at most once a day and by no more than
    /// a step, the addresses at any time. A new oracle must agree with the old one about every asset of an open pair that the
    /// old one has a valid price of, or had within the last hour: priced within 5 %, in the same decimals. A dead oracle may be
    /// left for any.
    UpdateConfig(Config),
    /// Pauses, or renews a pause, for 48 hours.
    Pause {},
    /// Ends the pause that is on; refused when none is.
    Unpause {},
}

/// The chain's governance does what the owner may.
pub type SudoMsg = GovernMsg;
