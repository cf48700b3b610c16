//! Compiled contracts: read, checked as a chain checks them when they are stored, and compiled once.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use cosmwasm_std::Checksum;
use cosmwasm_vm::internals::{check_wasm, compile_module, Logger};
use cosmwasm_vm::{capabilities_from_csv, Size, WasmLimits};
use wasmer::{Engine, Module};

use super::error::WasmError;

/// What a live chain offers to contracts. The contracts must need no more.
pub const CAPABILITIES: &str =
    "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0";
/// Most bytes of Wasm that a chain stores: 800 KiB, also for a governance proposal.
pub const MAX_WASM_BYTES: usize = 800 * 1024;
/// Memory a contract may use: the setting of live chains, 32 MiB.
const MEMORY_MEBIBYTES: usize = 32;

/// A contract's Wasm, checked and compiled. Clones share the compiled module.
#[derive(Clone)]
pub struct Code {
    pub(super) module: Module,
    pub(super) engine: Engine,
    pub(super) checksum: Checksum,
    size: usize,
}

impl Code {
    /// Checks and compiles Wasm. Errors: what [`static_check`] finds, or what the compiler finds.
    pub fn compile(wasm: &[u8]) -> Result<Self, WasmError> {
        static_check(wasm)?;
        let (module, engine) = compile_module(wasm, Some(Size::mebi(MEMORY_MEBIBYTES)))?;
        Ok(Self {
            module,
            engine,
            checksum: Checksum::generate(wasm),
            size: wasm.len(),
        })
    }

    /// The compiled contract `artifacts/<name>.wasm` of this repository, as `gavel_auction`. Compiled once a
    /// process. Errors: [`WasmError::Missing`] if it was not built, else as [`Code::compile`].
    pub fn artifact(name: &str) -> Result<Self, WasmError> {
        static COMPILED: OnceLock<Mutex<HashMap<String, Code>>> = OnceLock::new();
        let mut compiled = COMPILED
            .get_or_init(Mutex::default)
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = compiled.get(name) {
            return Ok(code.clone());
        }
        let code = Self::compile(&read_artifact(name)?)?;
        compiled.insert(name.to_owned(), code.clone());
        Ok(code)
    }

    /// Bytes of the Wasm.
    pub fn size(&self) -> usize {
        self.size
    }
}

/// Where scripts/wasm puts a contract, as `gavel_auction`.
pub fn artifact_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../artifacts")
        .join(format!("{name}.wasm"))
}

/// Reads the Wasm that scripts/wasm built. Errors: [`WasmError::Missing`].
pub fn read_artifact(name: &str) -> Result<Vec<u8>, WasmError> {
    let path = artifact_path(name);
    std::fs::read(&path).map_err(|e| WasmError::Missing {
        path,
        reason: e.to_string(),
    })
}

/// What a chain checks when Wasm is stored: its size, its imports and exports, the capabilities it needs, the
/// Wasm features it uses, and the VM's limits on functions, parameters, locals, tables and memory.
/// Errors: [`WasmError::TooLarge`] or [`WasmError::Vm`].
pub fn static_check(wasm: &[u8]) -> Result<(), WasmError> {
    if wasm.len() > MAX_WASM_BYTES {
        return Err(WasmError::TooLarge {
            got: wasm.len(),
            max: MAX_WASM_BYTES,
        });
    }
    let offered: HashSet<String> = capabilities_from_csv(CAPABILITIES);
    check_wasm(wasm, &offered, &WasmLimits::default(), Logger::Off)?;
    Ok(())
}
