//! The insurance fund: pools of stakes that bear lenders' losses, and what they are paid for it.

mod client;
mod govern;
mod query;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

pub use client::{AnswerRefusal, FundClient};
pub use govern::{Config, CoverCaps, GovernMsg, PoolTerms, Purse, SudoMsg};
pub use query::*;

/// The most markets that one pool ever covers: what governance may register.
pub const MAX_MARKETS: u16 = 64;

/// The most shortfalls that one `RepayShortfall` pays; what is left is ready for the next.
pub const MAX_REPAID: u32 = 30;

/// Sets the fund up. Takes no coins.
#[cw_serde]
pub struct InstantiateMsg {
    /// Who governs.
    pub owner: String,
    /// The fund's configuration.
    pub config: Config,
}

/// What stakers, markets, anyone and governance may do. Amounts in smallest units. A message that asks for no coin refuses
/// every coin by its name.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Stakes the coin sent in its pool, for shares rounded down: anyone. Refused while paused, above the pool's cap, and when
    /// the amount is too small for a fair number of shares.
    Stake {
        /// Who receives the shares; the sender by default.
        on_behalf_of: Option<String>,
    },
    /// Queues the sender's shares to leave: they may from a cooldown on, for as long as the window. They bear losses and earn
    /// like all others until they have left. Queueing again starts the cooldown again for all that is queued, and never makes
    /// it ready earlier. Refused while paused.
    QueueExit {
        /// The pool's asset.
        denom: String,
        /// How many shares; all that are not queued by default.
        shares: Option<Uint128>,
    },
    /// Takes all shares that the sender has queued out of the queue: they are staked again. Never refused by a pause.
    CancelExit {
        /// The pool's asset.
        denom: String,
    },
    /// Redeems all shares that the sender has queued, within their window, at what they are worth now, rounded down. Refused
    /// while paused; the window lasts as much longer.
    Unstake {
        /// The pool's asset.
        denom: String,
        /// Who receives the money; the sender by default.
        recipient: Option<String>,
    },
    /// Pays for a loss that a market has just recognised: as much as there is and as the caps allow, out of income set aside,
    /// then the first loss, then income on its way to stakers, then stakes. What is not paid goes to the market's shortfalls.
    /// Only a registered market of that pool, itself. Never refused by a pause or for want of money. The response's data is
    /// [`CoverResponse`] in JSON; [`FundClient::read_cover`] reads it from a reply.
    Cover {
        /// The pool's asset.
        denom: String,
        /// The loss.
        amount: Uint128,
    },
    /// Gives the coin sent to its pool as income: anyone. It makes shortfalls good first, the oldest first, then fills what is
    /// set aside up to the pool's target, then flows to stakers over time. While nobody is staked, all of it is set aside.
    AddIncome {},
    /// Books as income what the fund has of an asset beyond its books, such as a penalty that came by a plain transfer.
    /// Anyone. Refused when there is nothing.
    Absorb {
        /// The pool's asset.
        denom: String,
    },
    /// Adds the coin sent to its pool's first loss, which pays before stakers do. Anyone; it gives no shares.
    FundFirstLoss {},
    /// A token's hook: a [`ReceiveMsg`] with the token's amount as its coin, from the sender that the token names. Any contract may
    /// call it; only the token of a pool is of use. Refused with an amount of 0 and with any other message.
    Receive(Cw20ReceiveMsg),
    /// Pays a market what has been made good of its shortfalls, with [`MarketMsg::ShortfallRepaid`]: anyone. Up to 30
    /// shortfalls at once. Refused when nothing is ready. A market that refuses the payment loses nothing: it stays ready.
    RepayShortfall {
        /// The market's contract.
        market: String,
        /// The pool's asset.
        denom: String,
    },
    /// Stops staking, queueing and unstaking for 48 hours; never covering, repaying or taking income. Only the guardian, a week
    /// after its last pause ended, or the owner, who thereby renews a pause.
    Pause {},
    /// Changes what governance sets. Only the owner.
    Govern(GovernMsg),
}

/// The shortest time in seconds over which a repaid shortfall may reach a market's lenders: a day.
pub const LEAST_STREAM_SECONDS: u64 = 86_400;

/// The longest: 30 days.
pub const MOST_STREAM_SECONDS: u64 = 30 * 86_400;

/// What may come through a token's hook: the messages that take coins, in the same words, and no others.
#[cw_serde]
pub enum ReceiveMsg {
    /// [`ExecuteMsg::Stake`] of the token.
    Stake {
        /// Who receives the shares; who sent the token by default.
        on_behalf_of: Option<String>,
    },
    /// [`ExecuteMsg::AddIncome`] of the token.
    AddIncome {},
    /// [`ExecuteMsg::FundFirstLoss`] with the token.
    FundFirstLoss {},
}

/// What a market that asks the fund for cover must understand. Where the asset is a token it comes through the token's hook, with
/// the fund as the sender.
#[cw_serde]
pub enum MarketMsg {
    /// A part of the market's earlier shortfalls is made good. The money comes with the message. It must reach the market's
    /// lenders evenly over `stream_seconds`, never at once: anyone may send the message that pays it, so who lends just before
    /// and withdraws just after would take it.
    ShortfallRepaid {
        /// Over how many seconds it must reach the lenders.
        stream_seconds: u64,
    },
}

/// What a `Cover` came to.
#[cw_serde]
pub struct CoverResponse {
    /// What was paid to the market, in smallest units. It comes with the same message.
    pub paid: Uint128,
    /// What was not, and is now among the market's shortfalls: `amount − paid`.
    pub owed: Uint128,
}

/// Takes the contract to this version. Refused from another contract or a later version.
#[cw_serde]
pub struct MigrateMsg {}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{from_json, to_json_binary};

    use super::*;

    #[test]
    fn a_token_brings_the_same_words_as_a_coin() {
        let on_behalf_of = Some("ann".to_owned());
        for msg in [
            ReceiveMsg::Stake { on_behalf_of },
            ReceiveMsg::AddIncome {},
            ReceiveMsg::FundFirstLoss {},
        ] {
            let words = to_json_binary(&msg).unwrap();
            let direct: ExecuteMsg = from_json(&words).unwrap();
            assert_eq!(to_json_binary(&direct).unwrap(), words);
        }
    }
}
