//! The fund as a market sees it.

use cosmwasm_std::{
    from_json, to_json_binary, Addr, Coin, StdResult, SubMsgResponse, Uint128, WasmMsg,
};
use cw_utils::parse_execute_response_data;
use thiserror::Error;

use super::{CoverResponse, ExecuteMsg};
use crate::funds;

/// An answer to a `Cover` that does not read.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("the insurance fund's answer does not read: {reason}; set a fund that answers `Cover` with `CoverResponse`")]
pub struct AnswerRefusal {
    /// What was wrong with it.
    pub reason: String,
}

/// Messages to an insurance fund.
pub struct FundClient<'a> {
    /// The fund's contract.
    pub address: &'a Addr,
}

impl FundClient<'_> {
    /// Asks for cover of a loss. Send it as a submessage whose failure is caught and whose success is replied to. A caller can make it
    /// fail by calling the market from so deep that no further call fits: behind a failure a market must check that there was
    /// room, or who stakes can spare himself.
    pub fn cover(&self, denom: &str, amount: Uint128) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: self.address.to_string(),
            msg: to_json_binary(&ExecuteMsg::Cover {
                denom: denom.to_owned(),
                amount,
            })?,
            funds: vec![],
        })
    }

    /// Gives a coin, of the bank or a token, as income.
    pub fn add_income(&self, denom: &str, amount: Uint128) -> StdResult<WasmMsg> {
        let coin = Coin {
            denom: denom.to_owned(),
            amount,
        };
        funds::call(self.address, &ExecuteMsg::AddIncome {}, coin)
    }

    /// What a cover came to, from the reply to its submessage. What it says was paid has come: the fund pays in the same
    /// message.
    pub fn read_cover(response: &SubMsgResponse) -> Result<CoverResponse, AnswerRefusal> {
        let refused = |reason: String| AnswerRefusal { reason };
        let wrapped = response
            .msg_responses
            .first()
            .map(|answer| answer.value.clone())
            .or_else(|| old_data(response))
            .ok_or_else(|| refused("it is empty".to_owned()))?;
        let data = parse_execute_response_data(&wrapped)
            .map_err(|error| refused(error.to_string()))?
            .data
            .ok_or_else(|| refused("it has no data".to_owned()))?;
        from_json(data).map_err(|error| refused(error.to_string()))
    }
}

/// The data as chains before wasmd 0.53 give it.
#[allow(deprecated)]
fn old_data(response: &SubMsgResponse) -> Option<cosmwasm_std::Binary> {
    response.data.clone()
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{Binary, MsgResponse};

    use super::*;

    /// An answer as the chain wraps it: field 1 of a message, behind its length.
    fn wrapped(data: &[u8]) -> SubMsgResponse {
        let mut value = vec![0x0a, u8::try_from(data.len()).unwrap()];
        value.extend_from_slice(data);
        #[allow(deprecated)]
        SubMsgResponse {
            events: vec![],
            data: None,
            msg_responses: vec![MsgResponse {
                type_url: "/cosmwasm.wasm.v1.MsgExecuteContractResponse".to_owned(),
                value: Binary::new(value),
            }],
        }
    }

    #[test]
    fn the_answer_to_a_cover_is_read_from_the_reply() {
        let response = wrapped(br#"{"paid":"70","owed":"30"}"#);
        let read = FundClient::read_cover(&response).unwrap();
        assert_eq!((read.paid.u128(), read.owed.u128()), (70, 30));
    }

    #[test]
    fn the_answer_is_read_where_older_chains_put_it() {
        let mut response = wrapped(br#"{"paid":"70","owed":"30"}"#);
        let value = response.msg_responses.remove(0).value;
        #[allow(deprecated)]
        {
            response.data = Some(value);
        }
        let read = FundClient::read_cover(&response).unwrap();
        assert_eq!(read.paid.u128(), 70);
    }

    #[test]
    fn an_answer_that_is_none_is_refused() {
        let mut empty = wrapped(b"");
        assert!(FundClient::read_cover(&wrapped(b"{}")).is_err());
        assert!(FundClient::read_cover(&empty).is_err());
        empty.msg_responses.clear();
        assert!(FundClient::read_cover(&empty).is_err());
    }

    #[test]
    fn a_cover_carries_no_coins_and_income_one() {
        let address = Addr::unchecked("fund");
        let client = FundClient { address: &address };
        let WasmMsg::Execute { msg, funds, .. } = client.cover("uusd", Uint128::new(7)).unwrap()
        else {
            panic!("another message");
        };
        assert_eq!(
            msg.as_slice(),
            br#"{"cover":{"denom":"uusd","amount":"7"}}"#
        );
        assert!(funds.is_empty());
        let WasmMsg::Execute { msg, funds, .. } =
            client.add_income("uusd", Uint128::new(7)).unwrap()
        else {
            panic!("another message");
        };
        assert_eq!(msg.as_slice(), br#"{"add_income":{}}"#);
        assert_eq!(funds, cosmwasm_std::coins(7, "uusd"));
    }
}
