//! Losses that lenders bear unless the insurance fund pays for them.

use cosmwasm_std::{Addr, StdResult, Storage, SubMsg};
use gavel_math::packed::Packed;
use gavel_math::packed_record;
use gavel_types::insurance::FundClient;

use crate::state::{MarketId, ROSTER};
use crate::ContractError;

/// The reply that a request for cover comes to.
pub(crate) const COVER_REPLY: u64 = 2;

/// Gas that the fund may use for one message of this contract; it needs a quarter. A fund that burns gas stops nobody: four times
/// this, for the most debts of an account, and the rest of a settlement fit into the least gas that a delivery has.
pub(crate) const FUND_GAS: u64 = 400_000;

/// Seconds for which cover that could not be asked for may be asked for again: shorter than a fund takes to insure a market
/// anew, so that nobody's stake pays for a loss from before.
pub(crate) const RETRY_SECONDS: u64 = 7 * 86_400;

/// Seconds over which cover that was asked for again reaches the lenders.
pub(crate) const LATE_COVER_SECONDS: u64 = 7 * 86_400;

/// A loss that was just recognised, beyond what reserves paid of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    /// The market.
    pub market: MarketId,
    /// Its asset.
    pub denom: String,
    /// How much, in smallest units.
    pub amount: u128,
}

/// What a request for cover carries with it to its reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// The market.
    pub market: MarketId,
    /// Its asset.
    pub denom: String,
    /// How much was asked for.
    pub amount: u128,
    /// Where it is asked for again, up to when it may be.
    pub until: Option<u64>,
}
packed_record!(Request {
    market,
    denom,
    amount,
    until
});

/// Asks the fund, where there is one, for each loss by itself: its cap is on each. They are written off already, so that
/// nothing hangs on the answer.
pub(crate) fn ask_for_cover(
    storage: &dyn Storage,
    losses: Vec<Loss>,
) -> Result<Vec<SubMsg>, ContractError> {
    if losses.is_empty() {
        return Ok(vec![]);
    }
    let Some(fund) = ROSTER.load(storage)?.insurance_fund else {
        return Ok(vec![]);
    };
    let requests = losses.into_iter().map(|loss| Request {
        market: loss.market,
        denom: loss.denom,
        amount: loss.amount,
        until: None,
    });
    Ok(requests
        .map(|request| message(&fund, &request))
        .collect::<StdResult<_>>()?)
}

/// A request to the fund. Its failure is caught.
pub(crate) fn message(fund: &str, request: &Request) -> StdResult<SubMsg> {
    let fund = FundClient {
        address: &Addr::unchecked(fund),
    };
    let cover = fund.cover(&request.denom, request.amount.into())?;
    Ok(SubMsg::reply_always(cover, COVER_REPLY)
        .with_gas_limit(FUND_GAS)
        .with_payload(request.to_packed()))
}
