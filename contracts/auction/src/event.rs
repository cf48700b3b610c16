//! What the house tells: one event for every change of state. `docs/events.md` lists them for those who read them.

use cosmwasm_std::{Addr, Event as ChainEvent};
use cw_ownable::Ownership;
use gavel_math::dutch::Fill;
use gavel_math::{Bps, Price, Scale};
use gavel_types::auction::{Config, ConsignorKind, Limit, LotId, PairId};
use gavel_types::decimal;

use crate::book::Worth;
use crate::prices::Reference;
use crate::state::{Batch, BatchId, Delivery};

/// A change of state, named like the message that makes it where one does. Amounts in smallest units; prices as decimal
/// numbers of whole quote per whole base, `base_price` and `quote_price` of dollars per whole unit. An attribute has the name
/// of the field in messages and answers.
pub(crate) enum Event<'a> {
    /// A lot was opened.
    Consign {
        lot: LotId,
        consignor: &'a Addr,
        base: u128,
        tab: Option<u128>,
        reference: Reference,
        uncertainty: Bps,
    },
    /// Base of a lot was bought.
    Take {
        lot: LotId,
        taker: &'a Addr,
        recipient: &'a Addr,
        filled: Fill,
        price: Price,
        left: u128,
    },
    /// Quote came into the book.
    SubmitBid {
        pair: PairId,
        owner: &'a Addr,
        limit: Limit,
        amount: u128,
        quote: u128,
        folded: Worth,
    },
    /// Quote was taken out of the book, and what it had bought paid.
    RetractBid {
        pair: PairId,
        owner: &'a Addr,
        recipient: &'a Addr,
        limit: Limit,
        paid: Worth,
        rest: u128,
    },
    /// What bids had bought was paid.
    ClaimLiquidations {
        pair: PairId,
        owner: &'a Addr,
        recipient: &'a Addr,
        bids: u64,
        paid: Worth,
    },
    /// A window began.
    OpenWindow { lot: LotId },
    /// A window was opened once more.
    ReopenWindow { lot: LotId },
    /// Levels of the book were settled, and others are to come.
    SettleLevels { lot: LotId, limit: u32 },
    /// A window was settled.
    SettleBatch {
        lot: LotId,
        number: BatchId,
        batch: &'a Batch,
        scale: Scale,
    },
    /// A take with a callback was paid, in part or whole.
    Pay {
        lot: LotId,
        from: &'a Addr,
        amount: u128,
        owed: u128,
    },
    /// A take with a callback is paid and settled.
    SettleTake { lot: LotId },
    /// A lot's curve started anew.
    RestartLot {
        lot: LotId,
        stage: u8,
        restarts: u8,
        reference: Reference,
        uncertainty: Bps,
    },
    /// A lot entered a stage.
    EnterStage {
        lot: LotId,
        stage: u8,
        reference: Reference,
        uncertainty: Bps,
    },
    /// Who advanced a lot was paid for it.
    Reward {
        lot: LotId,
        keeper: &'a Addr,
        amount: u128,
    },
    /// A lot's clock was put right.
    RenewClock { lot: LotId },
    /// A lot ended; its result goes to its consignor.
    FinishLot {
        lot: LotId,
        consignor: &'a Addr,
        delivery: &'a Delivery,
    },
    /// A consignor refused its result, which waits for `Deliver`.
    FailDelivery {
        lot: LotId,
        consignor: &'a Addr,
        error: &'a str,
    },
    /// A result that waited was sent again.
    Deliver { lot: LotId, consignor: &'a Addr },
    /// A result that waited became somebody's credit.
    RedirectDelivery {
        lot: LotId,
        consignor: &'a Addr,
        recipient: &'a Addr,
    },
    /// A credit was paid out.
    Withdraw {
        owner: &'a Addr,
        recipient: &'a Addr,
        denom: &'a str,
        amount: u128,
    },
    /// A pause began or was renewed.
    Pause { until: u64 },
    /// A pause was lifted.
    Unpause,
    /// A pair was created.
    CreatePair {
        pair: PairId,
        base: &'a str,
        quote: &'a str,
    },
    /// A pair's next lots take a new version.
    UpdatePair { pair: PairId, version: u16 },
    /// A pair takes new lots, or none.
    SetPairOpen { pair: PairId, open: bool },
    /// A pair's open lots end at their next step.
    WindDown { pair: PairId },
    /// A consignor may consign.
    AddConsignor {
        pair: PairId,
        consignor: &'a Addr,
        kind: ConsignorKind,
    },
    /// A consignor may not consign any more.
    RemoveConsignor { pair: PairId, consignor: &'a Addr },
    /// The house has its first or a new configuration.
    UpdateConfig { version: u32, config: &'a Config },
    /// The owner, or who may become it, changed.
    UpdateOwnership { ownership: Ownership<Addr> },
    /// The contract was taken to this version.
    Migrate { from: &'a str, to: &'a str },
}

impl Event<'_> {
    /// The event's name, behind the `wasm-` that the chain puts before it.
    fn name(&self) -> &'static str {
        match self {
            Self::Consign { .. } => "consign",
            Self::Take { .. } => "take",
            Self::SubmitBid { .. } => "submit_bid",
            Self::RetractBid { .. } => "retract_bid",
            Self::ClaimLiquidations { .. } => "claim_liquidations",
            Self::OpenWindow { .. } => "open_window",
            Self::ReopenWindow { .. } => "reopen_window",
            Self::SettleLevels { .. } => "settle_levels",
            Self::SettleBatch { .. } => "settle_batch",
            Self::Pay { .. } => "pay",
            Self::SettleTake { .. } => "settle_take",
            Self::RestartLot { .. } => "restart_lot",
            Self::EnterStage { .. } => "enter_stage",
            Self::Reward { .. } => "reward",
            Self::RenewClock { .. } => "renew_clock",
            Self::FinishLot { .. } => "finish_lot",
            Self::FailDelivery { .. } => "fail_delivery",
            Self::Deliver { .. } => "deliver",
            Self::RedirectDelivery { .. } => "redirect_delivery",
            Self::Withdraw { .. } => "withdraw",
            Self::Pause { .. } => "pause",
            Self::Unpause => "unpause",
            Self::CreatePair { .. } => "create_pair",
            Self::UpdatePair { .. } => "update_pair",
            Self::SetPairOpen { .. } => "set_pair_open",
            Self::WindDown { .. } => "wind_down",
            Self::AddConsignor { .. } => "add_consignor",
            Self::RemoveConsignor { .. } => "remove_consignor",
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
            Event::Consign {
                lot,
                consignor,
                base,
                tab,
                reference,
                uncertainty,
            } => {
                let told = of_lot(told, lot)
                    .add_attribute("consignor", consignor)
                    .add_attribute("base", base.to_string());
                let told = match tab {
                    Some(tab) => told.add_attribute("tab", tab.to_string()),
                    None => told,
                };
                with_prices(told, reference, uncertainty)
            }
            Event::Take {
                lot,
                taker,
                recipient,
                filled,
                price,
                left,
            } => of_lot(told, lot)
                .add_attribute("taker", taker)
                .add_attribute("recipient", recipient)
                .add_attribute("base", filled.base.to_string())
                .add_attribute("quote", filled.quote.to_string())
                .add_attribute("price", decimal(price).to_string())
                .add_attribute("base_left", left.to_string()),
            Event::SubmitBid {
                pair,
                owner,
                limit,
                amount,
                quote,
                folded,
            } => {
                let told = of_pair(told, pair)
                    .add_attribute("owner", owner)
                    .add_attribute("limit", limit.to_string())
                    .add_attribute("amount", amount.to_string())
                    .add_attribute("bid", quote.to_string());
                if folded == Worth::default() {
                    told
                } else {
                    with_worth(told, folded)
                }
            }
            Event::RetractBid {
                pair,
                owner,
                recipient,
                limit,
                paid,
                rest,
            } => with_worth(
                of_pair(told, pair)
                    .add_attribute("owner", owner)
                    .add_attribute("recipient", recipient)
                    .add_attribute("limit", limit.to_string()),
                paid,
            )
            .add_attribute("bid", rest.to_string()),
            Event::ClaimLiquidations {
                pair,
                owner,
                recipient,
                bids,
                paid,
            } => with_worth(
                of_pair(told, pair)
                    .add_attribute("owner", owner)
                    .add_attribute("recipient", recipient)
                    .add_attribute("bids", bids.to_string()),
                paid,
            ),
            Event::SettleTake { lot }
            | Event::OpenWindow { lot }
            | Event::ReopenWindow { lot }
            | Event::RenewClock { lot } => of_lot(told, lot),
            Event::SettleLevels { lot, limit } => {
                of_lot(told, lot).add_attribute("levels", limit.to_string())
            }
            Event::SettleBatch {
                lot,
                number,
                batch,
                scale,
            } => {
                let told = of_lot(told, lot)
                    .add_attribute("batch", number.to_string())
                    .add_attribute("sold", batch.sold.to_string())
                    .add_attribute("raised", batch.raised.to_string())
                    .add_attribute("price", decimal(batch.price.ceil(scale)).to_string())
                    .add_attribute("reserve", decimal(batch.reserve).to_string());
                match batch.reference {
                    Some(price) => told.add_attribute("reference", decimal(price).to_string()),
                    None => told,
                }
            }
            Event::Pay {
                lot,
                from,
                amount,
                owed,
            } => of_lot(told, lot)
                .add_attribute("from", from)
                .add_attribute("amount", amount.to_string())
                .add_attribute("owed", owed.to_string()),
            Event::RestartLot {
                lot,
                stage,
                restarts,
                reference,
                uncertainty,
            } => with_prices(
                of_lot(told, lot)
                    .add_attribute("stage", stage.to_string())
                    .add_attribute("restarts", restarts.to_string()),
                reference,
                uncertainty,
            ),
            Event::EnterStage {
                lot,
                stage,
                reference,
                uncertainty,
            } => with_prices(
                of_lot(told, lot).add_attribute("stage", stage.to_string()),
                reference,
                uncertainty,
            ),
            Event::Reward {
                lot,
                keeper,
                amount,
            } => of_lot(told, lot)
                .add_attribute("keeper", keeper)
                .add_attribute("amount", amount.to_string()),
            Event::FinishLot {
                lot,
                consignor,
                delivery,
            } => of_lot(told, lot)
                .add_attribute("consignor", consignor)
                .add_attribute("base", delivery.base.to_string())
                .add_attribute("sold", delivery.sold.to_string())
                .add_attribute("proceeds", delivery.proceeds.to_string())
                .add_attribute("rewards", delivery.rewards.to_string()),
            Event::FailDelivery {
                lot,
                consignor,
                error,
            } => of_lot(told, lot)
                .add_attribute("consignor", consignor)
                .add_attribute("error", error),
            Event::Deliver { lot, consignor } => {
                of_lot(told, lot).add_attribute("consignor", consignor)
            }
            Event::RedirectDelivery {
                lot,
                consignor,
                recipient,
            } => of_lot(told, lot)
                .add_attribute("consignor", consignor)
                .add_attribute("recipient", recipient),
            Event::Withdraw {
                owner,
                recipient,
                denom,
                amount,
            } => told
                .add_attribute("owner", owner)
                .add_attribute("recipient", recipient)
                .add_attribute("denom", denom)
                .add_attribute("amount", amount.to_string()),
            Event::Pause { until } => told.add_attribute("until", until.to_string()),
            Event::Unpause => told,
            Event::CreatePair { pair, base, quote } => of_pair(told, pair)
                .add_attribute("base_denom", base)
                .add_attribute("quote_denom", quote),
            Event::UpdatePair { pair, version } => {
                of_pair(told, pair).add_attribute("version", version.to_string())
            }
            Event::WindDown { pair } => of_pair(told, pair),
            Event::SetPairOpen { pair, open } => {
                of_pair(told, pair).add_attribute("open", open.to_string())
            }
            Event::AddConsignor {
                pair,
                consignor,
                kind,
            } => {
                let kind = match kind {
                    ConsignorKind::Contract => "contract",
                    ConsignorKind::Account => "account",
                };
                of_pair(told, pair)
                    .add_attribute("consignor", consignor)
                    .add_attribute("kind", kind)
            }
            Event::RemoveConsignor { pair, consignor } => {
                of_pair(told, pair).add_attribute("consignor", consignor)
            }
            Event::UpdateConfig { version, config } => told
                .add_attribute("version", version.to_string())
                .add_attribute("oracle", &config.oracle)
                .add_attribute("guardian", config.guardian.as_deref().unwrap_or("none"))
                .add_attribute("max_block_millis", config.max_block_millis.to_string())
                .add_attribute("delivery_gas", config.delivery_gas.to_string()),
            Event::UpdateOwnership { ownership } => {
                told.add_attributes(ownership.into_attributes())
            }
            Event::Migrate { from, to } => told.add_attribute("from", from).add_attribute("to", to),
        }
    }
}

fn of_lot(told: ChainEvent, lot: LotId) -> ChainEvent {
    told.add_attribute("lot", lot.to_string())
}

fn of_pair(told: ChainEvent, pair: PairId) -> ChainEvent {
    told.add_attribute("pair", pair.to_string())
}

fn with_worth(told: ChainEvent, worth: Worth) -> ChainEvent {
    told.add_attribute("base", worth.base.to_string())
        .add_attribute("quote", worth.quote.to_string())
}

/// The prices that a stage starts from, and how uncertain they are where that moves its curve.
fn with_prices(told: ChainEvent, reference: Reference, uncertainty: Bps) -> ChainEvent {
    let told = told
        .add_attribute("reference", decimal(reference.price).to_string())
        .add_attribute("base_price", decimal(reference.base).to_string())
        .add_attribute("quote_price", decimal(reference.quote).to_string());
    match uncertainty {
        Bps(0) => told,
        Bps(moved) => told.add_attribute("uncertainty_bps", moved.to_string()),
    }
}
