//! The opening rule: what backs new debt, and what may come into an account that owes.
//!
//! Low for collateral, high for debt, all prices fresh and settled, tickets at the floor of their auctions; and what could not
//! be sold backs nothing.

use cosmwasm_std::Storage;
use gavel_math::number::add;
use gavel_math::Price;

use crate::book::Book;
use crate::ledgers::Ledgers;
use crate::state::{Account, CollateralId, MarketId, Ticket, COLLATERAL_TOTALS, MARKET_TERMS};
use crate::valuation::TicketProgress;
use crate::ContractError;

impl Book<'_> {
    /// The low and high of an asset for opening; refused by name when it has no price fit for that.
    fn opening_band(&mut self, denom: &str) -> Result<(Price, Price, u8), ContractError> {
        let record = self.price(denom)?;
        let (low, high) =
            record
                .for_opening(self.now())
                .map_err(|reason| ContractError::PriceRefused {
                    denom: denom.to_owned(),
                    reason,
                })?;
        Ok((low, high, record.decimals))
    }

    /// Checks that an account may open: low collateral at the opening LTV backs debts at high prices and what open tickets
    /// would lack at the floor of their auctions. An account that owes nothing needs no price.
    pub fn check_backed(
        &mut self,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        account: &Account,
    ) -> Result<(), ContractError> {
        if !account.owes() {
            return Ok(());
        }
        let (backed, debt) = self.opening_health(storage, ledgers, account)?;
        if backed < debt {
            return Err(ContractError::NotBacked {
                backed: backed.into(),
                debt: debt.into(),
            });
        }
        Ok(())
    }

    /// Checks that selling an account is expected to repay what it owes, at the prices for selling. Asked of one whose loss is
    /// marked, when something is added to it: too little for that would only put off the loss, while those who insure it leave.
    pub fn check_rescued(
        &mut self,
        storage: &dyn Storage,
        account: &Account,
    ) -> Result<(), ContractError> {
        let mut ledgers = Ledgers::at(self.now());
        let missing = self.value(storage, &mut ledgers, account)?.missing()?;
        if missing > 0 {
            return Err(ContractError::NoRescue {
                missing: missing.into(),
            });
        }
        Ok(())
    }

    /// Whether the auction house has an open pair in which a collateral is sold for each of an account's debts. What could not
    /// be sold backs nothing: a loan against it could never be liquidated.
    pub fn is_sold_for_all(
        &mut self,
        storage: &dyn Storage,
        id: CollateralId,
        account: &Account,
    ) -> Result<bool, ContractError> {
        for (market, _) in &account.debts {
            if self.joining_lot(storage, id, *market)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Checks that a collateral can be sold for a market's asset. What cannot must not come to be in one account with a debt
    /// of that market: it would count as worth something, and no liquidation could ever end.
    fn check_sold(
        &mut self,
        storage: &dyn Storage,
        collateral: CollateralId,
        market: MarketId,
    ) -> Result<(), ContractError> {
        if self.joining_lot(storage, collateral, market)?.is_some() {
            return Ok(());
        }
        Err(ContractError::NotSold {
            collateral: self.terms(storage, collateral)?.denom,
            market: MARKET_TERMS.load(storage, &market)?.denom,
        })
    }

    /// Checks that a collateral new to an account can be sold for all that it owes, its tickets counted.
    pub fn check_new_collateral(
        &mut self,
        storage: &dyn Storage,
        account: &Account,
        id: CollateralId,
    ) -> Result<(), ContractError> {
        let debts = account.debts.iter().map(|(market, _)| *market);
        let tickets = account.tickets.iter().map(|ticket| ticket.market);
        for market in debts.chain(tickets) {
            self.check_sold(storage, id, market)?;
        }
        Ok(())
    }

    /// Checks that all collateral of an account, its tickets counted, can be sold for what it borrows.
    pub fn check_borrowed(
        &mut self,
        storage: &dyn Storage,
        account: &Account,
        market: MarketId,
    ) -> Result<(), ContractError> {
        let held = account.collateral.iter().map(|(id, _)| *id);
        let tickets = account.tickets.iter().map(|ticket| ticket.collateral);
        for id in held.chain(tickets) {
            self.check_sold(storage, id, market)?;
        }
        Ok(())
    }

    /// Checks that an account which owes holds more than dust of a collateral: with less, a liquidation would not be worth its
    /// lot, and what is left of it could only be seized.
    pub fn check_more_than_dust(
        &mut self,
        storage: &dyn Storage,
        account: &Account,
    ) -> Result<(), ContractError> {
        if account.debts.is_empty() {
            return Ok(());
        }
        let mut least = None;
        for (id, amount) in &account.collateral {
            let dust = COLLATERAL_TOTALS.load(storage, id)?.dust;
            if *amount >= dust {
                return Ok(());
            }
            least = Some((*id, dust, *amount));
        }
        let Some((id, least, got)) = least else {
            return Ok(());
        };
        Err(ContractError::CollateralIsDust {
            denom: self.terms(storage, id)?.denom,
            least: least.into(),
            got: got.into(),
        })
    }

    /// What the collateral backs and what is owed by the opening's rule, in dollars with 18 decimals.
    pub fn opening_health(
        &mut self,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        account: &Account,
    ) -> Result<(u128, u128), ContractError> {
        let mut backed = 0;
        for (id, amount) in &account.collateral {
            if !self.is_sold_for_all(storage, *id, account)? {
                continue;
            }
            let terms = self.terms(storage, *id)?;
            let (low, _, decimals) = self.opening_band(&terms.denom)?;
            let value = low.value_floor(*amount, decimals)?;
            backed = add(backed, terms.max_ltv.of_floor(value)?)?;
        }
        let mut debt = 0;
        for (id, _) in &account.debts {
            let ledger = ledgers.get(storage, *id)?;
            let amount = ledger.market.debt_of(*id, account)?;
            let denom = ledger.terms.denom.clone();
            let (_, high, decimals) = self.opening_band(&denom)?;
            debt = add(debt, high.value_ceil(amount, decimals)?)?;
        }
        for ticket in &account.tickets {
            debt = add(debt, self.floor_deficit(storage, ledgers, ticket)?)?;
        }
        Ok((backed, debt))
    }

    /// What a ticket would lack if all that is left of it sold at the floor of its auction, or for what is bid where that is more,
    /// dollars rounded up.
    fn floor_deficit(
        &mut self,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        ticket: &Ticket,
    ) -> Result<u128, ContractError> {
        let terms = self.terms(storage, ticket.collateral)?;
        let (low, _, base_decimals) = self.opening_band(&terms.denom)?;
        let denom = ledgers.get(storage, ticket.market)?.terms.denom.clone();
        let (quote_low, high, decimals) = self.opening_band(&denom)?;
        let TicketProgress {
            left,
            raised,
            rewards,
            bid,
        } = self.ticket_progress(ticket)?;
        let to_come = terms
            .floor
            .of_floor(low.value_floor(left, base_decimals)?)?
            .max(quote_low.value_floor(bid, decimals)?);
        let gross = add(quote_low.value_floor(raised, decimals)?, to_come)?;
        let all = add(gross, quote_low.value_floor(rewards, decimals)?)?;
        let net = terms.risk.division().net_floor(all)?.min(gross);
        Ok(high.value_ceil(ticket.debt, decimals)?.saturating_sub(net))
    }
}
