//! A consignor contract of ill will: what it does when it is paid is told to it by sudo.

use cosmwasm_std::{
    from_json, to_json_vec, Addr, BankMsg, Binary, Coin, CosmosMsg, Deps, DepsMut, Empty, Env,
    MessageInfo, Response, StdResult,
};
use cw_multi_test::ContractWrapper;
use gavel_testing::World;
use gavel_types::auction::ConsignorKind;
use gavel_types::consignor::ConsignorMsg;

const PLAN: &[u8] = b"plan";

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Does what it planned whenever it is paid.
fn execute(deps: DepsMut, _: Env, _: MessageInfo, _: ConsignorMsg) -> StdResult<Response> {
    let plan: Vec<CosmosMsg> = match deps.storage.get(PLAN) {
        Some(bytes) => from_json(bytes)?,
        None => Vec::new(),
    };
    Ok(Response::new().add_messages(plan))
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

fn sudo(deps: DepsMut, _: Env, plan: Vec<CosmosMsg>) -> StdResult<Response> {
    deps.storage.set(PLAN, &to_json_vec(&plan)?);
    Ok(Response::new())
}

/// Brings such a contract into the world, with money, as a consignor of the first pair. Paid, it does nothing yet.
pub(crate) fn bring(world: &mut World, coins: &[Coin]) -> Addr {
    let code = ContractWrapper::new(execute, instantiate, query).with_sudo(sudo);
    let owner = world.cast().owner.clone();
    let contract = world
        .start(Box::new(code), &owner, "consignor", &Empty {})
        .unwrap();
    world.fund(&contract, coins);
    super::admit(world, &contract, ConsignorKind::Contract);
    contract
}

/// Tells it what to do when it is paid next.
pub(crate) fn plan(world: &mut World, contract: &Addr, plan: Vec<CosmosMsg>) {
    world.sudo(contract, &plan).unwrap();
}

/// Something that it cannot do: to be paid fails.
pub(crate) fn refusal(contract: &Addr) -> CosmosMsg {
    BankMsg::Send {
        to_address: contract.to_string(),
        amount: vec![Coin::new(1u128, "nothing")],
    }
    .into()
}
