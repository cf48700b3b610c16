//! Attack 1 around the insurance fund: entering before its money comes and leaving behind it; and a fund that does not answer.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult,
    Uint128,
};
use cw_multi_test::ContractWrapper;
use gavel_testing::{World, ETH, USD};
use gavel_types::insurance::{CoverResponse, ExecuteMsg};
use gavel_types::lending::GovernMsg;

use super::{about, FIRST};

/// A lender with 10 million dollars, 7.26 million of them lent against 100,000 ETH, which were sold off at 60 dollars: 99,500 at
/// 61.2 will bring 6,089,400, so that 1,170,600 are lost.
fn before_the_loss() -> (World, Addr) {
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(10_000_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100_000)]);
    world.supply(&lender, USD.coin(10_000_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100_000)], &[USD.coin(7_260_000)]);
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let whale = world.funded("whale", &[USD.coin(100_000_000)]);
    (world, whale)
}

#[test]
fn attack_01_entering_before_a_covered_loss_and_leaving_behind_it_takes_none_of_the_cover() {
    let (mut world, whale) = before_the_loss();
    let staker = world.funded("staker", &[USD.coin(2_000_000)]);
    world.stake(&staker, USD.coin(2_000_000)).unwrap();
    let house = world.contracts();
    let calls = vec![
        house.supply(USD.coin(90_000_000)),
        world.buying(FIRST, u128::MAX).unwrap(),
        house.withdraw(USD.denom, None),
    ];
    let receipt = world.transact(&whale, calls).unwrap();
    let cover = receipt.first("cover_loss").unwrap();
    assert_eq!(cover.value("paid"), Some(USD.units(1_170_600)));
    // He has what he brought, less what the ETH cost: all of the cover is the lender's who lost.
    let left = world.balance(&whale, USD.denom);
    let expected = USD.units(100_000_000 - 6_089_400);
    assert!(left <= expected && about(left, expected), "{left}");
    assert!(about(
        world.market(USD.denom).supplied.u128(),
        USD.units(10_000_000)
    ));
}

#[test]
fn attack_01_entering_before_a_shortfall_is_repaid_and_leaving_behind_it_gains_nothing() {
    let (mut world, whale) = before_the_loss();
    world.buy_all(&whale, FIRST).unwrap();
    let giver = world.funded("giver", &[USD.coin(1_170_600)]);
    world.add_income(&giver, USD.coin(1_170_600)).unwrap();
    let house = world.contracts();
    let before = world.balance(&whale, USD.denom);
    let calls = vec![
        house.supply(USD.coin(90_000_000)),
        house.repay_shortfall(&house.lending, USD.denom),
        house.withdraw(USD.denom, None),
    ];
    world.transact(&whale, calls).unwrap();
    let after = world.balance(&whale, USD.denom);
    assert!(after <= before && about(after, before), "{before} {after}");
    assert_eq!(
        world.market(USD.denom).streaming.u128(),
        USD.units(1_170_600)
    );
}

#[test]
fn attack_01_entering_behind_a_repaid_shortfall_and_leaving_a_week_later_takes_none_of_it() {
    let (mut world, whale) = before_the_loss();
    let lender = world.person("lender");
    world.buy_all(&whale, FIRST).unwrap();
    let giver = world.funded("giver", &[USD.coin(1_170_600)]);
    world.add_income(&giver, USD.coin(1_170_600)).unwrap();
    let house = world.contracts();
    let before = world.balance(&whale, USD.denom);
    // The shares that he buys count the repaid money as the lenders' already.
    let calls = vec![
        house.repay_shortfall(&house.lending, USD.denom),
        house.supply(USD.coin(90_000_000)),
    ];
    world.transact(&whale, calls).unwrap();
    world.pass(100_800, 7 * 86_400 * 1_000);
    world.withdraw(&whale, USD.denom, None).unwrap();
    let after = world.balance(&whale, USD.denom);
    assert!(after <= before && about(after, before), "{before} {after}");
    world.withdraw(&lender, USD.denom, None).unwrap();
    let got = world.balance(&lender, USD.denom);
    assert!(about(got, USD.units(10_000_000)), "{got}");
}

#[test]
fn attack_01_money_that_anyone_sends_for_lenders_takes_a_day_at_least_and_a_month_at_most() {
    let (mut world, whale) = before_the_loss();
    let house = world.contracts();
    for (asked, got) in [(0, 86_400), (u64::MAX, 30 * 86_400)] {
        let outcome = world.what_if(|world| {
            let msg = gavel_types::lending::ExecuteMsg::ShortfallRepaid {
                stream_seconds: asked,
            };
            let gift = house.to_lending(msg, vec![USD.coin(1_000)]);
            world.run(&whale, gift).unwrap();
            world.market(USD.denom).streaming_seconds
        });
        assert_eq!(outcome, got);
    }
    // A unit at a time does not hold up what is on its way.
    let send = |seconds: u64, units: u128| {
        let msg = gavel_types::lending::ExecuteMsg::ShortfallRepaid {
            stream_seconds: seconds,
        };
        house.to_lending(msg, vec![USD.dust(units)])
    };
    world.run(&whale, send(86_400, USD.units(1_000))).unwrap();
    for _ in 0..20 {
        world.run(&whale, send(u64::MAX, 1)).unwrap();
    }
    assert_eq!(world.market(USD.denom).streaming_seconds, 86_400);
}

/// A fund that answers each `Cover` as it is told at its instantiation: with an answer, or by calling back.
fn odd_fund(world: &mut World, plan: &Plan) -> Addr {
    let code = ContractWrapper::new(execute, instantiate, query);
    let owner = world.cast().owner.clone();
    let fund = world
        .start(Box::new(code), &owner, "odd fund", plan)
        .unwrap();
    let mut config = world.lending_config().config;
    config.insurance_fund = Some(fund.to_string());
    world
        .govern_lending(GovernMsg::UpdateConfig(config))
        .unwrap();
    fund
}

#[derive(serde::Serialize, serde::Deserialize, Clone, Debug)]
struct Plan {
    answer: Option<Binary>,
    calls: Vec<cosmwasm_std::CosmosMsg>,
}

const PLAN: &[u8] = b"plan";

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, plan: Plan) -> StdResult<Response> {
    deps.storage.set(PLAN, &cosmwasm_std::to_json_vec(&plan)?);
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, _: MessageInfo, _: ExecuteMsg) -> StdResult<Response> {
    let plan: Plan = cosmwasm_std::from_json(deps.storage.get(PLAN).unwrap_or_default())?;
    let response = Response::new().add_messages(plan.calls);
    Ok(match plan.answer {
        Some(answer) => response.set_data(answer),
        None => response,
    })
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

#[test]
fn attack_15_a_fund_whose_answer_does_not_read_stops_no_sale() {
    let (mut world, whale) = before_the_loss();
    let garbage = [None, Some(Binary::from(b"{}")), Some(Binary::from(b"\xff"))];
    for answer in garbage {
        let told = world.what_if(|world| {
            odd_fund(
                world,
                &Plan {
                    answer: answer.clone(),
                    calls: vec![],
                },
            );
            let receipt = world.buy_all(&whale, FIRST).unwrap();
            let market = world.market(USD.denom);
            assert_eq!(market.written_off.u128(), USD.units(1_170_600));
            (receipt.tells("fail_cover"), receipt.tells("fail_delivery"))
        });
        assert_eq!(told, (true, false), "{answer:?}");
    }
}

#[test]
fn attack_22_a_fund_that_calls_back_finds_the_loss_booked_already() {
    let (mut world, whale) = before_the_loss();
    let house = world.contracts();
    let borrower = world.person("borrower");
    let account = world.first_account(&borrower);
    let nothing = to_json_binary(&CoverResponse {
        paid: Uint128::zero(),
        owed: Uint128::zero(),
    })
    .unwrap();
    let plan = Plan {
        answer: Some(nothing),
        calls: vec![house.reconcile(&[account]).message().clone()],
    };
    odd_fund(&mut world, &plan);
    let receipt = world.buy_all(&whale, FIRST).unwrap();
    // Once, not twice: the account owed nothing any more when it was reconciled from within.
    assert_eq!(receipt.all("recognise_loss").count(), 1);
    assert_eq!(
        world.market(USD.denom).written_off.u128(),
        USD.units(1_170_600)
    );
    world.recount();
}
