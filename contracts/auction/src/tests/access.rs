//! Who may do what: one row a message.

use cosmwasm_std::{Coin, Decimal, Uint128};
use cw_ownable::Action;
use gavel_types::auction::*;

use super::bench::*;
use crate::contract;

const ALL: [&str; 6] = ["owner", "guardian", "bank", "seller", "anyone", "heir"];

/// A house in which every message can go through for whoever is allowed to send it: lot 1 to be taken, lot 2 at its
/// end, lot 3 to be delivered, a credit for each account.
pub fn prepared() -> Bench {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    for _ in 0..3 {
        bench.consign("bank", ETH, None).unwrap();
    }
    for name in ALL {
        let owner = bench.who(name);
        if name != "bank" && name != "seller" {
            bench.add_consignor(name, ConsignorKind::Account);
        }
        if name != "bank" {
            let opened = bench.consign(name, ETH, None).unwrap();
            bench.take(opened, ETH, 102 * USD).unwrap();
            assert_eq!(bench.credit_of(name, QUOTE), 102 * USD, "{owner}");
            if name != "seller" {
                let address = owner.to_string();
                bench.govern(GovernMsg::RemoveConsignor { pair: 1, address });
            }
        }
    }
    let heir = bench.who("heir").into();
    let offer = ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
        new_owner: heir,
        expiry: None,
    });
    bench.run("owner", offer, &[]).unwrap();
    bench.deaf.insert(bench.who("bank").into());
    bench.take(lot(3), ETH, 102 * USD).unwrap();
    bench.blocks(200);
    bench
}

/// Who of all may send a message.
fn may_send(msg: &ExecuteMsg, funds: &[Coin]) -> Vec<&'static str> {
    ALL.into_iter()
        .filter(|sender| prepared().run(sender, msg.clone(), funds).is_ok())
        .collect()
}

/// A message, what comes with it, and who may send it.
type Row = (ExecuteMsg, Vec<Coin>, Vec<&'static str>);

/// One of each message that somebody of all may send, which goes through in a prepared house.
pub fn rows(bench: &Bench) -> Vec<Row> {
    let pair: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
    let base = vec![Coin::new(ETH, BASE)];
    let quote = vec![Coin::new(200 * USD, QUOTE)];
    let take = ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(ETH),
        max_price: Decimal::MAX,
        min_amount: None,
        recipient: None,
        callback: None,
    };
    let consign = ExecuteMsg::Consign {
        pair: 1,
        expected_lot: pair.next_lot,
        tab: None,
        max_reward_bps: None,
    };
    let deliver = ExecuteMsg::Deliver {
        lot: lot(3),
        consignor: bench.who("bank").into(),
    };
    let withdraw = ExecuteMsg::Withdraw {
        denom: QUOTE.into(),
        recipient: None,
    };
    let transfer = Action::TransferOwnership {
        new_owner: bench.who("anyone").into(),
        expiry: None,
    };
    let own = ExecuteMsg::UpdateOwnership;
    let accounts = vec!["owner", "guardian", "seller", "anyone", "heir"];
    let mut rows: Vec<Row> = vec![
        (consign, base, vec!["bank", "seller"]),
        (take, quote, ALL.to_vec()),
        (
            ExecuteMsg::Advance {
                lot: lot(2),
                limit: None,
            },
            vec![],
            ALL.to_vec(),
        ),
        (deliver, vec![], ALL.to_vec()),
        (withdraw, vec![], accounts),
        (ExecuteMsg::Pause {}, vec![], vec!["owner", "guardian"]),
        (own(transfer), vec![], vec!["owner"]),
        (own(Action::AcceptOwnership), vec![], vec!["heir"]),
        (own(Action::RenounceOwnership), vec![], vec!["owner"]),
    ];
    for msg in governing(bench) {
        rows.push((ExecuteMsg::Govern(msg), vec![], vec!["owner"]));
    }
    rows
}

#[test]
fn every_message_is_open_to_exactly_those_it_says() {
    for (msg, funds, expected) in rows(&prepared()) {
        assert_eq!(may_send(&msg, &funds), expected, "{msg:?}");
    }
}

/// One of each message of governance that goes through in a prepared house.
pub fn governing(bench: &Bench) -> Vec<GovernMsg> {
    let config = selling(vec![dutch(Reference::Live, 1)]);
    vec![
        GovernMsg::CreatePair {
            base: QUOTE.into(),
            quote: BASE.into(),
            config: config.clone(),
        },
        GovernMsg::UpdatePair { pair: 1, config },
        GovernMsg::SetPairOpen {
            pair: 1,
            open: false,
        },
        GovernMsg::AddConsignor {
            pair: 1,
            address: bench.who("anyone").into(),
            kind: ConsignorKind::Account,
        },
        GovernMsg::RemoveConsignor {
            pair: 1,
            address: bench.who("seller").into(),
        },
        GovernMsg::UpdateConfig(bench.config()),
        GovernMsg::Pause {},
    ]
}

#[test]
fn the_chains_sudo_may_do_what_the_owner_may() {
    for msg in governing(&prepared()) {
        let mut bench = prepared();
        let env = bench.env.clone();
        let done = contract::sudo(bench.deps.as_mut(), env, msg.clone());
        assert!(done.is_ok(), "{msg:?}: {done:?}");
    }
}

#[test]
fn the_house_alone_settles_a_take() {
    for sender in ALL {
        let refused = prepared().run(sender, ExecuteMsg::SettleTake {}, &[]);
        assert_eq!(refused.unwrap_err().code(), 6, "{sender}");
    }
}

#[test]
fn the_house_alone_hands_over() {
    let settlement = gavel_types::consignor::Settlement {
        lot: lot(3),
        base: Uint128::new(ETH),
        sold: Uint128::zero(),
        proceeds: Uint128::zero(),
        rewards: 0u128.into(),
    };
    let bench = prepared();
    let msg = ExecuteMsg::HandOver {
        consignor: bench.who("anyone").into(),
        settlement,
        parts: vec![Coin::new(ETH, BASE)],
    };
    assert!(may_send(&msg, &[]).is_empty());
    for sender in ALL {
        let refused = prepared().run(sender, msg.clone(), &[]).unwrap_err();
        assert_eq!(refused.code(), 6, "{refused}");
    }
}

#[test]
fn only_consignments_takes_and_their_payments_accept_money() {
    let bench = prepared();
    let messages = [
        ExecuteMsg::Advance {
            lot: lot(2),
            limit: None,
        },
        ExecuteMsg::Deliver {
            lot: lot(3),
            consignor: bench.who("bank").into(),
        },
        ExecuteMsg::Withdraw {
            denom: QUOTE.into(),
            recipient: None,
        },
        ExecuteMsg::SettleTake {},
        ExecuteMsg::Pause {},
        ExecuteMsg::Govern(GovernMsg::Pause {}),
        ExecuteMsg::UpdateOwnership(Action::RenounceOwnership),
    ];
    for msg in messages {
        let refused = prepared().run("owner", msg.clone(), &[Coin::new(1u128, QUOTE)]);
        assert_eq!(refused.unwrap_err().code(), 3, "{msg:?}");
    }
}

#[test]
fn pitfall_53_the_owner_changes_in_two_steps() {
    let mut bench = prepared();
    let pause = || ExecuteMsg::Govern(GovernMsg::Pause {});
    assert!(bench.run("heir", pause(), &[]).is_err());
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    let events = bench.run("heir", accept, &[]).unwrap();
    assert_eq!(
        attribute(&events, "update_ownership", "owner"),
        bench.who("heir").as_str()
    );
    assert!(bench.run("owner", pause(), &[]).is_err());
    bench.run("heir", pause(), &[]).unwrap();
}
