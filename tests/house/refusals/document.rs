//! `docs/refusals.md`, and whether it says what the tables do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const DOCUMENT: &str = include_str!("../../../docs/refusals.md");

/// A row as it is listed.
struct Listed {
    code: Option<u16>,
    /// The pieces of the answer, in their order.
    answer: Vec<&'static str>,
}

/// What was answered to a table's rows: the code, and the texts.
pub(super) type Answers = BTreeMap<(&'static str, &'static str), (Option<u16>, Vec<String>)>;

/// The rows listed under each heading, by what is wrong.
fn tables() -> BTreeMap<&'static str, BTreeMap<&'static str, Listed>> {
    let mut tables = BTreeMap::new();
    for section in DOCUMENT.split("\n### ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap();
        let mut rows = BTreeMap::new();
        for line in text.lines().filter(|line| line.starts_with("| ")) {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [wrong, code, answer] = cells[..] else {
                panic!("{heading}: {line}");
            };
            if wrong == "what is wrong" {
                continue;
            }
            let listed = Listed {
                code: code.parse().ok(),
                answer: answer.split('…').map(str::trim).collect(),
            };
            assert!(listed.code.is_some() || code == "–", "{heading}: {line}");
            let twice = rows.insert(wrong, listed).is_some();
            assert!(!twice, "{heading}: {wrong} stands there twice");
        }
        assert!(tables.insert(heading, rows).is_none(), "{heading} twice");
    }
    tables
}

/// The messages that have a table: all but what is done to the contract itself.
pub(super) fn messages() -> BTreeSet<&'static str> {
    let others = ["Every message", "Instantiate", "Migrate"];
    let tables = tables().into_keys();
    tables.filter(|table| !others.contains(table)).collect()
}

/// Fails where the document says of a message something else than its tables, or less, or more.
pub(super) fn hold(answers: &Answers) {
    let tables = tables();
    let mut wanting = Vec::new();
    for ((table, wrong), (code, texts)) in answers {
        let listed = tables.get(table).and_then(|rows| rows.get(wrong));
        let fits = listed.is_some_and(|listed| {
            listed.code == *code && texts.iter().all(|text| says(text, &listed.answer))
        });
        if !fits {
            let code = code.map_or("–".to_owned(), |code| code.to_string());
            wanting.push(format!("{table}: | {wrong} | {code} | {} |", texts[0]));
        }
    }
    assert!(wanting.is_empty(), "to be listed:\n{}", wanting.join("\n"));
    let tried: BTreeSet<&str> = answers.keys().map(|(table, _)| *table).collect();
    for table in tried {
        for wrong in tables[table].keys() {
            let row = (table, *wrong);
            assert!(answers.contains_key(&row), "{row:?} is not tried");
        }
    }
}

/// Whether a text has these pieces in their order.
fn says(text: &str, pieces: &[&str]) -> bool {
    let mut rest = text;
    pieces.iter().all(|piece| match rest.split_once(piece) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

/// A name such as `place_bid` as the types have it: `PlaceBid`.
fn in_types(name: &str) -> String {
    name.split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect()
}

#[test]
fn every_message_of_the_interface_has_a_table() {
    let schema = include_str!("../../../schema/gavel-auction.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let names = |variants: &Value| -> BTreeSet<String> {
        let variants = variants["oneOf"].as_array().unwrap();
        variants
            .iter()
            .map(|variant| in_types(variant["required"][0].as_str().unwrap()))
            .collect()
    };
    let mut messages = names(&schema["execute"]);
    assert!(messages.remove("Govern"));
    let changes = names(&schema["sudo"]);
    messages.extend(changes.iter().map(|change| format!("Govern: {change}")));
    let listed = self::messages();
    assert_eq!(messages, listed.into_iter().map(str::to_owned).collect());
    for table in ["Every message", "Instantiate", "Migrate"] {
        assert!(tables().contains_key(table), "{table}");
    }
}
