//! Answers to questions.

mod book;
mod lots;
mod pairs;
mod simulation;
mod solvency;
mod waiting;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use gavel_types::auction::{ConfigResponse, QueryMsg};

use crate::error::ContractError;
use crate::session::Session;

/// Answers a question.
pub(crate) fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let session = Session::open(deps.storage, env)?;
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&ConfigResponse {
            config: session.house.config(),
            paused_until: session.paused_until(),
        }),
        QueryMsg::Pair { pair } => to_json_binary(&pairs::pair(deps, &session, pair)?),
        QueryMsg::Pairs { start_after, limit } => {
            to_json_binary(&pairs::pairs(deps, &session, start_after, limit)?)
        }
        QueryMsg::Consignors {
            pair,
            start_after,
            limit,
        } => to_json_binary(&pairs::consignors(deps, pair, start_after, limit)?),
        QueryMsg::Lot { lot } => to_json_binary(&lots::lot(deps, &session, lot)?),
        QueryMsg::Lots { start_after, limit } => {
            to_json_binary(&lots::lots(deps, &session, start_after, limit)?)
        }
        QueryMsg::PriceAt { lot, seconds } => {
            to_json_binary(&lots::price_at(deps, &session, lot, seconds)?)
        }
        QueryMsg::Consignments {
            lot,
            start_after,
            limit,
        } => to_json_binary(&lots::consignments(deps, lot, start_after, limit)?),
        QueryMsg::Book {
            pair,
            start_after,
            limit,
        } => to_json_binary(&book::book(deps, &session, pair, start_after, limit)?),
        QueryMsg::Positions {
            pair,
            owner,
            start_after,
            limit,
        } => to_json_binary(&book::positions(deps, pair, &owner, start_after, limit)?),
        QueryMsg::Batches {
            pair,
            start_after,
            limit,
        } => to_json_binary(&book::batches(deps, pair, start_after, limit)?),
        QueryMsg::SimulateBid {
            pair,
            limit,
            amount,
        } => to_json_binary(&simulation::bid(deps, &session, pair, limit, amount)?),
        QueryMsg::SimulateConsign { pair, base } => {
            to_json_binary(&simulation::consign(deps, &session, pair, base)?)
        }
        QueryMsg::SimulateTake { lot, amount } => {
            to_json_binary(&lots::simulate_take(deps, &session, lot, amount)?)
        }
        QueryMsg::Credits {
            address,
            start_after,
            limit,
        } => to_json_binary(&waiting::credits(deps, &address, start_after, limit)?),
        QueryMsg::Deliveries { start_after, limit } => {
            to_json_binary(&waiting::deliveries(deps, start_after, limit)?)
        }
        QueryMsg::Solvency { start_after, limit } => {
            to_json_binary(&solvency::solvency(deps, start_after, limit)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    };
    Ok(answer?)
}
