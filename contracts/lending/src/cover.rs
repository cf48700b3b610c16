//! Losses that lenders bear unless the insurance fund pays for them.

use cosmwasm_std::{Addr, StdResult, Storage, SubMsg};
use gavel_math::packed::Packed;
use gavel_math::packed_record;
use gavel_types::insurance::FundClient;

use crate::state::ROSTER;
use crate::ContractError;

/// The reply that a request for cover comes to.
pub(crate) const COVER_REPLY: u64 = 2;

/// Gas that the fund may use for one message of this contract. It needs 78,000 in coins and 153,000 in a token where no code is
/// pinned. A fund that burns all of it stops nobody: for each of the four debts of an account this, and then two calls of 60,000
/// that check the depth, and the rest of a settlement fit into the least gas that a delivery has, 2,000,000.
pub(crate) const FUND_GAS: u64 = 250_000;

/// How deep the calls of a cover go below this contract: the fund, and a token that it pays in.
pub(crate) const DEPTH_OF_A_COVER: u8 = 2;

/// A loss that was just recognised, beyond what reserves paid of it. A request for cover carries it to its reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    /// The market's asset.
    pub denom: String,
    /// How much, in smallest units.
    pub amount: u128,
}

packed_record!(Loss { denom, amount });

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
    Ok(losses
        .iter()
        .map(|loss| request(&fund, loss))
        .collect::<StdResult<_>>()?)
}

/// A request to the fund. Its failure is caught.
fn request(fund: &str, loss: &Loss) -> StdResult<SubMsg> {
    let fund = FundClient {
        address: &Addr::unchecked(fund),
    };
    let cover = fund.cover(&loss.denom, loss.amount.into())?;
    Ok(SubMsg::reply_always(cover, COVER_REPLY)
        .with_gas_limit(FUND_GAS)
        .with_payload(loss.to_packed()))
}
