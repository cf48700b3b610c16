//! What the contract tells the world: one event a change, named like the message that makes it.

#![allow(missing_docs)] // Each field is the attribute of its name.

use cosmwasm_std::{Addr, Event as ChainEvent};
use cw_ownable::Ownership;
use gavel_types::insurance::{Config, CoverCaps, PoolTerms, Purse};

use crate::pool::{Parts, Shares};

/// A change of state. Amounts in smallest units of the pool's asset, times in Unix seconds.
pub(crate) enum Event<'a> {
    /// A coin was staked for shares.
    Stake {
        denom: &'a str,
        owner: &'a str,
        amount: u128,
        shares: u128,
    },
    /// Shares were queued for exit; `queued` are all that now are.
    QueueExit {
        denom: &'a str,
        owner: &'a str,
        shares: u128,
        queued: u128,
        ready_at: u64,
        closes_at: u64,
    },
    /// Shares were taken out of the queue.
    CancelExit {
        denom: &'a str,
        owner: &'a str,
        shares: u128,
    },
    /// Queued shares were redeemed.
    Unstake {
        denom: &'a str,
        owner: &'a str,
        amount: u128,
        shares: u128,
        recipient: &'a str,
    },
    /// A market was paid for a loss; `owed` is what went to its shortfalls.
    Cover {
        denom: &'a str,
        market: &'a str,
        parts: Parts,
        owed: u128,
    },
    /// Income came in, or was found beyond the books: `from` is then the fund itself.
    AddIncome {
        denom: &'a str,
        from: &'a str,
        amount: u128,
        shares: Shares,
    },
    /// The first loss grew.
    FundFirstLoss {
        denom: &'a str,
        from: &'a str,
        amount: u128,
    },
    /// A market was paid what had been made good; `owed` is what it still has not received.
    RepayShortfall {
        denom: &'a str,
        market: &'a str,
        amount: u128,
        owed: u128,
    },
    /// A pause began or was renewed.
    Pause { until: u64 },
    /// A pause was lifted.
    Unpause,
    /// A pool was opened.
    CreatePool {
        denom: &'a str,
        terms: &'a PoolTerms,
    },
    /// A pool has new limits.
    UpdatePool {
        denom: &'a str,
        terms: &'a PoolTerms,
    },
    /// A contract may draw cover.
    RegisterMarket {
        denom: &'a str,
        market: &'a str,
        caps: &'a CoverCaps,
        active_at: u64,
    },
    /// A market has new caps.
    UpdateMarket {
        denom: &'a str,
        market: &'a str,
        caps: &'a CoverCaps,
    },
    /// A market may draw no cover any more.
    UnregisterMarket { denom: &'a str, market: &'a str },
    /// A market's shortfalls are another contract's.
    MoveShortfalls {
        denom: &'a str,
        market: &'a str,
        to: &'a str,
        owed: u128,
    },
    /// The protocol's money was paid out.
    WithdrawPurse {
        denom: &'a str,
        purse: Purse,
        amount: u128,
        recipient: &'a str,
    },
    /// The fund has its first or a new configuration.
    UpdateConfig { config: &'a Config },
    /// The owner, or who may become it, changed.
    UpdateOwnership { ownership: Ownership<Addr> },
    /// The contract was taken to this version.
    Migrate { from: &'a str, to: &'a str },
}

impl Event<'_> {
    /// The event's name, behind the `wasm-` that the chain puts before it.
    fn name(&self) -> &'static str {
        match self {
            Self::Stake { .. } => "stake",
            Self::QueueExit { .. } => "queue_exit",
            Self::CancelExit { .. } => "cancel_exit",
            Self::Unstake { .. } => "unstake",
            Self::Cover { .. } => "cover",
            Self::AddIncome { .. } => "add_income",
            Self::FundFirstLoss { .. } => "fund_first_loss",
            Self::RepayShortfall { .. } => "repay_shortfall",
            Self::Pause { .. } => "pause",
            Self::Unpause => "unpause",
            Self::CreatePool { .. } => "create_pool",
            Self::UpdatePool { .. } => "update_pool",
            Self::RegisterMarket { .. } => "register_market",
            Self::UpdateMarket { .. } => "update_market",
            Self::UnregisterMarket { .. } => "unregister_market",
            Self::MoveShortfalls { .. } => "move_shortfalls",
            Self::WithdrawPurse { .. } => "withdraw_purse",
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
            Event::Stake {
                denom,
                owner,
                amount,
                shares,
            } => of_amount(told.add_attribute("owner", owner), denom, amount)
                .add_attribute("shares", shares.to_string()),
            Event::QueueExit {
                denom,
                owner,
                shares,
                queued,
                ready_at,
                closes_at,
            } => told
                .add_attribute("owner", owner)
                .add_attribute("denom", denom)
                .add_attribute("shares", shares.to_string())
                .add_attribute("queued", queued.to_string())
                .add_attribute("ready_at", ready_at.to_string())
                .add_attribute("closes_at", closes_at.to_string()),
            Event::CancelExit {
                denom,
                owner,
                shares,
            } => told
                .add_attribute("owner", owner)
                .add_attribute("denom", denom)
                .add_attribute("shares", shares.to_string()),
            Event::Unstake {
                denom,
                owner,
                amount,
                shares,
                recipient,
            } => of_amount(told.add_attribute("owner", owner), denom, amount)
                .add_attribute("shares", shares.to_string())
                .add_attribute("recipient", recipient),
            Event::Cover {
                denom,
                market,
                parts,
                owed,
            } => of_market(told, denom, market)
                .add_attribute("paid", parts.paid().to_string())
                .add_attribute("income", parts.income.to_string())
                .add_attribute("first_loss", parts.first_loss.to_string())
                .add_attribute("streaming", parts.streaming.to_string())
                .add_attribute("stakes", parts.stakes.to_string())
                .add_attribute("owed", owed.to_string()),
            Event::AddIncome {
                denom,
                from,
                amount,
                shares,
            } => of_amount(told.add_attribute("from", from), denom, amount)
                .add_attribute("repaid", shares.repaid.to_string())
                .add_attribute("set_aside", shares.set_aside.to_string())
                .add_attribute("streaming", shares.streaming.to_string()),
            Event::FundFirstLoss {
                denom,
                from,
                amount,
            } => of_amount(told.add_attribute("from", from), denom, amount),
            Event::RepayShortfall {
                denom,
                market,
                amount,
                owed,
            } => of_market(told, denom, market)
                .add_attribute("amount", amount.to_string())
                .add_attribute("owed", owed.to_string()),
            Event::Pause { until } => told.add_attribute("until", until.to_string()),
            Event::Unpause => told,
            Event::CreatePool { denom, terms } | Event::UpdatePool { denom, terms } => told
                .add_attribute("denom", denom)
                .add_attribute("stake_cap", terms.stake_cap)
                .add_attribute("income_target", terms.income_target)
                .add_attribute("day_cap", terms.day_cap),
            Event::RegisterMarket {
                denom,
                market,
                caps,
                active_at,
            } => of_caps(of_market(told, denom, market), caps)
                .add_attribute("active_at", active_at.to_string()),
            Event::UpdateMarket {
                denom,
                market,
                caps,
            } => of_caps(of_market(told, denom, market), caps),
            Event::UnregisterMarket { denom, market } => of_market(told, denom, market),
            Event::MoveShortfalls {
                denom,
                market,
                to,
                owed,
            } => of_market(told, denom, market)
                .add_attribute("to", to)
                .add_attribute("owed", owed.to_string()),
            Event::WithdrawPurse {
                denom,
                purse,
                amount,
                recipient,
            } => of_amount(told, denom, amount)
                .add_attribute("purse", name_of(purse))
                .add_attribute("recipient", recipient),
            Event::UpdateConfig { config } => told
                .add_attribute("guardian", config.guardian.as_deref().unwrap_or("none"))
                .add_attribute("cooldown_seconds", config.cooldown_seconds.to_string())
                .add_attribute("window_seconds", config.window_seconds.to_string())
                .add_attribute("reward_seconds", config.reward_seconds.to_string())
                .add_attribute("repay_seconds", config.repay_seconds.to_string()),
            Event::UpdateOwnership { ownership } => {
                told.add_attributes(ownership.into_attributes())
            }
            Event::Migrate { from, to } => told.add_attribute("from", from).add_attribute("to", to),
        }
    }
}

fn of_amount(told: ChainEvent, denom: &str, amount: u128) -> ChainEvent {
    told.add_attribute("denom", denom)
        .add_attribute("amount", amount.to_string())
}

fn of_market(told: ChainEvent, denom: &str, market: &str) -> ChainEvent {
    told.add_attribute("denom", denom)
        .add_attribute("market", market)
}

fn of_caps(told: ChainEvent, caps: &CoverCaps) -> ChainEvent {
    told.add_attribute("event_cap", caps.event_cap)
        .add_attribute("day_cap", caps.day_cap)
}

/// A purse as messages name it.
fn name_of(purse: Purse) -> &'static str {
    match purse {
        Purse::Income => "income",
        Purse::FirstLoss => "first_loss",
    }
}
