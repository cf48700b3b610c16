#![allow(clippy::unwrap_used)]

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, MemoryStorage, MsgResponse, OwnedDeps, ReplyOn, SubMsgResponse,
    Uint128,
};
use gavel_math::interest::RateModel;
use gavel_math::stream::Stream;
use gavel_math::Bps;
use gavel_types::insurance::CoverResponse;

use super::*;
use crate::cover::COVER_REPLY;
use crate::execute::check_depth::check_depth;
use crate::state::{Market, MarketRecord, Roster, MARKET_IDS, MARKET_TERMS, ROSTER};

/// A market that has just written 1,000 off and has 9,000 of cash, and a fund.
fn lost() -> OwnedDeps<MemoryStorage, MockApi, MockQuerier> {
    let mut deps = mock_dependencies();
    let storage = &mut deps.storage;
    MARKET_IDS.save(storage, "uusd", &1);
    let terms = MarketRecord {
        denom: "uusd".to_owned(),
        rates: RateModel {
            base: Bps(0),
            slope_below: Bps(0),
            slope_above: Bps(0),
            kink: Bps(8_000),
        },
        reserve_factor: Bps(0),
        supply_cap: u128::MAX,
        borrow_cap: u128::MAX,
        auction_cap: u128::MAX,
        dust: 1,
        updated_at: 0,
    };
    MARKET_TERMS.save(storage, &1, &terms);
    let market = Market {
        cash: 9_000,
        shares: 1_000_000,
        written_off: 1_000,
        ..Market::opened(0)
    };
    MARKETS.save(storage, &1, &market);
    let roster = Roster {
        guardian: None,
        treasury: "treasury".to_owned(),
        insurance_fund: Some("fund".to_owned()),
        collaterals: 0,
        markets: 1,
        updated_at: 0,
    };
    ROSTER.save(storage, &roster);
    deps
}

fn reply(result: SubMsgResult) -> Reply {
    let loss = Loss {
        denom: "uusd".to_owned(),
        amount: 1_000,
    };
    Reply {
        id: COVER_REPLY,
        payload: loss.to_packed().into(),
        gas_used: 0,
        result,
    }
}

/// The fund's answer as the chain wraps it: field 1 of a message, behind its length.
fn paid(paid: u128) -> SubMsgResult {
    let answer = to_json_binary(&CoverResponse {
        paid: paid.into(),
        owed: Uint128::zero(),
    })
    .unwrap();
    wrapped(&answer)
}

fn wrapped(data: &[u8]) -> SubMsgResult {
    let mut value = vec![0x0a, u8::try_from(data.len()).unwrap()];
    value.extend_from_slice(data);
    #[allow(deprecated)]
    SubMsgResult::Ok(SubMsgResponse {
        events: vec![],
        data: None,
        msg_responses: vec![MsgResponse {
            type_url: "/cosmwasm.wasm.v1.MsgExecuteContractResponse".to_owned(),
            value: Binary::new(value),
        }],
    })
}

fn refused() -> SubMsgResult {
    SubMsgResult::Err("codespace: wasm, code: 5".to_owned())
}

fn market(deps: &OwnedDeps<MemoryStorage, MockApi, MockQuerier>) -> Market {
    MARKETS.load(&deps.storage, &1).unwrap()
}

#[test]
fn what_the_fund_pays_for_a_fresh_loss_is_the_lenders_at_once() {
    let mut deps = lost();
    answered(deps.as_mut(), &mock_env(), reply(paid(700))).unwrap();
    let market = market(&deps);
    assert_eq!((market.cash, market.stream), (9_700, Stream::default()));
    assert_eq!((market.covered, market.written_off), (700, 300));
    assert_eq!(market.mint_value(), Ok(9_700));
}

#[test]
fn a_fund_that_claims_to_have_paid_more_than_the_loss_is_not_believed() {
    let mut deps = lost();
    answered(deps.as_mut(), &mock_env(), reply(paid(5_000))).unwrap();
    let market = market(&deps);
    assert_eq!(
        (market.cash, market.covered, market.written_off),
        (10_000, 1_000, 0)
    );
}

#[test]
fn a_fund_that_fails_leaves_the_loss_where_it_is_if_there_was_room_to_ask_it() {
    let mut deps = lost();
    let response = answered(deps.as_mut(), &mock_env(), reply(refused())).unwrap();
    assert_eq!(response.events[0].ty, "fail_cover");
    assert_eq!(market(&deps).cash, 9_000);
    // Nothing catches this one: where calls go no deeper, all of it fails.
    let [check] = response.messages.as_slice() else {
        panic!("{:?}", response.messages);
    };
    assert_eq!(check.reply_on, ReplyOn::Never);
    assert_eq!(
        check.msg,
        call_deeper(&mock_env().contract.address, 1).unwrap().into()
    );
}

#[test]
fn room_is_checked_one_call_at_a_time_and_by_the_contract_itself() {
    let env = mock_env();
    let itself = message_info(&env.contract.address, &[]);
    let next = check_depth(&env, &itself, 1).unwrap();
    assert_eq!(
        next.messages[0].msg,
        call_deeper(&env.contract.address, 0).unwrap().into()
    );
    assert!(check_depth(&env, &itself, 0).unwrap().messages.is_empty());
    let stranger = message_info(&Addr::unchecked("stranger"), &[]);
    for refused in [
        check_depth(&env, &stranger, 0),
        check_depth(&env, &itself, 2),
    ] {
        assert!(refused.unwrap_err().to_string().starts_with("lending/6"));
    }
}

#[test]
fn an_answer_that_does_not_read_stops_nothing() {
    let mut deps = lost();
    let response = answered(deps.as_mut(), &mock_env(), reply(wrapped(b"{}"))).unwrap();
    assert_eq!(response.events[0].ty, "fail_cover");
    assert!(response.messages.is_empty());
    assert_eq!(market(&deps).cash, 9_000);
}
