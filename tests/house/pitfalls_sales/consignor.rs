//! A consignor contract of ill will: what it does when it is paid is told to it beforehand.

use cosmwasm_std::{Addr, Coin};
use gavel_testing::World;
use gavel_types::auction::ConsignorKind;

use crate::schemer;

pub(crate) use schemer::{plan, refusal};

/// Brings such a contract into the world, with money, as a consignor of the first pair. Paid, it does nothing yet.
pub(crate) fn bring(world: &mut World, coins: &[Coin]) -> Addr {
    let contract = schemer::bring(world, coins);
    super::admit(world, &contract, ConsignorKind::Contract);
    contract
}
