//! The borrowers: how much collateral each has, and at what price it must be sold.

use rand::Rng;

use crate::market::price::Price;
use crate::randomness::{stream, Actor};

/// Sizes of the collateral that Maker auctioned on 12 and 13 March 2020: this share of lots, in
/// ppm, was at most this large, in millionths of a whole unit of base.
///
/// The upper half were all of 50 ETH, the house's largest lot at the time.
const LOT_SIZES: [(u64, u64); 6] = [
    (10_000, 180_000),
    (50_000, 500_000),
    (100_000, 1_700_000),
    (250_000, 31_280_000),
    (400_000, 45_260_000),
    (500_000, 50_000_000),
];

/// All ranks a draw can have, in ppm.
const RANKS: u64 = 1_000_000;

/// One borrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Borrower {
    /// Collateral, in millionths of a whole unit of base. Above zero.
    pub collateral_micros: u64,
    /// Below this market price the account may be liquidated.
    pub liquidation_price: Price,
}

/// The borrowers of a replay, from the one liquidated first to the one liquidated last.
///
/// Their liquidation prices are spread evenly between the window's first price and its lowest,
/// each in the middle of its own step, so that none is due at the start and all are in the end.
/// If the price never falls, none ever is. Collateral is drawn from the sizes of the lots that
/// Maker auctioned on those days.
pub fn borrowers(
    accounts: u32,
    seed: u64,
    first: Price,
    lowest: Price,
) -> impl Iterator<Item = Borrower> {
    let halves = u64::from(accounts).saturating_mul(2);
    (0..accounts).map(move |number| {
        let middle = u64::from(number).saturating_mul(2).saturating_add(1);
        Borrower {
            collateral_micros: collateral(seed, number),
            liquidation_price: first.toward(lowest.min(first), middle, halves),
        }
    })
}

/// The collateral of the account with this number, from its own stream of random numbers.
fn collateral(seed: u64, account: u32) -> u64 {
    size_at(stream(seed, Actor::Account(account)).random_range(0..RANKS))
}

/// The size at a rank in ppm: a straight line between two known sizes, rounded down; the
/// smallest known size below the first rank, the largest above the last.
fn size_at(rank: u64) -> u64 {
    let mut below = None;
    for (known, size) in LOT_SIZES {
        if rank < known {
            return below.map_or(size, |(start, small): (u64, u64)| {
                let gone = rank.saturating_sub(start);
                let width = known.saturating_sub(start);
                let more = size.saturating_sub(small).saturating_mul(gone);
                small.saturating_add(more.checked_div(width).unwrap_or_default())
            });
        }
        below = Some((known, size));
    }
    below.map_or(0, |(_, size)| size)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    #[test]
    fn sizes_meet_the_known_ranks_and_lie_on_lines_between() {
        for (rank, size) in [
            (0, 180_000),
            (9_999, 180_000),
            (10_000, 180_000),
            (30_000, 340_000),
            (50_000, 500_000),
            (75_000, 1_100_000),
            (100_000, 1_700_000),
            (175_000, 16_490_000),
            (250_000, 31_280_000),
            (325_000, 38_270_000),
            (400_000, 45_260_000),
            (450_000, 47_630_000),
            (500_000, 50_000_000),
            (999_999, 50_000_000),
        ] {
            assert_eq!(size_at(rank), size, "rank {rank}");
        }
    }

    #[test]
    fn draws_have_the_mean_that_the_ranks_imply() {
        // 0.01·0.18 + 0.04·0.34 + 0.05·1.1 + 0.15·16.49 + 0.15·38.27 + 0.1·47.63 + 0.5·50
        // = 38.0474 whole units; the mean of 40,000 draws strays from it by about 0.09.
        let accounts = 40_000;
        let sum: u64 = borrowers(accounts, 3, cents(200), cents(100))
            .map(|borrower| borrower.collateral_micros)
            .sum();
        let mean = sum / u64::from(accounts);
        assert!((37_600_000..38_500_000).contains(&mean), "{mean}");
    }

    #[test]
    fn liquidation_prices_are_evenly_spread_between_first_and_lowest() {
        let prices: Vec<_> = borrowers(4, 1, cents(20_000), cents(12_000))
            .map(|borrower| borrower.liquidation_price)
            .collect();
        assert_eq!(prices, [19_000, 17_000, 15_000, 13_000].map(cents));
    }

    #[test]
    fn nobody_is_due_if_the_price_never_falls() {
        let first = cents(20_000);
        assert!(borrowers(9, 1, first, first).all(|one| one.liquidation_price == first));
    }

    #[test]
    fn more_accounts_leave_the_sizes_of_the_others_alone() {
        let sizes = |accounts| {
            borrowers(accounts, 5, cents(200), cents(100)).map(|one| one.collateral_micros)
        };
        assert!(sizes(50).eq(sizes(500).take(50)));
        assert!(sizes(50).ne(borrowers(50, 6, cents(200), cents(100)).map(|b| b.collateral_micros)));
    }
}
