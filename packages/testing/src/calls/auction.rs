//! Messages to the auction house.

use cosmwasm_std::{Addr, Coin, Decimal, Uint128};
use gavel_types::auction::{ExecuteMsg, GovernMsg, LotId};

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
