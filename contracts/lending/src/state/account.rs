//! An account: one record, so that a liquidation reads one.

use cosmwasm_std::{Addr, Api, CanonicalAddr, StdResult};
use gavel_math::packed::{Packed, PackedError};
use gavel_math::packed_record;
use gavel_storage::Key;
use gavel_types::address::address;
use gavel_types::auction::LotId;
use gavel_types::lending::AccountId;

use super::{CollateralId, MarketId};
use crate::ContractError;

/// An account's key: the owner's canonical address, then the sub-account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountKey(pub Vec<u8>);

impl AccountKey {
    /// The key of an owner's account. The owner is validated.
    pub fn new(api: &dyn Api, owner: &Addr, sub: u8) -> StdResult<Self> {
        let mut bytes = api.addr_canonicalize(owner.as_str())?.to_vec();
        bytes.push(sub);
        Ok(Self(bytes))
    }

    /// The key of an account named in a message. Fails on an address that is not in its normal form.
    pub fn of(api: &dyn Api, account: &AccountId) -> Result<Self, ContractError> {
        let owner = address(api, &account.owner)?;
        Ok(Self::new(api, &owner, account.sub)?)
    }

    /// The account as messages name it.
    pub fn id(&self, api: &dyn Api) -> StdResult<AccountId> {
        let (sub, owner) = self
            .0
            .split_last()
            .map_or((0, [].as_slice()), |(s, o)| (*s, o));
        let owner = api.addr_humanize(&CanonicalAddr::from(owner))?;
        Ok(AccountId {
            owner: owner.into(),
            sub,
        })
    }
}

impl Key for AccountKey {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }
}

impl Packed for AccountKey {
    fn pack(&self, out: &mut Vec<u8>) {
        (self.0.len() as u64).pack(out);
        out.extend_from_slice(&self.0);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let length = usize::try_from(u64::unpack(input)?).map_err(|_| PackedError)?;
        if length > input.len() {
            return Err(PackedError);
        }
        let (bytes, rest) = input.split_at(length);
        *input = rest;
        Ok(Self(bytes.to_vec()))
    }
}

/// An amount under a number. No list has a number twice or an amount of zero.
pub(crate) type Holding = (u16, u128);

/// Collateral and debt that have left the account for a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket {
    /// The lot. An account has one ticket a lot.
    pub lot: LotId,
    /// The collateral.
    pub collateral: CollateralId,
    /// How much of it is in the lot.
    pub base: u128,
    /// The market.
    pub market: MarketId,
    /// The debt that left with it: a fixed amount without interest.
    pub debt: u128,
}
packed_record!(Ticket {
    lot,
    collateral,
    base,
    market,
    debt
});

/// An account. Lists by number of the collateral or the market.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Account {
    /// Collateral by number. With those of the tickets at most 8.
    pub collateral: Vec<Holding>,
    /// Scaled debts by market. With those of the tickets at most 4.
    pub debts: Vec<Holding>,
    /// Open tickets, at most 17.
    pub tickets: Vec<Ticket>,
    /// Surplus of liquidations by market.
    pub surplus: Vec<Holding>,
    /// Pending losses by market: counted in the market's total.
    pub pending: Vec<Holding>,
    /// Penalties held by market: counted in the market's total.
    pub held: Vec<Holding>,
}
packed_record!(Account {
    collateral,
    debts,
    tickets,
    surplus,
    pending,
    held
});
