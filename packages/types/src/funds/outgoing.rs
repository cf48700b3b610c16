//! Money out.

use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, Coin, CosmosMsg, QuerierWrapper, StdResult, Uint128,
    WasmMsg,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg};
use serde::Serialize;

use crate::asset::token_of;

/// A payment of one coin, whose amount is above 0: a send of the bank, or a transfer of the token.
pub fn send(to: &Addr, asset: &str, amount: u128) -> StdResult<CosmosMsg> {
    let Some(token) = token_of(asset) else {
        return Ok(BankMsg::Send {
            to_address: to.to_string(),
            amount: coins(amount, asset),
        }
        .into());
    };
    let transfer = Cw20ExecuteMsg::Transfer {
        recipient: to.to_string(),
        amount: Uint128::new(amount),
    };
    Ok(to_token(token, &transfer)?.into())
}

/// A payment of several coins, none of zero and each once: one send of the bank in order of denom, then a transfer for each token.
/// No message for no coins.
pub fn send_all(to: &Addr, coins: Vec<Coin>) -> StdResult<Vec<CosmosMsg>> {
    let (mut natives, tokens) = split(coins);
    let mut messages = Vec::with_capacity(tokens.len().saturating_add(1));
    if !natives.is_empty() {
        natives.sort_by(|a, b| a.denom.cmp(&b.denom));
        messages.push(CosmosMsg::Bank(BankMsg::Send {
            to_address: to.to_string(),
            amount: natives,
        }));
    }
    for coin in tokens {
        messages.push(send(to, &coin.denom, coin.amount.u128())?);
    }
    Ok(messages)
}

/// Coins of the bank, and tokens, each in their order.
pub fn split(coins: Vec<Coin>) -> (Vec<Coin>, Vec<Coin>) {
    coins
        .into_iter()
        .partition(|coin| token_of(&coin.denom).is_none())
}

/// A message to another contract with one coin, whose amount is above 0. A token is sent by its own contract, which passes the
/// same message on: the other contract must understand it behind its hook too.
pub fn call(contract: &Addr, msg: &impl Serialize, coin: Coin) -> StdResult<WasmMsg> {
    let msg = to_json_binary(msg)?;
    match token_of(&coin.denom) {
        None => Ok(WasmMsg::Execute {
            contract_addr: contract.to_string(),
            msg,
            funds: vec![coin],
        }),
        Some(token) => to_token(
            token,
            &Cw20ExecuteMsg::Send {
                contract: contract.to_string(),
                amount: coin.amount,
                msg,
            },
        ),
    }
}

/// What someone has of an asset, in smallest units, by the bank or by the token's contract.
pub fn balance(querier: &QuerierWrapper, asset: &str, holder: &Addr) -> StdResult<u128> {
    let Some(token) = token_of(asset) else {
        return Ok(querier.query_balance(holder, asset)?.amount.u128());
    };
    let question = Cw20QueryMsg::Balance {
        address: holder.to_string(),
    };
    let answer: BalanceResponse = querier.query_wasm_smart(token, &question)?;
    Ok(answer.balance.u128())
}

/// A message to a token's contract, without coins.
fn to_token(token: &str, msg: &Cw20ExecuteMsg) -> StdResult<WasmMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: token.to_owned(),
        msg: to_json_binary(msg)?,
        funds: vec![],
    })
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockQuerier;
    use cosmwasm_std::{coin, from_json, ContractResult, SystemResult, WasmQuery};

    use super::*;
    use crate::insurance::ExecuteMsg;

    const TOKEN: &str = "cw20:token";

    fn ann() -> Addr {
        Addr::unchecked("ann")
    }

    /// What a message tells a contract, with which coins.
    fn executed(msg: &CosmosMsg) -> (&str, &str, &[Coin]) {
        match msg {
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) => {
                let text = core::str::from_utf8(msg.as_slice()).unwrap();
                (contract_addr, text, funds)
            }
            other => panic!("{other:?} is to no contract"),
        }
    }

    #[test]
    fn a_coin_of_the_bank_is_paid_by_the_bank() {
        let expected = BankMsg::Send {
            to_address: "ann".to_owned(),
            amount: coins(7, "uusd"),
        };
        assert_eq!(send(&ann(), "uusd", 7).unwrap(), expected.into());
    }

    #[test]
    fn a_token_is_paid_by_its_contract() {
        let paid = send(&ann(), TOKEN, 7).unwrap();
        let expected = r#"{"transfer":{"recipient":"ann","amount":"7"}}"#;
        assert_eq!(executed(&paid), ("token", expected, &[][..]));
    }

    #[test]
    fn several_coins_are_one_send_in_order_of_denom_and_a_transfer_a_token() {
        let paid = vec![
            coin(3, "uusd"),
            coin(2, TOKEN),
            coin(1, "uatom"),
            coin(4, "cw20:another"),
        ];
        let messages = send_all(&ann(), paid).unwrap();
        assert_eq!(messages.len(), 3);
        let natives = BankMsg::Send {
            to_address: "ann".to_owned(),
            amount: vec![coin(1, "uatom"), coin(3, "uusd")],
        };
        assert_eq!(messages[0], natives.into());
        assert_eq!(executed(&messages[1]).0, "token");
        assert_eq!(executed(&messages[2]).0, "another");
        assert_eq!(send_all(&ann(), vec![]).unwrap(), []);
        assert_eq!(send_all(&ann(), vec![coin(2, TOKEN)]).unwrap().len(), 1);
    }

    #[test]
    fn a_message_with_a_token_goes_through_the_token() {
        let fund = Addr::unchecked("fund");
        let income = ExecuteMsg::AddIncome {};
        let native = call(&fund, &income, coin(7, "uusd")).unwrap().into();
        let coins = coins(7, "uusd");
        let expected = r#"{"add_income":{}}"#;
        assert_eq!(executed(&native), ("fund", expected, coins.as_slice()));

        let token = call(&fund, &income, coin(7, TOKEN)).unwrap().into();
        let (contract, text, funds) = executed(&token);
        assert_eq!((contract, funds), ("token", &[][..]));
        let Cw20ExecuteMsg::Send {
            contract,
            amount,
            msg,
        } = from_json(text).unwrap()
        else {
            panic!("{text} is no Send");
        };
        assert_eq!((contract.as_str(), amount.u128()), ("fund", 7));
        assert_eq!(msg.as_slice(), expected.as_bytes());
    }

    #[test]
    fn a_balance_is_asked_of_the_bank_or_of_the_token() {
        let held = coins(5, "uusd");
        let mut querier: MockQuerier = MockQuerier::new(&[("ann", &held)]);
        querier.update_wasm(|query| match query {
            WasmQuery::Smart { contract_addr, msg } if contract_addr == "token" => {
                assert_eq!(msg.as_slice(), br#"{"balance":{"address":"ann"}}"#);
                let answer = to_json_binary(&BalanceResponse {
                    balance: Uint128::new(9),
                });
                SystemResult::Ok(ContractResult::Ok(answer.unwrap()))
            }
            _ => unreachable!("nothing else is asked"),
        });
        let querier = QuerierWrapper::new(&querier);
        assert_eq!(balance(&querier, "uusd", &ann()), Ok(5));
        assert_eq!(balance(&querier, TOKEN, &ann()), Ok(9));
    }
}
