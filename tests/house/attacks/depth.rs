//! Attacks 1 and 21 by a caller who leaves no room for the insurance fund, or for a lot's backstop: chains limit how deep calls
//! go, and a submessage that does not fit is a failure that lending, or the house, would catch.

use std::cell::Cell;

use cosmwasm_std::{
    to_json_binary, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Reply,
    Response, StdError, StdResult, WasmMsg,
};
use cw_multi_test::error::AnyResult;
use cw_multi_test::{Contract, ContractWrapper};
use gavel_testing::{buyer, Call, Codes, Receipt, Refusal, World, ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg};
use serde::{Deserialize, Serialize};

use super::{about, FIRST};

thread_local! {
    /// Whether the message that runs was called from so deep that the chain takes no further call.
    static DEEP: Cell<bool> = const { Cell::new(false) };
}

/// A contract that the chain does not call any further while `DEEP` is set. The embedded chain knows no such limit.
pub(super) struct Shallow {
    pub(super) inner: Box<dyn Contract<Empty>>,
    /// What lies deeper than the limit: every message, or those of this name.
    pub(super) only: Option<&'static str>,
}

impl Contract<Empty> for Shallow {
    fn execute(&self, d: DepsMut, e: Env, i: MessageInfo, m: Vec<u8>) -> AnyResult<Response> {
        let text = String::from_utf8_lossy(&m).into_owned();
        if DEEP.get() && self.only.map_or(true, |name| text.contains(name)) {
            return Err(StdError::generic_err("max call depth exceeded").into());
        }
        self.inner.execute(d, e, i, m)
    }

    fn instantiate(&self, d: DepsMut, e: Env, i: MessageInfo, m: Vec<u8>) -> AnyResult<Response> {
        self.inner.instantiate(d, e, i, m)
    }

    fn query(&self, d: Deps, e: Env, m: Vec<u8>) -> AnyResult<Binary> {
        self.inner.query(d, e, m)
    }

    fn reply(&self, d: DepsMut, e: Env, m: Reply) -> AnyResult<Response> {
        self.inner.reply(d, e, m)
    }

    fn sudo(&self, d: DepsMut, e: Env, m: Vec<u8>) -> AnyResult<Response> {
        self.inner.sudo(d, e, m)
    }

    fn migrate(&self, d: DepsMut, e: Env, m: Vec<u8>) -> AnyResult<Response> {
        self.inner.migrate(d, e, m)
    }
}

/// An attacker's contract: sends messages from deep down.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "snake_case")]
enum Climb {
    Down { messages: Vec<CosmosMsg> },
    Up {},
}

fn climb(_: DepsMut, env: Env, _: MessageInfo, msg: Climb) -> StdResult<Response> {
    let Climb::Down { messages } = msg else {
        DEEP.set(false);
        return Ok(Response::new());
    };
    DEEP.set(true);
    let up = WasmMsg::Execute {
        contract_addr: env.contract.address.into_string(),
        msg: to_json_binary(&Climb::Up {})?,
        funds: vec![],
    };
    Ok(Response::new().add_messages(messages).add_message(up))
}

fn born(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn mute(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

/// Runs a call from deep down.
pub(super) fn from_deep(
    world: &mut World,
    climber: &Addr,
    call: &Call,
) -> Result<Receipt, Refusal> {
    let msg = Climb::Down {
        messages: vec![call.message().clone()],
    };
    let anyone = world.person("anyone");
    let outcome = world.run(&anyone, Call::any(climber, &msg, vec![]));
    DEEP.set(false);
    outcome
}

/// A lender with 10 million dollars, 7.26 million of them lent against 100,000 ETH, which are being sold at 60 dollars: 99,500 at
/// 61.2 will bring 6,089,400, so that 1,170,600 are lost. Two millions are staked.
fn before_the_loss() -> (World, Addr, Addr) {
    let codes = Codes::native();
    let codes = Codes {
        fund: Box::new(Shallow {
            inner: codes.fund,
            only: None,
        }),
        lending: Box::new(Shallow {
            inner: codes.lending,
            only: Some("check_depth"),
        }),
        ..codes
    };
    let mut world = World::builder().codes(codes).without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(10_000_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100_000)]);
    let staker = world.funded("staker", &[USD.coin(2_000_000)]);
    world.stake(&staker, USD.coin(2_000_000)).unwrap();
    world.supply(&lender, USD.coin(10_000_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100_000)], &[USD.coin(7_260_000)]);
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let climber = climber(&mut world);
    (world, climber, lender)
}

/// The attacker's contract, with money.
pub(super) fn climber(world: &mut World) -> Addr {
    let owner = world.person("climber's owner");
    let code = ContractWrapper::new(climb, born, mute);
    let climber = world
        .start(Box::new(code), &owner, "climber", &Empty {})
        .unwrap();
    world.fund(&climber, &[USD.coin(100_000_000)]);
    climber
}

#[test]
fn attack_01_a_settlement_from_deep_down_waits_for_one_that_can_ask_the_fund() {
    let (mut world, climber, lender) = before_the_loss();
    let buy = world.buying(FIRST, u128::MAX).unwrap();
    let receipt = from_deep(&mut world, &climber, &buy).unwrap();
    // The buyer has bought. What it means for lenders has not happened yet: the loss is still expected, and covered by nobody.
    assert!(receipt.tells("fail_delivery") && !receipt.tells("recognise_loss"));
    let market = world.market(USD.denom);
    assert_eq!((market.written_off.u128(), market.covered.u128()), (0, 0));
    assert!(market.pending_loss.u128() > USD.units(1_000_000));

    let house = world.contracts();
    let anyone = world.person("anyone");
    let delivered = world.deliver(&anyone, FIRST, &house.lending).unwrap();
    let cover = delivered.first("cover_loss").unwrap();
    assert_eq!(cover.value("paid"), Some(USD.units(1_170_600)));
    world.withdraw(&lender, USD.denom, None).unwrap();
    let got = world.balance(&lender, USD.denom);
    assert!(about(got, USD.units(10_000_000)), "{got}");
}

#[test]
fn attack_01_nobody_recognises_a_loss_from_so_deep_that_the_fund_cannot_be_asked() {
    let (mut world, climber, _) = before_the_loss();
    let buy = world.buying(FIRST, u128::MAX).unwrap();
    from_deep(&mut world, &climber, &buy).unwrap();
    let house = world.contracts();
    let lending = house.lending.to_string();
    let deliver = gavel_types::auction::ExecuteMsg::Deliver {
        lot: FIRST,
        consignor: lending,
    };
    let deliver = house.to_auction(deliver, vec![]);
    let again = from_deep(&mut world, &climber, &deliver).unwrap();
    assert!(again.tells("fail_delivery"));
    assert_eq!(world.market(USD.denom).written_off.u128(), 0);
    assert_eq!(world.deliveries().len(), 1);
}

#[test]
fn attack_21_nobody_sends_a_lot_back_from_so_deep_that_its_backstop_cannot_be_called() {
    let codes = Codes::native();
    let codes = Codes {
        auction: Box::new(Shallow {
            inner: codes.auction,
            only: Some("check_depth"),
        }),
        ..codes
    };
    let mut world = World::builder().codes(codes).build();
    let climber = climber(&mut world);
    let owner = world.person("buyer's owner");
    let code = Box::new(Shallow {
        inner: buyer::code(),
        only: None,
    });
    let buyer = world.start_buyer_of(code, &owner, USD.units(2_000), USD.coin(2_000));
    world.add_backstop(1, &buyer, 500).unwrap();
    let seller = world.funded("seller", &[ETH.coin(10)]);
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: seller.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let anyone = world.person("anyone");
    for _ in 0..3 {
        world.wait(1_206);
        world.advance(&anyone, FIRST).unwrap();
    }
    world.wait(1_206);
    let advance = world.contracts().advance(FIRST);
    let refused = from_deep(&mut world, &climber, &advance).unwrap_err();
    assert!(refused.to_string().contains("depth"), "{refused}");
    assert!(world.lot(FIRST).is_some());
    // From where there is room it is bought.
    world.advance(&anyone, FIRST).unwrap();
    assert_eq!(world.balance(&buyer, ETH.denom), ETH.units(10));
}
