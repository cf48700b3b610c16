//! What the command says to malformed price files: exit code 2, the file, line and column,
//! no panic.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

const HEADER: &str = "timestamp_unix,open,high,low,close\n";

/// Runs `gavel replay --prices` and returns what standard error says.
fn refused(file: &Path, words: &[&str]) -> String {
    let output = Command::cargo_bin("gavel")
        .unwrap()
        .env("RUST_BACKTRACE", "1")
        .args(["replay", "--json", "-", "--prices"])
        .arg(file)
        .args(words)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(output.stdout.is_empty());
    assert!(
        !error.contains("panicked") && !error.contains("stack backtrace"),
        "{error}"
    );
    error
}

/// What is said of a file with these bytes, after the file's name.
fn told(bytes: &[u8]) -> String {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("prices.csv");
    fs::write(&file, bytes).unwrap();
    let error = refused(&file, &[]);
    let (start, rest) = error.split_once("prices.csv").unwrap();
    assert!(start.starts_with("error 2"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    rest.to_owned()
}

/// What is said of a sound bar at 600 followed by this line.
fn told_of_line(line: &str) -> String {
    told(format!("{HEADER}600,10,12,8,11\n{line}\n").as_bytes())
}

#[test]
fn a_malformed_line_is_named_by_line_and_column() {
    for (line, start) in [
        (
            "900,ten,12,8,11",
            ", line 3, column open: \"ten\" is not a finite decimal number",
        ),
        (
            "900,10,NaN,8,11",
            ", line 3, column high: \"NaN\" is not a finite decimal number",
        ),
        (
            "900,10,12,inf,11",
            ", line 3, column low: \"inf\" is not a finite decimal number",
        ),
        (
            "900,10,12,8,0",
            ", line 3, column close: \"0\" is out of range",
        ),
        (
            "900,10,12,-8,11",
            ", line 3, column low: \"-8\" is out of range",
        ),
        (
            "900,10,8,12,11",
            ", line 3, column high: the high 8 is below the low 12",
        ),
        (
            "900,13,12,8,11",
            ", line 3, column open: 13 is outside the bar",
        ),
        (
            "900,10,12,8,7",
            ", line 3, column close: 7 is outside the bar",
        ),
        (
            "600,10,12,8,11",
            ", line 3, column timestamp_unix: 600 is the time of the bar before",
        ),
        (
            "300,10,12,8,11",
            ", line 3, column timestamp_unix: 300 is earlier than 600",
        ),
        (
            "soon,10,12,8,11",
            ", line 3, column timestamp_unix: \"soon\" is no time",
        ),
        ("900,10,12,8", ", line 3: has 4 field(s); 5 would be right"),
    ] {
        let told = told_of_line(line);
        assert!(told.starts_with(start), "{line}: {told}");
    }
}

#[test]
fn a_file_that_is_no_price_table_is_refused() {
    for (bytes, start) in [
        (&b""[..], ", line 1: is empty"),
        (HEADER.as_bytes(), ": has too few bars (0)"),
        (
            b"timestamp_unix,open,high,low\n1,2,3,1\n",
            ", line 1, column close: is missing",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            ", line 1, column 1: is not UTF-8 text",
        ),
        (
            b"\x00\x01\x02\x03\n\x04",
            ", line 1, column timestamp_unix: is missing",
        ),
    ] {
        let told = told(bytes);
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn an_absent_file_and_a_directory_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let error = refused(&directory.path().join("absent.csv"), &[]);
    assert!(
        error.contains("absent.csv: cannot be read: there is no such file"),
        "{error}"
    );
    let error = refused(directory.path(), &[]);
    assert!(
        error.contains("cannot be read: it is a directory"),
        "{error}"
    );
}

#[test]
fn a_window_beside_the_files_bars_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("prices.csv");
    fs::write(&file, format!("{HEADER}600,10,12,8,11\n900,11,12,8,11\n")).unwrap();
    for words in [["--from", "1200"], ["--to", "600"]] {
        let error = refused(&file, &words);
        assert!(
            error.starts_with("error 105: there is no price from"),
            "{error}"
        );
        assert!(error.contains("the data reach from 600"), "{error}");
    }
}
