//! An account at today's prices.
//!
//! Three rules: opening (low for collateral, high for debt, all prices fresh and settled), liquidation (one fresh source is
//! enough; what has no valid price counts at its last accepted high or low and is not sold), and the expected result of open
//! tickets under each.

use cosmwasm_std::{Addr, QuerierWrapper, Storage};
use gavel_math::number::{add, mul_div_floor};
use gavel_math::price::{PriceRecord, Side};
use gavel_math::units::BPS;
use gavel_math::Price;
use gavel_types::oracle::OracleClient;

use crate::ledgers::Ledgers;
use crate::state::{
    pair_of, Account, Collateral, CollateralId, MarketId, Settings, Ticket, COLLATERALS,
};
use crate::ContractError;

/// Prices and terms, each read once a message.
pub(crate) struct Book<'a> {
    querier: QuerierWrapper<'a>,
    oracle: Addr,
    house: u16,
    now: u64,
    terms: Vec<(CollateralId, Collateral)>,
    prices: Vec<(String, PriceRecord)>,
}

/// A collateral of an account, valued.
pub(crate) struct ValuedCollateral {
    /// Its number.
    pub id: CollateralId,
    /// Its terms.
    pub terms: Collateral,
    /// How much the account holds.
    pub amount: u128,
    /// Dollars per whole unit.
    pub price: Price,
    /// Decimals.
    pub decimals: u8,
    /// Whether its price is valid: else it is not sold.
    pub sellable: bool,
    /// Dollars, 18 decimals, rounded down.
    pub value: u128,
}

/// A debt of an account, valued.
pub(crate) struct ValuedDebt {
    /// The market.
    pub id: MarketId,
    /// The asset.
    pub denom: String,
    /// How much the account owes, interest to now.
    pub amount: u128,
    /// Dollars per whole unit.
    pub price: Price,
    /// Decimals.
    pub decimals: u8,
    /// Whether its price is valid: else nothing is sold for it.
    pub payable: bool,
    /// Dollars, 18 decimals, rounded up.
    pub value: u128,
    /// A debt below is dust.
    pub dust: u128,
}

/// What an open ticket is expected to bring and to lack. Dollars, 18 decimals.
pub(crate) struct ValuedTicket {
    /// The market.
    pub market: MarketId,
    /// What is expected to repay debt, rounded down.
    pub net: u128,
    /// The debt less that, rounded up; never below zero, so that an open sale is no asset to borrow against.
    pub deficit: u128,
    /// Dollars per whole unit of the market's asset.
    pub price: Price,
    /// Its decimals.
    pub decimals: u8,
}

/// An account by the liquidation's rule.
pub(crate) struct Valuation {
    /// Collateral in the order of the account.
    pub collateral: Vec<ValuedCollateral>,
    /// Debts in the order of the account.
    pub debts: Vec<ValuedDebt>,
    /// Open tickets in the order of the account.
    pub tickets: Vec<ValuedTicket>,
    /// Σ value · threshold.
    pub weighted: u128,
    /// Σ debts and expected deficits.
    pub owed: u128,
}

impl<'a> Book<'a> {
    /// An empty book at `now`.
    pub fn new(querier: QuerierWrapper<'a>, settings: &Settings, now: u64) -> Self {
        Self {
            querier,
            oracle: Addr::unchecked(&settings.oracle),
            house: settings.house,
            now,
            terms: vec![],
            prices: vec![],
        }
    }

    /// The terms of a collateral.
    pub fn terms(
        &mut self,
        storage: &dyn Storage,
        id: CollateralId,
    ) -> Result<Collateral, ContractError> {
        if let Some((_, known)) = self.terms.iter().find(|(known, _)| *known == id) {
            return Ok(known.clone());
        }
        let terms = COLLATERALS.load(storage, &id)?;
        self.terms.push((id, terms.clone()));
        Ok(terms)
    }

    /// The stored price of an asset.
    pub fn price(&mut self, denom: &str) -> Result<PriceRecord, ContractError> {
        if let Some((_, record)) = self.prices.iter().find(|(known, _)| known == denom) {
            return Ok(*record);
        }
        let client = OracleClient {
            address: &self.oracle,
        };
        let record = client
            .price(&self.querier, denom)?
            .ok_or_else(|| ContractError::NoPrice {
                denom: denom.to_owned(),
            })?;
        self.prices.push((denom.to_owned(), record));
        Ok(record)
    }

    /// The low and high of an asset for opening; refused by name when it has no price fit for that.
    fn opening_band(&mut self, denom: &str) -> Result<(Price, Price, u8), ContractError> {
        let record = self.price(denom)?;
        let (low, high) =
            record
                .for_opening(self.now)
                .map_err(|reason| ContractError::PriceRefused {
                    denom: denom.to_owned(),
                    reason,
                })?;
        Ok((low, high, record.decimals))
    }

    /// A price for liquidation, and whether it is valid.
    pub fn liquidation_price(
        &mut self,
        denom: &str,
        side: Side,
    ) -> Result<(Price, u8, bool), ContractError> {
        let record = self.price(denom)?;
        Ok(match record.for_sale(self.now, side) {
            Ok(price) => (price, record.decimals, true),
            Err(_) => (record.last_accepted(side), record.decimals, false),
        })
    }

    /// The account by the liquidation's rule.
    pub fn value(
        &mut self,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        account: &Account,
    ) -> Result<Valuation, ContractError> {
        let mut collateral = Vec::with_capacity(account.collateral.len());
        let mut weighted = 0;
        for (id, amount) in &account.collateral {
            let terms = self.terms(storage, *id)?;
            let (price, decimals, sellable) = self.liquidation_price(&terms.denom, Side::Sold)?;
            let value = price.value_floor(*amount, decimals)?;
            weighted = add(weighted, terms.terms.threshold.of_floor(value)?)?;
            collateral.push(ValuedCollateral {
                id: *id,
                terms,
                amount: *amount,
                price,
                decimals,
                sellable,
                value,
            });
        }
        let mut debts = Vec::with_capacity(account.debts.len());
        let mut owed = 0;
        for (id, _) in &account.debts {
            let ledger = ledgers.get(storage, *id)?;
            let amount = ledger.market.debt_of(*id, account)?;
            let (denom, dust) = (ledger.terms.denom.clone(), ledger.terms.dust);
            let (price, decimals, payable) = self.liquidation_price(&denom, Side::Owed)?;
            let value = price.value_ceil(amount, decimals)?;
            owed = add(owed, value)?;
            debts.push(ValuedDebt {
                id: *id,
                denom,
                amount,
                price,
                decimals,
                payable,
                value,
                dust,
            });
        }
        let mut tickets = Vec::with_capacity(account.tickets.len());
        for ticket in &account.tickets {
            let valued = self.value_ticket(storage, ledgers, ticket)?;
            owed = add(owed, valued.deficit)?;
            tickets.push(valued);
        }
        Ok(Valuation {
            collateral,
            debts,
            tickets,
            weighted,
            owed,
        })
    }

    /// What a ticket is expected to bring and to lack at today's prices.
    fn value_ticket(
        &mut self,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        ticket: &Ticket,
    ) -> Result<ValuedTicket, ContractError> {
        let terms = self.terms(storage, ticket.collateral)?;
        let (base_price, base_decimals, _) = self.liquidation_price(&terms.denom, Side::Sold)?;
        let gross = terms
            .terms
            .recovery
            .of_floor(base_price.value_floor(ticket.base, base_decimals)?)?;
        let denom = ledgers.get(storage, ticket.market)?.terms.denom.clone();
        let (price, decimals, _) = self.liquidation_price(&denom, Side::Owed)?;
        let net = terms.terms.division().net_floor(gross)?;
        Ok(ValuedTicket {
            market: ticket.market,
            net,
            deficit: price.value_ceil(ticket.debt, decimals)?.saturating_sub(net),
            price,
            decimals,
        })
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

    /// Whether the auction house has a pair in which a collateral is sold for each of an account's debts. What could not be sold
    /// backs nothing: a loan against it could never be liquidated.
    fn is_sold_for_all(
        &self,
        storage: &dyn Storage,
        id: CollateralId,
        account: &Account,
    ) -> Result<bool, ContractError> {
        for (market, _) in &account.debts {
            if pair_of(storage, self.house, id, *market)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
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
            let terms = self.terms(storage, ticket.collateral)?;
            let (low, _, base_decimals) = self.opening_band(&terms.denom)?;
            let gross = terms
                .floor
                .of_floor(low.value_floor(ticket.base, base_decimals)?)?;
            let net = terms.terms.division().net_floor(gross)?;
            let denom = ledgers.get(storage, ticket.market)?.terms.denom.clone();
            let (_, high, decimals) = self.opening_band(&denom)?;
            let owed = high.value_ceil(ticket.debt, decimals)?;
            debt = add(debt, owed.saturating_sub(net))?;
        }
        Ok((backed, debt))
    }
}

impl Valuation {
    /// Σ collateral value.
    pub fn collateral_value(&self) -> Result<u128, ContractError> {
        let mut total = 0;
        for item in &self.collateral {
            total = add(total, item.value)?;
        }
        Ok(total)
    }

    /// What selling all collateral is expected to repay, in dollars.
    pub fn expected_net_floor(&self) -> Result<u128, ContractError> {
        let mut total = 0;
        for item in &self.collateral {
            total = add(total, item.terms.terms.expected_net_floor(item.value)?)?;
        }
        Ok(total)
    }

    /// Debt over collateral value in basis points, rounded down; the greatest number where there is no collateral.
    pub fn ltv_floor(&self) -> Result<u128, ContractError> {
        let value = self.collateral_value()?;
        if value == 0 {
            return Ok(u128::MAX);
        }
        Ok(mul_div_floor(self.owed, BPS, value)?)
    }

    /// The losses expected by market, in smallest units rounded up: what all claims exceed all resources by, shared pro rata.
    pub fn expected_losses(&self) -> Result<Vec<(MarketId, u128)>, ContractError> {
        let resources = self.expected_net_floor()?;
        let shortfall = self.owed.saturating_sub(resources);
        let mut losses: Vec<(MarketId, u128)> = vec![];
        if shortfall == 0 {
            return Ok(losses);
        }
        let debts = self
            .debts
            .iter()
            .map(|debt| (debt.id, debt.value, debt.price, debt.decimals));
        let deficits = self
            .tickets
            .iter()
            .filter(|ticket| ticket.deficit > 0)
            .map(|lack| (lack.market, lack.deficit, lack.price, lack.decimals));
        for (market, value, price, decimals) in debts.chain(deficits) {
            let share = gavel_math::number::mul_div_ceil(shortfall, value, self.owed)?;
            let amount = price.amount_ceil(share, decimals)?;
            crate::account::add_amount(&mut losses, market, amount)?;
        }
        Ok(losses)
    }
}
