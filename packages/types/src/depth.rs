//! Finding out whether there was room for calls to another contract: chains limit how deep they go.
//!
//! A caught failure of such a call may be the caller's doing, who began so deep that it did not fit. A contract that must not be
//! deceived so answers the failure with as many calls of itself, one below the other, whose failure is not caught: where they do not
//! fit either, the whole message fails, and is sent again from where there is room.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, StdResult, WasmMsg};

/// The message by which a contract calls itself; one of its own `ExecuteMsg`.
#[cw_serde]
enum DepthMsg {
    CheckDepth { further: u8 },
}

/// A message of a contract to itself, `CheckDepth`, on which it then calls itself so many times further down. Its failure is not
/// caught.
pub fn call_deeper(contract: &Addr, further: u8) -> StdResult<WasmMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: contract.to_string(),
        msg: to_json_binary(&DepthMsg::CheckDepth { further })?,
        funds: vec![],
    })
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::from_json;

    use super::*;
    use crate::{auction, lending};

    #[test]
    fn the_contracts_that_check_their_depth_read_it() {
        let WasmMsg::Execute { msg, .. } = call_deeper(&Addr::unchecked("house"), 3).unwrap()
        else {
            panic!("a call is a message to a contract");
        };
        let house: auction::ExecuteMsg = from_json(&msg).unwrap();
        assert_eq!(house, auction::ExecuteMsg::CheckDepth { further: 3 });
        let lending: lending::ExecuteMsg = from_json(&msg).unwrap();
        assert_eq!(lending, lending::ExecuteMsg::CheckDepth { further: 3 });
    }
}
