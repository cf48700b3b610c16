//! Money in.

use cosmwasm_std::{from_json, Api, Coin, MessageInfo};
use cw20::Cw20ReceiveMsg;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::address::address;
use crate::asset::{of_token, token_of};

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
    /// A coin of the bank came whose denom reads like a token.
    #[error("{denom} is a coin of the bank that is named like a token; a token comes by its own contract's Send")]
    Disguised {
        /// The coin's denom.
        denom: String,
    },
    /// A token came with something else than a message that takes coins, or in the name of nobody.
    #[error("what {asset} came with does not read: {reason}; put a message of this contract that takes coins into Send")]
    Hook {
        /// The token that came.
        asset: String,
        /// What is wrong with it.
        reason: String,
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

/// Fails when any coin came.
pub fn none(funds: &[Coin]) -> Result<(), FundsError> {
    funds.first().map_or(Ok(()), |coin| {
        Err(FundsError::Unexpected {
            got: coin.denom.clone(),
            expected: "no coins".to_owned(),
        })
    })
}

/// Refuses coins of the bank whose denom begins like a token's text. Every contract that takes coins asks this before anything
/// else: such a coin would be taken for the token.
pub fn check_native(funds: &[Coin]) -> Result<(), FundsError> {
    match funds.iter().find(|coin| token_of(&coin.denom).is_some()) {
        None => Ok(()),
        Some(coin) => Err(FundsError::Disguised {
            denom: coin.denom.clone(),
        }),
    }
}

/// What came through a token's hook, as a message of the one who sent the token, and that message.
///
/// Any contract may call the hook and name anybody as the sender. It is therefore believed only together with that contract's own
/// token, which is the only coin of the result: whoever trusts the sender must demand a coin whose token it trusts. So `T` must be an
/// enum of messages that take coins, each of which demands an asset that governance has listed; or whoever calls lets none but those
/// through.
///
/// Fails when coins of the bank came beside it, when the amount is 0, when the sender is no address in its normal form, and when the
/// message is none of `T`.
pub fn received<T: DeserializeOwned>(
    api: &dyn Api,
    info: &MessageInfo,
    hook: &Cw20ReceiveMsg,
) -> Result<(MessageInfo, T), FundsError> {
    none(&info.funds)?;
    let asset = of_token(&info.sender);
    if hook.amount.is_zero() {
        return Err(FundsError::Missing { expected: asset });
    }
    let refused = |reason: String| FundsError::Hook {
        asset: asset.clone(),
        reason,
    };
    let sender = address(api, &hook.sender).map_err(|error| refused(error.to_string()))?;
    let msg = from_json(&hook.msg).map_err(|error| refused(error.to_string()))?;
    let funds = vec![Coin {
        denom: asset,
        amount: hook.amount,
    }];
    Ok((MessageInfo { sender, funds }, msg))
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::{message_info, MockApi};
    use cosmwasm_std::{coins, Addr, Binary};

    use super::*;
    use crate::insurance::ReceiveMsg;

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

    /// What a token sends for `sender`: an amount and a message.
    fn hook(sender: &str, amount: u128, msg: &str) -> Cw20ReceiveMsg {
        Cw20ReceiveMsg {
            sender: sender.to_owned(),
            amount: amount.into(),
            msg: Binary::from(msg.as_bytes()),
        }
    }

    fn token() -> Addr {
        MockApi::default().addr_make("token")
    }

    type Outcome = Result<(MessageInfo, ReceiveMsg), FundsError>;

    fn arrives(funds: &[Coin], hook: &Cw20ReceiveMsg) -> Outcome {
        received(&MockApi::default(), &message_info(&token(), funds), hook)
    }

    #[test]
    fn a_token_comes_as_a_coin_of_its_sender() {
        let ann = MockApi::default().addr_make("ann");
        let hook = hook(ann.as_str(), 7, r#"{"add_income":{}}"#);
        let (info, msg) = arrives(&[], &hook).unwrap();
        assert_eq!(info.sender, ann);
        assert_eq!(info.funds, coins(7, format!("cw20:{}", token())));
        assert_eq!(msg, ReceiveMsg::AddIncome {});
    }

    #[test]
    fn pitfall_02_nothing_of_a_token_and_coins_beside_it_are_refused() {
        let ann = MockApi::default().addr_make("ann");
        let income = |amount| hook(ann.as_str(), amount, r#"{"add_income":{}}"#);
        let expected = format!("cw20:{}", token());
        assert_eq!(
            arrives(&[], &income(0)),
            Err(FundsError::Missing { expected })
        );
        let refused = arrives(&coins(1, "uusd"), &income(7)).unwrap_err();
        assert!(refused.to_string().contains("uusd"), "{refused}");
    }

    #[test]
    fn pitfall_02_a_hook_that_is_no_message_with_coins_is_refused() {
        let ann = MockApi::default().addr_make("ann");
        for msg in [
            "",
            "{}",
            r#""add_income""#,
            r#"{"pause":{}}"#,
            r#"{"absorb":{"denom":"uusd"}}"#,
            r#"{"govern":{"pause":{}}}"#,
            r#"{"add_income":{},"pause":{}}"#,
        ] {
            let refused = arrives(&[], &hook(ann.as_str(), 7, msg)).expect_err(msg);
            assert!(matches!(refused, FundsError::Hook { .. }), "{msg}");
        }
    }

    #[test]
    fn pitfall_03_a_token_comes_in_the_name_of_an_address_in_its_normal_form() {
        let ann = MockApi::default().addr_make("ann").to_string();
        for sender in [ann.to_uppercase(), String::new(), "ann".to_owned()] {
            let refused = arrives(&[], &hook(&sender, 7, r#"{"add_income":{}}"#)).unwrap_err();
            assert!(matches!(refused, FundsError::Hook { .. }), "{sender}");
        }
    }

    #[test]
    fn a_coin_of_the_bank_is_not_taken_for_a_token() {
        assert_eq!(check_native(&two()), Ok(()));
        let disguised = [coins(1, "uusd"), coins(1, "cw20:token")].concat();
        let refused = check_native(&disguised).unwrap_err();
        assert!(refused.to_string().contains("cw20:token"), "{refused}");
    }
}
