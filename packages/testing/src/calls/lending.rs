//! Messages to the lending contract.

use cosmwasm_std::{Addr, Coin, Uint128};
use gavel_types::lending::{AccountId, ExecuteMsg, GovernMsg};

use crate::call::{Call, Contracts};

impl Contracts {
    /// Lends a coin.
    pub fn supply(&self, coin: Coin) -> Call {
        let msg = ExecuteMsg::Supply { on_behalf_of: None };
        self.to_lending(msg, vec![coin])
    }

    /// Lends a coin for somebody else.
    pub fn supply_for(&self, whom: &Addr, coin: Coin) -> Call {
        let msg = ExecuteMsg::Supply {
            on_behalf_of: Some(whom.to_string()),
        };
        self.to_lending(msg, vec![coin])
    }

    /// Redeems shares for an amount, or all.
    pub fn withdraw(&self, denom: &str, amount: Option<u128>) -> Call {
        let msg = ExecuteMsg::Withdraw {
            denom: denom.to_owned(),
            amount: amount.map(Uint128::new),
            min_amount: None,
            recipient: None,
        };
        self.to_lending(msg, Vec::new())
    }

    /// Adds a coin to the collateral of an account.
    pub fn deposit(&self, account: &AccountId, coin: Coin) -> Call {
        let msg = ExecuteMsg::Deposit {
            account: Some(account.clone()),
        };
        self.to_lending(msg, vec![coin])
    }

    /// Takes collateral out of one of the sender's accounts: an amount, or all.
    pub fn withdraw_collateral(&self, sub: u8, denom: &str, amount: Option<u128>) -> Call {
        let msg = ExecuteMsg::WithdrawCollateral {
            sub,
            denom: denom.to_owned(),
            amount: amount.map(Uint128::new),
            recipient: None,
        };
        self.to_lending(msg, Vec::new())
    }

    /// Takes a liquidation's surplus out of one of the sender's accounts.
    pub fn withdraw_surplus(&self, sub: u8, denom: &str) -> Call {
        let msg = ExecuteMsg::WithdrawSurplus {
            sub,
            denom: denom.to_owned(),
            recipient: None,
        };
        self.to_lending(msg, Vec::new())
    }

    /// Borrows a coin against one of the sender's accounts.
    pub fn borrow(&self, sub: u8, coin: Coin) -> Call {
        let msg = ExecuteMsg::Borrow {
            sub,
            denom: coin.denom,
            amount: coin.amount,
            recipient: None,
        };
        self.to_lending(msg, Vec::new())
    }

    /// Repays debt of an account with a coin.
    pub fn repay(&self, account: &AccountId, coin: Coin) -> Call {
        let msg = ExecuteMsg::Repay {
            account: Some(account.clone()),
        };
        self.to_lending(msg, vec![coin])
    }

    /// Liquidates an account.
    pub fn liquidate(&self, account: &AccountId) -> Call {
        let msg = ExecuteMsg::Liquidate {
            account: account.clone(),
            recipient: None,
        };
        self.to_lending(msg, Vec::new())
    }

    /// Reconciles accounts.
    pub fn reconcile(&self, accounts: &[AccountId]) -> Call {
        let msg = ExecuteMsg::Reconcile {
            accounts: accounts.to_vec(),
        };
        self.to_lending(msg, Vec::new())
    }

    /// Pays out penalties, reserves and seized dust.
    pub fn distribute(&self, denoms: &[&str]) -> Call {
        let msg = ExecuteMsg::Distribute {
            denoms: denoms.iter().map(|denom| (*denom).to_owned()).collect(),
        };
        self.to_lending(msg, Vec::new())
    }

    /// Pauses the lending contract.
    pub fn pause_lending(&self) -> Call {
        self.to_lending(ExecuteMsg::Pause {}, Vec::new())
    }

    /// Changes what governance sets in the lending contract.
    pub fn govern_lending(&self, change: GovernMsg) -> Call {
        self.to_lending(ExecuteMsg::Govern(change), Vec::new())
    }
}
