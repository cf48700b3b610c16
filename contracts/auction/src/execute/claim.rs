//! `ClaimLiquidations`: what bids have bought is paid out.

use cosmwasm_std::{DepsMut, MessageInfo, Response, StdResult};
use gavel_math::grid::Level;
use gavel_math::number::add;
use gavel_types::address::recipient_or;
use gavel_types::auction::{Limit, PairId};
use gavel_types::funds::none;
use gavel_types::list::{distinct, ListRefusal};

use crate::book::{closed_worth, live_worth, Batches, Desk, Worth};
use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;
use crate::settlement::send_worth;
use crate::state::{level_of, load_pair, position_key, Position, CLOSED_POOLS, POOLS, POSITIONS};

/// The most bids that one message pays: each is read, and written or deleted.
const MOST_CLAIMED: u32 = 30;

/// How many of an owner's bids are looked at where none are named: others may bid in an owner's name where nothing is bought.
const MOST_READ: usize = 100;

/// Pays what the sender's bids at these limits have bought, or what was driven out of the book. A live bid stays.
pub(crate) fn claim(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    pair: PairId,
    limits: Option<Vec<Limit>>,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let (_, terms) = load_pair(deps.storage, pair)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let owner = deps.api.addr_canonicalize(info.sender.as_str())?;
    let bids = match limits {
        Some(limits) => named(&deps, pair, &owner, &limits)?,
        None => first(&deps, pair, &owner)?,
    };

    let mut desk = Desk::open(deps.storage, pair)?;
    let mut batches = Batches::default();
    let mut total = Worth::default();
    let mut claimed = 0u64;
    for (level, position) in bids {
        if claimed == u64::from(MOST_CLAIMED) {
            break;
        }
        let key = position_key(pair, &owner, Some(level));
        let got = match CLOSED_POOLS.may_load(deps.storage, &(pair, position.pool))? {
            Some(pool) => {
                let (storage, scale) = (&*deps.storage, terms.scale);
                let worth = closed_worth(storage, pair, scale, &position, &pool, &mut batches)?;
                let Some(worth) = worth else {
                    continue;
                };
                POSITIONS.remove(deps.storage, &key);
                desk.count_claimed(deps.storage)?;
                worth
            }
            None => {
                let pool = POOLS.load(deps.storage, &(pair, level.number()))?;
                let worth = live_worth(deps.storage, pair, &position, &pool)?;
                if worth.base == 0 {
                    continue;
                }
                let position = Position {
                    quote: worth.quote,
                    mark: pool.mark,
                    ..position
                };
                POSITIONS.save(deps.storage, &key, &position);
                Worth { quote: 0, ..worth }
            }
        };
        total.base = add(total.base, got.base)?;
        total.quote = add(total.quote, got.quote)?;
        claimed = claimed.saturating_add(1);
    }
    if claimed == 0 {
        return Err(ContractError::NothingToClaim { pair });
    }
    desk.take_off(deps.storage, &total)?;
    desk.close(deps.storage, deps.api, session, &terms)?;
    let response = Response::new().add_event(Event::ClaimLiquidations {
        pair,
        owner: &info.sender,
        recipient: &recipient,
        bids: claimed,
        paid: total,
    });
    Ok(send_worth(response, &recipient, &terms, total)?)
}

/// The bids at these limits, each of which there must be.
fn named(
    deps: &DepsMut,
    pair: PairId,
    owner: &[u8],
    limits: &[Limit],
) -> Result<Vec<(Level, Position)>, ContractError> {
    distinct(limits, MOST_CLAIMED as usize).map_err(|refusal| ContractError::BadList {
        most: MOST_CLAIMED,
        got: match refusal {
            ListRefusal::Length { got } => got.to_string(),
            ListRefusal::Twice { entry } => format!("{entry} twice"),
        },
    })?;
    limits
        .iter()
        .map(|limit| {
            let level = limit.level()?;
            let key = position_key(pair, owner, Some(level));
            let position = POSITIONS
                .may_load(deps.storage, &key)?
                .ok_or(ContractError::NoBid {
                    pair,
                    limit: *limit,
                })?;
            Ok((level, position))
        })
        .collect()
}

/// An owner's first bids.
fn first(deps: &DepsMut, pair: PairId, owner: &[u8]) -> StdResult<Vec<(Level, Position)>> {
    let prefix = position_key(pair, owner, None);
    let bids = POSITIONS.page(deps.storage, &prefix, None, MOST_READ)?;
    bids.into_iter()
        .map(|(key, position)| Ok((level_of(&key)?, position)))
        .collect()
}
