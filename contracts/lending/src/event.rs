//! What the contract tells: one event for every change of state. `docs/events.md` lists them for those who read them.

#![allow(missing_docs)] // Each field is the attribute of its name.

use cosmwasm_std::{Addr, Event as ChainEvent};
use cw_ownable::Ownership;
use gavel_math::Price;
use gavel_types::auction::{LotId, PairId};
use gavel_types::decimal;
use gavel_types::lending::Config;

/// A change of state, named like the message that makes it where one does. Amounts in smallest units, prices as decimal numbers
/// of dollars per whole unit. An attribute has the name of the field in messages and answers.
pub(crate) enum Event<'a> {
    /// A lender came in.
    Supply {
        denom: &'a str,
        owner: &'a str,
        amount: u128,
        shares: u128,
    },
    /// A lender went out.
    Withdraw {
        denom: &'a str,
        owner: &'a str,
        amount: u128,
        shares: u128,
        recipient: &'a str,
    },
    /// Collateral came in.
    Deposit {
        owner: &'a str,
        sub: u8,
        denom: &'a str,
        amount: u128,
    },
    /// Collateral went out.
    WithdrawCollateral(Payout<'a>),
    /// Surplus went out.
    WithdrawSurplus(Payout<'a>),
    /// Debt was opened.
    Borrow(Payout<'a>),
    /// Debt was repaid.
    Repay {
        owner: &'a str,
        sub: u8,
        denom: &'a str,
        amount: u128,
        debt_left: u128,
    },
    /// A liquidation opened a lot, or added to one.
    Liquidate {
        owner: &'a str,
        sub: u8,
        lot: LotId,
        collateral: String,
        base: u128,
        keeper: u128,
        recipient: &'a str,
        market: String,
        debt: u128,
        collateral_price: Price,
        market_price: Price,
        whole: bool,
    },
    /// A lot's result was booked.
    BookLot {
        lot: LotId,
        sold: u128,
        unsold: u128,
        net: u128,
        penalty: u128,
    },
    /// An account was given its share of finished lots, or marked anew.
    Reconcile { owner: String, sub: u8 },
    /// A debt was recognised as lost.
    RecogniseLoss {
        denom: String,
        lost: u128,
        reserves: u128,
        shortfall: u128,
    },
    /// The insurance fund answered a request for cover.
    CoverLoss {
        denom: &'a str,
        asked: u128,
        paid: u128,
    },
    /// The insurance fund failed to answer, or its answer does not read.
    FailCover {
        denom: &'a str,
        asked: u128,
        error: &'a str,
    },
    /// Earlier losses were made good.
    ShortfallRepaid {
        denom: &'a str,
        from: &'a str,
        amount: u128,
        stream_seconds: u64,
    },
    /// Dust went to the treasury's account.
    SeizeDust { denom: String, amount: u128 },
    /// A penalty held for an account went to a market's reserves, for a loss of that account elsewhere.
    SeizePenalty { denom: String, amount: u128 },
    /// Surplus of an account went to a market's reserves, for a loss of that account elsewhere.
    SeizeSurplus { denom: String, amount: u128 },
    /// Reserves were paid out.
    WithdrawReserves {
        denom: &'a str,
        amount: u128,
        recipient: &'a str,
    },
    /// Penalties or seized dust were paid out.
    Distribute {
        denom: &'a str,
        amount: u128,
        recipient: &'a str,
    },
    /// A receiver could not be paid; its share stays.
    FailPayment {
        denom: &'a str,
        amount: u128,
        recipient: &'a str,
    },
    /// A pause began or was renewed.
    Pause { until: u64 },
    /// A pause was lifted.
    Unpause,
    /// A collateral was listed.
    ListCollateral { denom: &'a str },
    /// A collateral has new terms.
    UpdateCollateral { denom: &'a str },
    /// A market was opened.
    ListMarket { denom: &'a str },
    /// A market has new terms.
    UpdateMarket { denom: &'a str },
    /// A collateral is sold for a market's asset in a pair.
    SetPair {
        collateral: &'a str,
        market: &'a str,
        pair: PairId,
    },
    /// The contract has its first or a new configuration.
    UpdateConfig { config: &'a Config },
    /// The owner, or who may become it, changed.
    UpdateOwnership { ownership: Ownership<Addr> },
    /// The contract was taken to this version.
    Migrate { from: &'a str, to: &'a str },
}

/// Money that left an account.
pub(crate) struct Payout<'a> {
    pub owner: &'a str,
    pub sub: u8,
    pub denom: &'a str,
    pub amount: u128,
    pub recipient: &'a str,
}

impl Event<'_> {
    /// The event's name, behind the `wasm-` that the chain puts before it.
    fn name(&self) -> &'static str {
        match self {
            Self::Supply { .. } => "supply",
            Self::Withdraw { .. } => "withdraw",
            Self::Deposit { .. } => "deposit",
            Self::WithdrawCollateral(_) => "withdraw_collateral",
            Self::WithdrawSurplus(_) => "withdraw_surplus",
            Self::Borrow(_) => "borrow",
            Self::Repay { .. } => "repay",
            Self::Liquidate { .. } => "liquidate",
            Self::BookLot { .. } => "book_lot",
            Self::Reconcile { .. } => "reconcile",
            Self::RecogniseLoss { .. } => "recognise_loss",
            Self::CoverLoss { .. } => "cover_loss",
            Self::FailCover { .. } => "fail_cover",
            Self::ShortfallRepaid { .. } => "shortfall_repaid",
            Self::SeizeDust { .. } => "seize_dust",
            Self::SeizePenalty { .. } => "seize_penalty",
            Self::SeizeSurplus { .. } => "seize_surplus",
            Self::WithdrawReserves { .. } => "withdraw_reserves",
            Self::Distribute { .. } => "distribute",
            Self::FailPayment { .. } => "fail_payment",
            Self::Pause { .. } => "pause",
            Self::Unpause => "unpause",
            Self::ListCollateral { .. } => "list_collateral",
            Self::UpdateCollateral { .. } => "update_collateral",
            Self::ListMarket { .. } => "list_market",
            Self::UpdateMarket { .. } => "update_market",
            Self::SetPair { .. } => "set_pair",
            Self::UpdateConfig { .. } => "update_config",
            Self::UpdateOwnership { .. } => "update_ownership",
            Self::Migrate { .. } => "migrate",
        }
    }
}

impl From<Event<'_>> for ChainEvent {
    fn from(event: Event<'_>) -> Self {
        let told = Self::new(event.name());
        match event {
            Event::Supply {
                denom,
                owner,
                amount,
                shares,
            } => of_amount(told.add_attribute("owner", owner), denom, amount)
                .add_attribute("shares", shares.to_string()),
            Event::Withdraw {
                denom,
                owner,
                amount,
                shares,
                recipient,
            } => of_amount(told.add_attribute("owner", owner), denom, amount)
                .add_attribute("shares", shares.to_string())
                .add_attribute("recipient", recipient),
            Event::Deposit {
                owner,
                sub,
                denom,
                amount,
            } => of_amount(of_account(told, owner, sub), denom, amount),
            Event::WithdrawCollateral(paid)
            | Event::WithdrawSurplus(paid)
            | Event::Borrow(paid) => of_amount(
                of_account(told, paid.owner, paid.sub),
                paid.denom,
                paid.amount,
            )
            .add_attribute("recipient", paid.recipient),
            Event::Repay {
                owner,
                sub,
                denom,
                amount,
                debt_left,
            } => of_amount(of_account(told, owner, sub), denom, amount)
                .add_attribute("debt_left", debt_left.to_string()),
            Event::Liquidate {
                owner,
                sub,
                lot,
                collateral,
                base,
                keeper,
                recipient,
                market,
                debt,
                collateral_price,
                market_price,
                whole,
            } => of_account(told, owner, sub)
                .add_attribute("lot", lot.to_string())
                .add_attribute("collateral", collateral)
                .add_attribute("base", base.to_string())
                .add_attribute("keeper", keeper.to_string())
                .add_attribute("recipient", recipient)
                .add_attribute("market", market)
                .add_attribute("debt", debt.to_string())
                .add_attribute("collateral_price", decimal(collateral_price).to_string())
                .add_attribute("market_price", decimal(market_price).to_string())
                .add_attribute("whole", whole.to_string()),
            Event::BookLot {
                lot,
                sold,
                unsold,
                net,
                penalty,
            } => told
                .add_attribute("lot", lot.to_string())
                .add_attribute("sold", sold.to_string())
                .add_attribute("unsold", unsold.to_string())
                .add_attribute("net", net.to_string())
                .add_attribute("penalty", penalty.to_string()),
            Event::Reconcile { owner, sub } => of_account(told, &owner, sub),
            Event::RecogniseLoss {
                denom,
                lost,
                reserves,
                shortfall,
            } => told
                .add_attribute("denom", denom)
                .add_attribute("lost", lost.to_string())
                .add_attribute("reserves", reserves.to_string())
                .add_attribute("shortfall", shortfall.to_string()),
            Event::CoverLoss { denom, asked, paid } => told
                .add_attribute("denom", denom)
                .add_attribute("asked", asked.to_string())
                .add_attribute("paid", paid.to_string()),
            Event::FailCover {
                denom,
                asked,
                error,
            } => told
                .add_attribute("denom", denom)
                .add_attribute("asked", asked.to_string())
                .add_attribute("error", error),
            Event::ShortfallRepaid {
                denom,
                from,
                amount,
                stream_seconds,
            } => of_amount(told, denom, amount)
                .add_attribute("from", from)
                .add_attribute("stream_seconds", stream_seconds.to_string()),
            Event::SeizeDust { denom, amount }
            | Event::SeizePenalty { denom, amount }
            | Event::SeizeSurplus { denom, amount } => of_amount(told, &denom, amount),
            Event::WithdrawReserves {
                denom,
                amount,
                recipient,
            }
            | Event::Distribute {
                denom,
                amount,
                recipient,
            }
            | Event::FailPayment {
                denom,
                amount,
                recipient,
            } => of_amount(told, denom, amount).add_attribute("recipient", recipient),
            Event::Pause { until } => told.add_attribute("until", until.to_string()),
            Event::Unpause => told,
            Event::ListCollateral { denom }
            | Event::UpdateCollateral { denom }
            | Event::ListMarket { denom }
            | Event::UpdateMarket { denom } => told.add_attribute("denom", denom),
            Event::SetPair {
                collateral,
                market,
                pair,
            } => told
                .add_attribute("collateral", collateral)
                .add_attribute("market", market)
                .add_attribute("pair", pair.to_string()),
            Event::UpdateConfig { config } => told
                .add_attribute("oracle", &config.oracle)
                .add_attribute("auction", &config.auction)
                .add_attribute("guardian", config.guardian.as_deref().unwrap_or("none"))
                .add_attribute("treasury", &config.treasury)
                .add_attribute(
                    "insurance_fund",
                    config.insurance_fund.as_deref().unwrap_or("none"),
                )
                .add_attribute("urgent_ltv_bps", config.urgent_ltv_bps.to_string()),
            Event::UpdateOwnership { ownership } => {
                told.add_attributes(ownership.into_attributes())
            }
            Event::Migrate { from, to } => told.add_attribute("from", from).add_attribute("to", to),
        }
    }
}

fn of_account(told: ChainEvent, owner: &str, sub: u8) -> ChainEvent {
    told.add_attribute("owner", owner)
        .add_attribute("sub", sub.to_string())
}

fn of_amount(told: ChainEvent, denom: &str, amount: u128) -> ChainEvent {
    told.add_attribute("denom", denom)
        .add_attribute("amount", amount.to_string())
}
