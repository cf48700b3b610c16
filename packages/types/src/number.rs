//! Numbers as messages and events carry them.

use cosmwasm_std::Decimal;
use gavel_math::Price;

/// A price of whole units as a decimal number with 18 digits, exact.
pub fn decimal(price: Price) -> Decimal {
    Decimal::raw(price.0)
}
