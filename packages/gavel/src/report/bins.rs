//! Lots and sales gathered in stretches of time: a page cannot show tens of thousands of points.

use crate::chronicle::Chronicle;
use crate::tally::whole;

/// What happened in a stretch of time. Amounts are in whole units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bin {
    /// The middle of the stretch, in Unix seconds.
    pub middle: u64,
    /// Base in the lots that opened.
    pub consigned: f64,
    /// Base sold.
    pub sold: f64,
    /// Quote paid for it.
    pub paid: f64,
    /// What each sale brought of the market's price, from the least to the most.
    pub ratios: Vec<f64>,
}

/// Seconds of a stretch, of which so many fill the time from `from` to `to`; at least a minute.
pub fn stretch(from: u64, to: u64, stretches: u64) -> u64 {
    to.saturating_sub(from).div_ceil(stretches.max(1)).max(60)
}

/// Stretches of `seconds` each from Unix second `from` on, until the last lot or sale.
pub fn of(chronicle: &Chronicle, from: u64, seconds: u64) -> Vec<Bin> {
    let mut bins: Vec<Bin> = Vec::new();
    let decimals = chronicle.decimals();
    let mut at = |second: u64, note: &dyn Fn(&mut Bin)| {
        let place = second.saturating_sub(from) / seconds.max(1);
        while bins.len() as u64 <= place {
            let middle = from + bins.len() as u64 * seconds + seconds / 2;
            bins.push(Bin {
                middle,
                ..Bin::default()
            });
        }
        let bin = usize::try_from(place).ok().and_then(|at| bins.get_mut(at));
        if let Some(bin) = bin {
            note(bin);
        }
    };
    for lot in chronicle.lots() {
        let base = whole(lot.opening.base, decimals.base);
        at(lot.opening.at, &|bin| bin.consigned += base);
    }
    for sale in chronicle.sales() {
        let base = whole(sale.base, decimals.base);
        let paid = whole(sale.paid, decimals.quote);
        at(sale.at, &|bin| {
            bin.sold += base;
            bin.paid += paid;
            if sale.value > 0 {
                bin.ratios.push(sale.paid as f64 / sale.value as f64);
            }
        });
    }
    for bin in &mut bins {
        bin.ratios.sort_by(f64::total_cmp);
    }
    bins
}

impl Bin {
    /// The price paid for a whole unit of base on the average, if any was sold.
    pub fn price(&self) -> Option<f64> {
        (self.sold > 0.0).then(|| self.paid / self.sold)
    }

    /// The ratio that this share of the sales does not reach; of no sales none.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let last = self.ratios.len().checked_sub(1)?;
        self.ratios
            .get((share * last as f64).round() as usize)
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use gavel_types::auction::LotId;

    use super::*;
    use crate::chronicle::{LotOpening, SaleStory};
    use crate::market::price::Price;
    use crate::tally::Decimals;

    #[test]
    fn lots_and_sales_fall_into_the_stretch_of_their_second() {
        let lot = LotId { pair: 1, number: 1 };
        let mut chronicle = Chronicle::new(Decimals { base: 0, quote: 0 });
        chronicle.opened(LotOpening {
            lot,
            at: 1_010,
            price: Price::from_cents(100).unwrap(),
            base: 30,
        });
        for (at, paid) in [(1_150, 90), (1_199, 99), (1_200, 95)] {
            chronicle.sold(SaleStory {
                lot,
                at,
                base: 10,
                paid,
                value: 100,
            });
        }
        let bins = of(&chronicle, 1_000, 100);
        let middles: Vec<u64> = bins.iter().map(|bin| bin.middle).collect();
        assert_eq!(middles, [1_050, 1_150, 1_250]);
        assert_eq!((bins[0].consigned, bins[0].price()), (30.0, None));
        assert_eq!((bins[1].sold, bins[1].price()), (20.0, Some(9.45)));
        assert_eq!(bins[1].quantile(0.0), Some(0.9));
        assert_eq!(bins[1].quantile(1.0), Some(0.99));
        assert_eq!(bins[2].ratios, [0.95]);
    }
}
