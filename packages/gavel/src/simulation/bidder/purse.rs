//! A bidder's money: free, reserved for takes on their way, or tied up in what was bought.

use std::collections::VecDeque;

use cosmwasm_std::Uint128;

/// All parts of a ratio in ppm.
const PPM: u32 = 1_000_000;

/// A bidder's money in smallest units.
#[derive(Clone, Debug)]
pub struct Purse {
    free: u128,
    /// Money on its way back, and when it is there; earliest first.
    returning: VecDeque<(u64, u128)>,
    returns_after: u64,
    cost_ppm: u32,
}

impl Purse {
    /// A purse. What is spent comes back after `returns_after` seconds, less `cost_ppm` of it.
    pub const fn new(capital: u128, returns_after: u64, cost_ppm: u32) -> Purse {
        Purse {
            free: capital,
            returning: VecDeque::new(),
            returns_after,
            cost_ppm,
        }
    }

    /// Money that may be spent now.
    pub const fn free(&self) -> u128 {
        self.free
    }

    /// Sets money aside for a take on its way.
    pub fn reserve(&mut self, amount: u128) {
        self.free = self.free.saturating_sub(amount);
    }

    /// A take has been answered: of what was reserved this much was spent at unix second `now`.
    pub fn settle(&mut self, reserved: u128, spent: u128, now: u64) {
        self.free = self.free.saturating_add(reserved.saturating_sub(spent));
        if spent > 0 {
            let back = Uint128::new(spent)
                .multiply_ratio(PPM.saturating_sub(self.cost_ppm), PPM)
                .u128();
            let due = now.saturating_add(self.returns_after);
            self.returning.push_back((due, back));
        }
    }

    /// Takes in what has come back by unix second `now`, and says how much.
    pub fn collect(&mut self, now: u64) -> u128 {
        let mut collected = 0u128;
        while let Some((due, amount)) = self.returning.front().copied() {
            if due > now {
                break;
            }
            self.returning.pop_front();
            collected = collected.saturating_add(amount);
        }
        self.free = self.free.saturating_add(collected);
        collected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_comes_back_ten_minutes_later_and_ten_basis_points_poorer() {
        let mut purse = Purse::new(2_000_000, 600, 1_000);
        purse.reserve(1_500_000);
        assert_eq!(purse.free(), 500_000);
        purse.settle(1_500_000, 1_000_000, 100);
        assert_eq!(purse.free(), 1_000_000);
        assert_eq!(purse.collect(699), 0);
        assert_eq!(purse.collect(700), 999_000);
        assert_eq!(purse.free(), 1_999_000);
        assert_eq!(purse.collect(10_000), 0);
    }

    #[test]
    fn a_refused_take_gives_its_money_free_at_once() {
        let mut purse = Purse::new(100, 600, 1_000);
        purse.reserve(70);
        purse.settle(70, 0, 0);
        assert_eq!((purse.free(), purse.collect(u64::MAX)), (100, 0));
    }
}
