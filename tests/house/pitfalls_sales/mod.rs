//! Defects found in other auction houses, tried on this one: sales, money in, and auctions that cannot end. Each test bears
//! the number of its pitfall. Amounts are worked out by hand beside the assertions.

mod addresses;
mod book;
mod clocks;
mod coins;
pub(crate) mod consignor;
mod counters;
mod curves;
mod donations;
mod endings;
mod english;
mod isolation;
mod lists;
mod reentry;
mod residue;
mod rewards;
mod snapshots;
mod splitting;
mod tabs;

use cosmwasm_std::{Addr, Coin};
use gavel_testing::{Asset, World, ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg, LotId};
use gavel_types::lending::AccountId;

/// The pair of ETH for dollars in the usual world.
const ETH_FOR_USD: u16 = 1;

/// The first lot of that pair.
const FIRST: LotId = lot(1);

/// A lot of that pair.
const fn lot(number: u32) -> LotId {
    LotId {
        pair: ETH_FOR_USD,
        number,
    }
}

/// Someone with money who may sell in the first pair and is paid by credit.
fn seller(world: &mut World, name: &str, coins: &[Coin]) -> Addr {
    let seller = world.funded(name, coins);
    admit(world, &seller, ConsignorKind::Account);
    seller
}

/// Lets someone sell in the first pair.
fn admit(world: &mut World, whom: &Addr, kind: ConsignorKind) {
    let add = GovernMsg::AddConsignor {
        pair: ETH_FOR_USD,
        address: whom.to_string(),
        kind,
    };
    world.govern_auction(add).unwrap();
}

/// Someone with a million dollars.
fn bidder(world: &mut World) -> Addr {
    world.funded("bidder", &[USD.coin(1_000_000)])
}

/// What someone may withdraw from the house of an asset.
fn credit(world: &World, whose: &Addr, asset: Asset) -> u128 {
    world
        .credits(whose)
        .iter()
        .find(|coin| coin.denom == asset.denom)
        .map_or(0, |coin| coin.amount.u128())
}

/// A lender with 20,000 dollars in the market, and a borrower who owes 7,260 of them against 100 ETH. At 84 dollars a
/// liquidation sells 50 ETH, a half percent of it for the keeper, for a debt of 3,960.
fn loan(world: &mut World) -> (Addr, AccountId) {
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_260)]);
    (borrower, account)
}
