//! The events that the house's documents list, to be compared with those that its contracts tell.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use cosmwasm_std::Event;

const DOCUMENT: &str = include_str!("../../../docs/events.md");

/// An event as it is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its attributes in order, each with whether it may be left out.
    pub attributes: Vec<(String, bool)>,
}

impl Listed {
    /// Whether an event has just the attributes listed, in their order. What the chain itself adds begins with `_` and does not
    /// count.
    pub fn fits(&self, event: &Event) -> bool {
        let mut told = event
            .attributes
            .iter()
            .map(|attribute| attribute.key.as_str())
            .filter(|key| !key.starts_with('_'))
            .peekable();
        let listed = self.attributes.iter().all(|(name, optional)| {
            let there = told.next_if(|key| key == name).is_some();
            there || *optional
        });
        listed && told.peek().is_none()
    }
}

/// The events listed under a heading of `docs/events.md`, by name: `Auction`, `Lending`, `Oracle adapter` or `Insurance fund`.
pub fn listed(heading: &str) -> &'static BTreeMap<String, Listed> {
    static TABLES: OnceLock<BTreeMap<String, BTreeMap<String, Listed>>> = OnceLock::new();
    static NONE: BTreeMap<String, Listed> = BTreeMap::new();
    TABLES.get_or_init(tables).get(heading).unwrap_or(&NONE)
}

fn tables() -> BTreeMap<String, BTreeMap<String, Listed>> {
    DOCUMENT
        .split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .map(|(heading, text)| (heading.to_owned(), text.lines().filter_map(row).collect()))
        .collect()
}

fn row(line: &str) -> Option<(String, Listed)> {
    let mut cells = line.strip_prefix("| `")?.split('|');
    let name = cells.next()?.trim().trim_end_matches('`').to_owned();
    let attributes = cells
        .nth(1)?
        .split_whitespace()
        .map(|word| {
            let word = word.trim_matches('`');
            let name = word.trim_end_matches('?');
            (name.to_owned(), name.len() < word.len())
        })
        .collect();
    Some((name, Listed { attributes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consign(keys: &[&str]) -> Event {
        keys.iter().fold(Event::new("wasm-consign"), |event, key| {
            event.add_attribute(*key, "1")
        })
    }

    #[test]
    fn an_event_fits_with_and_without_what_may_be_left_out() {
        let listed = &listed("Auction")["consign"];
        let base = ["lot", "consignor", "base"];
        let prices = ["reference", "base_price", "quote_price"];
        assert!(listed.fits(&consign(&[&base[..], &prices[..]].concat())));
        let with_tab = [&["_contract_address"], &base[..], &["tab"], &prices[..]].concat();
        assert!(listed.fits(&consign(&with_tab)));
    }

    #[test]
    fn an_event_with_an_attribute_more_or_less_or_elsewhere_does_not_fit() {
        let listed = &listed("Oracle adapter")["add_feeder"];
        assert!(listed.fits(&consign(&["denom", "feeder"])));
        for keys in [
            &["denom"][..],
            &["feeder", "denom"],
            &["denom", "feeder", "x"],
        ] {
            assert!(!listed.fits(&consign(keys)), "{keys:?}");
        }
    }
}
