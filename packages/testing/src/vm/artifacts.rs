//! The contracts as scripts/wasm built them: what a chain would check before it stores them.

use super::{read_artifact, static_check};

/// Each contract and the most bytes its Wasm may have.
const CONTRACTS: [(&str, usize); 4] = [
    ("gavel_auction", 620_000),
    ("gavel_insurance_fund", 420_000),
    ("gavel_lending", 620_000),
    ("gavel_oracle_adapter", 420_000),
];

#[test]
fn every_contract_passes_the_static_check_of_chains() {
    for (name, _) in CONTRACTS {
        let wasm = read_artifact(name).unwrap_or_else(|e| panic!("{e}"));
        static_check(&wasm).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

#[test]
fn every_contract_is_small_enough() {
    for (name, most) in CONTRACTS {
        let wasm = read_artifact(name).unwrap_or_else(|e| panic!("{e}"));
        let size = wasm.len();
        assert!(
            size < most,
            "{name} has {size} bytes, fewer than {most} are allowed"
        );
    }
}

#[test]
fn no_contract_names_a_path_of_the_machine_that_built_it() {
    for (name, _) in CONTRACTS {
        let wasm = read_artifact(name).unwrap_or_else(|e| panic!("{e}"));
        for path in ["/home/", "/root/", "/Users/", "/.cargo/", "/.rustup/"] {
            let found = wasm.windows(path.len()).any(|w| w == path.as_bytes());
            assert!(!found, "{name} names a path with {path}");
        }
    }
}
