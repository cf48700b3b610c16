//! What an asset is: a coin of the chain's bank, or a token that a cw20 contract keeps.
//!
//! An asset is one text everywhere, in messages, answers, events and keys: a bank denom, or `cw20:` and the address of the
//! token's contract. Two texts are two assets, so a token's address has one form only.

use cosmwasm_std::{Addr, Api};
use thiserror::Error;

use crate::address::address;

/// What the text of a token begins with; its contract's address follows.
pub const TOKEN_PREFIX: &str = "cw20:";

/// A text that begins like a token's and names no contract's address in its normal form.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("{asset} is no asset: behind cw20: stands the token's address as this chain writes it: {reason}")]
pub struct AssetRefusal {
    /// The text.
    pub asset: String,
    /// What the chain says against the address.
    pub reason: String,
}

/// The address behind a token's text; `None` where the asset is a coin of the bank.
pub fn token_of(asset: &str) -> Option<&str> {
    asset.strip_prefix(TOKEN_PREFIX)
}

/// The text of the token that a contract keeps.
pub fn of_token(contract: &Addr) -> String {
    [TOKEN_PREFIX, contract.as_str()].concat()
}

/// Checks an asset that governance lists: a token's address must be one of this chain in its normal form, so that no token has
/// two texts. Whether a contract lives there is not asked: one that does not can send nothing and is never paid in. Nor can be asked
/// what kind of token it is: one whose transfers take a fee, or whose balances change by themselves, must not be listed.
pub fn check_listed(api: &dyn Api, asset: &str) -> Result<(), AssetRefusal> {
    let Some(token) = token_of(asset) else {
        return Ok(());
    };
    let refused = |reason: String| AssetRefusal {
        asset: asset.to_owned(),
        reason,
    };
    match address(api, token) {
        Ok(valid) if valid.as_str() == token => Ok(()),
        Ok(valid) => Err(refused(format!("it writes {valid}"))),
        Err(error) => Err(refused(error.reason)),
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockApi;

    use super::*;

    #[test]
    fn a_tokens_text_is_its_prefix_and_its_address() {
        let contract = MockApi::default().addr_make("token");
        let asset = of_token(&contract);
        assert_eq!(asset, format!("cw20:{contract}"));
        assert_eq!(token_of(&asset), Some(contract.as_str()));
        assert_eq!(check_listed(&MockApi::default(), &asset), Ok(()));
    }

    #[test]
    fn any_other_text_is_a_coin_of_the_bank() {
        for denom in ["uusd", "ibc/27394FB0", "factory/cw20:x/y", "cw20", "CW20:x"] {
            assert_eq!(token_of(denom), None);
            assert_eq!(check_listed(&MockApi::default(), denom), Ok(()));
        }
    }

    #[test]
    fn a_tokens_address_has_one_form() {
        let api = MockApi::default();
        let contract = api.addr_make("token");
        let foreign = MockApi::default().with_prefix("other").addr_make("token");
        for token in [
            contract.as_str().to_uppercase(),
            foreign.into_string(),
            format!(" {contract}"),
            format!("cw20:{contract}"),
            "uusd".to_owned(),
            String::new(),
        ] {
            let refused = check_listed(&api, &format!("cw20:{token}")).unwrap_err();
            assert_eq!(refused.asset, format!("cw20:{token}"));
        }
    }
}
