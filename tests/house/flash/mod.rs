//! Takes that are paid in a callback. Amounts are worked out by hand beside the assertions.

mod buying;
mod lending;
mod payments;
mod reentry;

mod settlement;

use cosmwasm_std::{Addr, Binary};
use gavel_testing::{Asset, Call, World, DOLLAR, ETH, ETHER, USD};
use gavel_types::auction::{ConsignorKind, ExecuteMsg, GovernMsg, LotId};

/// The first lot of the first pair.
const FIRST: LotId = lot(1);

/// A lot of the first pair.
const fn lot(number: u32) -> LotId {
    LotId { pair: 1, number }
}

/// What is sold and what is paid, each as a coin and as a token.
const KINDS: [(Asset, Asset); 4] = [(ETH, USD), (ETHER, USD), (ETH, DOLLAR), (ETHER, DOLLAR)];

/// A world in which `seller`, who is paid by credit, sells 10 of the base in the first lot. Each costs 102 of the quote.
fn selling(base: Asset, quote: Asset) -> (World, Addr) {
    let mut world = World::bare().collateral(base).market(quote).build();
    let seller = world.funded("seller", &[base.coin(20)]);
    admit(&mut world, &seller, ConsignorKind::Account);
    world.consign(&seller, 1, base.coin(10), None).unwrap();
    (world, seller)
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

/// A take of a lot that is paid in a callback, for a recipient or the sender.
fn take_later(world: &World, lot: LotId, amount: u128, recipient: Option<&Addr>) -> Call {
    let msg = ExecuteMsg::Take {
        lot,
        amount: amount.into(),
        max_price: gavel_testing::decimal("102"),
        min_amount: None,
        recipient: recipient.map(Addr::to_string),
        callback: Some(Binary::default()),
    };
    world.contracts().to_auction(msg, vec![])
}

/// A payment for a lot.
fn pay(world: &World, lot: LotId, asset: Asset, amount: u128) -> Call {
    let msg = ExecuteMsg::Pay { lot };
    world.contracts().to_auction(msg, vec![asset.dust(amount)])
}
