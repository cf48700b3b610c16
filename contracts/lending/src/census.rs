//! A census: every account at once. Only for who holds the whole state, as tests do; on a chain the paged questions are there.

use cosmwasm_std::Storage;
use gavel_types::auction::LotId;

use crate::ledgers::Ledgers;
use crate::state::{Account, ACCOUNTS, COLLATERALS, MARKET_TERMS, ROSTER};
use crate::ContractError;

/// An amount in smallest units under the number of its collateral or market.
pub type Numbered = (u16, u128);

/// What an account has and owes, interest accrued to now. Lists are by the number of the collateral or the market.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Collateral.
    pub collateral: Vec<Numbered>,
    /// Debts, each rounded up.
    pub debts: Vec<Numbered>,
    /// Collateral and debt that have left the account for lots.
    pub tickets: Vec<Away>,
    /// Surplus of liquidations by market.
    pub surplus: Vec<Numbered>,
    /// Pending losses by market.
    pub pending_loss: Vec<Numbered>,
    /// Penalties held by market.
    pub held_penalties: Vec<Numbered>,
}

/// What has left an account for a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// The lot.
    pub lot: LotId,
    /// How much of which collateral.
    pub base: Numbered,
    /// How much debt to which market.
    pub debt: Numbered,
}

/// Every account that has anything, as the question `Accounts` tells it in pages, but for its health.
///
/// # Errors
/// A record cannot be read, or a sum does not fit.
pub fn accounts(storage: &dyn Storage, now: u64) -> Result<Vec<Sheet>, ContractError> {
    let mut ledgers = Ledgers::at(now);
    ACCOUNTS
        .page(storage, &[], None, usize::MAX)?
        .into_iter()
        .map(|(_, account)| sheet(storage, &mut ledgers, account))
        .collect()
}

fn sheet(
    storage: &dyn Storage,
    ledgers: &mut Ledgers,
    account: Account,
) -> Result<Sheet, ContractError> {
    let debts = account
        .debts
        .iter()
        .map(|(id, _)| {
            let debt = ledgers.get(storage, *id)?.market.debt_of(*id, &account)?;
            Ok((*id, debt))
        })
        .collect::<Result<_, ContractError>>()?;
    let tickets = account.tickets.iter().map(|ticket| Away {
        lot: ticket.lot,
        base: (ticket.collateral, ticket.base),
        debt: (ticket.market, ticket.debt),
    });
    Ok(Sheet {
        debts,
        tickets: tickets.collect(),
        collateral: account.collateral,
        surplus: account.surplus,
        pending_loss: account.pending,
        held_penalties: account.held,
    })
}

/// The denoms of all collaterals by number, from 1.
///
/// # Errors
/// A record cannot be read.
pub fn collaterals(storage: &dyn Storage) -> Result<Vec<(u16, String)>, ContractError> {
    let last = ROSTER.load(storage)?.collaterals;
    (1..=last)
        .map(|id| Ok((id, COLLATERALS.load(storage, &id)?.denom)))
        .collect()
}

/// The denoms of all markets by number, from 1.
///
/// # Errors
/// A record cannot be read.
pub fn markets(storage: &dyn Storage) -> Result<Vec<(u16, String)>, ContractError> {
    let last = ROSTER.load(storage)?.markets;
    (1..=last)
        .map(|id| Ok((id, MARKET_TERMS.load(storage, &id)?.denom)))
        .collect()
}
