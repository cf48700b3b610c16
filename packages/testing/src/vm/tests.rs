//! A contract written by hand in Wasm's text form, so that each access to storage and its price are known. It needs
//! no build of the real contracts.

use cosmwasm_std::{Addr, Binary, Empty};
use cw_multi_test::{App, Executor};

use super::{Access, Code, GasMeter, GasReport, WasmContract, WasmError};

/// Writes `v` under `key`, reads it, iterates over everything, deletes `key`. A region of memory is three words:
/// offset, capacity, length. Memory handed out is never reused: one instance serves one call.
const HAND_WRITTEN: &str = r#"
(module
  (import "env" "db_read" (func $db_read (param i32) (result i32)))
  (import "env" "db_write" (func $db_write (param i32 i32)))
  (import "env" "db_remove" (func $db_remove (param i32)))
  (import "env" "db_scan" (func $db_scan (param i32 i32 i32) (result i32)))
  (import "env" "db_next" (func $db_next (param i32) (result i32)))
  (import "env" "abort" (func $abort (param i32)))
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 4096))
  (data (i32.const 0) "\40\00\00\00\03\00\00\00\03\00\00\00")   ;; region of the key
  (data (i32.const 64) "key")
  (data (i32.const 16) "\80\00\00\00\05\00\00\00\05\00\00\00")  ;; region of the value
  (data (i32.const 128) "value")
  (data (i32.const 32) "\00\01\00\00\49\00\00\00\49\00\00\00")  ;; region of the answer: 73 bytes
  (data (i32.const 256) "{\"ok\":{\"messages\":[],\"attributes\":[{\"key\":\"k\",\"value\":\"v\"}],\"events\":[]}}")
  (data (i32.const 48) "\00\02\00\00\0d\00\00\00\0d\00\00\00")  ;; region of the query's answer
  (data (i32.const 512) "{\"ok\":\"WzFd\"}")
  (func (export "interface_version_8"))
  (func (export "allocate") (param $size i32) (result i32) (local $region i32)
    (local.set $region (global.get $free))
    (i32.store (local.get $region) (i32.add (local.get $region) (i32.const 12)))
    (i32.store offset=4 (local.get $region) (local.get $size))
    (i32.store offset=8 (local.get $region) (i32.const 0))
    (global.set $free (i32.add (local.get $region) (i32.add (i32.const 12) (local.get $size))))
    (local.get $region))
  (func (export "deallocate") (param i32))
  (func (export "instantiate") (param i32 i32 i32) (result i32)
    (call $db_write (i32.const 0) (i32.const 16))
    (i32.const 32))
  (func (export "execute") (param i32 i32 i32) (result i32) (local $scan i32)
    (drop (call $db_read (i32.const 0)))
    (call $db_write (i32.const 0) (i32.const 16))
    (local.set $scan (call $db_scan (i32.const 0) (i32.const 0) (i32.const 1)))
    (drop (call $db_next (local.get $scan)))
    (drop (call $db_next (local.get $scan)))
    (call $db_remove (i32.const 0))
    (i32.const 32))
  (func (export "query") (param i32 i32) (result i32)
    (drop (call $db_read (i32.const 0)))
    (i32.const 48))
  (func (export "sudo") (param i32 i32) (result i32)
    (loop $forever (br $forever))
    (i32.const 32)))
"#;

struct World {
    app: App,
    meter: GasMeter,
    user: Addr,
    contract: Addr,
}

fn world() -> World {
    let meter = GasMeter::new();
    let code = Code::compile(&wat::parse_str(HAND_WRITTEN).unwrap()).unwrap();
    let mut app = App::default();
    let id = app.store_code(Box::new(WasmContract::new("hand", code, meter.clone())));
    let user = app.api().addr_make("user");
    let contract = app
        .instantiate_contract(id, user.clone(), &Empty {}, &[], "hand", None)
        .unwrap();
    World {
        app,
        meter,
        user,
        contract,
    }
}

fn execute(world: &mut World, pinned: bool) -> GasReport {
    world.meter.begin(pinned);
    world
        .app
        .execute_contract(world.user.clone(), world.contract.clone(), &Empty {}, &[])
        .unwrap();
    world.meter.finish()
}

#[test]
fn each_access_to_storage_is_charged_what_a_chain_charges() {
    let report = execute(&mut world(), false);
    let accesses: Vec<(Access, u64)> = report
        .calls
        .iter()
        .flat_map(|call| call.touches.iter().map(|t| (t.access, t.gas)))
        .collect();
    // An entry of 3 + 5 + 33 = 41 bytes. The second step of the iterator finds nothing and is free.
    assert_eq!(
        accesses,
        vec![
            (Access::Read, 1_000 + 3 * 41),
            (Access::Write, 2_000 + 30 * 41),
            (Access::Open, 30 + 3 * 41),
            (Access::Iterate, 30 + 3 * 41),
            (Access::Delete, 1_000),
        ]
    );
    assert_eq!(report.storage, 1_123 + 3_230 + 153 + 153 + 1_000);
    assert_eq!(
        (report.reads, report.writes, report.deletes, report.iterated),
        (1, 1, 1, 1)
    );
    assert_eq!(report.loads, 60_000);
    // One attribute of two bytes.
    assert_eq!(report.events, 10);
    // The answer has 73 bytes; the instructions of so small a contract are less than another 100.
    assert!(
        (73..173).contains(&report.vm),
        "the VM charged {}",
        report.vm
    );
    assert_eq!(
        report.total,
        report.loads + report.storage + report.vm + report.events
    );
}

#[test]
fn a_pinned_contract_saves_58_000_gas_and_nothing_else() {
    let first = execute(&mut world(), false);
    let pinned = execute(&mut world(), true);
    assert_eq!(first.total - pinned.total, 58_000);
}

#[test]
fn what_the_wasm_writes_is_in_the_worlds_storage() {
    let mut world = world();
    let stored = |world: &World| {
        world
            .app
            .wrap()
            .query_wasm_raw(&world.contract, b"key".to_vec())
    };
    assert_eq!(stored(&world).unwrap(), Some(b"value".to_vec()));
    execute(&mut world, false);
    assert_eq!(
        stored(&world).unwrap().unwrap_or_default(),
        Vec::<u8>::new()
    );
}

#[test]
fn a_query_from_outside_is_answered_and_not_counted() {
    let world = world();
    let answer: Vec<u8> = world
        .app
        .wrap()
        .query_wasm_smart(&world.contract, &Empty {})
        .unwrap();
    assert_eq!(answer, vec![1]);
    assert_eq!(world.meter.finish(), GasReport::default());
}

#[test]
fn a_contract_that_never_ends_runs_out_of_gas() {
    let mut world = world();
    let error = world
        .app
        .wasm_sudo(world.contract.clone(), &Empty {})
        .unwrap_err();
    let cause = error.root_cause().to_string();
    assert!(cause.contains("Ran out of gas"), "{cause}");
}

#[test]
fn wasm_with_a_feature_that_chains_refuse_does_not_pass_the_static_check() {
    let bulk = HAND_WRITTEN.replace(
        "(func (export \"deallocate\") (param i32))",
        "(func (export \"deallocate\") (param i32)
           (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))",
    );
    let wasm = wat::parse_str(bulk).unwrap();
    assert!(matches!(super::static_check(&wasm), Err(WasmError::Vm(_))));
}

#[test]
fn wasm_that_needs_a_capability_chains_lack_does_not_pass_the_static_check() {
    let greedy = HAND_WRITTEN.replace(
        "(func (export \"interface_version_8\"))",
        "(func (export \"interface_version_8\")) (func (export \"requires_cosmwasm_9_9\"))",
    );
    let wasm = wat::parse_str(greedy).unwrap();
    let error = super::static_check(&wasm).unwrap_err().to_string();
    assert!(error.contains("cosmwasm_9_9"), "{error}");
}

#[test]
fn wasm_above_800_kib_does_not_pass_the_static_check() {
    let error = super::static_check(&Binary::from(vec![0; 800 * 1024 + 1])).unwrap_err();
    assert!(matches!(
        error,
        WasmError::TooLarge {
            got: 819_201,
            max: 819_200
        }
    ));
}

#[test]
fn a_contract_that_was_not_built_says_how_to_build_it() {
    let error = Code::artifact("no_such_contract")
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("scripts/wasm"), "{error}");
}
