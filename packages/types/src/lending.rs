//! The lending contract: markets, collateral, accounts, liquidations.

mod govern;
mod query;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use crate::consignor::Settlement;

pub use govern::{CollateralTerms, Config, GovernMsg, MarketTerms, PenaltyReceiver, SudoMsg};
pub use query::*;

/// The most collateral assets of an account, those in its tickets included: a liquidation reads them all.
pub const MAX_COLLATERALS: usize = 8;

/// The most debts of an account, those of its tickets included.
pub const MAX_DEBTS: usize = 4;

/// With this many tickets open, the next liquidation closes the account whole.
pub const TICKETS_BEFORE_CLOSING: usize = 6;

/// The most tickets of an account: 6, and the 8 + 4 − 1 pieces of a whole closing.
pub const MAX_TICKETS: usize = 17;

/// An account: an owner may have 256.
#[cw_serde]
#[derive(Eq)]
pub struct AccountId {
    /// The owner's address.
    pub owner: String,
    /// Which of the owner's accounts, 0 for the first.
    pub sub: u8,
}

/// Sets the contract up.
#[cw_serde]
pub struct InstantiateMsg {
    /// Who governs.
    pub owner: String,
    /// The contract's configuration.
    pub config: Config,
}

/// What lenders, borrowers, keepers and governance may do.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Lends the one coin sent. Anyone. Mints shares, rounded down, at a value that counts pending losses as nothing lost. Refused
    /// while paused, above the market's supply cap, and when it is too little for a share.
    Supply {
        /// Who receives the shares; the sender by default.
        on_behalf_of: Option<String>,
    },
    /// Redeems the sender's shares, rounded up for an amount, at a value that counts pending losses as lost. Takes no coins. Refused
    /// while paused, beyond what the shares are worth, beyond the cash on hand that is the lenders', and below `min_amount`.
    Withdraw {
        /// The market's asset.
        denom: String,
        /// How much, in smallest units, above 0; all that the shares are worth, rounded down, by default.
        amount: Option<Uint128>,
        /// The least to accept, in smallest units: where `amount` is left out, a loss booked just before would otherwise go
        /// unnoticed.
        min_amount: Option<Uint128>,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Adds the one coin sent to an account's collateral. Anyone; never refused by a pause. Others than the owner may only add to
    /// a collateral that the account has. Above the asset's cap only what an account in debt needs to reach opening health,
    /// rounded up. Into an account whose loss is marked only what makes its sale expected to repay. A collateral new to an
    /// account in debt must have an open pair for each of its debts; an account has at most 8, those in auction counted.
    Deposit {
        /// The account; the sender's first by default.
        account: Option<AccountId>,
    },
    /// Takes collateral out of the sender's account. Takes no coins. Refused while paused, and when what stays does not back the
    /// debts at low collateral prices, high debt prices and the opening LTV; an account that owes nothing needs no price. Collateral
    /// without an open pair for a debt backs nothing. Refused also when an account in debt would keep nothing but dust.
    WithdrawCollateral {
        /// Which of the sender's accounts.
        sub: u8,
        /// The collateral.
        denom: String,
        /// How much, in smallest units, above 0; all by default.
        amount: Option<Uint128>,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Takes all surplus of liquidations in one asset out of the sender's account. Takes no coins. Refused while paused, when there
    /// is none, and when the collateral does not back the debts as in `WithdrawCollateral`.
    WithdrawSurplus {
        /// Which of the sender's accounts.
        sub: u8,
        /// The market's asset.
        denom: String,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Borrows against the sender's account, which must hold at least the dust of one collateral. Takes no coins. Refused while
    /// paused, beyond the market's cap or cash, without fresh prices, beyond the opening LTV at low collateral and high debt
    /// prices, when the debt would be dust, when a collateral of the account has no open pair for it, and beyond 4 debts, those
    /// in auction counted.
    Borrow {
        /// Which of the sender's accounts.
        sub: u8,
        /// The market's asset.
        denom: String,
        /// How much, in smallest units, above 0.
        amount: Uint128,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Repays an account's debt with the one coin sent; what is sent above the debt, which is rounded up, comes back to the sender.
    /// Anyone; never refused by a pause. Refused when the account owes nothing of it.
    Repay {
        /// The account; the sender's first by default.
        account: Option<AccountId>,
    },
    /// Sells collateral of an unhealthy account in the auction house: as much as restores its target health, or everything when
    /// it is insolvent, when no part would improve its health and leave no dust, or when it has 6 tickets open. Anyone; the
    /// sender receives the keeper's slice in collateral. Where nothing but dust is left, no ticket is open and the dust is not
    /// expected to repay, it sells nothing, recognises the loss and asks the insurance fund for it. Takes no coins; never refused
    /// by a pause. Refused when the account is healthy, when nothing of it can be sold now, and when a partial sale would exceed
    /// a cap on what is in auction while there is a lot to wait for, unless the account is urgent.
    Liquidate {
        /// The account.
        account: AccountId,
        /// Who receives the keeper's slice; the sender by default.
        recipient: Option<String>,
    },
    /// Applies finished lots to accounts and marks their pending losses anew; one that was marked falls only at settled prices.
    /// Recognises the loss of one that has nothing but dust which would not repay it, and asks the insurance fund for it: a fund
    /// that fails is passed over, but a caller so deep in others' calls that the fund could not be asked is refused. Anyone; 1 to
    /// 10 accounts, each once; takes no coins; never refused by a pause.
    Reconcile {
        /// The accounts.
        accounts: Vec<AccountId>,
    },
    /// The auction house's report of a finished lot, with exactly its proceeds and its unsold base; what of them are tokens has come
    /// just before. Only the auction contract; never refused by a pause. A loss is recognised as in `Reconcile`.
    LotSettled(Settlement),
    /// Takes the one coin sent for a market's lenders, whom it reaches evenly over `stream_seconds`, at least a day and at most 30, and
    /// not while there are none: what the insurance fund made good of earlier losses. With money that flows already, over the average
    /// of both times by amounts. Anyone; never refused by a pause. Refused when the coin is no market's.
    ShortfallRepaid {
        /// Over how many seconds it shall reach the lenders.
        stream_seconds: u64,
    },
    /// A token's hook: a [`ReceiveMsg`] with the token's amount as its coin, from the sender that the token names. Any contract may
    /// call it; only a listed token's is of use. Takes no other coins. Refused with an amount of 0 and with any other message.
    Receive(Cw20ReceiveMsg),
    /// Calls this contract so many times further down, and does nothing else: behind a request for cover that failed, to tell a fund
    /// that does not answer from a caller who left no room to ask it. Only this contract itself; takes no coins.
    CheckDepth {
        /// Calls still to be made, at most 1.
        further: u8,
    },
    /// Pays out what penalties and seized dust have come to, to their receivers; the insurance fund's share is given to it as income.
    /// Anyone; 1 to 10 assets, each once. What a receiver cannot take stays for the next time and stops nobody. Takes no coins; never
    /// refused by a pause. Refused when there is nothing to pay at all, and when an asset is neither market nor collateral.
    Distribute {
        /// The assets.
        denoms: Vec<String>,
    },
    /// Stops supplying, withdrawing and borrowing for 48 hours; never repaying, depositing, liquidating or settling. Only the
    /// guardian, a week after the last pause ended, or the owner, who thereby renews a pause; takes no coins.
    Pause {},
    /// Changes what governance sets. Only the owner; takes no coins.
    Govern(GovernMsg),
}

/// What may come through a token's hook: the messages that take coins, in the same words, and no others.
#[cw_serde]
pub enum ReceiveMsg {
    /// [`ExecuteMsg::Supply`] of the token.
    Supply {
        /// Who receives the shares; who sent the token by default.
        on_behalf_of: Option<String>,
    },
    /// [`ExecuteMsg::Deposit`] of the token.
    Deposit {
        /// The account; the first of who sent the token by default.
        account: Option<AccountId>,
    },
    /// [`ExecuteMsg::Repay`] with the token.
    Repay {
        /// The account; the first of who sent the token by default.
        account: Option<AccountId>,
    },
    /// [`ExecuteMsg::ShortfallRepaid`] with the token.
    ShortfallRepaid {
        /// Over how many seconds it shall reach the lenders.
        stream_seconds: u64,
    },
}

/// Takes the contract to this version. Refused from another contract or a later version.
#[cw_serde]
pub struct MigrateMsg {}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{from_json, to_json_binary};

    use super::*;
    use crate::insurance::MarketMsg;

    #[test]
    fn a_token_brings_the_same_words_as_a_coin() {
        let account = Some(AccountId {
            owner: "ann".to_owned(),
            sub: 3,
        });
        let on_behalf_of = Some("ann".to_owned());
        for msg in [
            ReceiveMsg::Supply { on_behalf_of },
            ReceiveMsg::Deposit {
                account: account.clone(),
            },
            ReceiveMsg::Repay { account },
            ReceiveMsg::ShortfallRepaid { stream_seconds: 9 },
        ] {
            let words = to_json_binary(&msg).unwrap();
            let direct: ExecuteMsg = from_json(&words).unwrap();
            assert_eq!(to_json_binary(&direct).unwrap(), words);
        }
    }

    #[test]
    fn a_repaid_shortfall_is_understood_as_a_coin_and_as_a_token() {
        let sent = to_json_binary(&MarketMsg::ShortfallRepaid { stream_seconds: 9 }).unwrap();
        let direct: ExecuteMsg = from_json(&sent).unwrap();
        assert_eq!(direct, ExecuteMsg::ShortfallRepaid { stream_seconds: 9 });
        let token: ReceiveMsg = from_json(&sent).unwrap();
        assert_eq!(token, ReceiveMsg::ShortfallRepaid { stream_seconds: 9 });
    }
}
