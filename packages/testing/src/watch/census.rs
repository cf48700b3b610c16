//! Every lot and every account, read from what the contracts have on disk: a count of thousands by pages of questions takes
//! longer than all else in a replay.

use std::collections::BTreeMap;

use cosmwasm_std::Uint128;
use gavel_auction::census::{books, open_lots, BookCount, OpenLot};
use gavel_lending::census::{accounts, collaterals, markets, Away, Numbered, Sheet};
use gavel_types::auction::LotResponse;
use gavel_types::lending::{AccountResponse, Amount};

use super::judge::{Judge, Rule};
use crate::house::House;

/// All lots and accounts at one moment.
pub(super) struct Census {
    /// The open lots by number.
    pub lots: Vec<OpenLot>,
    /// The books of standing bids by pair.
    pub books: Vec<BookCount>,
    /// The accounts that have anything.
    pub accounts: Vec<Sheet>,
    /// The numbers of collaterals by denom.
    pub collaterals: BTreeMap<String, u16>,
    /// The numbers of markets by denom.
    pub markets: BTreeMap<String, u16>,
}

impl Census {
    /// Reads the state.
    ///
    /// # Panics
    /// A record cannot be read.
    pub fn of(house: &House) -> Self {
        let contracts = &house.contracts;
        let chain = &house.chain;
        let lots = chain.inside(&contracts.auction, |deps, env| open_lots(deps, &env));
        let books = chain.inside(&contracts.auction, |deps, _| books(deps));
        let (accounts, collaterals, markets) = chain.inside(&contracts.lending, |deps, env| {
            let now = env.block.time.seconds();
            (
                accounts(deps.storage, now),
                collaterals(deps.storage),
                markets(deps.storage),
            )
        });
        Self {
            lots: read("lots", lots),
            books: read("books", books),
            accounts: read("accounts", accounts),
            collaterals: by_denom(read("collaterals", collaterals)),
            markets: by_denom(read("markets", markets)),
        }
    }

    /// Compares what is on disk with what the contracts tell who asks, page by page.
    pub fn is_told(&self, judge: &mut Judge, house: &House) {
        let lots: Vec<OpenLot> = house.lots().into_iter().map(seen).collect();
        judge.check(Rule::S1, lots == self.lots, || {
            format!(
                "asked for its lots, the house tells {lots:?}, on disk are {:?}",
                self.lots
            )
        });
        let accounts: Vec<Sheet> = house.accounts().iter().map(|one| self.sheet(one)).collect();
        judge.check(Rule::S15, accounts == self.accounts, || {
            format!(
                "asked for its accounts, the lending contract tells {accounts:?}, on disk are {:?}",
                self.accounts
            )
        });
    }

    fn sheet(&self, account: &AccountResponse) -> Sheet {
        let collateral = |denom: &str, amount| number(&self.collaterals, denom, amount);
        let market = |denom: &str, amount| number(&self.markets, denom, amount);
        let by_market = |list: &[Amount]| {
            list.iter()
                .map(|one| market(&one.denom, one.amount))
                .collect()
        };
        let tickets = account.tickets.iter().map(|ticket| Away {
            lot: ticket.lot,
            base: collateral(&ticket.collateral, ticket.base),
            debt: market(&ticket.market, ticket.debt),
        });
        Sheet {
            collateral: account
                .collateral
                .iter()
                .map(|one| collateral(&one.denom, one.amount))
                .collect(),
            debts: by_market(&account.debts),
            tickets: tickets.collect(),
            surplus: by_market(&account.surplus),
            pending_loss: by_market(&account.pending_loss),
            held_penalties: by_market(&account.held_penalties),
        }
    }

    /// What the house holds for open lots, by asset.
    pub fn in_lots(&self) -> BTreeMap<String, u128> {
        let mut sums = BTreeMap::new();
        for lot in &self.lots {
            add(&mut sums, &lot.base_denom, lot.base_left);
            if lot.raised > 0 {
                add(&mut sums, &lot.quote_denom, lot.raised);
            }
        }
        sums
    }
}

/// A lot as the house tells it to who asks.
pub(super) fn seen(lot: LotResponse) -> OpenLot {
    OpenLot {
        lot: lot.lot,
        base_denom: lot.base_denom,
        quote_denom: lot.quote_denom,
        version: lot.version,
        stage: lot.stage,
        restarts: lot.restarts,
        base: lot.base.u128(),
        base_left: lot.base_left.u128(),
        raised: lot.raised.u128(),
        tab: lot.tab.map(|tab| tab.u128()),
        elapsed_millis: lot.elapsed_millis,
        ratio: lot.ratio,
    }
}

/// Adds to one of the sums by asset.
pub(super) fn add(sums: &mut BTreeMap<String, u128>, denom: &str, amount: u128) {
    match sums.get_mut(denom) {
        Some(sum) => *sum = sum.saturating_add(amount),
        None => {
            sums.insert(denom.to_owned(), amount);
        }
    }
}

fn number(numbers: &BTreeMap<String, u16>, denom: &str, amount: Uint128) -> Numbered {
    let id = numbers.get(denom).copied().unwrap_or(0);
    (id, amount.u128())
}

fn by_denom(list: Vec<(u16, String)>) -> BTreeMap<String, u16> {
    list.into_iter().map(|(id, denom)| (denom, id)).collect()
}

/// What was read.
///
/// # Panics
/// It could not be.
pub(super) fn read<T, E: core::fmt::Display>(what: &str, records: Result<T, E>) -> T {
    match records {
        Ok(records) => records,
        Err(error) => panic!("the {what} on disk cannot be read: {error}"),
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::{World, ETH, USD};

    #[test]
    fn a_liquidated_account_is_counted_with_its_ticket_and_its_lot() {
        let mut world = World::builder().without_interest(USD).build();
        let lender = world.funded("lender", &[USD.coin(1_000)]);
        world.supply(&lender, USD.coin(1_000)).ok();
        let owner = world.funded("owner", &[ETH.coin(1)]);
        let account = world.open(&owner, &[ETH.coin(1)], &[USD.coin(74)]);
        let other = world.funded("other", &[ETH.coin(2)]);
        world.open(&other, &[ETH.coin(2)], &[USD.coin(50)]);
        world.set_price(ETH.denom, "89");
        world.liquidate(&lender, &account).ok();
        world.blocks(10);

        let census = Census::of(&world);
        let (eth, usd) = (census.collaterals[ETH.denom], census.markets[USD.denom]);
        let lot = &census.lots[0];
        let away: Vec<&Away> = census
            .accounts
            .iter()
            .flat_map(|one| &one.tickets)
            .collect();
        assert_eq!((census.lots.len(), away.len()), (1, 1));
        assert_eq!((away[0].lot, away[0].base), (lot.lot, (eth, lot.base)));
        assert_eq!(
            census.in_lots(),
            BTreeMap::from([(ETH.denom.to_owned(), lot.base)])
        );
        // Ten blocks of six seconds.
        assert_eq!((lot.base_left, lot.elapsed_millis), (lot.base, 60_000));
        let untouched = Sheet {
            collateral: vec![(eth, ETH.units(2))],
            debts: vec![(usd, USD.units(50))],
            ..Sheet::default()
        };
        assert!(census.accounts.contains(&untouched));
        assert_eq!(census.accounts.len(), 2);
    }

    #[test]
    fn a_count_that_is_not_what_the_contracts_tell_is_found() {
        let mut world = World::new();
        let owner = world.funded("owner", &[ETH.coin(1)]);
        world.deposit(&owner, ETH.coin(1)).ok();
        let mut census = Census::of(&world);
        let mut judge = Judge::new(crate::Checks::counting(0));
        census.is_told(&mut judge, &world);
        assert_eq!(judge.counts().failures, 0);
        census.accounts.clear();
        census.is_told(&mut judge, &world);
        assert_eq!(judge.violations()[0].rule, Rule::S15);
    }
}
