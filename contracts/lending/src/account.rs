//! The rules of an account's record: lists without zeros or repetitions, within their limits.

use cosmwasm_std::{Addr, Api, Storage};
use gavel_types::address::address;
use gavel_types::lending::{AccountId, MAX_COLLATERALS, MAX_DEBTS};

use crate::state::{Account, AccountKey, CollateralId, Holding, MarketId, ACCOUNTS};
use crate::ContractError;

/// The amount under a number, 0 when there is none.
pub(crate) fn amount_of(list: &[Holding], id: u16) -> u128 {
    list.iter()
        .find(|(known, _)| *known == id)
        .map_or(0, |(_, amount)| *amount)
}

/// Sets the amount under a number; 0 takes the entry out.
pub(crate) fn set_amount(list: &mut Vec<Holding>, id: u16, amount: u128) {
    match list.iter_mut().find(|(known, _)| *known == id) {
        Some(_) if amount == 0 => list.retain(|(known, _)| *known != id),
        Some(entry) => entry.1 = amount,
        None if amount == 0 => {}
        None => list.push((id, amount)),
    }
}

/// Adds to the amount under a number.
pub(crate) fn add_amount(
    list: &mut Vec<Holding>,
    id: u16,
    amount: u128,
) -> Result<(), ContractError> {
    let sum = gavel_math::number::add(amount_of(list, id), amount)?;
    set_amount(list, id, sum);
    Ok(())
}

/// The owner and the number of the account that a message names, or else of the sender's first.
pub(crate) fn named_or_first(
    api: &dyn Api,
    named: Option<&AccountId>,
    sender: &Addr,
) -> Result<(Addr, u8), ContractError> {
    Ok(match named {
        Some(account) => (address(api, &account.owner)?, account.sub),
        None => (sender.clone(), 0),
    })
}

impl Account {
    /// The account, empty when it has no record.
    pub fn load(storage: &dyn Storage, key: &AccountKey) -> Result<Self, ContractError> {
        Ok(ACCOUNTS.may_load(storage, key)?.unwrap_or_default())
    }

    /// Writes the account, or deletes its record when it is empty.
    pub fn save(&self, storage: &mut dyn Storage, key: &AccountKey) {
        if *self == Self::default() {
            ACCOUNTS.remove(storage, key);
        } else {
            ACCOUNTS.save(storage, key, self);
        }
    }

    /// Whether anything is owed: debts, or tickets whose sale may fall short.
    pub fn owes(&self) -> bool {
        !self.debts.is_empty() || !self.tickets.is_empty()
    }

    /// Checks that a collateral may be in the account, those in tickets counted: what a sale returns must find its
    /// place.
    pub fn has_room_for_collateral(&self, id: CollateralId) -> Result<(), ContractError> {
        let held = self.collateral.iter().map(|(known, _)| *known);
        let sold = self.tickets.iter().map(|ticket| ticket.collateral);
        if distinct_with(held.chain(sold), id) > MAX_COLLATERALS {
            return Err(ContractError::TooManyCollaterals {
                most: MAX_COLLATERALS,
            });
        }
        Ok(())
    }

    /// Checks that a market may be owed by the account, those of tickets counted.
    pub fn has_room_for_debt(&self, id: MarketId) -> Result<(), ContractError> {
        let owed = self.debts.iter().map(|(known, _)| *known);
        let sold = self.tickets.iter().map(|ticket| ticket.market);
        if distinct_with(owed.chain(sold), id) > MAX_DEBTS {
            return Err(ContractError::TooManyDebts { most: MAX_DEBTS });
        }
        Ok(())
    }
}

/// How many different numbers there are once `id` is among them.
fn distinct_with(ids: impl Iterator<Item = u16>, id: u16) -> usize {
    let mut all: Vec<u16> = ids.chain([id]).collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_no_zero_and_no_repetition() {
        let mut list = vec![];
        add_amount(&mut list, 3, 5).unwrap();
        add_amount(&mut list, 3, 5).unwrap();
        add_amount(&mut list, 4, 0).unwrap();
        assert_eq!(list, [(3, 10)]);
        set_amount(&mut list, 3, 0);
        assert!(list.is_empty());
    }
}
