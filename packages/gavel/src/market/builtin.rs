//! The built-in data: ETH in USDT, hour by hour, on 12 and 13 March 2020.
//!
//! Only each hour's low and close are kept. Within an hour the price goes from the last close
//! through the low to the close, each way half of the hour. The first hour has no close before
//! it and starts at its own.

use super::bar::{Bar, Route};
use super::price::Price;
use super::window::{AskedWindow, Cut};
use super::Market;
use crate::error::Error;

/// When the first hour opens: 2020-03-12 00:00 UTC.
const OPENS_AT: u64 = 1_583_971_200;

/// An hour in seconds.
const HOUR: u64 = 3_600;

/// The low and the close of each hour, in hundredths of a dollar.
const LOW_AND_CLOSE: [(u64, u64); 48] = [
    (19_222, 19_331),
    (18_423, 18_503),
    (18_266, 18_410),
    (18_190, 18_308),
    (18_000, 18_171),
    (18_016, 18_175),
    (17_200, 17_380),
    (16_761, 17_161),
    (16_661, 16_954),
    (16_744, 16_797),
    (12_500, 13_291),
    (12_300, 13_659),
    (13_401, 13_699),
    (12_675, 13_503),
    (13_400, 13_966),
    (13_635, 14_110),
    (13_441, 13_935),
    (13_850, 14_196),
    (13_685, 13_723),
    (13_687, 13_837),
    (12_500, 12_884),
    (12_505, 13_099),
    (12_620, 12_726),
    (10_120, 10_782),
    (10_420, 10_689),
    (9_600, 9_662),
    (8_600, 11_112),
    (11_000, 12_424),
    (10_600, 10_970),
    (10_915, 11_663),
    (11_422, 12_613),
    (12_000, 12_728),
    (11_999, 12_533),
    (12_500, 12_946),
    (12_678, 13_113),
    (12_448, 12_760),
    (12_526, 12_926),
    (12_800, 13_193),
    (12_500, 12_689),
    (11_487, 12_370),
    (11_927, 12_346),
    (12_087, 12_356),
    (11_484, 11_888),
    (11_640, 12_832),
    (12_500, 12_688),
    (12_667, 12_883),
    (12_862, 13_304),
    (13_023, 13_406),
];

/// The built-in market in the asked window.
///
/// # Errors
/// The asked window is reversed or beside the data.
pub fn market(asked: AskedWindow) -> Result<Market, Error> {
    let mut cut = Cut::new(asked)?;
    for bar in bars() {
        cut.push(bar);
    }
    cut.market(HOUR, Route::Trough)
}

/// The 48 hours as bars. The high, which the route does not visit, is the higher of the ends.
fn bars() -> impl Iterator<Item = Bar> {
    let openings = (OPENS_AT..).step_by(3_600);
    let closes = LOW_AND_CLOSE.map(|(_, close)| close);
    let opens = closes.into_iter().take(1).chain(closes);
    openings
        .zip(opens)
        .zip(LOW_AND_CLOSE)
        .filter_map(|((opens_at, open), (low, close))| {
            let (open, close) = (Price::from_cents(open)?, Price::from_cents(close)?);
            Some(Bar {
                opens_at,
                open,
                high: open.max(close),
                low: Price::from_cents(low)?,
                close,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    #[test]
    fn two_days_of_hours_fit_together() {
        let market = market(AskedWindow::default()).unwrap();
        assert_eq!(market.path.bars().len(), 48);
        // 2020-03-14 00:00 UTC.
        assert_eq!(
            (market.window.from, market.window.to),
            (1_583_971_200, 1_584_144_000)
        );
        for bar in market.path.bars() {
            assert!(bar.low <= bar.open && bar.low <= bar.close, "{bar:?}");
        }
        for pair in market.path.bars().windows(2) {
            assert_eq!(pair[0].close, pair[1].open);
            assert_eq!(pair[0].opens_at + 3_600, pair[1].opens_at);
        }
    }

    #[test]
    fn the_price_goes_from_close_through_low_to_close() {
        let path = market(AskedWindow::default()).unwrap().path;
        assert_eq!(path.price_at(1_583_971_200), cents(19_331));
        assert_eq!(path.price_at(1_583_971_200 + 1_800), cents(19_222));
        assert_eq!(path.price_at(1_583_971_200 + 3_600), cents(19_331));
        // The hour from 02:00 on 13 March, the 27th, holds the low of both days: 96.62 at its
        // start, 86.00 half an hour later, 111.12 at its end.
        let hour = 1_583_971_200 + 26 * 3_600;
        assert_eq!(path.price_at(hour), cents(9_662));
        assert_eq!(path.price_at(hour + 900), cents(9_131));
        assert_eq!(path.price_at(hour + 1_800), cents(8_600));
        assert_eq!(path.price_at(hour + 3_600), cents(11_112));
        assert_eq!(path.price_at(u64::MAX), cents(13_406));
    }

    #[test]
    fn the_lowest_price_of_the_two_days_is_86() {
        let market = market(AskedWindow::default()).unwrap();
        assert_eq!(market.path.lowest(market.window), cents(8_600));
    }
}
