//! `HandOver`: a consignor is paid what is not all coins of the bank.

use cosmwasm_std::{Addr, Coin, MessageInfo, Response};
use gavel_types::consignor::Settlement;
use gavel_types::funds::{none, send, split};

use crate::error::ContractError;
use crate::session::Session;
use crate::settlement::report;

/// Transfers each token, then tells the consignor with the coins of the bank. The house alone asks for it, in a submessage with the
/// delivery's gas limit: whatever fails, a token or the consignor, takes all of it back.
pub(crate) fn hand_over(
    session: &Session,
    info: &MessageInfo,
    consignor: String,
    settlement: Settlement,
    parts: Vec<Coin>,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    if info.sender != session.address {
        return Err(ContractError::Unauthorized {
            who: "the house itself",
        });
    }
    // The house's own records named it.
    let consignor = Addr::unchecked(consignor);
    let (natives, tokens) = split(parts);
    let mut response = Response::new();
    for part in tokens {
        response = response.add_message(send(&consignor, &part.denom, part.amount.u128())?);
    }
    Ok(response.add_message(report(&consignor, settlement, natives)?))
}
