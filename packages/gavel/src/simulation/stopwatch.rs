//! Times the messages of a replay, and beside them an empty message to an empty contract on the same chain.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use cosmwasm_std::{
    Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult, WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper};
use gavel_testing::{Call, Receipt, Refusal, World};
use hdrhistogram::Histogram;

use crate::error::Error;

/// Behind this many messages an empty one is timed, so that both meet the same chain.
const EMPTY_EVERY: u64 = 4;

/// Significant digits of a recorded time.
const DIGITS: u8 = 3;

/// The longest time told from longer ones, in nanoseconds: a minute.
const LONGEST: u64 = 60_000_000_000;

/// Times in nanoseconds.
#[derive(Clone, Debug)]
pub struct Times {
    /// Of a message with all that it sets off.
    pub message: Histogram<u64>,
    /// Of each message that a contract handled within it, replies included, on average: a liquidation is one to the lending
    /// contract and one to the auction house, and counts as two.
    pub run: Histogram<u64>,
}

impl Times {
    fn new() -> Result<Times, Error> {
        Ok(Times {
            message: histogram()?,
            run: histogram()?,
        })
    }

    fn note(&mut self, time: Duration, runs: u64) {
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.message.saturating_record(nanos);
        self.run
            .saturating_record_n(nanos.checked_div(runs).unwrap_or(nanos), runs);
    }
}

/// Times of messages, by kind of message.
pub struct Stopwatch {
    kinds: BTreeMap<String, Times>,
    all: Times,
    empty: Times,
    idler: Option<Addr>,
    until_empty: u64,
}

impl Stopwatch {
    /// A stopwatch that has timed nothing yet.
    ///
    /// # Errors
    /// None that the constant bounds allow; the histogram's error is passed on.
    pub fn new() -> Result<Stopwatch, Error> {
        Ok(Stopwatch {
            kinds: BTreeMap::new(),
            all: Times::new()?,
            empty: Times::new()?,
            idler: None,
            until_empty: EMPTY_EVERY,
        })
    }

    /// Times of all messages of the house that went through.
    pub const fn all(&self) -> &Times {
        &self.all
    }

    /// Times of the empty messages.
    pub const fn empty(&self) -> &Times {
        &self.empty
    }

    /// Times of the messages of the house that went through, by the name of the message.
    pub const fn kinds(&self) -> &BTreeMap<String, Times> {
        &self.kinds
    }

    /// Runs a message and notes its time if it goes through.
    ///
    /// # Errors
    /// The message is refused.
    pub fn time(
        &mut self,
        world: &mut World,
        sender: &Addr,
        call: Call,
    ) -> Result<Receipt, Refusal> {
        let kind = kind(&call);
        let start = Instant::now();
        let answer = world.run(sender, call);
        let time = start.elapsed();
        if let Ok(receipt) = &answer {
            let runs = runs(receipt);
            self.all.note(time, runs);
            if let Some(times) = self.of_kind(kind) {
                times.note(time, runs);
            }
        }
        self.until_empty = self.until_empty.saturating_sub(1);
        if self.until_empty == 0 {
            self.until_empty = EMPTY_EVERY;
            self.time_empty(world, sender)?;
        }
        answer
    }

    fn of_kind(&mut self, kind: String) -> Option<&mut Times> {
        if !self.kinds.contains_key(&kind) {
            self.kinds.insert(kind.clone(), Times::new().ok()?);
        }
        self.kinds.get_mut(&kind)
    }

    fn time_empty(&mut self, world: &mut World, sender: &Addr) -> Result<(), Refusal> {
        let idler = match &self.idler {
            Some(idler) => idler.clone(),
            None => {
                let idler = world.start(idle_code(), sender, "idler", &Empty {})?;
                self.idler = Some(idler.clone());
                idler
            }
        };
        let call = Call::any(&idler, &Empty {}, Vec::new());
        let start = Instant::now();
        world.run(sender, call)?;
        self.empty.note(start.elapsed(), 1);
        Ok(())
    }
}

fn histogram() -> Result<Histogram<u64>, Error> {
    Histogram::new_with_bounds(1, LONGEST, DIGITS).map_err(|fault| Error::NoStopwatch {
        reason: fault.to_string(),
    })
}

/// How often a contract's code ran for a message, replies included, by the chain's own events.
fn runs(receipt: &Receipt) -> u64 {
    let runs = receipt
        .events
        .iter()
        .filter(|event| matches!(event.ty.as_str(), "execute" | "reply"))
        .count();
    u64::try_from(runs).unwrap_or(u64::MAX)
}

/// The name of a message: the first text in its JSON.
fn kind(call: &Call) -> String {
    let CosmosMsg::Wasm(WasmMsg::Execute { msg, .. }) = call.message() else {
        return "send".to_owned();
    };
    let name = msg
        .as_slice()
        .split(|byte| *byte == b'"')
        .nth(1)
        .unwrap_or_default();
    String::from_utf8_lossy(name).into_owned()
}

/// A contract that does nothing.
fn idle_code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(idle, idle, silent))
}

#[allow(clippy::unnecessary_wraps, reason = "an entry point's signature")]
fn idle(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

#[allow(clippy::unnecessary_wraps, reason = "an entry point's signature")]
fn silent(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

#[cfg(test)]
#[allow(clippy::float_arithmetic, clippy::cast_precision_loss)]
mod tests {
    use gavel_testing::{ETH, USD};

    use super::*;

    #[test]
    fn messages_are_told_apart_by_name_and_an_empty_one_follows_every_fourth() {
        let mut world = World::new();
        let lender = world.funded("lender", &[USD.coin(1_000)]);
        let mut stopwatch = Stopwatch::new().unwrap();
        for _ in 0..8 {
            let call = world.contracts().supply(USD.coin(10));
            stopwatch.time(&mut world, &lender, call).unwrap();
        }
        let call = world.contracts().withdraw(USD.denom, Some(5));
        stopwatch.time(&mut world, &lender, call).unwrap();
        let counts: Vec<(&str, u64)> = stopwatch
            .kinds()
            .iter()
            .map(|(kind, times)| (kind.as_str(), times.message.len()))
            .collect();
        assert_eq!(counts, [("supply", 8), ("withdraw", 1)]);
        let (all, empty) = (stopwatch.all(), stopwatch.empty());
        assert_eq!((all.message.len(), empty.message.len()), (9, 2));
        // No machine runs a message in less than a microsecond, and these run one contract.
        assert!(all.message.min() > 1_000 && empty.message.min() > 1_000);
        assert_eq!(all.message.min(), all.run.min());
        assert_eq!(all.run.len(), 9);
    }

    #[test]
    fn a_liquidation_runs_two_contracts() {
        let mut world = World::new();
        let lender = world.funded("lender", &[USD.coin(1_000)]);
        world.supply(&lender, USD.coin(1_000)).unwrap();
        let owner = world.funded("owner", &[ETH.coin(1)]);
        let account = world.open(&owner, &[ETH.coin(1)], &[USD.coin(74)]);
        world.set_price(ETH.denom, "89");
        let mut stopwatch = Stopwatch::new().unwrap();
        let call = world.contracts().liquidate(&account);
        stopwatch.time(&mut world, &lender, call).unwrap();
        let (message, run) = (
            stopwatch.all().message.max() as f64,
            stopwatch.all().run.max() as f64,
        );
        let all = stopwatch.all();
        assert_eq!((all.message.len(), all.run.len()), (1, 2));
        // Three significant digits are kept.
        assert!((message / run - 2.0).abs() < 0.01, "{message} {run}");
    }

    #[test]
    fn a_refused_message_is_not_timed() {
        let mut world = World::new();
        let lender = world.person("lender");
        let mut stopwatch = Stopwatch::new().unwrap();
        let call = world.contracts().withdraw(USD.denom, Some(5));
        assert!(stopwatch.time(&mut world, &lender, call).is_err());
        assert_eq!(stopwatch.all().message.len(), 0);
    }
}
