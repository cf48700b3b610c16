//! Attacks on the design, played through real messages. Each test bears the number of its attack. Amounts are worked out by
//! hand beside the assertions.

mod backstop;
mod borrowers;
mod cover;
mod depth;
mod dust;
mod losses;
mod lots;
mod powers;
mod prices;
mod shares;
mod surplus;
mod tickets;
mod undelivered;

use cosmwasm_std::Addr;
use gavel_testing::{World, ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg, LotId};

/// The first lot of the first pair.
const FIRST: LotId = lot(1);

/// A lot of the first pair.
const fn lot(number: u32) -> LotId {
    LotId { pair: 1, number }
}

/// Whether two amounts differ by no more than the units that two roundings may leave.
fn about(got: u128, expected: u128) -> bool {
    got.abs_diff(expected) <= 2
}

/// Lets someone sell in the first pair.
fn admit(world: &mut World, whom: &Addr, kind: ConsignorKind) {
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: whom.to_string(),
        kind,
    };
    world.govern_auction(add).unwrap();
}

/// Someone who sells this many ETH in the first pair and is paid by credit.
fn seller(world: &mut World, eth: u128) -> Addr {
    let seller = world.funded("seller", &[ETH.coin(eth)]);
    admit(world, &seller, ConsignorKind::Account);
    seller
}

/// Someone with this many dollars.
fn bidder(world: &mut World, dollars: u128) -> Addr {
    world.funded("bidder", &[USD.coin(dollars)])
}
