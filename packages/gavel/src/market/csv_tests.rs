//! Tests of the reader of price files.

#![allow(clippy::arithmetic_side_effects)]

use proptest::prelude::*;

use super::*;

const HEADER: &str = "timestamp_unix,open,high,low,close,volume\n";

fn read_text(text: &str) -> Result<Market, Error> {
    read("p.csv", text.as_bytes(), AskedWindow::default())
}

fn fault(bytes: &[u8]) -> (u16, String) {
    let error = read("p.csv", bytes, AskedWindow::default()).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    (error.code(), error.to_string())
}

/// The fault of a file with one good bar at 600 and then these lines.
fn fault_after_good(lines: &str) -> (u16, String) {
    fault(format!("{HEADER}600,10,12,8,11,5\n{lines}").as_bytes())
}

fn assert_fault(found: (u16, String), code: u16, start: &str) {
    assert_eq!(found.0, code, "{}", found.1);
    assert!(found.1.starts_with(start), "{}", found.1);
}

#[test]
fn columns_come_in_any_order_and_others_are_ignored() {
    let plain = read_text("timestamp_unix,open,high,low,close\n60,10,12,8,11\n120,11,11,9,9.5\n");
    let mixed = read_text(
        "close, note ,low,timestamp_unix,volume,high,open\n\
         11,\"a, b\",8,60,,12,10\n9.5,é,9,120,x,11,11\n",
    );
    assert!(plain.is_ok());
    assert_eq!(plain, mixed);
}

#[test]
fn line_ends_quotes_blanks_and_a_byte_order_mark_do_not_matter() {
    let plain = read_text("timestamp_unix,open,high,low,close\n60,10,12,8,11\n120,11,11,9,9.5\n");
    for text in [
        "timestamp_unix,open,high,low,close\r\n60,10,12,8,11\r\n120,11,11,9,9.5",
        "\u{feff}timestamp_unix,open,high,low,close\n60,10,12,8,11\n\n120,11,11,9,9.5\n\n",
        "\"timestamp_unix\",\"open\",high,low,close\n\"60\", 10 ,12,8,11\n120,11,11,9,9.5\n",
    ] {
        assert_eq!(read_text(text), plain, "{text:?}");
    }
}

#[test]
fn the_bars_length_is_that_of_most_bars() {
    let market = read_text(&format!(
        "{HEADER}0,9,9,9,9,1\n300,9,9,9,9,1\n600,9,9,9,9,1\n3000,9,9,9,9,1\n"
    ))
    .unwrap();
    assert_eq!((market.window.from, market.window.to), (0, 3_300));
}

#[test]
fn a_price_that_is_no_number_is_named_with_line_and_column() {
    for text in ["abc", "NaN", "inf", "-inf", "", "1;5"] {
        let start = format!("p.csv, line 3, column high: {text:?} is not a finite decimal number");
        assert_fault(
            fault_after_good(&format!("900,10,{text},8,11,5\n")),
            208,
            &start,
        );
    }
}

#[test]
fn a_price_out_of_range_is_refused() {
    for text in ["0", "-5", "0.0"] {
        let start = format!(
            "p.csv, line 3, column low: {text:?} is out of range: a price must be above zero"
        );
        assert_fault(
            fault_after_good(&format!("900,10,12,{text},11,5\n")),
            208,
            &start,
        );
    }
    let start = "p.csv, line 3, column open: \"9e15\" is out of range: a price must be at most";
    assert_fault(fault_after_good("900,9e15,12,8,11,5\n"), 208, start);
}

#[test]
fn a_time_that_is_no_whole_second_is_refused() {
    for text in [
        "",
        "x",
        "-1",
        "1583971200.5",
        "1583971200000",
        "2020-03-12T00:00:00Z",
    ] {
        let start = format!("p.csv, line 3, column timestamp_unix: {text:?} is no time");
        assert_fault(
            fault_after_good(&format!("{text},10,12,8,11,5\n")),
            207,
            &start,
        );
    }
}

#[test]
fn bars_that_contradict_themselves_are_refused() {
    let start = "p.csv, line 3, column high: the high 8 is below the low 12";
    assert_fault(fault_after_good("900,10,8,12,11,5\n"), 209, start);
    let start =
        "p.csv, line 3, column open: 13 is outside the bar; a price from the low 8 to the high 12";
    assert_fault(fault_after_good("900,13,12,8,11,5\n"), 210, start);
    let start = "p.csv, line 3, column close: 7.9 is outside the bar";
    assert_fault(fault_after_good("900,10,12,8,7.9,5\n"), 210, start);
}

#[test]
fn times_that_stand_still_or_go_back_are_refused() {
    let start = "p.csv, line 3, column timestamp_unix: 600 is the time of the bar before";
    assert_fault(fault_after_good("600,10,12,8,11,5\n"), 211, start);
    let start = "p.csv, line 3, column timestamp_unix: 599 is earlier than 600";
    assert_fault(fault_after_good("599,10,12,8,11,5\n"), 212, start);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for (lines, line) in [
        ("60,9,9,9,9,1\n120,9,9,9,9,1\n180,9,9,9,x,1\n", 4),
        ("60,9,9,9,9,1\r\n120,9,9,9,9,1\r\n180,9,9,9,x,1\r\n", 4),
        ("60,9,9,9,9,1\n\n120,9,9,9,9,1\n\n\n180,9,9,9,x,1\n", 7),
        ("\r\n60,9,9,9,9,1\r\n\r\n180,9,9,9,x,1", 5),
    ] {
        let (_, text) = fault(format!("{HEADER}{lines}").as_bytes());
        assert!(
            text.starts_with(&format!("p.csv, line {line}, column close")),
            "{text}"
        );
    }
}

#[test]
fn a_header_without_a_needed_column_is_refused_and_shown() {
    let (code, text) = fault(b"timestamp_unix,open,high,close\n60,1,1,1\n");
    assert_eq!(code, 204);
    assert!(
        text.starts_with("p.csv, line 1, column low: is missing"),
        "{text}"
    );
    assert!(
        text.ends_with("names \"timestamp_unix, open, high, close\""),
        "{text}"
    );
    let (code, text) = fault(b"timestamp_unix;open;high;low;close\n60;1;1;1;1\n");
    assert_eq!(code, 204);
    assert!(text.contains("separated by commas"), "{text}");
}

#[test]
fn a_column_named_twice_is_refused() {
    let start = "p.csv, line 1, column open: is named twice";
    assert_fault(
        fault(b"timestamp_unix,open,high,low,close,open\n"),
        205,
        start,
    );
}

#[test]
fn a_line_with_another_number_of_fields_is_refused() {
    let start = "p.csv, line 3: has 5 field(s); 6 would be right";
    assert_fault(fault_after_good("900,10,12,8,11\n"), 206, start);
}

#[test]
fn a_quotation_mark_left_open_spoils_its_own_line_only() {
    let start = "p.csv, line 3: has 2 field(s); 6 would be right";
    assert_fault(
        fault_after_good("900,\"10,12,8,11,5\n1200,10,12,8,11,5\n"),
        206,
        start,
    );
}

#[test]
fn a_lone_carriage_return_does_not_hide_what_follows_it() {
    let start = "p.csv, line 3: has 11 field(s); 6 would be right";
    assert_fault(
        fault_after_good("900,9,9,9,9,5\r1200,9,9,9,9,5\n"),
        206,
        start,
    );
}

#[test]
fn files_without_bars_enough_are_refused() {
    assert_fault(fault(b""), 203, "p.csv, line 1: is empty");
    assert_fault(fault(b"\n\n"), 203, "p.csv, line 1: is empty");
    assert_fault(
        fault(HEADER.as_bytes()),
        213,
        "p.csv: has too few bars (0); at least two",
    );
    assert_fault(
        fault_after_good(""),
        213,
        "p.csv: has too few bars (1); at least two",
    );
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    assert_fault(
        fault(b"\x1f\x8b\x08\x00\xff\xfe"),
        202,
        "p.csv, line 1, column 1: is not UTF-8",
    );
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"600,10,\xff\xff,8,11,5\n");
    assert_fault(fault(&bytes), 202, "p.csv, line 2, column 3: is not UTF-8");
}

#[test]
fn an_endless_line_is_refused_before_it_fills_the_memory() {
    let endless = std::io::repeat(b'7');
    let error = read("p.csv", endless, AskedWindow::default()).unwrap_err();
    assert_eq!(error.code(), 215);
}

#[test]
fn bars_outside_the_window_are_checked_and_not_kept() {
    let asked = AskedWindow {
        from: Some(300),
        to: Some(420),
    };
    let bars: String = (0..20)
        .map(|bar| format!("{},9,9,9,9,1\n", bar * 60))
        .collect();
    let text = format!("{HEADER}{bars}");
    let market = read("p.csv", text.as_bytes(), asked).unwrap();
    assert_eq!(market.path.bars().len(), 2);
    let text = format!("{text}9999,9,9,9,NaN,1\n");
    assert_eq!(
        read("p.csv", text.as_bytes(), asked).unwrap_err().code(),
        208
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read("p.csv", bytes.as_slice(), AskedWindow::default()).is_err());
    }

    #[test]
    fn no_fields_make_the_reader_panic(fields in prop::collection::vec("[-+0-9.eE_naif,\n\r\" ]{0,12}", 0..40)) {
        let text = format!("{HEADER}{}", fields.join(","));
        let _ = read_text(&text);
    }

    #[test]
    fn every_series_of_sound_bars_is_read(
        bars in prop::collection::vec((1u64..400, 1u64..90_000, 0u64..900, 0u64..900, 0u64..90), 2..40),
    ) {
        let mut time = 0;
        let mut text = HEADER.to_owned();
        let decimal = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
        for (step, low, open, close, spare) in &bars {
            time += step;
            let high = low + open.max(close) + spare;
            let [open, high, low, close] = [low + open, high, *low, low + close].map(decimal);
            text.push_str(&format!("{time},{open},{high},{low},{close},1\n"));
        }
        let market = read_text(&text).unwrap();
        prop_assert_eq!(market.path.bars().len(), bars.len());
        let lowest = bars.iter().map(|bar| bar.1).min().and_then(Price::from_cents).unwrap();
        prop_assert_eq!(market.path.lowest(market.window), lowest);
    }
}
