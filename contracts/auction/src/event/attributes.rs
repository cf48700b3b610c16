//! The attributes of events.

use cosmwasm_std::Event as ChainEvent;
use gavel_math::Bps;
use gavel_types::auction::{ConsignorKind, LotId, PairId};
use gavel_types::decimal;

use super::Event;
use crate::book::Worth;
use crate::prices::Reference;

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
                with_credit(told, folded)
            }
            Event::MoveBid {
                pair,
                owner,
                from,
                to,
                amount,
                rest,
                quote,
                folded,
            } => {
                let told = of_pair(told, pair)
                    .add_attribute("owner", owner)
                    .add_attribute("from", from.to_string())
                    .add_attribute("to", to.to_string())
                    .add_attribute("amount", amount.to_string())
                    .add_attribute("left", rest.to_string())
                    .add_attribute("bid", quote.to_string());
                with_credit(told, folded)
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
            Event::PlaceBid {
                lot,
                bidder,
                recipient,
                bid,
                ends_at,
                outbid,
            } => {
                let told = of_lot(told, lot)
                    .add_attribute("bidder", bidder)
                    .add_attribute("recipient", recipient)
                    .add_attribute("bid", bid.to_string())
                    .add_attribute("ends_at_millis", ends_at.to_string());
                match outbid {
                    Some((whom, bid)) => told
                        .add_attribute("outbid", whom)
                        .add_attribute("given_back", bid.to_string()),
                    None => told,
                }
            }
            Event::ExtendBidding { lot, ends_at } => {
                of_lot(told, lot).add_attribute("ends_at_millis", ends_at.to_string())
            }
            Event::ReturnBid { lot, bidder, bid } => of_lot(told, lot)
                .add_attribute("bidder", bidder)
                .add_attribute("bid", bid.to_string()),
            Event::WinLot {
                lot,
                bidder,
                recipient,
                base,
                bid,
            } => of_lot(told, lot)
                .add_attribute("bidder", bidder)
                .add_attribute("recipient", recipient)
                .add_attribute("base", base.to_string())
                .add_attribute("bid", bid.to_string()),
            Event::PayBackstop {
                lot,
                buyer,
                base,
                quote,
                price,
                left,
            } => of_lot(told, lot)
                .add_attribute("buyer", buyer)
                .add_attribute("base", base.to_string())
                .add_attribute("quote", quote.to_string())
                .add_attribute("price", decimal(price).to_string())
                .add_attribute("base_left", left.to_string()),
            Event::FailBackstop { lot, error } => of_lot(told, lot).add_attribute("error", error),
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

/// What became a credit, where anything did.
fn with_credit(told: ChainEvent, worth: Worth) -> ChainEvent {
    if worth == Worth::default() {
        told
    } else {
        with_worth(told, worth)
    }
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
