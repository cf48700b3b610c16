//! Messages of the house to itself.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, Coin, StdResult, WasmMsg};
use gavel_types::consignor::Settlement;

/// Those of its messages that the house sends itself, in the same words. Apart from the others, whose writing it never needs.
#[cw_serde]
pub(crate) enum OwnMsg {
    /// [`ExecuteMsg::SettleTake`](gavel_types::auction::ExecuteMsg::SettleTake).
    SettleTake {},
    /// [`ExecuteMsg::HandOver`](gavel_types::auction::ExecuteMsg::HandOver).
    HandOver {
        consignor: String,
        settlement: Settlement,
        parts: Vec<Coin>,
    },
}

impl OwnMsg {
    /// The message to the house at this address, without coins.
    pub fn to(&self, house: &Addr) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: house.to_string(),
            msg: to_json_binary(self)?,
            funds: vec![],
        })
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::from_json;
    use gavel_types::auction::{ExecuteMsg, LotId};

    use super::*;

    #[test]
    fn the_house_reads_what_it_writes_to_itself() {
        let lot = LotId { pair: 1, number: 2 };
        let settlement = Settlement {
            lot,
            base: 5u128.into(),
            sold: 4u128.into(),
            proceeds: 3u128.into(),
            rewards: 2u128.into(),
        };
        let hand_over = OwnMsg::HandOver {
            consignor: "bank".to_owned(),
            settlement: settlement.clone(),
            parts: vec![],
        };
        let read = |msg: &OwnMsg| from_json::<ExecuteMsg>(to_json_binary(msg).unwrap()).unwrap();
        assert_eq!(read(&OwnMsg::SettleTake {}), ExecuteMsg::SettleTake {});
        assert_eq!(
            read(&hand_over),
            ExecuteMsg::HandOver {
                consignor: "bank".to_owned(),
                settlement,
                parts: vec![],
            }
        );
    }
}
