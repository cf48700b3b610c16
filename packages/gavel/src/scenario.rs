//! Who takes part in a replay, how fast and with how much money: plain data.

use std::ops::RangeInclusive;

use crate::error::Error;

/// How a window of the book is run. Ratios in basis points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// Auction seconds of a window.
    pub seconds: u32,
    /// Blocks at its end without bidders.
    pub freeze_blocks: u8,
    /// Seconds behind its end after which it is opened once more.
    pub grace_seconds: u32,
    /// The lowest share of the reference.
    pub reserve_bps: u32,
    /// How far the reference may lie below the average.
    pub band_bps: u32,
    /// The most that a window sells of what the book would buy at the reserve.
    pub max_depth_bps: Option<u32>,
    /// The most windows of a lot.
    pub most: u8,
    /// The least quote of a bid, in whole units.
    pub min_bid: u64,
}

/// Bids that stand in the book from before the window's start, and whose owners are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Their money, in basis points of what lenders lend: the same for each.
    pub money_bps: u32,
    /// Their discounts in basis points, one bid at each step of the grid.
    pub discounts_bps: RangeInclusive<u32>,
}

/// The parameters of a replay.
///
/// Parts per million (ppm) are used for all ratios: 1,000 ppm are 0.1 %.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The name, as given to `--scenario`.
    pub name: &'static str,
    /// What is special about it, in a sentence.
    pub about: &'static str,
    /// Borrowers.
    pub accounts: u32,
    /// Bidders who are there, none or more.
    pub bidders: u32,
    /// What a bidder wants to earn on a lot, in ppm of its market value; drawn for each lot.
    pub bidder_margin_ppm: RangeInclusive<u32>,
    /// Blocks from what a bidder sees to when its message is executed; drawn for each message.
    pub bidder_latency_blocks: RangeInclusive<u32>,
    /// Mean of the exponentially distributed seconds that every message of a bidder or a keeper takes to be included; 0 on
    /// a chain with room, where a bidder's takes its latency and a keeper's the next block.
    pub inclusion_mean_seconds: u64,
    /// Seconds from the crash's start for which nobody bids.
    pub deserted_seconds: u64,
    /// Money of each bidder at the start, in whole quote units.
    pub bidder_capital: u64,
    /// Seconds from a purchase until its money is back in the bidder's hands.
    pub capital_returns_after: u64,
    /// What selling elsewhere costs the bidder, in ppm of the money that comes back.
    pub capital_return_cost_ppm: u32,
    /// Seconds from block to block.
    pub block_seconds: u64,
    /// Price feeders.
    pub feeders: u32,
    /// A feeder pushes a price when its last one is this many seconds old …
    pub feed_interval: u64,
    /// … or when the market has moved this far from it, in ppm.
    pub feed_move_ppm: u32,
    /// A pushed price is off the market's by at most this, up or down, in ppm.
    pub feed_noise_ppm: u32,
    /// Blocks from what a feeder sees to when its price is executed.
    pub feed_latency_blocks: u32,
    /// The batch that lots begin with; none where they are sold by a falling price alone.
    pub windows: Option<Windows>,
    /// The bids that stand in its book.
    pub standing: Option<Standing>,
    /// Money staked in the insurance fund, in basis points of what lenders lend.
    pub staked_bps: u32,
    /// Keepers, who liquidate.
    pub keepers: u32,
    /// Messages between two full recounts of all accounts and lots.
    pub recount_every: u64,
    /// All random draws follow from this number.
    pub seed: u64,
}

/// Options of the command line that replace a scenario's own numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Borrowers.
    pub accounts: Option<u64>,
    /// Bidders.
    pub bidders: Option<u64>,
    /// Blocks of latency of every bidder's every message.
    pub latency: Option<u64>,
    /// Money of each bidder, in whole quote units.
    pub capital: Option<u64>,
    /// The seed of all random draws.
    pub seed: Option<u64>,
}

/// The most accounts: a replay of them still fits a small machine's memory.
const MOST_ACCOUNTS: u32 = 100_000;

/// The most bidders: each looks at every lot in every block.
const MOST_BIDDERS: u32 = 1_000;

/// The most blocks of latency: an hour of six-second blocks, about as long as a lot can be open.
const MOST_LATENCY: u32 = 600;

/// The most capital, in whole quote units: more than all money there is.
const MOST_CAPITAL: u64 = 1_000_000_000_000_000;

/// Windows of a minute and a half, of which the last two blocks are frozen.
const WINDOWS: Windows = Windows {
    seconds: 90,
    freeze_blocks: 2,
    grace_seconds: 30,
    reserve_bps: 9_900,
    band_bps: 1_000,
    max_depth_bps: None,
    most: 1,
    min_bid: 100,
};

/// The scenarios there are.
pub fn all() -> Vec<Scenario> {
    vec![calm(), congested(), thin(), deserted(), standing(), mixed()]
}

/// Two bidders with money, and a chain and feeds that work as on any other day.
fn calm() -> Scenario {
    Scenario {
        name: "calm",
        about: "two bidders with money; the chain and the price feeds work",
        accounts: 4_094,
        bidders: 2,
        bidder_margin_ppm: 1_000..=5_000,
        bidder_latency_blocks: 1..=2,
        inclusion_mean_seconds: 0,
        deserted_seconds: 0,
        bidder_capital: 2_000_000,
        capital_returns_after: 600,
        capital_return_cost_ppm: 1_000,
        block_seconds: 6,
        feeders: 3,
        feed_interval: 30,
        feed_move_ppm: 5_000,
        feed_noise_ppm: 500,
        feed_latency_blocks: 1,
        windows: None,
        standing: None,
        staked_bps: 50,
        keepers: 1,
        recount_every: 500,
        seed: 20_200_312,
    }
}

/// The chain is full: what bidders and keepers send waits for a place in a block, ten minutes on the average.
fn congested() -> Scenario {
    Scenario {
        name: "congested",
        about:
            "every message of a bidder or a keeper takes ten minutes on the average to be included",
        inclusion_mean_seconds: 600,
        ..calm()
    }
}

/// One bidder, with a tenth of the money of one in `calm`.
fn thin() -> Scenario {
    Scenario {
        name: "thin",
        about: "one bidder with 200,000 dollars",
        bidders: 1,
        bidder_capital: 200_000,
        ..calm()
    }
}

/// The bidders leave when the crash starts.
fn deserted() -> Scenario {
    Scenario {
        name: "deserted",
        about: "nobody bids for four hours from the crash's start",
        deserted_seconds: 4 * 3_600,
        ..calm()
    }
}

/// Nobody is there: only the book buys, as long as it has money.
fn standing() -> Scenario {
    Scenario {
        name: "standing",
        about: "nobody is there; bids at discounts of 1 to 10 % stand in the book",
        bidders: 0,
        windows: Some(Windows {
            reserve_bps: 9_000,
            ..WINDOWS
        }),
        standing: Some(Standing {
            money_bps: 10_000,
            discounts_bps: 100..=1_000,
        }),
        ..calm()
    }
}

/// The bidders of `calm` beside bids that stand in the book.
fn mixed() -> Scenario {
    Scenario {
        name: "mixed",
        about:
            "two bidders with money beside bids at discounts of 1 to 10 % that stand in the book",
        windows: Some(WINDOWS),
        standing: Some(Standing {
            money_bps: 1_000,
            discounts_bps: 100..=1_000,
        }),
        ..calm()
    }
}

/// The scenario with this name.
///
/// # Errors
/// There is none; the error lists all names.
pub fn find(name: &str) -> Result<Scenario, Error> {
    let scenarios = all();
    let known = scenarios.iter().map(|scenario| scenario.name).collect();
    scenarios
        .into_iter()
        .find(|scenario| scenario.name == name)
        .ok_or_else(|| Error::UnknownScenario {
            got: name.to_owned(),
            known,
        })
}

impl Scenario {
    /// The scenario with some of its numbers replaced.
    ///
    /// # Errors
    /// A number is out of bounds; the error names the option and its bounds.
    pub fn with(mut self, overrides: Overrides) -> Result<Scenario, Error> {
        if let Some(accounts) = overrides.accounts {
            self.accounts = bounded("--accounts", accounts, 1, MOST_ACCOUNTS)?;
        }
        if let Some(bidders) = overrides.bidders {
            self.bidders = bounded("--bidders", bidders, 1, MOST_BIDDERS)?;
        }
        if let Some(latency) = overrides.latency {
            let blocks = bounded("--latency", latency, 0, MOST_LATENCY)?;
            self.bidder_latency_blocks = blocks..=blocks;
        }
        if let Some(capital) = overrides.capital {
            self.bidder_capital = bounded("--capital", capital, 1, MOST_CAPITAL)?;
        }
        if let Some(seed) = overrides.seed {
            self.seed = seed;
        }
        Ok(self)
    }
}

/// A number of an option, if it is within its bounds.
fn bounded<T>(option: &'static str, got: u64, least: T, most: T) -> Result<T, Error>
where
    T: Copy + TryFrom<u64> + Into<u64>,
{
    let (least, most) = (least.into(), most.into());
    let refused = Error::OutOfBounds {
        option,
        got,
        least,
        most,
    };
    if !(least..=most).contains(&got) {
        return Err(refused);
    }
    T::try_from(got).map_err(|_| refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_scenario_is_refused_with_the_names_there_are() {
        let error = find("storm").unwrap_err();
        assert_eq!(error.code(), 101);
        assert!(error.to_string().contains("calm"), "{error}");
    }

    #[test]
    fn options_replace_the_scenarios_numbers_and_nothing_else() {
        let overrides = Overrides {
            accounts: Some(10),
            bidders: Some(3),
            latency: Some(5),
            capital: Some(1_000),
            seed: Some(1),
        };
        let changed = find("calm").and_then(|calm| calm.with(overrides)).unwrap();
        let expected = Scenario {
            accounts: 10,
            bidders: 3,
            bidder_latency_blocks: 5..=5,
            bidder_capital: 1_000,
            seed: 1,
            ..calm()
        };
        assert_eq!(changed, expected);
        assert_eq!(calm().with(Overrides::default()), Ok(calm()));
    }

    #[test]
    fn numbers_out_of_bounds_are_refused_by_name() {
        let none = Overrides::default();
        for (option, overrides) in [
            (
                "--accounts",
                Overrides {
                    accounts: Some(0),
                    ..none
                },
            ),
            (
                "--accounts",
                Overrides {
                    accounts: Some(100_001),
                    ..none
                },
            ),
            (
                "--bidders",
                Overrides {
                    bidders: Some(0),
                    ..none
                },
            ),
            (
                "--bidders",
                Overrides {
                    bidders: Some(u64::MAX),
                    ..none
                },
            ),
            (
                "--latency",
                Overrides {
                    latency: Some(601),
                    ..none
                },
            ),
            (
                "--capital",
                Overrides {
                    capital: Some(0),
                    ..none
                },
            ),
        ] {
            let error = calm().with(overrides).unwrap_err();
            assert_eq!(error.code(), 102);
            assert!(error.to_string().starts_with(option), "{error}");
        }
    }

    #[test]
    fn every_scenario_has_a_name_of_its_own_and_numbers_in_bounds() {
        let scenarios = all();
        for (at, scenario) in scenarios.iter().enumerate() {
            let same = Overrides {
                accounts: Some(scenario.accounts.into()),
                // Nobody is in one of them.
                bidders: Some(scenario.bidders.max(1).into()),
                latency: Some((*scenario.bidder_latency_blocks.end()).into()),
                capital: Some(scenario.bidder_capital),
                seed: None,
            };
            assert!(scenario.clone().with(same).is_ok(), "{}", scenario.name);
            assert!(scenarios
                .iter()
                .skip(at + 1)
                .all(|other| other.name != scenario.name));
        }
    }
}
