//! A payment failed: its coins are back, and stay for the next `Distribute`.

use cosmwasm_std::{DepsMut, Reply, Response, StdError, SubMsgResult};
use gavel_math::number::add;
use gavel_math::packed::Packed;

use crate::event::Event;
use crate::execute::distribute::Payment;
use crate::ledgers::{collateral_id, market_id};
use crate::state::{COLLATERAL_TOTALS, MARKETS, UNPAID};
use crate::ContractError;

/// Takes a failed payment back into the books. Only failures are replied to.
pub(super) fn failed(deps: DepsMut, msg: Reply) -> Result<Response, ContractError> {
    let SubMsgResult::Err(_) = msg.result else {
        return Ok(Response::new());
    };
    let payment = Payment::from_packed(&msg.payload)
        .map_err(|error| StdError::parse_err("payment", error))?;
    if payment.penalty {
        let id = market_id(deps.storage, &payment.denom)?;
        let mut market = MARKETS.load(deps.storage, &id)?;
        market.cash = add(market.cash, payment.amount)?;
        market.penalties = add(market.penalties, payment.amount)?;
        MARKETS.save(deps.storage, &id, &market);
        let key = (id, payment.receiver.as_str());
        let before = UNPAID.may_load(deps.storage, &key)?.unwrap_or(0);
        UNPAID.save(deps.storage, &key, &add(before, payment.amount)?);
    } else {
        let id = collateral_id(deps.storage, &payment.denom)?;
        let mut totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
        totals.seized = add(totals.seized, payment.amount)?;
        COLLATERAL_TOTALS.save(deps.storage, &id, &totals);
    }
    Ok(Response::new().add_event(Event::FailPayment {
        denom: &payment.denom,
        amount: payment.amount,
        recipient: &payment.receiver,
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use cosmwasm_std::testing::{mock_dependencies, MockStorage};
    use cosmwasm_std::Storage;

    use super::*;
    use crate::execute::distribute::PAYMENT_REPLY;
    use crate::state::{CollateralTotals, Market, COLLATERAL_IDS, MARKET_IDS};

    fn listed(storage: &mut dyn Storage) {
        MARKET_IDS.save(storage, "uusd", &1);
        COLLATERAL_IDS.save(storage, "ueth", &1);
        let market = Market {
            cash: 1_000,
            penalties: 7,
            ..Market::opened(0)
        };
        MARKETS.save(storage, &1, &market);
        let totals = CollateralTotals {
            seized: 5,
            ..CollateralTotals::default()
        };
        COLLATERAL_TOTALS.save(storage, &1, &totals);
    }

    fn refused(denom: &str, penalty: bool) -> Reply {
        let payment = Payment {
            denom: denom.to_owned(),
            receiver: "fund".to_owned(),
            amount: 100,
            penalty,
        };
        Reply {
            id: PAYMENT_REPLY,
            payload: payment.to_packed().into(),
            gas_used: 0,
            result: SubMsgResult::Err("codespace: bank, code: 4".to_owned()),
        }
    }

    #[test]
    fn a_penalty_that_its_receiver_does_not_take_stays_for_the_next_time() {
        let mut deps = mock_dependencies();
        deps.storage = MockStorage::new();
        listed(&mut deps.storage);
        failed(deps.as_mut(), refused("uusd", true)).unwrap();
        let market = MARKETS.load(&deps.storage, &1).unwrap();
        assert_eq!((market.cash, market.penalties), (1_100, 107));
        assert_eq!(UNPAID.load(&deps.storage, &(1, "fund")).unwrap(), 100);
        // A second one adds to it.
        failed(deps.as_mut(), refused("uusd", true)).unwrap();
        assert_eq!(UNPAID.load(&deps.storage, &(1, "fund")).unwrap(), 200);
    }

    #[test]
    fn dust_that_the_treasury_does_not_take_stays_for_the_next_time() {
        let mut deps = mock_dependencies();
        listed(&mut deps.storage);
        failed(deps.as_mut(), refused("ueth", false)).unwrap();
        let totals = COLLATERAL_TOTALS.load(&deps.storage, &1).unwrap();
        assert_eq!(totals.seized, 105);
    }
}
