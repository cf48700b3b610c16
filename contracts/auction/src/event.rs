//! What the house tells: one event for every change of state.

use cosmwasm_std::{Addr, Event as ChainEvent};
use gavel_types::auction::{Config, ConsignorKind, LotId, PairId};

use crate::prices::{decimal, Reference};
use crate::state::Delivery;
use gavel_math::dutch::Fill;
use gavel_math::Price;

/// A change of state. Amounts in smallest units; prices as decimal numbers of whole quote per whole base, `base_price` and
/// `quote_price` of dollars per whole unit. An attribute has the name of the field in the answer to a question.
pub(crate) enum Event<'a> {
    /// A lot was opened.
    LotOpened {
        lot: LotId,
        consignor: &'a Addr,
        base: u128,
        tab: Option<u128>,
        reference: Reference,
    },
    /// Base of a lot was bought.
    LotTaken {
        lot: LotId,
        taker: &'a Addr,
        recipient: &'a Addr,
        filled: Fill,
        price: Price,
        left: u128,
    },
    /// A lot's curve started anew.
    LotRestarted {
        lot: LotId,
        stage: u8,
        restarts: u8,
        reference: Reference,
    },
    /// A lot entered a stage.
    StageEntered {
        lot: LotId,
        stage: u8,
        reference: Reference,
    },
    /// A lot ended; its result goes to its consignor.
    LotFinished {
        lot: LotId,
        consignor: &'a Addr,
        delivery: &'a Delivery,
    },
    /// A consignor refused its result, which waits for `Deliver`.
    DeliveryFailed {
        lot: LotId,
        consignor: &'a Addr,
        error: &'a str,
    },
    /// A result that waited was sent again.
    DeliveryRetried { lot: LotId, consignor: &'a Addr },
    /// A credit was paid out.
    CreditWithdrawn {
        owner: &'a Addr,
        recipient: &'a Addr,
        denom: &'a str,
        amount: u128,
    },
    /// A pause began or was renewed.
    Paused { until: u64 },
    /// A pause was lifted.
    Unpaused {},
    /// A lot's clock was put right.
    ClockRenewed { lot: LotId },
    /// A pair was created.
    PairCreated {
        pair: PairId,
        base: &'a str,
        quote: &'a str,
    },
    /// A pair's next lots take a new version.
    PairUpdated { pair: PairId, version: u16 },
    /// A pair takes new lots, or none.
    PairSwitched { pair: PairId, open: bool },
    /// A consignor may consign.
    ConsignorAdded {
        pair: PairId,
        consignor: &'a Addr,
        kind: ConsignorKind,
    },
    /// A consignor may not consign any more.
    ConsignorRemoved { pair: PairId, consignor: &'a Addr },
    /// The house has a new configuration.
    ConfigUpdated { version: u32, config: &'a Config },
    /// The contract was taken to this version.
    Migrated { from: &'a str, to: &'a str },
}

impl From<Event<'_>> for ChainEvent {
    fn from(event: Event<'_>) -> Self {
        match event {
            Event::LotOpened {
                lot,
                consignor,
                base,
                tab,
                reference,
            } => {
                let told = of_lot("lot_opened", lot)
                    .add_attribute("consignor", consignor)
                    .add_attribute("base", base.to_string());
                let told = match tab {
                    Some(tab) => told.add_attribute("tab", tab.to_string()),
                    None => told,
                };
                with_prices(told, reference)
            }
            Event::LotTaken {
                lot,
                taker,
                recipient,
                filled,
                price,
                left,
            } => of_lot("lot_taken", lot)
                .add_attribute("taker", taker)
                .add_attribute("recipient", recipient)
                .add_attribute("base", filled.base.to_string())
                .add_attribute("quote", filled.quote.to_string())
                .add_attribute("price", decimal(price).to_string())
                .add_attribute("base_left", left.to_string()),
            Event::LotRestarted {
                lot,
                stage,
                restarts,
                reference,
            } => with_prices(
                of_lot("lot_restarted", lot)
                    .add_attribute("stage", stage.to_string())
                    .add_attribute("restarts", restarts.to_string()),
                reference,
            ),
            Event::StageEntered {
                lot,
                stage,
                reference,
            } => with_prices(
                of_lot("stage_entered", lot).add_attribute("stage", stage.to_string()),
                reference,
            ),
            Event::LotFinished {
                lot,
                consignor,
                delivery,
            } => of_lot("lot_finished", lot)
                .add_attribute("consignor", consignor)
                .add_attribute("base", delivery.base.to_string())
                .add_attribute("sold", delivery.sold.to_string())
                .add_attribute("proceeds", delivery.proceeds.to_string()),
            Event::DeliveryFailed {
                lot,
                consignor,
                error,
            } => of_lot("delivery_failed", lot)
                .add_attribute("consignor", consignor)
                .add_attribute("error", error),
            Event::DeliveryRetried { lot, consignor } => {
                of_lot("delivery_retried", lot).add_attribute("consignor", consignor)
            }
            Event::CreditWithdrawn {
                owner,
                recipient,
                denom,
                amount,
            } => ChainEvent::new("credit_withdrawn")
                .add_attribute("owner", owner)
                .add_attribute("recipient", recipient)
                .add_attribute("denom", denom)
                .add_attribute("amount", amount.to_string()),
            Event::Paused { until } => {
                ChainEvent::new("paused").add_attribute("until", until.to_string())
            }
            Event::PairCreated { pair, base, quote } => of_pair("pair_created", pair)
                .add_attribute("base_denom", base)
                .add_attribute("quote_denom", quote),
            Event::PairUpdated { pair, version } => {
                of_pair("pair_updated", pair).add_attribute("version", version.to_string())
            }
            Event::PairSwitched { pair, open } => {
                of_pair("pair_switched", pair).add_attribute("open", open.to_string())
            }
            Event::ConsignorAdded {
                pair,
                consignor,
                kind,
            } => of_pair("consignor_added", pair)
                .add_attribute("consignor", consignor)
                .add_attribute(
                    "kind",
                    match kind {
                        ConsignorKind::Contract => "contract",
                        ConsignorKind::Account => "account",
                    },
                ),
            Event::ConsignorRemoved { pair, consignor } => {
                of_pair("consignor_removed", pair).add_attribute("consignor", consignor)
            }
            Event::ConfigUpdated { version, config } => ChainEvent::new("config_updated")
                .add_attribute("version", version.to_string())
                .add_attribute("oracle", &config.oracle)
                .add_attribute("guardian", config.guardian.as_deref().unwrap_or("none"))
                .add_attribute("max_block_millis", config.max_block_millis.to_string())
                .add_attribute("delivery_gas", config.delivery_gas.to_string()),
            Event::Unpaused {} => ChainEvent::new("unpaused"),
            Event::ClockRenewed { lot } => of_lot("clock_renewed", lot),
            Event::Migrated { from, to } => ChainEvent::new("migrate")
                .add_attribute("from", from)
                .add_attribute("to", to),
        }
    }
}

fn of_lot(kind: &str, lot: LotId) -> ChainEvent {
    ChainEvent::new(kind).add_attribute("lot", lot.to_string())
}

fn of_pair(kind: &str, pair: PairId) -> ChainEvent {
    ChainEvent::new(kind).add_attribute("pair", pair.to_string())
}

fn with_prices(told: ChainEvent, reference: Reference) -> ChainEvent {
    told.add_attribute("reference", decimal(reference.price).to_string())
        .add_attribute("base_price", decimal(reference.base).to_string())
        .add_attribute("quote_price", decimal(reference.quote).to_string())
}
