//! The contract's configuration, split by how often it is read.

use gavel_math::packed_record;
use gavel_math::pause::Pause;
use gavel_math::Bps;

/// What most messages need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The oracle adapter.
    pub oracle: String,
    /// The auction house.
    pub auction: String,
    /// Which auction house that is: counts up with every change.
    pub house_number: u16,
    /// Debt over collateral from which on caps do not hold a liquidation.
    pub urgent_ltv: Bps,
    /// The pause.
    pub pause: Pause,
}
packed_record!(Settings {
    oracle,
    auction,
    house_number,
    urgent_ltv,
    pause
});

/// What few messages need: who else has a part, and how much is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Roster {
    /// Who may pause.
    pub guardian: Option<String>,
    /// Who receives seized dust.
    pub treasury: String,
    /// Who is asked to pay for losses.
    pub insurance_fund: Option<String>,
    /// Collaterals listed so far.
    pub collaterals: u16,
    /// Markets listed so far.
    pub markets: u16,
    /// Unix second of the last configuration update.
    pub updated_at: u64,
}
packed_record!(Roster {
    guardian,
    treasury,
    insurance_fund,
    collaterals,
    markets,
    updated_at
});
