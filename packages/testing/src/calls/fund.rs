//! Messages to the insurance fund.

use cosmwasm_std::{Addr, Coin, Uint128};
use gavel_types::insurance::{ExecuteMsg, GovernMsg};

use crate::call::{Call, Contracts};

impl Contracts {
    /// Stakes a coin.
    pub fn stake(&self, coin: Coin) -> Call {
        self.to_fund(ExecuteMsg::Stake { on_behalf_of: None }, vec![coin])
    }

    /// Queues the sender's shares to leave: so many, or all.
    pub fn queue_exit(&self, denom: &str, shares: Option<u128>) -> Call {
        let msg = ExecuteMsg::QueueExit {
            denom: denom.to_owned(),
            shares: shares.map(Uint128::new),
        };
        self.to_fund(msg, Vec::new())
    }

    /// Redeems all shares that the sender has queued.
    pub fn unstake(&self, denom: &str) -> Call {
        let msg = ExecuteMsg::Unstake {
            denom: denom.to_owned(),
            recipient: None,
        };
        self.to_fund(msg, Vec::new())
    }

    /// Gives a coin as income.
    pub fn add_income(&self, coin: Coin) -> Call {
        self.to_fund(ExecuteMsg::AddIncome {}, vec![coin])
    }

    /// Books as income what came by plain transfers.
    pub fn absorb(&self, denom: &str) -> Call {
        let msg = ExecuteMsg::Absorb {
            denom: denom.to_owned(),
        };
        self.to_fund(msg, Vec::new())
    }

    /// Asks for cover: only a market may.
    pub fn cover(&self, coin: Coin) -> Call {
        let msg = ExecuteMsg::Cover {
            denom: coin.denom,
            amount: coin.amount,
        };
        self.to_fund(msg, Vec::new())
    }

    /// Pays a market what was made good of its shortfalls.
    pub fn repay_shortfall(&self, market: &Addr, denom: &str) -> Call {
        let msg = ExecuteMsg::RepayShortfall {
            market: market.to_string(),
            denom: denom.to_owned(),
        };
        self.to_fund(msg, Vec::new())
    }

    /// Changes what governance sets in the insurance fund.
    pub fn govern_fund(&self, change: GovernMsg) -> Call {
        self.to_fund(ExecuteMsg::Govern(change), Vec::new())
    }
}
