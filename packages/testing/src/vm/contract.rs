//! A compiled contract in the test world.

use std::sync::mpsc::channel;

use cosmwasm_std::{
    from_json, to_json_vec, Binary, Checksum, ContractResult, Deps, DepsMut, Empty, Env,
    MessageInfo, Reply, Response, SubMsgResult,
};
use cosmwasm_vm::internals::instance_from_module;
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_migrate_raw, call_query_raw, call_reply_raw,
    call_sudo_raw, Backend, Instance, VmResult,
};
use cw_multi_test::error::AnyResult;
use cw_multi_test::Contract;
use wasmer::Store;

use super::code::Code;
use super::error::WasmError;
use super::line::Line;
use super::meter::GasMeter;
use super::prices::{self, VM_GAS_PER_SDK_GAS};
use super::serve::World;

/// What a chain tells a `reply` about a failed message: never the text, which need not be the same on every node.
const REDACTED: &str = "codespace: wasm, code: 5";

type Vm = Instance<Line, Line, Line>;

/// A contract of the world that runs its compiled Wasm, each call in a fresh instance with its own memory, and
/// charges the world's meter what a chain would charge.
///
/// A contract's own error comes back as [`WasmError::Contract`] with the contract's text: the type is lost at the
/// border of the Wasm, as on a chain.
pub struct WasmContract {
    name: String,
    code: Code,
    meter: GasMeter,
}

impl WasmContract {
    /// A contract called `name` in the meter's records.
    pub fn new(name: impl Into<String>, code: Code, meter: GasMeter) -> Self {
        Self {
            name: name.into(),
            code,
            meter,
        }
    }

    fn label(&self, entry: &str, msg: &[u8]) -> String {
        match verb(msg) {
            Some(verb) => format!("{}.{entry}.{verb}", self.name),
            None => format!("{}.{entry}", self.name),
        }
    }

    /// Runs one entry point and returns the contract's raw answer. The VM has a thread of its own; this thread
    /// serves it. See [`super::line`].
    fn run(
        &self,
        world: World<'_>,
        limit: u64,
        call: impl FnOnce(&mut Vm) -> VmResult<Vec<u8>> + Send,
    ) -> Result<Vec<u8>, WasmError> {
        let (asks, asked) = channel();
        let line = Line::new(asks);
        let limit = limit.saturating_mul(VM_GAS_PER_SDK_GAS);
        let (answer, used) = std::thread::scope(|scope| {
            let vm = scope.spawn(move || {
                let backend = Backend {
                    api: line.clone(),
                    storage: line.clone(),
                    querier: line,
                };
                let store = Store::new(self.code.engine.clone());
                match instance_from_module(store, &self.code.module, backend, limit, None) {
                    Ok(mut instance) => {
                        let answer = call(&mut instance);
                        (answer, instance.create_gas_report().used_internally)
                    }
                    Err(e) => (Err(e), 0),
                }
            });
            world.serve(asked);
            vm.join().map_err(|_| WasmError::Lost)
        })?;
        self.meter.work(used / VM_GAS_PER_SDK_GAS);
        let answer = answer?;
        self.meter.work(prices::result(answer.len()));
        Ok(answer)
    }

    /// Runs an entry point that may change state.
    fn act(
        &self,
        label: String,
        deps: DepsMut<'_>,
        reply: bool,
        events_told: u64,
        call: impl FnOnce(&mut Vm) -> VmResult<Vec<u8>> + Send,
    ) -> AnyResult<Response> {
        let _running = self.meter.enter(label, self.code.checksum, reply);
        self.meter.tell(events_told);
        let world = World::of_message(deps, self.meter.clone());
        let answer = self.run(world, prices::CALL_LIMIT, call)?;
        let response: Response = contract_answer(&answer)?;
        self.meter
            .tell(prices::events(&response.attributes, &response.events));
        Ok(response)
    }
}

impl Contract<Empty, Empty> for WasmContract {
    fn instantiate(
        &self,
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Vec<u8>,
    ) -> AnyResult<Response> {
        let label = self.label("instantiate", &[]);
        let (env, info) = (to_json_vec(&env)?, to_json_vec(&info)?);
        self.act(label, deps, false, 0, move |vm| {
            call_instantiate_raw(vm, &env, &info, &msg)
        })
    }

    fn execute(
        &self,
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Vec<u8>,
    ) -> AnyResult<Response> {
        let label = self.label("execute", &msg);
        let (env, info) = (to_json_vec(&env)?, to_json_vec(&info)?);
        self.act(label, deps, false, 0, move |vm| {
            call_execute_raw(vm, &env, &info, &msg)
        })
    }

    fn query(&self, deps: Deps<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Binary> {
        let limit = if self.meter.is_running() {
            prices::CALL_LIMIT
        } else {
            prices::QUERY_LIMIT
        };
        let label = self.label("query", &msg);
        let env = to_json_vec(&env)?;
        let _running = self.meter.enter(label, self.code.checksum, false);
        let world = World::of_query(deps, self.meter.clone());
        let answer = self.run(world, limit, move |vm| call_query_raw(vm, &env, &msg))?;
        Ok(contract_answer(&answer)?)
    }

    fn reply(&self, deps: DepsMut<'_>, env: Env, mut msg: Reply) -> AnyResult<Response> {
        let label = format!("{}.reply.{}", self.name, msg.id);
        let told = match &mut msg.result {
            SubMsgResult::Ok(done) => prices::reply_events(&done.events),
            SubMsgResult::Err(text) => {
                REDACTED.clone_into(text);
                0
            }
        };
        let (env, msg) = (to_json_vec(&env)?, to_json_vec(&msg)?);
        self.act(label, deps, true, told, move |vm| {
            call_reply_raw(vm, &env, &msg)
        })
    }

    fn sudo(&self, deps: DepsMut<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Response> {
        let label = self.label("sudo", &msg);
        let env = to_json_vec(&env)?;
        self.act(label, deps, false, 0, move |vm| {
            call_sudo_raw(vm, &env, &msg)
        })
    }

    fn migrate(&self, deps: DepsMut<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Response> {
        let label = self.label("migrate", &[]);
        let env = to_json_vec(&env)?;
        self.act(label, deps, false, 0, move |vm| {
            call_migrate_raw(vm, &env, &msg)
        })
    }

    fn checksum(&self) -> Option<Checksum> {
        Some(self.code.checksum)
    }
}

/// What the contract answered, or its error.
fn contract_answer<T: serde::de::DeserializeOwned>(answer: &[u8]) -> Result<T, WasmError> {
    match from_json::<ContractResult<T>>(answer)? {
        ContractResult::Ok(value) => Ok(value),
        ContractResult::Err(text) => Err(WasmError::Contract(text)),
    }
}

/// The first name in a JSON message: `{"Take":{…}}` and `"Take"` both give `Take`.
fn verb(msg: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(msg).ok()?;
    let mut quoted = text.split('"');
    let before = quoted.next()?;
    if !matches!(before.trim(), "" | "{") {
        return None;
    }
    quoted.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::verb;

    #[test]
    fn the_verb_is_the_messages_first_name() {
        assert_eq!(verb(br#"{"take":{"lot":7}}"#).as_deref(), Some("take"));
        assert_eq!(verb(br#" { "pause" : {} }"#).as_deref(), Some("pause"));
        assert_eq!(verb(br#""config""#).as_deref(), Some("config"));
    }

    #[test]
    fn what_is_no_message_has_no_verb() {
        assert_eq!(verb(b"[\"a\"]"), None);
        assert_eq!(verb(b"17"), None);
        assert_eq!(verb(&[0xff]), None);
    }
}
