//! What is on disk. A key is a namespace byte and the denom's bytes.
//!
//! | namespace | key | record | invariant |
//! |---|---|---|---|
//! | 1 | denom | [`PriceRecord`], public (`gavel_types::oracle::PRICES`) | the aggregate as of the last message that changed it; only of listed assets |
//! | 2 | denom | [`Asset`] | 1 to 16 feeders, each once, and no fewer than `min_sources`; rules in bounds |
//! | 3 | denom | observations in the order of the asset's feeders | at most as many as feeders; what is missing at the end was never made |
//! | text | `contract_info`, `ownership` | cw2, cw-ownable | |

use cosmwasm_std::{Api, CanonicalAddr, StdResult, Storage};
use gavel_math::aggregation::{Observation, Rules};
use gavel_math::packed::{packed_record, Packed, PackedError};
use gavel_math::price::PriceRecord;
use gavel_storage::PackedMap;
use gavel_types::oracle::PRICES;

use crate::ContractError;

const ASSETS: PackedMap<str, Asset> = PackedMap::new(2);
const OBSERVATIONS: PackedMap<str, Vec<Option<Observation>>> = PackedMap::new(3);

/// A feeder's address in its canonical form: 20 bytes for an account's, where the text has 43.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Feeder(pub(crate) CanonicalAddr);

impl Feeder {
    /// The feeder of an address that a message names. Refuses one that is not in its normal form.
    pub(crate) fn named(api: &dyn Api, address: &str) -> StdResult<Self> {
        let valid = api.addr_validate(address)?;
        api.addr_canonicalize(valid.as_str()).map(Self)
    }
}

impl Packed for Feeder {
    fn pack(&self, out: &mut Vec<u8>) {
        (self.0.len() as u64).pack(out);
        out.extend_from_slice(self.0.as_slice());
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let length = usize::try_from(u64::unpack(input)?).map_err(|_| PackedError)?;
        let (own, rest) = input.split_at_checked(length).ok_or(PackedError)?;
        *input = rest;
        Ok(Self(own.into()))
    }
}

/// How an asset is priced, and by whom: all that a push reads beside the prices themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asset {
    /// How observations become a price.
    pub(crate) rules: Rules,
    /// Who makes them.
    pub(crate) feeders: Vec<Feeder>,
    /// Unix second of the last change of the rules; 0 since the listing.
    pub(crate) updated_at: u64,
}
packed_record!(Asset {
    rules,
    feeders,
    updated_at
});

impl Asset {
    /// The place of a feeder among the asset's, which is its observation's too.
    pub(crate) fn place_of(&self, feeder: &Feeder) -> Option<usize> {
        self.feeders.iter().position(|known| known == feeder)
    }
}

/// A listed asset. Fails with its denom when it is not listed.
pub(crate) fn load_asset(storage: &dyn Storage, denom: &str) -> Result<Asset, ContractError> {
    ASSETS
        .may_load(storage, denom)?
        .ok_or_else(|| ContractError::UnknownAsset {
            denom: denom.to_owned(),
        })
}

/// Whether an asset is listed.
pub(crate) fn is_listed(storage: &dyn Storage, denom: &str) -> StdResult<bool> {
    Ok(ASSETS.may_load(storage, denom)?.is_some())
}

/// Writes an asset.
pub(crate) fn save_asset(storage: &mut dyn Storage, denom: &str, asset: &Asset) {
    ASSETS.save(storage, denom, asset);
}

/// At most `limit` assets behind a denom, in order of denom.
pub(crate) fn page_of_assets(
    storage: &dyn Storage,
    after: Option<&str>,
    limit: usize,
) -> StdResult<Vec<(String, Asset)>> {
    named(ASSETS.page(storage, &[], after.map(str::as_bytes), limit)?)
}

/// The latest observation of each feeder of an asset, one place for each feeder.
pub(crate) fn load_observations(
    storage: &dyn Storage,
    denom: &str,
    asset: &Asset,
) -> StdResult<Vec<Option<Observation>>> {
    let mut observations = OBSERVATIONS.may_load(storage, denom)?.unwrap_or_default();
    observations.resize(asset.feeders.len(), None);
    Ok(observations)
}

/// Writes the feeders' observations, in the order of the feeders.
pub(crate) fn save_observations(
    storage: &mut dyn Storage,
    denom: &str,
    observations: &Vec<Option<Observation>>,
) {
    OBSERVATIONS.save(storage, denom, observations);
}

/// The aggregate of an asset; `None` before its first price.
pub(crate) fn may_load_price(storage: &dyn Storage, denom: &str) -> StdResult<Option<PriceRecord>> {
    PRICES.may_load(storage, denom)
}

/// Writes an aggregate.
pub(crate) fn save_price(storage: &mut dyn Storage, denom: &str, record: &PriceRecord) {
    PRICES.save(storage, denom, record);
}

/// At most `limit` aggregates behind a denom, in order of denom.
pub(crate) fn page_of_prices(
    storage: &dyn Storage,
    after: Option<&str>,
    limit: usize,
) -> StdResult<Vec<(String, PriceRecord)>> {
    named(PRICES.page(storage, &[], after.map(str::as_bytes), limit)?)
}

/// Keys as the denoms they are.
fn named<T>(page: Vec<(Vec<u8>, T)>) -> StdResult<Vec<(String, T)>> {
    page.into_iter()
        .map(|(key, record)| Ok((String::from_utf8(key)?, record)))
        .collect()
}
