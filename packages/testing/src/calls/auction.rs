//! Messages to the auction house.

use cosmwasm_std::{Addr, Coin, Decimal, Uint128};
use gavel_types::auction::{ExecuteMsg, GovernMsg, Limit, LotId, PairId};

use crate::call::{Call, Contracts};

impl Contracts {
    /// Consigns a coin to a lot known in advance.
    pub fn consign(&self, lot: LotId, base: Coin, tab: Option<u128>) -> Call {
        let msg = ExecuteMsg::Consign {
            pair: lot.pair,
            expected_lot: lot.number,
            tab: tab.map(Uint128::new),
            max_reward_bps: None,
        };
        self.to_auction(msg, vec![base])
    }

    /// Buys at most `amount` of a lot's base for at most `max_price` each, paying with `pay`.
    pub fn take(&self, lot: LotId, amount: u128, max_price: Decimal, pay: Coin) -> Call {
        let msg = ExecuteMsg::Take {
            lot,
            amount: Uint128::new(amount),
            max_price,
            min_amount: None,
            recipient: None,
            callback: None,
        };
        self.to_auction(msg, vec![pay])
    }

    /// Bids a coin for all that is left of a lot.
    pub fn place_bid(&self, lot: LotId, bid: Coin) -> Call {
        let msg = ExecuteMsg::PlaceBid {
            lot,
            min_amount: None,
            recipient: None,
        };
        self.to_auction(msg, vec![bid])
    }

    /// Takes a lot's next step.
    pub fn advance(&self, lot: LotId) -> Call {
        self.to_auction(ExecuteMsg::Advance { lot, limit: None }, Vec::new())
    }

    /// Takes a lot's next step; in a batch it settles at most `limit` levels of the book.
    pub fn advance_by(&self, lot: LotId, limit: u32) -> Call {
        let msg = ExecuteMsg::Advance {
            lot,
            limit: Some(limit),
        };
        self.to_auction(msg, Vec::new())
    }

    /// Puts a coin into the sender's bid at a limit.
    pub fn submit_bid(&self, pair: PairId, limit: Limit, quote: Coin) -> Call {
        let msg = ExecuteMsg::SubmitBid {
            pair,
            limit,
            owner: None,
        };
        self.to_auction(msg, vec![quote])
    }

    /// Takes at most `amount` of the sender's bid back, or all of it, and what it has bought.
    pub fn retract_bid(&self, pair: PairId, limit: Limit, amount: Option<u128>) -> Call {
        let msg = ExecuteMsg::RetractBid {
            pair,
            limit,
            amount: amount.map(Uint128::new),
            recipient: None,
        };
        self.to_auction(msg, Vec::new())
    }

    /// Moves at most `amount` of the sender's bid to another limit, or all of it.
    pub fn move_bid(&self, pair: PairId, from: Limit, to: Limit, amount: Option<u128>) -> Call {
        let msg = ExecuteMsg::MoveBid {
            pair,
            from,
            to,
            amount: amount.map(Uint128::new),
        };
        self.to_auction(msg, Vec::new())
    }

    /// Pays out what the sender's bids at these limits have bought; at its first 30 where none are named.
    pub fn claim_liquidations(&self, pair: PairId, limits: Option<Vec<Limit>>) -> Call {
        let msg = ExecuteMsg::ClaimLiquidations {
            pair,
            limits,
            recipient: None,
        };
        self.to_auction(msg, Vec::new())
    }

    /// Tries again to deliver a finished lot.
    pub fn deliver(&self, lot: LotId, consignor: &Addr) -> Call {
        let msg = ExecuteMsg::Deliver {
            lot,
            consignor: consignor.to_string(),
        };
        self.to_auction(msg, Vec::new())
    }

    /// Pays out the sender's credit of an asset.
    pub fn withdraw_credit(&self, denom: &str) -> Call {
        let msg = ExecuteMsg::Withdraw {
            denom: denom.to_owned(),
            recipient: None,
        };
        self.to_auction(msg, Vec::new())
    }

    /// Pauses the house.
    pub fn pause_auction(&self) -> Call {
        self.to_auction(ExecuteMsg::Pause {}, Vec::new())
    }

    /// Changes what governance sets in the house.
    pub fn govern_auction(&self, change: GovernMsg) -> Call {
        self.to_auction(ExecuteMsg::Govern(change), Vec::new())
    }
}
