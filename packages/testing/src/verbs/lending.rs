//! Lending, borrowing, liquidating.

use cosmwasm_std::{Addr, Coin};
use gavel_types::lending::{AccountId, GovernMsg};

use crate::receipt::{Receipt, Refusal};
use crate::world::World;

/// Each runs one message of the lending contract as one transaction. Errors: the message is refused.
impl World {
    /// Lends a coin.
    ///
    /// # Errors
    /// The message is refused.
    pub fn supply(&mut self, lender: &Addr, coin: Coin) -> Result<Receipt, Refusal> {
        let call = self.contracts().supply(coin);
        self.run(lender, call)
    }

    /// Redeems a lender's shares for an amount, or all.
    ///
    /// # Errors
    /// The message is refused.
    pub fn withdraw(
        &mut self,
        lender: &Addr,
        denom: &str,
        amount: Option<u128>,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().withdraw(denom, amount);
        self.run(lender, call)
    }

    /// Adds a coin to the collateral of an owner's first account.
    ///
    /// # Errors
    /// The message is refused.
    pub fn deposit(&mut self, owner: &Addr, coin: Coin) -> Result<Receipt, Refusal> {
        let account = self.first_account(owner);
        self.deposit_into(owner, &account, coin)
    }

    /// Adds a coin to the collateral of any account.
    ///
    /// # Errors
    /// The message is refused.
    pub fn deposit_into(
        &mut self,
        sender: &Addr,
        account: &AccountId,
        coin: Coin,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().deposit(account, coin);
        self.run(sender, call)
    }

    /// Takes collateral out of an owner's first account: an amount, or all.
    ///
    /// # Errors
    /// The message is refused.
    pub fn withdraw_collateral(
        &mut self,
        owner: &Addr,
        denom: &str,
        amount: Option<u128>,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().withdraw_collateral(0, denom, amount);
        self.run(owner, call)
    }

    /// Takes a liquidation's surplus out of an owner's first account.
    ///
    /// # Errors
    /// The message is refused.
    pub fn withdraw_surplus(&mut self, owner: &Addr, denom: &str) -> Result<Receipt, Refusal> {
        let call = self.contracts().withdraw_surplus(0, denom);
        self.run(owner, call)
    }

    /// Borrows a coin against an owner's first account.
    ///
    /// # Errors
    /// The message is refused.
    pub fn borrow(&mut self, owner: &Addr, coin: Coin) -> Result<Receipt, Refusal> {
        let call = self.contracts().borrow(0, coin);
        self.run(owner, call)
    }

    /// Repays debt of an owner's first account with a coin.
    ///
    /// # Errors
    /// The message is refused.
    pub fn repay(&mut self, owner: &Addr, coin: Coin) -> Result<Receipt, Refusal> {
        let account = self.first_account(owner);
        self.repay_for(owner, &account, coin)
    }

    /// Repays debt of any account with a coin.
    ///
    /// # Errors
    /// The message is refused.
    pub fn repay_for(
        &mut self,
        payer: &Addr,
        account: &AccountId,
        coin: Coin,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().repay(account, coin);
        self.run(payer, call)
    }

    /// Liquidates an account.
    ///
    /// # Errors
    /// The message is refused.
    pub fn liquidate(&mut self, keeper: &Addr, account: &AccountId) -> Result<Receipt, Refusal> {
        let call = self.contracts().liquidate(account);
        self.run(keeper, call)
    }

    /// Reconciles accounts.
    ///
    /// # Errors
    /// The message is refused.
    pub fn reconcile(&mut self, sender: &Addr, accounts: &[AccountId]) -> Result<Receipt, Refusal> {
        let call = self.contracts().reconcile(accounts);
        self.run(sender, call)
    }

    /// Pays out penalties, reserves and seized dust.
    ///
    /// # Errors
    /// The message is refused.
    pub fn distribute(&mut self, sender: &Addr, denoms: &[&str]) -> Result<Receipt, Refusal> {
        let call = self.contracts().distribute(denoms);
        self.run(sender, call)
    }

    /// Pauses the lending contract.
    ///
    /// # Errors
    /// The message is refused.
    pub fn pause_lending(&mut self, sender: &Addr) -> Result<Receipt, Refusal> {
        let call = self.contracts().pause_lending();
        self.run(sender, call)
    }

    /// Changes what governance sets in the lending contract, as its owner.
    ///
    /// # Errors
    /// The message is refused.
    pub fn govern_lending(&mut self, change: GovernMsg) -> Result<Receipt, Refusal> {
        let owner = self.cast().owner.clone();
        let call = self.contracts().govern_lending(change);
        self.run(&owner, call)
    }

    /// An owner's first account with collateral in it and debts taken, in a transaction for each step.
    ///
    /// # Panics
    /// A step is refused.
    pub fn open(&mut self, owner: &Addr, collateral: &[Coin], debts: &[Coin]) -> AccountId {
        for coin in collateral {
            if let Err(refusal) = self.deposit(owner, coin.clone()) {
                panic!("{coin} could not be deposited: {refusal}");
            }
        }
        for coin in debts {
            if let Err(refusal) = self.borrow(owner, coin.clone()) {
                panic!("{coin} could not be borrowed: {refusal}");
            }
        }
        self.first_account(owner)
    }
}
