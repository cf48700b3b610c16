//! What the house tells: one event for every change of state. `docs/events.md` lists them for those who read them.

mod attributes;

use cosmwasm_std::Addr;
use cw_ownable::Ownership;
use gavel_math::dutch::Fill;
use gavel_math::{Bps, Price, Scale};
use gavel_types::auction::{Config, ConsignorKind, Limit, LotId, PairId};

use crate::book::Worth;
use crate::prices::Reference;
use crate::state::{Batch, BatchId, Delivery};

/// A change of state, named like the message that makes it where one does. Amounts in smallest units; prices as decimal
/// numbers of whole quote per whole base, `base_price` and `quote_price` of dollars per whole unit. An attribute has the name
/// of the field in messages and answers.
pub(crate) enum Event<'a> {
    /// A lot was opened, or base joined the lot of a window.
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
    /// Quote went from one limit to another; what bids at both had bought was credited.
    MoveBid {
        pair: PairId,
        owner: &'a Addr,
        from: Limit,
        to: Limit,
        amount: u128,
        rest: u128,
        quote: u128,
        folded: Worth,
    },
    /// Quote was taken out of the book and paid, and what it had bought credited.
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
    /// A bid for all of a lot leads.
    PlaceBid {
        lot: LotId,
        bidder: &'a Addr,
        recipient: &'a Addr,
        bid: u128,
        ends_at: u64,
        outbid: Option<(Addr, u128)>,
    },
    /// Bidders were given more time, because they could not see the market.
    ExtendBidding { lot: LotId, ends_at: u64 },
    /// The pair of a lot is wound down: the leading bid is its bidder's again.
    ReturnBid {
        lot: LotId,
        bidder: &'a Addr,
        bid: u128,
    },
    /// The leading bid bought what was left of a lot.
    WinLot {
        lot: LotId,
        bidder: &'a Addr,
        recipient: &'a Addr,
        base: u128,
        bid: u128,
    },
    /// A buyer bought what it was offered of a lot, or a part of it.
    PayBackstop {
        lot: LotId,
        buyer: &'a Addr,
        base: u128,
        quote: u128,
        price: Price,
        left: u128,
    },
    /// The buyer of a backstop stage failed.
    FailBackstop { lot: LotId, error: &'a str },
    /// A lot's curve, or its time for bids, started anew.
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
    /// A lot's clock, which stood although nothing stopped it, was started again; or a stage is over, and the price of the next one, or
    /// the end of a pause, is awaited.
    RenewClock { lot: LotId },
    /// A lot ended; its result goes to its consignor.
    FinishLot {
        lot: LotId,
        consignor: &'a Addr,
        delivery: &'a Delivery,
    },
    /// A consignor could not be sent its result, which waits for `Deliver`.
    FailDelivery {
        lot: LotId,
        consignor: &'a Addr,
        error: &'a str,
    },
    /// A result that waited was sent.
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
            Self::MoveBid { .. } => "move_bid",
            Self::RetractBid { .. } => "retract_bid",
            Self::ClaimLiquidations { .. } => "claim_liquidations",
            Self::OpenWindow { .. } => "open_window",
            Self::ReopenWindow { .. } => "reopen_window",
            Self::SettleLevels { .. } => "settle_levels",
            Self::SettleBatch { .. } => "settle_batch",
            Self::Pay { .. } => "pay",
            Self::SettleTake { .. } => "settle_take",
            Self::PlaceBid { .. } => "place_bid",
            Self::ExtendBidding { .. } => "extend_bidding",
            Self::ReturnBid { .. } => "return_bid",
            Self::WinLot { .. } => "win_lot",
            Self::PayBackstop { .. } => "pay_backstop",
            Self::FailBackstop { .. } => "fail_backstop",
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
