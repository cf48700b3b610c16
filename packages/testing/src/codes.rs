//! Where the contracts' code comes from: this build, or the compiled Wasm.

use cosmwasm_std::Empty;
use cw_multi_test::{Contract, ContractWrapper};

/// The code of each contract.
pub struct Codes {
    /// The oracle adapter.
    pub oracle: Box<dyn Contract<Empty>>,
    /// The auction house.
    pub auction: Box<dyn Contract<Empty>>,
    /// The insurance fund.
    pub fund: Box<dyn Contract<Empty>>,
    /// The lending contract.
    pub lending: Box<dyn Contract<Empty>>,
    /// The contract that keeps a token, each its own.
    pub token: Box<dyn Contract<Empty>>,
}

impl Codes {
    /// The contracts called natively: fast, and a failing assertion points into their source.
    pub fn native() -> Self {
        Self {
            oracle: oracle(),
            auction: auction(),
            fund: fund(),
            lending: lending(),
            token: token(),
        }
    }

    /// The contracts' compiled Wasm on the VM, charged to `meter`.
    ///
    /// # Errors
    /// A file is missing from `artifacts`, or is not what a chain would store.
    #[cfg(feature = "vm")]
    pub fn wasm(meter: &crate::vm::GasMeter) -> Result<Self, crate::vm::WasmError> {
        use crate::vm::{Code, WasmContract};
        let load = |name: &str, artifact: &str| {
            let code = Code::artifact(artifact)?;
            let contract = WasmContract::new(name, code, meter.clone());
            Ok::<Box<dyn Contract<Empty>>, crate::vm::WasmError>(Box::new(contract))
        };
        Ok(Self {
            oracle: load("oracle", "gavel_oracle_adapter")?,
            auction: load("auction", "gavel_auction")?,
            fund: load("fund", "gavel_insurance_fund")?,
            lending: load("lending", "gavel_lending")?,
            token: load("token", "cw20_base")?,
        })
    }
}

fn oracle() -> Box<dyn Contract<Empty>> {
    use gavel_oracle_adapter::contract::{execute, instantiate, migrate, query, sudo};
    Box::new(
        ContractWrapper::new(execute, instantiate, query)
            .with_sudo(sudo)
            .with_migrate(migrate),
    )
}

fn auction() -> Box<dyn Contract<Empty>> {
    use gavel_auction::contract::{execute, instantiate, migrate, query, reply, sudo};
    Box::new(
        ContractWrapper::new(execute, instantiate, query)
            .with_reply(reply)
            .with_sudo(sudo)
            .with_migrate(migrate),
    )
}

fn fund() -> Box<dyn Contract<Empty>> {
    use gavel_insurance_fund::contract::{execute, instantiate, migrate, query, sudo};
    Box::new(
        ContractWrapper::new(execute, instantiate, query)
            .with_sudo(sudo)
            .with_migrate(migrate),
    )
}

fn lending() -> Box<dyn Contract<Empty>> {
    use gavel_lending::contract::{execute, instantiate, migrate, query, reply, sudo};
    Box::new(
        ContractWrapper::new(execute, instantiate, query)
            .with_reply(reply)
            .with_sudo(sudo)
            .with_migrate(migrate),
    )
}

/// The ecosystem's own cw20 contract.
fn token() -> Box<dyn Contract<Empty>> {
    use cw20_base::contract::{execute, instantiate, query};
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
