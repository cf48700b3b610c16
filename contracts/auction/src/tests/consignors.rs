//! Who may consign to a pair.

use gavel_types::auction::*;

use super::bench::*;
use crate::configuration::MAX_CONSIGNORS;
use crate::error::ContractError;

#[test]
fn a_consignors_kind_stays_what_it_was_first() {
    let mut bench = Bench::live();
    let address: String = bench.who("seller").into();
    let add = |kind| GovernMsg::AddConsignor {
        pair: 1,
        address: address.clone(),
        kind,
    };
    assert_eq!(
        bench.refuses(add(ConsignorKind::Account)),
        ContractError::ConsignorKnown {
            pair: 1,
            address: address.clone()
        }
    );
    let remove = GovernMsg::RemoveConsignor {
        pair: 1,
        address: address.clone(),
    };
    bench.govern(remove.clone());
    assert_eq!(bench.refuses(remove).code(), 12);
    bench.be_contract("seller");
    assert_eq!(
        bench.refuses(add(ConsignorKind::Contract)),
        ContractError::ConsignorKindFixed {
            address: address.clone(),
            was: ConsignorKind::Account
        }
    );
    bench.govern(add(ConsignorKind::Account));
    bench.consign("seller", ETH, None).unwrap();
}

#[test]
fn a_contract_is_taken_off_a_closed_pair_only() {
    let mut bench = Bench::live();
    let waiting = bench.consign("bank", ETH, None).unwrap();
    let address: String = bench.who("bank").into();
    let remove = GovernMsg::RemoveConsignor {
        pair: 1,
        address: address.clone(),
    };
    let refused = bench.refuses(remove.clone());
    assert_eq!(
        refused,
        ContractError::PairOpen {
            pair: 1,
            address: address.clone()
        }
    );
    assert_eq!(refused.code(), 43);
    let set = |open| GovernMsg::SetPairOpen { pair: 1, open };
    bench.govern(set(false));
    let events = bench.govern(remove);
    assert_eq!(attribute(&events, "remove_consignor", "consignor"), address);
    // Its lot goes on and is paid; it consigns no more.
    bench.take(waiting, ETH, 102 * USD).unwrap();
    assert_eq!(bench.received("bank", QUOTE), 102 * USD);
    bench.govern(set(true));
    assert_eq!(bench.consign("bank", ETH, None).unwrap_err().code(), 12);
    // An account, whose consigning nobody relies on, may be taken off at any time.
    let seller = bench.who("seller").into();
    bench.govern(GovernMsg::RemoveConsignor {
        pair: 1,
        address: seller,
    });
}

#[test]
fn a_consignor_registered_as_a_contract_must_be_one() {
    let mut bench = Bench::live();
    let address: String = bench.who("person").into();
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: address.clone(),
        kind: ConsignorKind::Contract,
    };
    assert_eq!(bench.refuses(add), ContractError::NotAContract { address });
}

#[test]
fn a_pair_has_a_bounded_number_of_consignors_and_a_removed_one_makes_room() {
    let mut bench = Bench::live();
    for number in 2..MAX_CONSIGNORS {
        bench.add_consignor(&format!("seller{number}"), ConsignorKind::Account);
    }
    let late = GovernMsg::AddConsignor {
        pair: 1,
        address: bench.who("late").into(),
        kind: ConsignorKind::Account,
    };
    assert_eq!(
        bench.refuses(late.clone()),
        ContractError::TooManyConsignors {
            pair: 1,
            most: MAX_CONSIGNORS
        }
    );
    let address = bench.who("seller").into();
    bench.govern(GovernMsg::RemoveConsignor { pair: 1, address });
    bench.govern(late);
}
