//! Tokens: each kept by a contract of its own, at an address that is known before.

use cosmwasm_std::{Addr, Api, CanonicalAddr, Coin, Empty, Storage, Uint128};
use cw20::{Cw20ExecuteMsg, MinterResponse};
use cw20_base::msg::InstantiateMsg;
use cw_multi_test::error::{AnyError, AnyResult};
use cw_multi_test::{AddressGenerator, Contract, Executor};
use gavel_types::asset::token_of;

use super::Chain;
use crate::asset::Asset;

/// Who mints all tokens.
const MINTER: &str = "mint";

/// A contract that is started with a salt lives at the address that the salt is, so that tests name it before it is there.
pub(super) struct SaltIsAddress;

impl AddressGenerator for SaltIsAddress {
    fn predictable_contract_address(
        &self,
        api: &dyn Api,
        _storage: &mut dyn Storage,
        _code_id: u64,
        _instance_id: u64,
        _checksum: &[u8],
        _creator: &CanonicalAddr,
        salt: &[u8],
    ) -> AnyResult<Addr> {
        Ok(api.addr_humanize(&CanonicalAddr::from(salt))?)
    }
}

impl Chain {
    /// Stores the code of tokens and starts a contract for each asset that is one, at its address.
    ///
    /// # Errors
    /// An asset names no address of this chain, or is named twice.
    pub fn start_tokens<'a>(
        &mut self,
        code: Box<dyn Contract<Empty>>,
        assets: impl Iterator<Item = &'a Asset>,
    ) -> AnyResult<()> {
        let code_id = self.app.store_code(code);
        let minter = self.person(MINTER);
        for asset in assets {
            let Some(token) = asset.token() else {
                continue;
            };
            let address = self.app.api().addr_canonicalize(token)?;
            let msg = InstantiateMsg {
                name: "token".to_owned(),
                symbol: "TOKEN".to_owned(),
                decimals: asset.decimals,
                initial_balances: Vec::new(),
                mint: Some(MinterResponse {
                    minter: minter.to_string(),
                    cap: None,
                }),
                marketing: None,
            };
            let salt = address.as_slice().to_vec();
            self.app.instantiate2_contract(
                code_id,
                minter.clone(),
                &msg,
                &[],
                "token",
                None::<String>,
                salt,
            )?;
        }
        Ok(())
    }

    /// Gives someone tokens out of nothing.
    pub(super) fn mint_token(&mut self, to: &Addr, coin: &Coin) -> AnyResult<()> {
        let Some(token) = token_of(&coin.denom) else {
            return Err(AnyError::msg(format!("{} is no token", coin.denom)));
        };
        let mint = Cw20ExecuteMsg::Mint {
            recipient: to.to_string(),
            amount: Uint128::new(coin.amount.u128()),
        };
        let minter = self.person(MINTER);
        self.app
            .execute_contract(minter, Addr::unchecked(token), &mint, &[])
            .map(drop)
    }
}
