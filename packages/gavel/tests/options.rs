//! What the command says to wrong options: exit code 2, one clear line, no panic.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use assert_cmd::Command;

/// Runs `gavel replay` with these words and returns its exit code and standard error.
fn refused(words: &[&str]) -> String {
    let output = Command::cargo_bin("gavel")
        .unwrap()
        .arg("replay")
        .args(words)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{words:?}: {error}");
    assert!(output.stdout.is_empty(), "{words:?}");
    assert!(
        !error.contains("panicked") && !error.contains("backtrace"),
        "{words:?}: {error}"
    );
    error
}

#[test]
fn wrong_option_values_are_told_with_what_would_be_right() {
    for (words, told) in [
        (
            &["--accounts", "0"][..],
            "error 102: --accounts is 0; a number from 1 to 100000",
        ),
        (
            &["--bidders", "0"],
            "error 102: --bidders is 0; a number from 1 to",
        ),
        (
            &["--capital", "0"],
            "error 102: --capital is 0; a number from 1 to",
        ),
        (
            &["--latency", "1000"],
            "error 102: --latency is 1000; a number from 0 to 600",
        ),
        (
            &["--scenario", "storm"],
            "error 101: there is no scenario \"storm\"; the scenarios are: calm, congested, thin, deserted",
        ),
        (
            &["--from", "noon"],
            "error 103: --from: \"noon\" is no time: give Unix seconds",
        ),
        (
            &["--from", "1584000000", "--to", "1583990000"],
            "error 104: --from 1584000000",
        ),
        (
            &["--from", "1584000000", "--to", "1584000000"],
            "error 104: --from 1584000000",
        ),
        (
            &["--from", "2021-01-01T00:00:00Z"],
            "error 105: there is no price from 1609459200",
        ),
        (
            &["--to", "2020-01-01T00:00:00Z"],
            "the data reach from 1583971200 (2020-03-12 00:00 UTC)",
        ),
        (
            &["--accounts", "many"],
            "invalid value 'many' for '--accounts <N>'",
        ),
        (
            &["--accounts=-1"],
            "invalid value '-1' for '--accounts <N>'",
        ),
        (&["--seed", "1.5"], "invalid value '1.5' for '--seed <N>'"),
        (
            &["--json", "/no/such/directory/report.json"],
            "error 301: /no/such/directory/report.json",
        ),
        (
            &["--report", "/no/such/directory/report.html"],
            "error 301: /no/such/directory/report.html: the report cannot be written: its directory",
        ),
        (
            &["--report", "/"],
            "error 301: /: the report cannot be written: it is a directory",
        ),
        (&["--unknown"], "unexpected argument '--unknown'"),
    ] {
        let error = refused(words);
        assert!(error.contains(told), "{words:?}: {error}");
    }
}

#[test]
fn help_names_every_option_and_ends_well() {
    let output = Command::cargo_bin("gavel")
        .unwrap()
        .args(["replay", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for option in [
        "--prices",
        "--from",
        "--to",
        "--accounts",
        "--bidders",
        "--latency",
        "--capital",
        "--seed",
        "--scenario",
        "--json",
        "--report",
    ] {
        assert!(help.contains(option), "{option}");
    }
}
