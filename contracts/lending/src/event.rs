//! What the contract tells the world: one event a change.

#![allow(missing_docs)] // Each field is the attribute of its name.

use cosmwasm_std::Event as CosmosEvent;
use gavel_math::Price;
use gavel_types::auction::LotId;

/// A change of state. Amounts in smallest units, prices in dollars per whole unit with 18 decimals.
pub(crate) enum Event<'a> {
    /// A lender came in.
    Supplied {
        denom: &'a str,
        lender: &'a str,
        amount: u128,
        shares: u128,
    },
    /// A lender went out.
    Withdrawn {
        denom: &'a str,
        lender: &'a str,
        amount: u128,
        shares: u128,
    },
    /// Collateral came in.
    Deposited {
        owner: &'a str,
        sub: u8,
        denom: &'a str,
        amount: u128,
    },
    /// Collateral went out.
    CollateralWithdrawn {
        owner: &'a str,
        sub: u8,
        denom: &'a str,
        amount: u128,
    },
    /// Surplus went out.
    SurplusWithdrawn {
        owner: &'a str,
        sub: u8,
        denom: &'a str,
        amount: u128,
    },
    /// Debt was opened.
    Borrowed {
        owner: &'a str,
        sub: u8,
        denom: &'a str,
        amount: u128,
    },
    /// Debt was repaid.
    Repaid {
        owner: &'a str,
        sub: u8,
        denom: &'a str,
        amount: u128,
        left: u128,
    },
    /// A liquidation opened a lot, or added to one.
    Liquidated {
        owner: String,
        sub: u8,
        lot: LotId,
        collateral: String,
        base: u128,
        keeper: u128,
        market: String,
        debt: u128,
        collateral_price: Price,
        market_price: Price,
        whole: bool,
    },
    /// A lot's result was booked.
    LotBooked {
        lot: LotId,
        sold: u128,
        unsold: u128,
        net: u128,
        penalty: u128,
    },
    /// An account was given its share of finished lots, or marked anew.
    Reconciled { owner: String, sub: u8 },
    /// A debt was recognised as lost.
    LossRecognised {
        denom: String,
        lost: u128,
        covered: u128,
        socialised: u128,
    },
    /// Dust went to the treasury's account.
    DustSeized { denom: String, amount: u128 },
    /// Surplus of an account went to a market's reserves, for a loss of that account elsewhere.
    SurplusSeized { denom: String, amount: u128 },
    /// Reserves were paid out.
    ReservesWithdrawn {
        denom: &'a str,
        recipient: &'a str,
        amount: u128,
    },
    /// Money was paid out.
    Distributed {
        denom: &'a str,
        receiver: &'a str,
        amount: u128,
    },
    /// A receiver could not be paid; its share stays.
    PaymentFailed {
        denom: &'a str,
        receiver: &'a str,
        amount: u128,
    },
    /// The contract was paused.
    Paused { until: u64 },
    /// The pause was lifted.
    Unpaused,
    /// The contract was taken to this version.
    Migrated { from: &'a str, to: &'a str },
    /// Governance changed something.
    Governed { what: &'a str, subject: &'a str },
}

impl From<Event<'_>> for CosmosEvent {
    fn from(event: Event<'_>) -> Self {
        match event {
            Event::Supplied {
                denom,
                lender,
                amount,
                shares,
            } => lender_event("supply", denom, lender, amount, shares),
            Event::Withdrawn {
                denom,
                lender,
                amount,
                shares,
            } => lender_event("withdraw", denom, lender, amount, shares),
            Event::Deposited {
                owner,
                sub,
                denom,
                amount,
            } => account_event("deposit", owner, sub, denom, amount),
            Event::CollateralWithdrawn {
                owner,
                sub,
                denom,
                amount,
            } => account_event("withdraw_collateral", owner, sub, denom, amount),
            Event::SurplusWithdrawn {
                owner,
                sub,
                denom,
                amount,
            } => account_event("withdraw_surplus", owner, sub, denom, amount),
            Event::Borrowed {
                owner,
                sub,
                denom,
                amount,
            } => account_event("borrow", owner, sub, denom, amount),
            Event::Repaid {
                owner,
                sub,
                denom,
                amount,
                left,
            } => account_event("repay", owner, sub, denom, amount)
                .add_attribute("left", left.to_string()),
            Event::Liquidated {
                owner,
                sub,
                lot,
                collateral,
                base,
                keeper,
                market,
                debt,
                collateral_price,
                market_price,
                whole,
            } => CosmosEvent::new("liquidate")
                .add_attribute("owner", owner)
                .add_attribute("sub", sub.to_string())
                .add_attribute("lot", lot.to_string())
                .add_attribute("collateral", collateral)
                .add_attribute("base", base.to_string())
                .add_attribute("keeper", keeper.to_string())
                .add_attribute("market", market)
                .add_attribute("debt", debt.to_string())
                .add_attribute("collateral_price", collateral_price.0.to_string())
                .add_attribute("market_price", market_price.0.to_string())
                .add_attribute("whole", whole.to_string()),
            Event::LotBooked {
                lot,
                sold,
                unsold,
                net,
                penalty,
            } => CosmosEvent::new("book_lot")
                .add_attribute("lot", lot.to_string())
                .add_attribute("sold", sold.to_string())
                .add_attribute("unsold", unsold.to_string())
                .add_attribute("net", net.to_string())
                .add_attribute("penalty", penalty.to_string()),
            Event::Reconciled { owner, sub } => CosmosEvent::new("reconcile")
                .add_attribute("owner", owner)
                .add_attribute("sub", sub.to_string()),
            Event::LossRecognised {
                denom,
                lost,
                covered,
                socialised,
            } => CosmosEvent::new("recognise_loss")
                .add_attribute("denom", denom)
                .add_attribute("lost", lost.to_string())
                .add_attribute("covered", covered.to_string())
                .add_attribute("socialised", socialised.to_string()),
            Event::DustSeized { denom, amount } => CosmosEvent::new("seize_dust")
                .add_attribute("denom", denom)
                .add_attribute("amount", amount.to_string()),
            Event::SurplusSeized { denom, amount } => CosmosEvent::new("seize_surplus")
                .add_attribute("denom", denom)
                .add_attribute("amount", amount.to_string()),
            Event::ReservesWithdrawn {
                denom,
                recipient,
                amount,
            } => CosmosEvent::new("withdraw_reserves")
                .add_attribute("denom", denom)
                .add_attribute("recipient", recipient)
                .add_attribute("amount", amount.to_string()),
            Event::Distributed {
                denom,
                receiver,
                amount,
            } => CosmosEvent::new("distribute")
                .add_attribute("denom", denom)
                .add_attribute("receiver", receiver)
                .add_attribute("amount", amount.to_string()),
            Event::PaymentFailed {
                denom,
                receiver,
                amount,
            } => CosmosEvent::new("payment_failed")
                .add_attribute("denom", denom)
                .add_attribute("receiver", receiver)
                .add_attribute("amount", amount.to_string()),
            Event::Paused { until } => {
                CosmosEvent::new("pause").add_attribute("until", until.to_string())
            }
            Event::Unpaused => CosmosEvent::new("unpause"),
            Event::Migrated { from, to } => CosmosEvent::new("migrate")
                .add_attribute("from", from)
                .add_attribute("to", to),
            Event::Governed { what, subject } => CosmosEvent::new("govern")
                .add_attribute("what", what)
                .add_attribute("subject", subject),
        }
    }
}

fn lender_event(kind: &str, denom: &str, lender: &str, amount: u128, shares: u128) -> CosmosEvent {
    CosmosEvent::new(kind)
        .add_attribute("denom", denom)
        .add_attribute("lender", lender)
        .add_attribute("amount", amount.to_string())
        .add_attribute("shares", shares.to_string())
}

fn account_event(kind: &str, owner: &str, sub: u8, denom: &str, amount: u128) -> CosmosEvent {
    CosmosEvent::new(kind)
        .add_attribute("owner", owner)
        .add_attribute("sub", sub.to_string())
        .add_attribute("denom", denom)
        .add_attribute("amount", amount.to_string())
}
