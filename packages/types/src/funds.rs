//! The coins that come with a message, exactly those it asks for, and those that it pays.

use cosmwasm_std::{coins, Addr, BankMsg, Coin};
use thiserror::Error;

/// Coins that a message did not ask for, or asked for in vain.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum FundsError {
    /// The expected coin did not come, or none of it.
    #[error("send some {expected} with this message; none came")]
    Missing {
        /// The asset expected.
        expected: String,
    },
    /// A coin came that this message does not take.
    #[error("this message does not take {got}; send {expected}")]
    Unexpected {
        /// The asset that came.
        got: String,
        /// What would be right.
        expected: String,
    },
}

/// The amount of the one expected coin. Fails on none, on zero, and on any other coin beside it.
pub fn exactly(funds: &[Coin], expected: &str) -> Result<u128, FundsError> {
    let mut paid = 0u128;
    for coin in funds {
        if coin.denom == expected && paid == 0 {
            paid = coin.amount.u128();
        } else {
            return Err(FundsError::Unexpected {
                got: coin.denom.clone(),
                expected: format!("only {expected}, once"),
            });
        }
    }
    if paid == 0 {
        return Err(FundsError::Missing {
            expected: expected.to_owned(),
        });
    }
    Ok(paid)
}

/// The one coin that came, of whatever asset. Fails on none, on zero and on more than one.
pub fn single(funds: &[Coin]) -> Result<&Coin, FundsError> {
    match funds {
        [coin] if !coin.amount.is_zero() => Ok(coin),
        [_, second, ..] => Err(FundsError::Unexpected {
            got: second.denom.clone(),
            expected: "exactly one coin".to_owned(),
        }),
        _ => Err(FundsError::Missing {
            expected: "one coin".to_owned(),
        }),
    }
}

/// A payment of one coin, whose amount is above 0.
pub fn send(to: &Addr, denom: &str, amount: u128) -> BankMsg {
    BankMsg::Send {
        to_address: to.to_string(),
        amount: coins(amount, denom),
    }
}

/// Fails when any coin came.
pub fn none(funds: &[Coin]) -> Result<(), FundsError> {
    funds.first().map_or(Ok(()), |coin| {
        Err(FundsError::Unexpected {
            got: coin.denom.clone(),
            expected: "no coins".to_owned(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Vec<Coin> {
        vec![Coin::new(5u128, "uatom"), Coin::new(7u128, "uusd")]
    }

    #[test]
    fn exactly_one_expected_coin_is_taken() {
        assert_eq!(exactly(&coins(7, "uusd"), "uusd"), Ok(7));
    }

    #[test]
    fn a_coin_beside_the_expected_one_is_refused_by_name() {
        let refused = exactly(&two(), "uusd").unwrap_err();
        assert!(refused.to_string().contains("uatom"), "{refused}");
        let refused = single(&two()).unwrap_err();
        assert!(refused.to_string().contains("uusd"), "{refused}");
    }

    #[test]
    fn nothing_and_zero_are_refused_where_a_coin_is_needed() {
        assert!(exactly(&[], "uusd").is_err());
        assert!(exactly(&coins(0, "uusd"), "uusd").is_err());
        assert!(single(&coins(0, "uusd")).is_err());
    }

    #[test]
    fn a_coin_is_refused_where_none_is_taken() {
        assert_eq!(none(&[]), Ok(()));
        assert!(none(&coins(1, "uusd")).is_err());
    }
}
