//! The compiled contracts on the VM that chains run, with the prices that chains charge.
//!
//! The ordinary test world calls contracts natively, which is fast and proves their rules. Here the same world runs
//! the Wasm that would be stored on a chain: [`Code`] checks and compiles it, [`WasmContract`] puts it into the
//! world in the place of the native contract, and a [`GasMeter`] counts what each transaction would cost.
//!
//! ```no_run
//! use gavel_testing::vm::{Code, GasMeter, WasmContract};
//! # fn main() -> Result<(), gavel_testing::vm::WasmError> {
//! let meter = GasMeter::new();
//! let contract = WasmContract::new("auction", Code::artifact("gavel_auction")?, meter.clone());
//! // … app.store_code(Box::new(contract)), instantiate, then one transaction:
//! meter.begin(false);
//! // … app.execute_contract(…)
//! let report = meter.finish();
//! println!("{} gas, {} writes", report.total, report.writes);
//! # Ok(())
//! # }
//! ```
//!
//! Not simulated: the ante handler, bank transfers, wasmd's own bookkeeping, a submessage's own gas limit (each call
//! has [`prices::CALL_LIMIT`]) and wasmd's limits on the depth of calls.

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod artifacts;
mod code;
mod contract;
mod error;
mod line;
mod meter;
pub mod prices;
mod serve;
#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]
mod tests;

pub use code::{artifact_path, read_artifact, static_check, Code, CAPABILITIES, MAX_WASM_BYTES};
pub use contract::WasmContract;
pub use error::WasmError;
pub use meter::{Access, CallGas, GasMeter, GasReport, Spent, Touch};
