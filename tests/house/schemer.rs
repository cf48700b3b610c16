//! A contract that does what it is told, and what it is told beforehand when the house calls it: as a taker, as a consignor, as
//! the buyer of a backstop.

use cosmwasm_std::{
    from_json, to_json_vec, Addr, Binary, Coin, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo,
    Reply, Response, StdResult, SubMsg,
};
use cw_multi_test::ContractWrapper;
use gavel_testing::{Call, World};
use gavel_types::backstop::LotOffer;
use gavel_types::consignor::Settlement;
use gavel_types::taker::TakeCall;
use serde::{Deserialize, Serialize};

const PLAN: &[u8] = b"plan";
const TOLD: &[u8] = b"told";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ExecuteMsg {
    /// Sends these; where `caught`, it goes on though one fails.
    Act {
        messages: Vec<CosmosMsg>,
        caught: bool,
    },
    TakeSettlement(TakeCall),
    LotSettled(Settlement),
    BuyLot(LotOffer),
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, _: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    match msg {
        ExecuteMsg::Act { messages, caught } => Ok(Response::new().add_submessages(
            messages.into_iter().map(|message| {
                if caught {
                    SubMsg::reply_on_error(message, 1)
                } else {
                    SubMsg::new(message)
                }
            }),
        )),
        ExecuteMsg::TakeSettlement(call) => {
            deps.storage.set(TOLD, &to_json_vec(&call)?);
            planned(deps)
        }
        ExecuteMsg::LotSettled(_) | ExecuteMsg::BuyLot(_) => planned(deps),
    }
}

/// Does what it planned.
fn planned(deps: DepsMut) -> StdResult<Response> {
    let plan: Vec<CosmosMsg> = match deps.storage.get(PLAN) {
        Some(bytes) => from_json(bytes)?,
        None => Vec::new(),
    };
    Ok(Response::new().add_messages(plan))
}

fn reply(_: DepsMut, _: Env, reply: Reply) -> StdResult<Response> {
    Ok(Response::new().add_attribute("caught", reply.result.unwrap_err()))
}

/// What the house told it in the last callback that went through.
fn query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::new(deps.storage.get(TOLD).unwrap_or_default()))
}

fn sudo(deps: DepsMut, _: Env, plan: Vec<CosmosMsg>) -> StdResult<Response> {
    deps.storage.set(PLAN, &to_json_vec(&plan)?);
    Ok(Response::new())
}

/// Brings such a contract into the world, with money. Called back, it does nothing yet.
pub(crate) fn bring(world: &mut World, coins: &[Coin]) -> Addr {
    let code = ContractWrapper::new(execute, instantiate, query)
        .with_sudo(sudo)
        .with_reply(reply);
    let owner = world.cast().owner.clone();
    let schemer = world
        .start(Box::new(code), &owner, "schemer", &Empty {})
        .unwrap();
    if !coins.is_empty() {
        world.fund(&schemer, coins);
    }
    schemer
}

/// Tells it what to do whenever the house calls it.
pub(crate) fn plan(world: &mut World, schemer: &Addr, calls: &[Call]) {
    let plan: Vec<CosmosMsg> = calls.iter().map(|call| call.message().clone()).collect();
    world.sudo(schemer, &plan).unwrap();
}

/// Something that it cannot do: to be called fails.
pub(crate) fn refusal(schemer: &Addr) -> Call {
    Call::send(schemer, vec![Coin::new(1u128, "nothing")])
}

/// Has it do this: all of it, or nothing.
pub(crate) fn act(schemer: &Addr, calls: &[Call]) -> Call {
    acting(schemer, calls, false)
}

/// Has it do this, and go on where something fails.
pub(crate) fn attempt(schemer: &Addr, calls: &[Call]) -> Call {
    acting(schemer, calls, true)
}

fn acting(schemer: &Addr, calls: &[Call], caught: bool) -> Call {
    let messages = calls.iter().map(|call| call.message().clone()).collect();
    Call::any(schemer, &ExecuteMsg::Act { messages, caught }, vec![])
}
