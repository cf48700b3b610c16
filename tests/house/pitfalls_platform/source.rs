//! Pitfalls 56 and 60: what the sources and the build say themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Each contract's source files: path and text.
pub fn contracts() -> BTreeMap<String, Vec<(String, String)>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(root().join("contracts")).unwrap() {
        let path = entry.unwrap().path();
        let source = path.join("src");
        if source.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let mut files = Vec::new();
            read(&source, &mut files);
            all.insert(name, files);
        }
    }
    assert!(all.len() >= 3);
    all
}

fn read(folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            into.push((path.to_string_lossy().into_owned(), text));
        }
    }
}

#[test]
fn pitfall_56_overflow_is_checked_in_every_profile_that_is_shipped() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for profile in ["release", "wasm"] {
        let section = manifest
            .split("\n[")
            .find(|section| section.starts_with(&format!("profile.{profile}]")));
        let section = section.unwrap_or_default();
        assert!(section.contains("overflow-checks = true"), "{profile}");
    }
    // No package turns it off for itself: profiles of members are ignored, those of packages are not.
    assert!(!manifest.contains("overflow-checks = false"));
}

#[test]
fn pitfall_56_lints_that_forbid_unchecked_arithmetic_are_on_in_every_contract() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for lint in ["arithmetic_side_effects", "cast_possible_truncation"] {
        assert!(manifest.contains(&format!("{lint} = \"warn\"")), "{lint}");
    }
    for contract in contracts().keys() {
        let path = root().join("contracts").join(contract).join("Cargo.toml");
        let manifest = fs::read_to_string(path).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{contract}");
    }
}

#[test]
fn pitfall_60_every_error_is_returned_somewhere() {
    for (contract, files) in contracts() {
        let errors = files
            .iter()
            .find(|(path, _)| path.ends_with("src/error.rs"))
            .map(|(_, text)| text.as_str())
            .unwrap();
        let used: String = files
            .iter()
            .filter(|(path, _)| !path.ends_with("src/error.rs") && !path.contains("/src/tests"))
            .map(|(_, text)| text.as_str())
            .collect();
        let variants = variants(errors);
        assert!(variants.len() > 10, "{contract}: {variants:?}");
        for variant in variants {
            // An error of another layer is converted by `?`.
            let wraps = errors.contains(&format!("{variant}(#[from]"))
                || errors.contains(&format!("    {variant}("));
            let named = used.contains(&format!("ContractError::{variant}"));
            // One of a shared layer is converted beside the enum.
            let converted = errors.contains(&format!("=> Self::{variant}"));
            assert!(
                wraps || named || converted,
                "{contract} never returns {variant}"
            );
        }
    }
}

/// The variants of the enum `ContractError`.
fn variants(text: &str) -> Vec<&str> {
    let body = text.split("pub enum ContractError {").nth(1).unwrap();
    let body = body.split("\n}").next().unwrap();
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(char::is_uppercase))
        .filter_map(|line| line.split(['(', '{', ' ', ',']).next())
        .collect()
}

#[test]
fn pitfall_60_no_code_of_an_error_is_used_twice_or_left_out() {
    for (contract, files) in contracts() {
        let errors = files
            .iter()
            .find(|(path, _)| path.ends_with("src/error.rs"))
            .map(|(_, text)| text.as_str())
            .unwrap();
        let prefix = match contract.as_str() {
            "oracle-adapter" => "\"oracle/",
            "auction" => "\"auction/",
            "insurance-fund" => "\"fund/",
            _ => "\"lending/",
        };
        let codes: Vec<u32> = errors
            .split(prefix)
            .skip(1)
            .filter_map(|rest| rest.split(':').next()?.parse().ok())
            .collect();
        // A code that is no longer given is not given to another error.
        let retired = |code: &u32| (contract.as_str(), *code) == ("auction", 39);
        let expected: Vec<u32> = (1..)
            .filter(|code| !retired(code))
            .take(variants(errors).len())
            .collect();
        assert_eq!(codes, expected, "{contract}");
    }
}

#[test]
fn pitfall_60_nothing_is_left_to_do() {
    let words = ["todo!", "unimplemented!", "TODO", "FIXME", "XXX", "dbg!"];
    for (_, files) in contracts() {
        for (path, text) in files {
            for word in words {
                assert!(!text.contains(word), "{path} has {word}");
            }
        }
    }
}

#[test]
fn pitfall_60_what_the_readme_names_exists() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let named = readme
        .split('`')
        .skip(1)
        .step_by(2)
        .chain(readme.split_whitespace())
        .filter(|word| {
            ["packages/", "docs/", "scripts/", "contracts/"]
                .iter()
                .any(|folder| word.starts_with(folder))
        })
        .filter(|word| !word.contains('*'));
    let mut count = 0;
    for path in named {
        let path = path.trim_end_matches([',', '.', ')']);
        assert!(root().join(path).exists(), "the README names {path}");
        count += 1;
    }
    assert!(count >= 5);
}
