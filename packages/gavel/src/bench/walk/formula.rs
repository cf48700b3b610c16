//! What theory expects of a falling price: Moallemi and Robinson, "Loss-Versus-Fair: Efficiency of Dutch Auctions on
//! Blockchains" (arXiv 2406.00113).
//!
//! A price that falls at a constant rate past the fair one, which walks at random, is taken in the first block in which it is at
//! or below: by bidders who ask for no profit, and who see the fair price of that very block.

#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "statistics for people"
)]

use gavel_types::auction::{CurvePoint, DutchStage};

/// One whole in basis points.
const WHOLE_BPS: f64 = 10_000.0;

/// What is expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The share of the fair price that the seller gets.
    pub execution: f64,
    /// Seconds from the start to the sale.
    pub seconds: f64,
    /// By how much the logarithm of the price falls in a second around the fair price.
    pub rate: f64,
}

/// What is expected of a stage that passes the fair price, with a volatility per square root of a second and blocks of so many
/// seconds. `None` when the stage starts below the fair price or never comes down to it.
///
/// With the curve's rate `λ` near fair, `σ` and the block time `Δ`: `δ = λ − σ²/2`, `ζ = (√(δ² + 2σ²/Δ) − δ)/σ²`. The seller loses
/// `1/(1 + ζ)`, and the sale takes `(ln(start/fair) + 1/ζ)/δ` from where that rate begins.
pub fn expected(stage: &DutchStage, volatility: f64, block_seconds: u64) -> Option<Expected> {
    let (from, to) = passing(&stage.curve)?;
    let share = |point: &CurvePoint| f64::from(point.ratio_bps) / WHOLE_BPS;
    let span = f64::from(to.seconds) - f64::from(from.seconds);
    let rate = (share(from) / share(to)).ln() / span;
    let variance = volatility.powi(2);
    let drift = rate - variance / 2.0;
    let root = (drift.powi(2) + 2.0 * variance / block_seconds as f64).sqrt();
    let zeta = (root - drift) / variance;
    Some(Expected {
        execution: 1.0 - 1.0 / (1.0 + zeta),
        seconds: f64::from(from.seconds) + (share(from).ln() + 1.0 / zeta) / drift,
        rate,
    })
}

/// The segment of a curve that begins at or above the fair price and ends below it.
fn passing(curve: &[CurvePoint]) -> Option<(&CurvePoint, &CurvePoint)> {
    curve.iter().zip(curve.iter().skip(1)).find(|(from, to)| {
        f64::from(from.ratio_bps) >= WHOLE_BPS && WHOLE_BPS > f64::from(to.ratio_bps)
    })
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use gavel_testing::terms::dutch;
    use gavel_types::auction::{Reference, Stage};

    use super::*;

    /// Seconds of a year.
    const YEAR: f64 = 31_557_600.0;

    fn of(curve: &[(u32, u32)], yearly: f64) -> Option<Expected> {
        let Stage::Dutch(stage) = dutch(Reference::Live, curve, 0) else {
            panic!("a Dutch stage was asked for");
        };
        expected(&stage, yearly / YEAR.sqrt(), 6)
    }

    /// Curves from +2 % whose logarithm falls by 0.3 % and by 1 % a minute: to 102 % · e^−0.03 and · e^−0.1 in ten minutes.
    const SLOW: [(u32, u32); 2] = [(0, 10_200), (600, 9_899)];
    const FAST: [(u32, u32); 2] = [(0, 10_200), (600, 9_229)];

    #[test]
    fn the_losses_are_those_of_the_paper() {
        // At 6 s blocks 0.3 % a minute loses 3.9, 4.9 and 7.8 basis points at 60, 100 and 200 % a year; 1 % a minute 10, 11, 13.
        for (curve, yearly, bps) in [
            (SLOW, 0.6, 3.9),
            (SLOW, 1.0, 4.9),
            (SLOW, 2.0, 7.8),
            (FAST, 0.6, 10.0),
            (FAST, 1.0, 11.0),
            (FAST, 2.0, 13.0),
        ] {
            let loss = (1.0 - of(&curve, yearly).unwrap().execution) * 10_000.0;
            assert!((loss - bps).abs() < 0.5, "{curve:?} {yearly}: {loss}");
        }
    }

    #[test]
    fn the_time_counts_what_the_curve_needs_to_come_near() {
        // 2 % at 0.3 % a minute, and what is lost: 6.8 minutes. The same behind a flat minute takes a minute longer.
        let seconds = of(&SLOW, 1.0).unwrap().seconds;
        assert!((seconds / 60.0 - 6.8).abs() < 0.1, "{seconds}");
        let [(_, start), (end, last)] = SLOW;
        let later = [(0, start), (60, start), (end + 60, last)];
        let behind = of(&later, 1.0).unwrap().seconds;
        assert!((behind - seconds - 60.0).abs() < 1e-6, "{behind}");
    }

    #[test]
    fn a_curve_that_does_not_pass_the_fair_price_has_no_expectation() {
        assert_eq!(of(&[(0, 10_200), (600, 10_000)], 1.0), None);
        assert_eq!(of(&[(0, 9_900), (600, 9_000)], 1.0), None);
    }
}
