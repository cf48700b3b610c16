//! Pitfall 57: what libraries store and what the contracts store lie apart.

use gavel_testing::{ETH, USD};

use crate::loan::Loan;

/// The keys of the libraries: cw2's and cw-ownable's.
const LIBRARIES: [&[u8]; 2] = [b"contract_info", b"ownership"];

#[test]
fn pitfall_57_every_key_is_of_a_library_or_begins_with_a_namespace_below_all_of_theirs() {
    // A house in which nearly everything is stored: a loan, an open lot, penalties, a paused contract, an offered owner.
    let mut loan = Loan::in_auction();
    let bidder = loan.bidder(10_000);
    let lot = loan.world.lots()[0].lot;
    loan.world.buy(&bidder, lot, ETH.units(20)).unwrap();
    loan.world.supply(&bidder, USD.coin(100)).unwrap();
    let guardian = loan.world.cast().guardian.clone();
    loan.world.pause_lending(&guardian).unwrap();
    let house = loan.world.contracts();
    for contract in [&house.oracle, &house.auction, &house.lending] {
        let keys: Vec<Vec<u8>> = loan
            .world
            .app()
            .dump_wasm_raw(contract)
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        for library in LIBRARIES {
            assert!(keys.iter().any(|key| key == library));
        }
        for key in keys {
            let ours = (1..0x20).contains(&key[0]);
            let theirs = LIBRARIES.contains(&key.as_slice());
            assert!(ours != theirs, "{key:?}");
        }
    }
}

#[test]
fn pitfall_57_no_namespace_is_used_twice_in_a_contract() {
    let sources = super::source::contracts();
    for (contract, files) in sources {
        let mut numbers: Vec<u32> = files
            .iter()
            .filter(|(path, _)| !path.contains("/src/tests"))
            .flat_map(|(_, text)| text.split("Packed").skip(1))
            .filter_map(|part| {
                let call = part
                    .strip_prefix("Item::new(")
                    .or_else(|| part.strip_prefix("Map::new("))?;
                call.split(')').next()?.parse().ok()
            })
            .collect();
        // The public maps are declared with the messages: pairs, consignors and undelivered lots of the house, prices of the
        // oracle adapter.
        match contract.as_str() {
            "auction" => numbers.extend([1, 6, 23]),
            "oracle-adapter" => numbers.push(1),
            _ => {}
        }
        assert!(numbers.len() >= 3, "{contract}: {numbers:?}");
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), count, "{contract}: {numbers:?}");
    }
}
