//! Insuring, earning, leaving.

use cosmwasm_std::{Addr, Coin};
use gavel_types::insurance::GovernMsg;

use crate::receipt::{Receipt, Refusal};
use crate::world::World;

/// Each runs one message of the insurance fund as one transaction. Errors: the message is refused.
impl World {
    /// Stakes a coin.
    ///
    /// # Errors
    /// The message is refused.
    pub fn stake(&mut self, staker: &Addr, coin: Coin) -> Result<Receipt, Refusal> {
        let call = self.contracts().stake(coin);
        self.run(staker, call)
    }

    /// Queues a staker's shares to leave: so many, or all.
    ///
    /// # Errors
    /// The message is refused.
    pub fn queue_exit(
        &mut self,
        staker: &Addr,
        denom: &str,
        shares: Option<u128>,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().queue_exit(denom, shares);
        self.run(staker, call)
    }

    /// Redeems all shares that a staker has queued.
    ///
    /// # Errors
    /// The message is refused.
    pub fn unstake(&mut self, staker: &Addr, denom: &str) -> Result<Receipt, Refusal> {
        let call = self.contracts().unstake(denom);
        self.run(staker, call)
    }

    /// Gives a coin as income.
    ///
    /// # Errors
    /// The message is refused.
    pub fn add_income(&mut self, giver: &Addr, coin: Coin) -> Result<Receipt, Refusal> {
        let call = self.contracts().add_income(coin);
        self.run(giver, call)
    }

    /// Pays the lending contract what was made good of its shortfalls.
    ///
    /// # Errors
    /// The message is refused.
    pub fn repay_shortfall(&mut self, sender: &Addr, denom: &str) -> Result<Receipt, Refusal> {
        let contracts = self.contracts();
        let call = contracts.repay_shortfall(&contracts.lending, denom);
        self.run(sender, call)
    }

    /// Changes what governance sets in the insurance fund, as its owner.
    ///
    /// # Errors
    /// The message is refused.
    pub fn govern_fund(&mut self, change: GovernMsg) -> Result<Receipt, Refusal> {
        let owner = self.cast().owner.clone();
        let call = self.contracts().govern_fund(change);
        self.run(&owner, call)
    }
}
