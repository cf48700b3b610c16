#![allow(clippy::unwrap_used)]

use cosmwasm_std::testing::mock_dependencies;
use gavel_math::liquidation::Division;
use gavel_types::auction::LotId;

use super::*;
use crate::state::{LotRecord, LotResult};

#[test]
fn the_auction_house_stays_while_an_account_has_not_its_share_of_a_lot_whatever_the_lot_brought() {
    let mut deps = mock_dependencies();
    let who = |name: &str| deps.api.addr_make(name).to_string();
    let config = |auction: &str| Config {
        oracle: who("oracle"),
        auction: who(auction),
        guardian: None,
        treasury: who("treasury"),
        insurance_fund: None,
        urgent_ltv_bps: 9_500,
    };
    let (old, new) = (config("old house"), config("new house"));
    instantiate(deps.as_mut(), 0, &old).unwrap();
    // A lot of two accounts that has finished and brought just what was owed: nothing is in auction, and nothing unreconciled.
    // The new house numbers its lots from 1 again.
    let lot = LotId { pair: 1, number: 1 };
    let record = LotRecord {
        collateral: 1,
        market: 1,
        only: None,
        tickets: 2,
        base: 10,
        debt: 900,
        division: Division {
            penalty: Bps(500),
            keeper: Bps(50),
        },
        result: Some(LotResult {
            net: 900,
            penalty: 40,
            unsold: 0,
            net_left: 900,
            penalty_left: 40,
            unsold_left: 0,
        }),
    };
    LOTS.save(&mut deps.storage, &lot, &record);
    let refused = update(deps.as_mut(), 100_000, &new).unwrap_err();
    assert_eq!(refused, ContractError::LotsOpen {});

    LOTS.remove(&mut deps.storage, &lot);
    update(deps.as_mut(), 100_000, &new).unwrap();
    assert_eq!(SETTINGS.load(&deps.storage).unwrap().house_number, 1);
}
