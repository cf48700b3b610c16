//! An account at today's prices by the liquidation's rule: one fresh source is enough; what has no valid price counts at its
//! last accepted high or low and is not sold; an open ticket counts what its sale is expected to bring.

use cosmwasm_std::Storage;
use gavel_math::number::{add, mul_div_ceil, mul_div_floor};
use gavel_math::price::Side;
use gavel_math::units::BPS;
use gavel_math::Price;

use crate::account::{add_amount, amount_of, set_amount};
use crate::book::{Book, Rule};
use crate::ledgers::Ledgers;
use crate::state::{Account, Collateral, CollateralId, MarketId, Ticket};
use crate::ContractError;

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
    /// What of it and of its market's tickets is marked as lost already, or paid by what is kept for the account: no sale
    /// is to repay it. Rounded down.
    pub pending: u128,
}

/// What is expected to be lost of an account.
pub(crate) struct ExpectedLosses {
    /// By market in smallest units, what is kept for the account not yet taken off.
    pub by_market: Vec<(MarketId, u128)>,
    /// Whether every price is settled. A loss that was marked does not fall at others.
    pub settled: bool,
}

/// What an open ticket owes and is expected to bring. Dollars, 18 decimals.
pub(crate) struct ValuedTicket {
    /// The market.
    pub market: MarketId,
    /// The ticket's debt, rounded up.
    pub owed: u128,
    /// All that its sale is expected to bring, what has gone to who advanced it taken off, rounded down.
    pub gross: u128,
    /// What of that repays debt, the penalty held back, rounded down. What has gone to who advanced it is penalty.
    pub net: u128,
    /// Dollars per whole unit of the market's asset.
    pub price: Price,
    /// Its decimals.
    pub decimals: u8,
    /// Whether its market's price is valid; by the rule for losses, that of its collateral as well.
    pub priced: bool,
}

impl ValuedTicket {
    /// What it counts against the account's health; never below zero, so that an open sale is no asset to borrow against.
    pub fn deficit(&self) -> u128 {
        self.owed.saturating_sub(self.net)
    }

    /// What would be lost: the penalty is junior to the account's own debt.
    fn loss(&self) -> u128 {
        self.owed.saturating_sub(self.gross)
    }

    /// What it is expected to bring above its own debt, for the account's other debt of the same market.
    fn excess(&self) -> u128 {
        self.gross.saturating_sub(self.owed)
    }
}

/// A ticket's part of its lot so far.
pub(crate) struct TicketProgress {
    /// Base not sold yet, rounded down.
    pub left: u128,
    /// Quote raised, less the rewards, rounded down.
    pub raised: u128,
    /// Quote raised that went to who advanced it, rounded down.
    pub rewards: u128,
    /// What is bid for the base not sold yet, rounded down: the least that it brings.
    pub bid: u128,
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

impl Book<'_> {
    /// The account at the prices for selling.
    pub fn value(
        &mut self,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        account: &Account,
    ) -> Result<Valuation, ContractError> {
        self.value_by(Rule::Sale, storage, ledgers, account)
    }

    /// What is expected to be lost of an account, at the prices for losses.
    pub fn expected_losses(
        &mut self,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        account: &Account,
    ) -> Result<ExpectedLosses, ContractError> {
        let valuation = self.value_by(Rule::Loss, storage, ledgers, account)?;
        Ok(ExpectedLosses {
            by_market: valuation.expected_losses()?,
            settled: valuation.collateral.iter().all(|item| item.sellable)
                && valuation.debts.iter().all(|debt| debt.payable)
                && valuation.tickets.iter().all(|ticket| ticket.priced),
        })
    }

    fn value_by(
        &mut self,
        rule: Rule,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        account: &Account,
    ) -> Result<Valuation, ContractError> {
        let mut collateral = Vec::with_capacity(account.collateral.len());
        let mut weighted = 0;
        for (id, amount) in &account.collateral {
            let terms = self.terms(storage, *id)?;
            let (price, decimals, sellable) = self.price_by(rule, &terms.denom, Side::Sold)?;
            let value = price.value_floor(*amount, decimals)?;
            weighted = add(weighted, terms.risk.threshold.of_floor(value)?)?;
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
            let (price, decimals, payable) = self.price_by(rule, &denom, Side::Owed)?;
            let value = price.value_ceil(amount, decimals)?;
            let kept = add(
                amount_of(&account.held, *id),
                amount_of(&account.surplus, *id),
            )?;
            let written = add(amount_of(&account.pending, *id), kept)?;
            let pending = price.value_floor(written, decimals)?;
            owed = add(owed, value)?;
            debts.push(ValuedDebt {
                pending,
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
            let valued = self.value_ticket(rule, storage, ledgers, ticket)?;
            owed = add(owed, valued.deficit())?;
            // What a ticket lacks is a claim of its market even where no debt of it has stayed in the account: else nothing could
            // be sold for it until its lot has ended.
            if valued.deficit() > 0 && !debts.iter().any(|debt| debt.id == valued.market) {
                let terms = &ledgers.get(storage, valued.market)?.terms;
                debts.push(ValuedDebt {
                    pending: 0,
                    id: valued.market,
                    denom: terms.denom.clone(),
                    amount: 0,
                    price: valued.price,
                    decimals: valued.decimals,
                    payable: valued.priced,
                    value: 0,
                    dust: terms.dust,
                });
            }
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

    /// What a ticket is expected to bring and to lack at today's prices: what its lot has raised, and the recovery of what is
    /// left, or what is bid for that where it is more.
    fn value_ticket(
        &mut self,
        rule: Rule,
        storage: &dyn Storage,
        ledgers: &mut Ledgers,
        ticket: &Ticket,
    ) -> Result<ValuedTicket, ContractError> {
        let terms = self.terms(storage, ticket.collateral)?;
        let denom = ledgers.get(storage, ticket.market)?.terms.denom.clone();
        let (base_price, base_decimals, base_priced) =
            self.price_by(rule, &terms.denom, Side::Sold)?;
        let (price, decimals, quote_priced) = self.price_by(rule, &denom, Side::Owed)?;
        let TicketProgress {
            left,
            raised,
            rewards,
            bid,
        } = self.ticket_progress(ticket)?;
        let to_come = terms
            .risk
            .recovery
            .of_floor(base_price.value_floor(left, base_decimals)?)?
            .max(price.value_floor(bid, decimals)?);
        let gross = add(price.value_floor(raised, decimals)?, to_come)?;
        let all = add(gross, price.value_floor(rewards, decimals)?)?;
        let net = terms.risk.division().net_floor(all)?.min(gross);
        let owed = price.value_ceil(ticket.debt, decimals)?;
        Ok(ValuedTicket {
            market: ticket.market,
            owed,
            gross,
            net,
            price,
            decimals,
            priced: match rule {
                Rule::Sale => quote_priced,
                Rule::Loss => base_priced && quote_priced,
            },
        })
    }

    /// A ticket's part of what its lot has sold and raised, by the lot's record in the house. A lot that has none has not been
    /// consigned yet: it counts as unsold.
    pub fn ticket_progress(&self, ticket: &Ticket) -> Result<TicketProgress, ContractError> {
        let Some(lot) = self.progress(ticket.lot)? else {
            return Ok(TicketProgress {
                left: ticket.base,
                raised: 0,
                rewards: 0,
                bid: 0,
            });
        };
        let (own, all) = (ticket.base.min(lot.base), lot.base.max(1));
        let sold = mul_div_ceil(lot.sold, own, all)?;
        Ok(TicketProgress {
            left: ticket.base.saturating_sub(sold),
            raised: mul_div_floor(lot.raised, own, all)?,
            rewards: mul_div_floor(lot.rewards, own, all)?,
            bid: mul_div_floor(lot.bid, own, all)?,
        })
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
            total = add(total, item.terms.risk.expected_net_floor(item.value)?)?;
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

    /// Whether what selling everything is expected to bring, penalties counted, falls short of what is owed.
    pub fn falls_short(&self) -> Result<bool, ContractError> {
        Ok(self.missing()? > 0)
    }

    /// By how much it does, in dollars.
    pub fn missing(&self) -> Result<u128, ContractError> {
        Ok(self.owed.saturating_sub(self.resources()?))
    }

    /// What selling all collateral is expected to bring, penalties counted.
    fn resources(&self) -> Result<u128, ContractError> {
        let mut resources = 0;
        for item in &self.collateral {
            resources = add(resources, item.terms.risk.expected_gross_floor(item.value)?)?;
        }
        Ok(resources)
    }

    /// The losses expected by market, in smallest units rounded up: what all claims exceed all resources by, shared pro rata,
    /// less what the market's own tickets bring above their debt. Penalties are junior to the account's own debt, so of what
    /// sales bring only the keeper's slice is taken off.
    pub fn expected_losses(&self) -> Result<Vec<(MarketId, u128)>, ContractError> {
        let resources = self.resources()?;
        let debts = self
            .debts
            .iter()
            .map(|debt| (debt.id, debt.value, debt.price, debt.decimals));
        let tickets = self
            .tickets
            .iter()
            .map(|ticket| (ticket.market, ticket.loss(), ticket.price, ticket.decimals))
            .filter(|(_, loss, _, _)| *loss > 0);
        let claims: Vec<_> = debts.chain(tickets).collect();
        let mut claimed = 0;
        for (_, value, _, _) in &claims {
            claimed = add(claimed, *value)?;
        }
        let shortfall = claimed.saturating_sub(resources);
        let mut losses: Vec<(MarketId, u128)> = vec![];
        if shortfall == 0 {
            return Ok(losses);
        }
        for (market, value, price, decimals) in claims {
            let share = mul_div_ceil(shortfall, value, claimed)?;
            let amount = price.amount_ceil(share, decimals)?;
            add_amount(&mut losses, market, amount)?;
        }
        for ticket in &self.tickets {
            // Of an asset worth next to nothing it may be more than can be counted: more than any loss.
            let brought = ticket
                .price
                .amount_floor(ticket.excess(), ticket.decimals)
                .unwrap_or(u128::MAX);
            let loss = amount_of(&losses, ticket.market);
            set_amount(&mut losses, ticket.market, loss.saturating_sub(brought));
        }
        Ok(losses)
    }
}
