//! `gavel replay`: from options to a report.

use rayon::prelude::*;

use crate::command::ReplayOptions;
use crate::destination::{self, Destination};
use crate::error::Error;
use crate::market::{builtin, csv, Market};
use crate::outcome::{to_json, Outcome};
use crate::progress::Bars;
use crate::report::{self, Chapter};
use crate::scenario::{self, Scenario};
use crate::simulation::{self, setup::Mode, Replayed};
use crate::summary::Summary;

/// All that a replay needs, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The prices.
    pub market: Market,
    /// The scenarios, in the order asked for.
    pub scenarios: Vec<Scenario>,
    /// Where the outcomes go as JSON, if that was asked for.
    pub json: Option<Destination>,
    /// Where the report goes; nowhere if it was not asked for and standard output is to have nothing but JSON.
    pub report: Option<Destination>,
}

/// The report's file if none is named, in the current directory.
const REPORT_FILE: &str = "gavel-report.html";

/// Violations told on standard error; the outcome counts them all.
const VIOLATIONS_TOLD: usize = 10;

/// Replays what the options ask for and reports it.
///
/// # Errors
/// An option or a file is wrong, or the replay failed.
pub fn run(options: &ReplayOptions) -> Result<(), Error> {
    let plan = plan(options)?;
    for destination in plan.json.iter().chain(&plan.report) {
        destination.check()?;
    }
    let replayed = side_by_side(&plan.market, &plan.scenarios)?;
    for violation in replayed
        .iter()
        .flat_map(|one| one.violations.iter().take(VIOLATIONS_TOLD))
    {
        eprintln!("invariant {violation}");
    }
    tell(&plan, &replayed)
}

/// Replays scenarios on as many threads as there are cores, with a progress bar each. Each has its own world and its own random
/// numbers, so that what one thread does is the same whatever the others do.
///
/// # Errors
/// A replay failed.
pub fn side_by_side(market: &Market, scenarios: &[Scenario]) -> Result<Vec<Replayed>, Error> {
    let bars = Bars::default();
    // One at a time off the list, so that no thread is left with two long ones while another has none.
    scenarios
        .par_iter()
        .with_max_len(1)
        .map(|scenario| {
            let progress = bars.add(scenario.name, simulation::blocks(market, scenario));
            simulation::run(market, scenario, Mode::Checked, &progress)
        })
        .collect()
}

/// Reads and checks what is asked for before the replay starts: first the prices, then the scenarios.
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
    let report = match (&options.report, &json) {
        (Some(file), _) => Some(Destination::file(file.clone())),
        (None, Some(Destination::StandardOutput)) => None,
        (None, _) => Some(Destination::file(REPORT_FILE.into())),
    };
    Ok(Plan {
        market,
        scenarios,
        json,
        report,
    })
}

/// Tells what came of it: as JSON where that was asked for, as a report of one page to look at, and as a summary on standard
/// output unless the JSON goes there. The summary ends with the report's path.
fn tell(plan: &Plan, replayed: &[Replayed]) -> Result<(), Error> {
    let outcomes: Vec<Outcome> = replayed.iter().map(|one| one.outcome.clone()).collect();
    if let Some(destination) = &plan.json {
        let text = to_json(&outcomes).map_err(|fault| Error::Unwritable {
            file: "the JSON report".to_owned(),
            reason: fault.to_string(),
        })?;
        destination.write(&text)?;
    }
    if let Some(destination) = &plan.report {
        let chapters: Vec<Chapter<'_>> = plan
            .scenarios
            .iter()
            .zip(replayed)
            .map(|(scenario, replayed)| Chapter { scenario, replayed })
            .collect();
        destination.write(&report::page(&plan.market, &chapters)?)?;
    }
    if plan.json == Some(Destination::StandardOutput) {
        return Ok(());
    }
    destination::print(&Summary(&outcomes).to_string())?;
    match &plan.report {
        Some(destination) => destination::print(&format!("\nReport: {}\n", destination.name())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_options_every_scenario_is_replayed_on_the_built_in_data() {
        let plan = plan(&ReplayOptions::default()).unwrap();
        assert_eq!(
            plan.scenarios
                .iter()
                .map(|one| one.name)
                .collect::<Vec<_>>(),
            ["calm", "congested", "thin", "deserted", "standing", "mixed"]
        );
        let report = Destination::File("gavel-report.html".into());
        assert_eq!(plan.report, Some(report));
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
