//! The house's own record.

use cosmwasm_std::Addr;
use gavel_math::packed_record;
use gavel_math::pause::Pause;
use gavel_types::auction::Config;

/// What a lot keeps of the house for its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HouseTerms {
    /// Address of the oracle adapter, validated.
    pub oracle: String,
    /// The longest block that counts as auction time, in milliseconds.
    pub max_block_millis: u32,
}
packed_record!(HouseTerms {
    oracle,
    max_block_millis
});

impl HouseTerms {
    /// The oracle adapter.
    pub fn oracle(&self) -> Addr {
        Addr::unchecked(self.oracle.as_str())
    }
}

/// What every message reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct House {
    /// Version of the terms that new lots take.
    pub version: u32,
    /// Those terms.
    pub terms: HouseTerms,
    /// Gas a consignor's `LotSettled` may use.
    pub delivery_gas: u64,
    /// Who may pause; validated.
    pub guardian: Option<String>,
    /// Unix second of the last update of the configuration; 0 before the first.
    pub updated_at: u64,
    /// Pairs created so far.
    pub pairs: u16,
    /// The pause.
    pub pause: Pause,
    /// Whether a take is being settled, whose callback could otherwise do anything, or the buyer of a backstop stage called: then
    /// `UNPAID` or `PURCHASE` is there, and nothing but its payment and its end goes through. Never on between two transactions.
    pub locked: bool,
}
packed_record!(House {
    version,
    terms,
    delivery_gas,
    guardian,
    updated_at,
    pairs,
    pause,
    locked
});

impl House {
    /// The configuration as messages have it.
    pub fn config(&self) -> Config {
        Config {
            oracle: self.terms.oracle.clone(),
            guardian: self.guardian.clone(),
            max_block_millis: self.terms.max_block_millis,
            delivery_gas: self.delivery_gas,
        }
    }
}
