//! What was measured, printed.

use std::fmt::Write as _;

use gavel_testing::vm::{Access, CallGas, GasReport, Touch};
use serde_json::{json, Map, Value};

use crate::budget::{Bytes, Gas, Row, FLAT, SIZE_GOAL};
use crate::rows::Way;

/// All that was measured.
#[derive(Default)]
pub struct Sheet {
    rows: Vec<Measured>,
    sizes: Vec<Bytes>,
    /// The gas of settling with many bids as a multiple of that with few.
    pub settle_flat: Option<f64>,
}

struct Measured {
    row: Row,
    unpinned: Vec<Way>,
    pinned: Vec<Way>,
}

impl Measured {
    fn gas(&self) -> Gas {
        let most = |ways: &[Way]| ways.iter().map(Way::total).max().unwrap_or_default();
        Gas {
            unpinned: most(&self.unpinned),
            pinned: most(&self.pinned),
        }
    }

    fn dearest(&self) -> Option<&Way> {
        self.unpinned.iter().max_by_key(|way| way.total())
    }
}

impl Sheet {
    pub fn add(&mut self, row: Row, unpinned: Vec<Way>, pinned: Vec<Way>) {
        self.rows.push(Measured {
            row,
            unpinned,
            pinned,
        });
    }

    pub fn add_size(&mut self, size: Bytes) {
        self.sizes.push(size);
    }

    /// One object: a row's name to its gas, a size's name to its bytes.
    pub fn json(&self) -> Value {
        let mut object = Map::new();
        for measured in &self.rows {
            let gas = measured.gas();
            let value = json!({ "unpinned": gas.unpinned, "pinned": gas.pinned });
            object.insert(measured.row.name().to_owned(), value);
        }
        if let Some(ratio) = self.settle_flat {
            object.insert("settle_flat".to_owned(), json!(ratio));
        }
        for size in &self.sizes {
            object.insert(size.name.to_owned(), json!(size.bytes));
        }
        Value::Object(object)
    }

    /// What exceeds what it must not exceed, in words.
    pub fn excesses(&self) -> Vec<String> {
        let mut found = Vec::new();
        for measured in &self.rows {
            let (gas, must) = (measured.gas(), measured.row.must());
            for (got, most, how) in [
                (gas.unpinned, must.unpinned, "not pinned"),
                (gas.pinned, must.pinned, "pinned"),
            ] {
                if got > most {
                    let name = measured.row.name();
                    found.push(format!(
                        "{name} costs {got} {how}, at most {most} are allowed"
                    ));
                }
            }
        }
        if let Some(ratio) = self.settle_flat.filter(|ratio| (ratio - 1.0).abs() > FLAT) {
            found.push(format!(
                "settle_flat is {ratio}, it must be within {FLAT} of 1"
            ));
        }
        for size in &self.sizes {
            if size.bytes >= size.below {
                found.push(format!(
                    "{} has {} bytes, it must have fewer than {}",
                    size.name, size.bytes, size.below
                ));
            }
        }
        found
    }

    pub fn print(&self) {
        println!(
            "{:<22}{:>8}{:>9}{:>9}   {:>7}{:>9}{:>9}   {:>7}{:>9}{:>7}{:>8}",
            "SDK gas",
            "loose",
            "must",
            "goal",
            "pinned",
            "must",
            "goal",
            "loads",
            "storage",
            "VM",
            "events"
        );
        for measured in &self.rows {
            let (gas, must, goal) = (measured.gas(), measured.row.must(), measured.row.goal());
            let sum = |part: fn(&GasReport) -> u64| {
                let transactions = measured.dearest().map(|way| way.transactions.as_slice());
                transactions
                    .unwrap_or_default()
                    .iter()
                    .map(part)
                    .sum::<u64>()
            };
            println!(
                "{:<22}{:>8}{:>9}{:>9}   {:>7}{:>9}{:>9}   {:>7}{:>9}{:>7}{:>8}",
                measured.row.name(),
                gas.unpinned,
                must.unpinned,
                mark(gas.unpinned, goal.unpinned),
                gas.pinned,
                must.pinned,
                mark(gas.pinned, goal.pinned),
                sum(|gas| gas.loads),
                sum(|gas| gas.storage),
                sum(|gas| gas.vm),
                sum(|gas| gas.events),
            );
        }
        if let Some(ratio) = self.settle_flat {
            println!(
                "{:<22}{ratio:>8.4}{:>9}",
                "settle_flat",
                format!("1±{FLAT}")
            );
        }
        if !self.sizes.is_empty() {
            println!(
                "{:<22}{:>8}{:>9}{:>9}",
                "bytes of Wasm", "", "below", "goal"
            );
        }
        for size in &self.sizes {
            println!(
                "{:<22}{:>8}{:>9}{:>9}",
                size.name,
                size.bytes,
                size.below,
                if size.bytes < SIZE_GOAL {
                    format!("{SIZE_GOAL}")
                } else {
                    format!("!{SIZE_GOAL}")
                },
            );
        }
        println!("An exclamation mark: the goal is not reached. Loads to events: not pinned.");
    }

    /// Every call of every row with its accesses to storage, not pinned.
    pub fn print_calls(&self) {
        for measured in &self.rows {
            for way in &measured.unpinned {
                println!("{}: {}, {} gas", measured.row.name(), way.name, way.total());
                for (number, gas) in (1..).zip(&way.transactions) {
                    println!(
                        "  transaction {number}: {} gas; {} reads, {} writes, {} deletes, {} steps of iterators, {} queries",
                        gas.total, gas.reads, gas.writes, gas.deletes, gas.iterated, gas.queried
                    );
                    gas.calls.iter().for_each(print_call);
                }
                println!();
            }
        }
    }
}

/// A goal, marked when it is not reached.
fn mark(got: u64, goal: u64) -> String {
    if got > goal {
        format!("!{goal}")
    } else {
        goal.to_string()
    }
}

fn print_call(call: &CallGas) {
    let indent = "  ".repeat(call.depth + 2);
    let spent = call.spent;
    println!(
        "{indent}{}: {} gas; loads {}, storage {}, VM {}, events {}",
        call.label,
        spent.total(),
        spent.loads,
        spent.storage,
        spent.vm,
        spent.events
    );
    for touch in &call.touches {
        println!(
            "{indent}  {:<8} key {:>2} B, value {:>3} B: {:>5} gas  {}",
            verb(touch),
            touch.key.len(),
            touch.value,
            touch.gas,
            written(&touch.key)
        );
    }
}

fn verb(touch: &Touch) -> &'static str {
    match touch.access {
        Access::Read => "read",
        Access::Write => "write",
        Access::Delete => "delete",
        Access::Open => "iterate",
        Access::Iterate => "step",
        Access::Query => "query",
    }
}

/// A key's first byte, its namespace, as a number; the rest in hexadecimal, text as text.
fn written(key: &[u8]) -> String {
    let Some((namespace, rest)) = key.split_first() else {
        return "other state of the chain".to_owned();
    };
    if rest.len() > 1 && key.iter().all(u8::is_ascii_graphic) {
        return String::from_utf8_lossy(key).into_owned();
    }
    let mut text = format!("{namespace} ");
    if rest.len() > 1 && rest.iter().all(u8::is_ascii_graphic) {
        text.push_str(&String::from_utf8_lossy(rest));
    } else {
        for byte in rest {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
    }
    text
}
