//! Whose collateral is in which lot: a lot of several accounts is settled with the lending contract when it ends, and each account
//! is given its share when somebody touches it.

use std::collections::{BTreeMap, BTreeSet};

use gavel_types::auction::LotId;
use gavel_types::lending::AccountId;

/// The most accounts of one message.
const ACCOUNTS: usize = 10;

/// The accounts of open lots.
#[derive(Clone, Debug, Default)]
pub struct Pooled {
    lots: BTreeMap<LotId, BTreeSet<(String, u8)>>,
}

impl Pooled {
    /// A part of an account went into a lot.
    pub fn add(&mut self, lot: LotId, account: &AccountId) {
        let accounts = self.lots.entry(lot).or_default();
        accounts.insert((account.owner.clone(), account.sub));
    }

    /// A lot ended: the accounts to be reconciled, as many at a time as a message takes; none where the lot was of one account, which
    /// has its share already.
    pub fn finished(&mut self, lot: LotId) -> Vec<Vec<AccountId>> {
        let accounts: Vec<AccountId> = self
            .lots
            .remove(&lot)
            .into_iter()
            .flatten()
            .map(|(owner, sub)| AccountId { owner, sub })
            .collect();
        if accounts.len() < 2 {
            return Vec::new();
        }
        accounts
            .chunks(ACCOUNTS)
            .map(<[AccountId]>::to_vec)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOT: LotId = LotId { pair: 1, number: 1 };

    fn account(number: u32) -> AccountId {
        AccountId {
            owner: format!("owner {number:02}"),
            sub: 0,
        }
    }

    #[test]
    fn a_lot_of_many_accounts_is_reconciled_ten_at_a_time_and_that_of_one_is_not() {
        let mut pooled = Pooled::default();
        for number in (0..12).chain(0..3) {
            pooled.add(LOT, &account(number));
        }
        let parts = pooled.finished(LOT);
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [10, 2]);
        assert_eq!(parts.concat(), (0..12).map(account).collect::<Vec<_>>());
        pooled.add(LOT, &account(1));
        pooled.add(LOT, &account(1));
        assert!(pooled.finished(LOT).is_empty() && pooled.finished(LOT).is_empty());
    }
}
