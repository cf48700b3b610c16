#![allow(clippy::unwrap_used)]

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, MemoryStorage, MsgResponse, OwnedDeps, SubMsgResponse, Uint128,
};
use gavel_math::interest::RateModel;
use gavel_math::stream::Stream;
use gavel_math::Bps;
use gavel_types::insurance::CoverResponse;

use super::*;
use crate::cover::COVER_REPLY;
use crate::execute::retry_cover::retry_cover;
use crate::state::{Market, MarketRecord, Roster, MARKET_IDS, MARKET_TERMS, ROSTER};

const DAY: u64 = 86_400;

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

fn reply(result: SubMsgResult, until: Option<u64>) -> Reply {
    let request = Request {
        market: 1,
        denom: "uusd".to_owned(),
        amount: 1_000,
        until,
    };
    Reply {
        id: COVER_REPLY,
        payload: request.to_packed().into(),
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
    answered(deps.as_mut(), 100, reply(paid(700), None)).unwrap();
    let market = market(&deps);
    assert_eq!((market.cash, market.stream), (9_700, Stream::default()));
    assert_eq!((market.covered, market.written_off), (700, 300));
    assert_eq!(market.mint_value(), Ok(9_700));
}

#[test]
fn a_fund_that_claims_to_have_paid_more_than_the_loss_is_not_believed() {
    let mut deps = lost();
    answered(deps.as_mut(), 100, reply(paid(5_000), None)).unwrap();
    let market = market(&deps);
    assert_eq!(
        (market.cash, market.covered, market.written_off),
        (10_000, 1_000, 0)
    );
}

#[test]
fn what_comes_late_reaches_the_lenders_evenly_over_a_week() {
    let mut deps = lost();
    let late = reply(paid(700), Some(1_000));
    answered(deps.as_mut(), 100, late).unwrap();
    let at = |days: u64| {
        let ledger = open_market(&deps.storage, "uusd", 100 + days * DAY).unwrap();
        ledger.market.mint_value().unwrap()
    };
    assert_eq!(
        (at(0), at(1), at(3), at(7), at(30)),
        (9_000, 9_100, 9_300, 9_700, 9_700)
    );
}

#[test]
fn a_loss_that_the_fund_could_not_be_asked_for_may_be_asked_for_again_within_a_week() {
    let mut deps = lost();
    answered(deps.as_mut(), 100, reply(refused(), None)).unwrap();
    answered(deps.as_mut(), 200, reply(refused(), None)).unwrap();
    let kept = UNCOVERED.load(&deps.storage, &1).unwrap();
    // The first keeps its time.
    assert_eq!((kept.amount, kept.until), (2_000, 100 + 7 * DAY));
    assert_eq!(market(&deps).cash, 9_000);

    let mut env = mock_env();
    env.block.time = cosmwasm_std::Timestamp::from_seconds(kept.until);
    let anyone = message_info(&Addr::unchecked("anyone"), &[]);
    let asked = retry_cover(deps.as_mut(), &env, &anyone, "uusd").unwrap();
    let again = Request::from_packed(&asked.messages[0].payload).unwrap();
    assert_eq!((again.amount, again.until), (2_000, Some(kept.until)));
    // While it is being asked for it is not there to be asked for twice.
    let refusal = retry_cover(deps.as_mut(), &env, &anyone, "uusd").unwrap_err();
    assert!(refusal.to_string().starts_with("lending/58"), "{refusal}");
    // It failed again: it is kept, and has not gained time.
    let failed = Reply {
        payload: again.to_packed().into(),
        ..reply(refused(), None)
    };
    answered(deps.as_mut(), kept.until, failed).unwrap();
    assert_eq!(UNCOVERED.load(&deps.storage, &1).unwrap(), kept);

    env.block.time = env.block.time.plus_seconds(1);
    let refusal = retry_cover(deps.as_mut(), &env, &anyone, "uusd").unwrap_err();
    assert!(refusal.to_string().starts_with("lending/58"), "{refusal}");
    // What has run out of time is not carried into the time of the next.
    let next = kept.until + 2;
    answered(deps.as_mut(), next, reply(refused(), None)).unwrap();
    let kept = UNCOVERED.load(&deps.storage, &1).unwrap();
    assert_eq!((kept.amount, kept.until), (1_000, next + 7 * DAY));
}

#[test]
fn an_answer_that_does_not_read_stops_nothing_and_is_not_asked_for_twice() {
    let mut deps = lost();
    let response = answered(deps.as_mut(), 100, reply(wrapped(b"{}"), None)).unwrap();
    assert_eq!(response.events[0].ty, "fail_cover");
    assert_eq!(market(&deps).cash, 9_000);
    assert_eq!(UNCOVERED.may_load(&deps.storage, &1).unwrap(), None);
}
