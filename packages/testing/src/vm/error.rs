//! What can go wrong when compiled Wasm runs on the VM.

use std::path::PathBuf;

use thiserror::Error;

/// A failure of compiled Wasm: of the file, of the VM, or of the contract's own rules.
#[derive(Debug, Error)]
pub enum WasmError {
    /// A compiled contract could not be read.
    #[error("cannot read {path}: {reason}; build the contracts with scripts/wasm first")]
    Missing {
        /// The file that was looked for.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The Wasm is larger than chains store.
    #[error("the Wasm has {got} bytes, at most {max} are accepted by a chain")]
    TooLarge {
        /// Bytes of the Wasm.
        got: usize,
        /// Most bytes a chain stores.
        max: usize,
    },
    /// The VM would not accept, compile or run the Wasm, or the call ran out of gas or panicked.
    #[error("the VM refused: {0}")]
    Vm(#[from] cosmwasm_vm::VmError),
    /// The contract returned an error; its state changes are undone.
    #[error("{0}")]
    Contract(String),
    /// What was passed in or out of the contract is not the JSON that was expected.
    #[error("the contract's message or answer cannot be read: {0}")]
    Json(#[from] cosmwasm_std::StdError),
    /// The VM's thread ended without an answer.
    #[error("the VM's thread ended without an answer")]
    Lost,
}
