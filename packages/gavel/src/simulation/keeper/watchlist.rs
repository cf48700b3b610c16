//! Accounts in order of the price below which each can be liquidated.

use std::collections::{BTreeMap, BTreeSet};

use gavel_testing::{House, ETH};
use gavel_types::lending::AccountId;

use crate::market::price::Price;

/// An account's place in the list; it never changes.
pub type Place = usize;

/// What is known of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Watched {
    id: AccountId,
    price: Option<Price>,
    /// The oracle's price at which the account was found healthy, although it was close.
    healthy_at: Option<Price>,
}

/// The accounts of the lending contract by their liquidation prices, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Watchlist {
    accounts: Vec<Watched>,
    places: BTreeMap<(String, u8), Place>,
    by_price: BTreeSet<(Price, Place)>,
}

impl Watchlist {
    /// Pages through all accounts once and asks for the liquidation prices of each.
    pub fn of(house: &House) -> Watchlist {
        let mut list = Watchlist::default();
        for account in house.accounts() {
            list.renew(house, &account.account);
        }
        list
    }

    /// The account at a place.
    pub fn id(&self, place: Place) -> Option<&AccountId> {
        self.accounts.get(place).map(|watched| &watched.id)
    }

    /// Asks for an account's liquidation price anew and says whether it can be liquidated now. An account that is not in the
    /// list yet enters it.
    pub fn renew(&mut self, house: &House, id: &AccountId) -> bool {
        let answer = house.liquidation_prices(id);
        let price = answer
            .prices
            .iter()
            .find(|price| price.denom == ETH.denom)
            .and_then(|price| Price::from_atoms(price.price?.atomics().u128()));
        let place = self.place(id);
        self.list(place, price);
        answer.liquidatable
    }

    /// Takes an account out of the order until it is renewed.
    pub fn set_aside(&mut self, place: Place) {
        self.list(place, None);
    }

    /// Notes that the account was found healthy at this price of the oracle.
    pub fn healthy(&mut self, place: Place, at: Price) {
        if let Some(watched) = self.accounts.get_mut(place) {
            watched.healthy_at = Some(at);
        }
    }

    /// The accounts whose liquidation price is above a price, from the highest, but for those found healthy at `reference`.
    pub fn above(&self, price: Price, reference: Price) -> impl Iterator<Item = Place> + '_ {
        self.by_price
            .range((price, Place::MIN)..)
            .rev()
            .map(|(_, place)| *place)
            .filter(move |place| {
                self.accounts
                    .get(*place)
                    .is_some_and(|watched| watched.healthy_at != Some(reference))
            })
    }

    fn place(&mut self, id: &AccountId) -> Place {
        let next = self.accounts.len();
        let key = (id.owner.clone(), id.sub);
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.accounts.push(Watched {
                id: id.clone(),
                price: None,
                healthy_at: None,
            });
        }
        place
    }

    fn list(&mut self, place: Place, price: Option<Price>) {
        let Some(watched) = self.accounts.get_mut(place) else {
            return;
        };
        if let Some(old) = watched.price {
            self.by_price.remove(&(old, place));
        }
        if let Some(new) = price {
            self.by_price.insert((new, place));
        }
        watched.price = price;
        watched.healthy_at = None;
    }
}

#[cfg(test)]
mod tests {
    use gavel_testing::{World, USD};

    use super::*;

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    /// Three accounts of one ETH each at 100 dollars, which owe 60, 70 and 50 dollars.
    fn world() -> (World, Vec<AccountId>) {
        let mut world = World::builder().without_interest(USD).build();
        let lender = world.funded("lender", &[USD.coin(1_000)]);
        world.supply(&lender, USD.coin(1_000)).unwrap();
        let ids = [60, 70, 50]
            .iter()
            .map(|debt| {
                let owner = world.funded(&format!("owes {debt}"), &[ETH.coin(1)]);
                world.open(&owner, &[ETH.coin(1)], &[USD.coin(*debt)])
            })
            .collect();
        (world, ids)
    }

    fn owners(list: &Watchlist, price: Price, reference: Price) -> Vec<AccountId> {
        list.above(price, reference)
            .filter_map(|place| list.id(place).cloned())
            .collect()
    }

    #[test]
    fn accounts_come_from_the_highest_liquidation_price_down() {
        let (world, ids) = world();
        let list = Watchlist::of(&world);
        // 60 / 0.825 = 72.73 and 70 / 0.825 = 84.85 are above 70; 50 / 0.825 = 60.61 is not.
        let expected = vec![ids[1].clone(), ids[0].clone()];
        assert_eq!(owners(&list, cents(7_000), cents(7_000)), expected);
        assert_eq!(owners(&list, cents(8_000), cents(8_000)), expected[..1]);
    }

    #[test]
    fn an_account_set_aside_comes_back_when_it_is_renewed() {
        let (mut world, ids) = world();
        let mut list = Watchlist::of(&world);
        let place = list.above(cents(8_000), cents(8_000)).next().unwrap();
        list.set_aside(place);
        assert!(owners(&list, cents(8_000), cents(8_000)).is_empty());
        assert!(!list.renew(&world, &ids[1]));
        assert_eq!(owners(&list, cents(8_000), cents(8_000)), ids[1..2]);
        world.move_price(ETH.denom, "84.8");
        assert!(list.renew(&world, &ids[1]));
    }

    #[test]
    fn an_account_found_healthy_is_left_alone_until_the_price_moves() {
        let (world, _) = world();
        let mut list = Watchlist::of(&world);
        let place = list.above(cents(8_000), cents(8_000)).next().unwrap();
        list.healthy(place, cents(8_000));
        assert!(owners(&list, cents(8_000), cents(8_000)).is_empty());
        assert_eq!(owners(&list, cents(8_000), cents(7_999)).len(), 1);
    }
}
