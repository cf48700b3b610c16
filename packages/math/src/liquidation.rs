//! How much to sell of an unhealthy account, and how the proceeds are divided.
//!
//! All values are dollars with 18 decimals unless said otherwise.

use cosmwasm_std::Uint128;

use crate::number::{mul_div_ceil, mul_div_floor, sub};
use crate::packed::packed_record;
use crate::units::{Bps, BPS};
use crate::MathError;

/// What governance says of one collateral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Liquidation threshold: the share of its value that backs debt.
    pub threshold: Bps,
    /// Penalty φ on the debt repaid.
    pub penalty: Bps,
    /// Expected recovery ρ of a sale, a share of the market's value.
    pub recovery: Bps,
    /// The keeper's slice κ of the collateral, part of the penalty: below φ/(1+φ).
    pub keeper: Bps,
}
packed_record!(Terms {
    threshold,
    penalty,
    recovery,
    keeper
});

/// What one debt is worth in collateral sold: how a sale's gross proceeds divide into debt repaid and penalty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Penalty φ at the liquidation.
    pub penalty: Bps,
    /// Keeper's slice κ at the liquidation.
    pub keeper: Bps,
}
packed_record!(Division { penalty, keeper });

impl Terms {
    /// Whether selling this collateral worsens health: `D · LT · (1 + φ) ≥ ρ · W`, with `weighted` W = Σ value · LT.
    pub fn is_toxic(&self, weighted: u128, debt: u128) -> bool {
        let raised = self
            .threshold
            .wide()
            .saturating_mul(BPS.saturating_add(self.penalty.wide()));
        let back = self.recovery.wide().saturating_mul(BPS);
        Uint128::new(debt).full_mul(Uint128::new(raised))
            >= Uint128::new(weighted).full_mul(Uint128::new(back))
    }

    /// The value to sell that brings the account to `target` health:
    /// `x = ⌈(H*·D − W) / (H*·ρ/(1+φ) − LT)⌉`. `None` when no sale of this collateral reaches the target.
    pub fn partial_value_ceil(
        &self,
        weighted: u128,
        debt: u128,
        target: Bps,
    ) -> Result<Option<u128>, MathError> {
        let with_penalty = BPS.saturating_add(self.penalty.wide());
        let gained = target.wide().saturating_mul(self.recovery.wide());
        let lost = self.threshold.wide().saturating_mul(with_penalty);
        let Some(factor) = gained.checked_sub(lost).filter(|factor| *factor > 0) else {
            return Ok(None);
        };
        let wanted = mul_div_ceil(debt, target.wide(), BPS)?;
        let missing = wanted.saturating_sub(weighted);
        mul_div_ceil(missing, BPS.saturating_mul(with_penalty), factor).map(Some)
    }

    /// `⌊value · ρ / (1 + φ)⌋`: the debt that a sale of `value` is expected to repay.
    pub fn expected_net_floor(&self, value: u128) -> Result<u128, MathError> {
        mul_div_floor(value, self.recovery.wide(), self.with_penalty())
    }

    /// `⌊value · ρ · (1 − κ)⌋`: all that a sale of `value` is expected to bring once the keeper has his slice of it, the
    /// penalty counted.
    pub fn expected_gross_floor(&self, value: u128) -> Result<u128, MathError> {
        let kept = sub(BPS, self.keeper.wide())?;
        mul_div_floor(
            value,
            self.recovery.wide().saturating_mul(kept),
            BPS.saturating_mul(BPS),
        )
    }

    /// Whether the collateral of an account that becomes liquidatable is expected to repay it: `LT · (1 + φ) < ρ`. Else every
    /// liquidation would lose.
    pub fn repays_at_threshold(&self) -> bool {
        let needed = self.threshold.wide().saturating_mul(self.with_penalty());
        needed < self.recovery.wide().saturating_mul(BPS)
    }

    /// `⌈debt · (1 + φ) / ρ⌉`: the value to sell that is expected to repay `debt`.
    pub fn value_for_debt_ceil(&self, debt: u128) -> Result<u128, MathError> {
        mul_div_ceil(debt, self.with_penalty(), self.recovery.wide())
    }

    /// How a lot's proceeds divide under these terms.
    pub fn division(&self) -> Division {
        Division {
            penalty: self.penalty,
            keeper: self.keeper,
        }
    }

    fn with_penalty(&self) -> u128 {
        BPS.saturating_add(self.penalty.wide())
    }
}

impl Division {
    /// The part of a lot's gross proceeds that repays debt: `⌊P / ((1 + φ)(1 − κ))⌋`. The rest is penalty, which is
    /// junior to the account's own debt. Works in any unit.
    pub fn net_floor(&self, proceeds: u128) -> Result<u128, MathError> {
        let penalty = BPS.saturating_add(self.penalty.wide());
        let keeper = sub(BPS, self.keeper.wide())?;
        let net = mul_div_floor(
            proceeds,
            BPS.saturating_mul(BPS),
            penalty.saturating_mul(keeper),
        )?;
        Ok(net.min(proceeds))
    }

    /// The most of a lot's gross proceeds that may go to who advances it, in basis points: half of the penalty, rounded down.
    pub fn reward_floor(&self) -> Result<Bps, MathError> {
        let penalty = sub(BPS, self.net_floor(BPS)?)?;
        u32::try_from(penalty / 2)
            .map(Bps)
            .map_err(|_| MathError::Overflow)
    }
}

/// One piece of a whole closing: `value` of collateral `collateral` is sold for debt `debt`, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index of the collateral.
    pub collateral: usize,
    /// Index of the debt.
    pub debt: usize,
    /// Value of the piece.
    pub value: u128,
}

/// Splits all collateral over all debts pro rata: every debt is given its share of the total value, the collateral
/// being laid end to end and cut at the debts' borders. At most `collateral + debts − 1` pieces; pieces of no value are
/// left out. Shares are rounded down and the last debt gets what remains.
pub fn split_pro_rata(collateral: &[u128], debts: &[u128]) -> Result<Vec<Piece>, MathError> {
    let total: u128 = sum(collateral)?;
    let owed: u128 = sum(debts)?;
    let mut pieces = Vec::with_capacity(collateral.len().saturating_add(debts.len()));
    if owed == 0 {
        return Ok(pieces);
    }
    let mut left_of_total = total;
    let last = debts.iter().rposition(|debt| *debt > 0).unwrap_or(0);
    let mut shares = Vec::with_capacity(debts.len());
    for (index, debt) in debts.iter().enumerate() {
        let share = if index == last {
            left_of_total
        } else {
            mul_div_floor(total, *debt, owed)?.min(left_of_total)
        };
        left_of_total = sub(left_of_total, share)?;
        shares.push(share);
    }
    let mut needs = shares.into_iter().enumerate();
    let mut need = needs.next();
    for (index, value) in collateral.iter().enumerate() {
        let mut rest = *value;
        while rest > 0 {
            let Some((debt, wanted)) = need else {
                return Ok(pieces);
            };
            let part = rest.min(wanted);
            if part > 0 {
                pieces.push(Piece {
                    collateral: index,
                    debt,
                    value: part,
                });
            }
            rest = sub(rest, part)?;
            let still = sub(wanted, part)?;
            need = if still == 0 {
                needs.next()
            } else {
                Some((debt, still))
            };
        }
    }
    Ok(pieces)
}

fn sum(values: &[u128]) -> Result<u128, MathError> {
    values
        .iter()
        .try_fold(0u128, |total, value| crate::number::add(total, *value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::UNIT;

    const ETH: Terms = Terms {
        threshold: Bps(8_250),
        penalty: Bps(500),
        recovery: Bps(9_900),
        keeper: Bps(50),
    };

    #[test]
    fn the_partial_size_restores_the_target_health() {
        // 100 ETH at 100, debt 8,300, LT 0.825, H* 1.05: x = 465 / 0.165 = 2,818.18.
        let value = ETH
            .partial_value_ceil(8_250 * UNIT, 8_300 * UNIT, Bps(10_500))
            .unwrap()
            .unwrap();
        assert_eq!(value, 2_818_181_818_181_818_181_819);
        // It is expected to repay 2,818.18 · 0.99 / 1.05 = 2,657.14.
        let net = ETH.expected_net_floor(value).unwrap();
        assert_eq!(net, 2_657_142_857_142_857_142_857);
        // Afterwards (10,000 − 2,818.18) · 0.825 / (8,300 − 2,657.14) = 1.05.
        let weighted = (10_000 * UNIT - value) * 825 / 1_000;
        assert!(weighted * 100 / (8_300 * UNIT - net) >= 104);
    }

    #[test]
    fn a_collateral_that_backs_more_than_its_sale_brings_is_toxic() {
        assert!(!ETH.is_toxic(8_250 * UNIT, 8_300 * UNIT));
        // At an LTV of 97 % of value selling worsens health: 10,000·0.825 = 8,250 against 9,700.
        assert!(ETH.is_toxic(8_250 * UNIT, 9_700 * UNIT));
    }

    #[test]
    fn a_sale_brings_its_recovery_less_the_keepers_slice() {
        // 10,000 · 0.99 · 0.995 = 9,850.5, of which 9,428.57 repay debt and the rest is penalty.
        assert_eq!(ETH.expected_gross_floor(1_000_000), Ok(985_050));
        assert_eq!(ETH.expected_net_floor(1_000_000), Ok(942_857));
    }

    #[test]
    fn terms_lose_when_threshold_and_penalty_reach_the_recovery() {
        // 0.825 · 1.05 = 0.86625 < 0.99.
        assert!(ETH.repays_at_threshold());
        // 0.9 · 1.1 = 0.99: not below.
        let losing = Terms {
            threshold: Bps(9_000),
            penalty: Bps(1_000),
            ..ETH
        };
        assert!(!losing.repays_at_threshold());
        let just = Terms {
            threshold: Bps(8_999),
            ..losing
        };
        assert!(just.repays_at_threshold());
    }

    #[test]
    fn a_target_that_no_sale_reaches_gives_no_size() {
        let heavy = Terms {
            threshold: Bps(9_950),
            ..ETH
        };
        assert_eq!(heavy.partial_value_ceil(1, 2, Bps(10_000)), Ok(None));
    }

    #[test]
    fn proceeds_divide_into_debt_and_penalty() {
        let division = Division {
            penalty: Bps(500),
            keeper: Bps(0),
        };
        assert_eq!(division.net_floor(1_050_000), Ok(1_000_000));
        // A penalty of 5 % is 476 basis points of what is raised: 10,000 − ⌊10,000 / 1.05⌋ = 477, and half of that may be a reward.
        assert_eq!(division.reward_floor(), Ok(Bps(238)));
        // With the keeper's half percent taken in collateral, less is held back of the same proceeds:
        // 1,050,000 / (1.05 · 0.995) = 1,005,025.1.
        let division = Division {
            penalty: Bps(500),
            keeper: Bps(50),
        };
        assert_eq!(division.net_floor(1_050_000), Ok(1_005_025));
    }

    #[test]
    fn an_insolvent_account_gives_every_debt_its_share() {
        let pieces = split_pro_rata(&[1_000], &[1_000, 1_000]).unwrap();
        assert_eq!(
            pieces,
            [
                Piece {
                    collateral: 0,
                    debt: 0,
                    value: 500
                },
                Piece {
                    collateral: 0,
                    debt: 1,
                    value: 500
                },
            ]
        );
    }

    #[test]
    fn pieces_number_at_most_collateral_and_debts_less_one() {
        let pieces = split_pro_rata(&[10; 8], &[7, 11, 13, 17]).unwrap();
        assert!(pieces.len() <= 11);
        assert_eq!(pieces.iter().map(|piece| piece.value).sum::<u128>(), 80);
        let to = |debt| {
            pieces
                .iter()
                .filter(|p| p.debt == debt)
                .map(|p| p.value)
                .sum::<u128>()
        };
        // 80 over 48: 11.67, 18.33, 21.67 rounded down, the last gets the rest.
        assert_eq!([to(0), to(1), to(2), to(3)], [11, 18, 21, 30]);
    }

    #[test]
    fn debts_of_nothing_get_nothing() {
        let pieces = split_pro_rata(&[10, 0], &[0, 5, 0]).unwrap();
        assert_eq!(
            pieces,
            [Piece {
                collateral: 0,
                debt: 1,
                value: 10
            }]
        );
        assert_eq!(split_pro_rata(&[10], &[0]).unwrap(), []);
    }
}
