//! `gavel replay`: from options to a report.

use crate::command::ReplayOptions;
use crate::destination::{self, Destination};
use crate::error::Error;
use crate::market::{builtin, csv, Market};
use crate::outcome::{to_json, Outcome};
use crate::progress::Progress;
use crate::scenario::{self, Scenario};
use crate::simulation::{self, setup::Mode};
use crate::summary::Summary;

/// All that a replay needs, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The prices.
    pub market: Market,
    /// The scenarios, in the order asked for.
    pub scenarios: Vec<Scenario>,
    /// Where the JSON report goes, if one was asked for.
    pub json: Option<Destination>,
}

/// Violations told on standard error; the report counts them all.
const VIOLATIONS_TOLD: usize = 10;

/// Replays what the options ask for and reports it.
///
/// # Errors
/// An option or a file is wrong, or the replay failed.
pub fn run(options: &ReplayOptions) -> Result<(), Error> {
    let plan = plan(options)?;
    let outcomes = plan
        .scenarios
        .iter()
        .map(|scenario| one(&plan.market, scenario))
        .collect::<Result<Vec<_>, Error>>()?;
    report(&outcomes, plan.json.as_ref())
}

/// Replays one scenario with a progress bar, and tells on standard error which invariants did not hold.
fn one(market: &Market, scenario: &Scenario) -> Result<Outcome, Error> {
    let progress = Progress::new(scenario.name, simulation::blocks(market, scenario));
    let replayed = simulation::run(market, scenario, Mode::Checked, &progress)?;
    for violation in replayed.violations.iter().take(VIOLATIONS_TOLD) {
        eprintln!("invariant {violation}");
    }
    Ok(replayed.outcome)
}

/// Reads and checks everything before the replay starts: first the prices, then the scenarios,
/// then whether the report can be written.
///
/// # Errors
/// An option or a file is wrong.
pub fn plan(options: &ReplayOptions) -> Result<Plan, Error> {
    let asked = options.window()?;
    let market = match &options.prices {
        Some(file) => csv::market(file, asked)?,
        None => builtin::market(asked)?,
    };
    let scenarios = options
        .scenario_names()
        .into_iter()
        .map(|name| scenario::find(name)?.with(options.overrides()))
        .collect::<Result<Vec<_>, Error>>()?;
    let json = options.json.clone().map(Destination::named);
    if let Some(destination) = &json {
        destination.check()?;
    }
    Ok(Plan {
        market,
        scenarios,
        json,
    })
}

/// Reports outcomes: as JSON where that was asked for, and as a summary on standard output
/// unless the JSON goes there.
///
/// # Errors
/// The report cannot be written.
pub fn report(outcomes: &[Outcome], json: Option<&Destination>) -> Result<(), Error> {
    if let Some(destination) = json {
        let text = to_json(outcomes).map_err(|fault| Error::Unwritable {
            file: "the JSON report".to_owned(),
            reason: fault.to_string(),
        })?;
        destination.write(&text)?;
    }
    if json != Some(&Destination::StandardOutput) {
        for outcome in outcomes {
            destination::print(&Summary(outcome).to_string())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_options_calm_is_replayed_on_the_built_in_data() {
        let plan = plan(&ReplayOptions::default()).unwrap();
        assert_eq!(
            plan.scenarios
                .iter()
                .map(|one| one.name)
                .collect::<Vec<_>>(),
            ["calm"]
        );
        assert_eq!(plan.market.window.seconds(), 48 * 3_600);
        assert_eq!(plan.json, None);
    }

    #[test]
    fn the_built_in_data_obey_the_window() {
        let options = ReplayOptions {
            from: Some("2020-03-12T10:30:00Z".to_owned()),
            to: Some("2020-03-12T11:00:00Z".to_owned()),
            ..ReplayOptions::default()
        };
        let market = plan(&options).unwrap().market;
        assert_eq!(market.window.seconds(), 1_800);
        // Half past ten the price is at that hour's low of 125, from where it rises to 132.91.
        assert_eq!(market.path.lowest(market.window), "125".parse().unwrap());
        assert_eq!(
            market.path.price_at(market.window.to),
            "132.91".parse().unwrap()
        );
    }
}
