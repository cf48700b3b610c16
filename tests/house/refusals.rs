//! What each message of the auction house refuses, and with which code. Every row of a table is sent in a world with lots in every
//! stage, bids, credits and a delivery that waits; behind it not a byte of the chain's state differs, and the sender has what it had.
//! `docs/refusals.md` lists the same rows, and the two are held against each other.

mod accepted;
mod advance;
mod backstop;
mod bids;
mod claims;
mod configuration;
mod consign;
mod delivery;
mod document;
mod english;
mod enormous;
mod governance;
mod hall;
mod hooks;
mod pairs;
mod powers;
mod setting_up;
mod table;
mod takes;

use gavel_types::auction::{ExecuteMsg, GovernMsg};

/// The table of a message. A new message needs one here and in the document.
fn table_of(message: &ExecuteMsg) -> &'static str {
    match message {
        ExecuteMsg::Consign { .. } => "Consign",
        ExecuteMsg::SubmitBid { .. } => "SubmitBid",
        ExecuteMsg::RetractBid { .. } => "RetractBid",
        ExecuteMsg::MoveBid { .. } => "MoveBid",
        ExecuteMsg::ClaimLiquidations { .. } => "ClaimLiquidations",
        ExecuteMsg::Take { .. } => "Take",
        ExecuteMsg::Pay { .. } => "Pay",
        ExecuteMsg::SettleTake {} => "SettleTake",
        ExecuteMsg::PayBackstop { .. } => "PayBackstop",
        ExecuteMsg::CheckDepth { .. } => "CheckDepth",
        ExecuteMsg::PlaceBid { .. } => "PlaceBid",
        ExecuteMsg::Advance { .. } => "Advance",
        ExecuteMsg::Receive(_) => "Receive",
        ExecuteMsg::Deliver { .. } => "Deliver",
        ExecuteMsg::HandOver { .. } => "HandOver",
        ExecuteMsg::Withdraw { .. } => "Withdraw",
        ExecuteMsg::Pause {} => "Pause",
        ExecuteMsg::Govern(change) => table_of_change(change),
        ExecuteMsg::UpdateOwnership(_) => "UpdateOwnership",
    }
}

/// The table of what governance changes.
fn table_of_change(change: &GovernMsg) -> &'static str {
    match change {
        GovernMsg::CreatePair { .. } => "Govern: CreatePair",
        GovernMsg::UpdatePair { .. } => "Govern: UpdatePair",
        GovernMsg::SetPairOpen { .. } => "Govern: SetPairOpen",
        GovernMsg::WindDown { .. } => "Govern: WindDown",
        GovernMsg::RedirectDelivery { .. } => "Govern: RedirectDelivery",
        GovernMsg::CollectResidue { .. } => "Govern: CollectResidue",
        GovernMsg::AddConsignor { .. } => "Govern: AddConsignor",
        GovernMsg::RemoveConsignor { .. } => "Govern: RemoveConsignor",
        GovernMsg::UpdateConfig(_) => "Govern: UpdateConfig",
        GovernMsg::Pause {} => "Govern: Pause",
        GovernMsg::Unpause {} => "Govern: Unpause",
    }
}
