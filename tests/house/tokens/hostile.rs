//! Contracts of ill will: a token that does more than it should, and one that only says it is a token.

use cosmwasm_std::{
    from_json, to_json_binary, to_json_vec, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env,
    MessageInfo, Response, StdResult, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20ReceiveMsg};
use cw20_base::msg::QueryMsg;
use cw20_base::ContractError;
use cw_multi_test::{Contract, ContractWrapper};
use gavel_testing::{Call, Codes, World};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const PLAN: &[u8] = b"plan";

/// What such a token does behind the next transfer, once.
#[derive(Serialize, Deserialize)]
struct Plan {
    /// Whose transfer; anybody's when left out.
    from: Option<Addr>,
    /// What it sends.
    messages: Vec<CosmosMsg>,
}

/// A token like any other, but for its plan.
fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: Cw20ExecuteMsg,
) -> Result<Response, ContractError> {
    let mut plan: Vec<CosmosMsg> = Vec::new();
    if matches!(msg, Cw20ExecuteMsg::Transfer { .. }) {
        if let Some(bytes) = deps.storage.get(PLAN) {
            let wicked: Plan = from_json(bytes)?;
            let spared = wicked.from.is_some_and(|from| from != info.sender);
            if !spared {
                plan = wicked.messages;
                deps.storage.remove(PLAN);
            }
        }
    }
    let done = cw20_base::contract::execute(deps, env, info, msg)?;
    Ok(done.add_messages(plan))
}

fn sudo(deps: DepsMut, _: Env, plan: Plan) -> StdResult<Response> {
    deps.storage.set(PLAN, &to_json_vec(&plan)?);
    Ok(Response::new())
}

/// The house's own contracts, and such tokens.
pub(super) fn codes() -> Codes {
    use cw20_base::contract::{instantiate, query};
    let token: Box<dyn Contract<Empty>> =
        Box::new(ContractWrapper::new(execute, instantiate, query).with_sudo(sudo));
    Codes {
        token,
        ..Codes::native()
    }
}

/// Tells such a token what to send behind the next transfer.
pub(super) fn plan(world: &mut World, token: &Addr, messages: Vec<CosmosMsg>) {
    plan_for(world, token, None, messages);
}

/// Tells such a token what to send behind someone's next transfer.
pub(super) fn plan_for(
    world: &mut World,
    token: &Addr,
    from: Option<Addr>,
    messages: Vec<CosmosMsg>,
) {
    world.sudo(token, &Plan { from, messages }).unwrap();
}

/// A contract that sends what it is told, and has what balance it is asked for.
pub(super) fn counterfeit(world: &mut World) -> Addr {
    fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn execute(_: DepsMut, _: Env, _: MessageInfo, plan: Vec<CosmosMsg>) -> StdResult<Response> {
        Ok(Response::new().add_messages(plan))
    }
    fn query(_: Deps, _: Env, msg: Value) -> StdResult<Binary> {
        match serde_json::from_value(msg) {
            Ok(QueryMsg::Balance { .. }) => to_json_binary(&BalanceResponse {
                balance: Uint128::new(1_000_000_000_000),
            }),
            _ => Ok(Binary::default()),
        }
    }
    let code = ContractWrapper::new(execute, instantiate, query);
    let owner = world.cast().owner.clone();
    world
        .start(Box::new(code), &owner, "counterfeit", &Empty {})
        .unwrap()
}

/// The hook's call: so much came for this message, from the sender that is named.
pub(super) fn hook(to: &Addr, named: &Addr, amount: u128, msg: &impl Serialize) -> WasmMsg {
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Hook {
        Receive(Cw20ReceiveMsg),
    }
    let hook = Cw20ReceiveMsg {
        sender: named.to_string(),
        amount: amount.into(),
        msg: to_json_binary(msg).unwrap(),
    };
    WasmMsg::Execute {
        contract_addr: to.to_string(),
        msg: to_json_binary(&Hook::Receive(hook)).unwrap(),
        funds: vec![],
    }
}

/// A call that has a counterfeit token call a hook.
pub(super) fn forged(counterfeit: &Addr, hook: WasmMsg) -> Call {
    Call::any(counterfeit, &vec![CosmosMsg::<Empty>::from(hook)], vec![])
}
