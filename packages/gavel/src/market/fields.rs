//! Splits a line of CSV into its fields.

use std::str;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

/// The fields of one line at a time. A quoted field ends with its line at the latest.
#[derive(Debug)]
pub struct Fields {
    splitter: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Default for Fields {
    fn default() -> Fields {
        // Lines come cut already; a lone carriage return inside one ends nothing.
        let splitter = ReaderBuilder::new()
            .terminator(Terminator::Any(b'\n'))
            .build();
        Fields {
            splitter,
            text: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl Fields {
    /// The fields of a line, without quotation marks and without blanks at their ends.
    ///
    /// # Errors
    /// A field is not UTF-8; the error is its number, counted from one.
    pub fn of(&mut self, line: &[u8]) -> Result<Vec<&str>, usize> {
        // A field is never longer than its source, and each but the last takes a separator.
        self.text.resize(line.len(), 0);
        self.ends.resize(line.len().saturating_add(1), 0);
        self.splitter.reset();
        let mut count = 0;
        let mut read = 0;
        let mut written = 0;
        loop {
            // An empty rest tells the splitter that the line is over.
            let rest = line.get(read..).unwrap_or_default();
            let text = self.text.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(count..).unwrap_or_default();
            let (result, taken, put, ended) = self.splitter.read_record(rest, text, ends);
            read = read.saturating_add(taken);
            written = written.saturating_add(put);
            count = count.saturating_add(ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                // The buffers are large enough, so all else means that the record is complete.
                _ => break,
            }
        }
        let mut start = 0;
        self.ends
            .iter()
            .take(count)
            .zip(1..)
            .map(|(end, number)| {
                let field = self.text.get(start..*end).unwrap_or_default();
                start = *end;
                str::from_utf8(field).map(str::trim).map_err(|_| number)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_at_commas_outside_quotation_marks() {
        let mut fields = Fields::default();
        for (line, expected) in [
            ("a,b", vec!["a", "b"]),
            (" a , b ", vec!["a", "b"]),
            ("\"a, b\",\"c\"\"d\"", vec!["a, b", "c\"d"]),
            (",,", vec!["", "", ""]),
            ("a", vec!["a"]),
            ("a\rb,c", vec!["a\rb", "c"]),
            ("x,\"open, to the end", vec!["x", "open, to the end"]),
            ("\u{feff}a,é", vec!["a", "é"]),
        ] {
            assert_eq!(fields.of(line.as_bytes()), Ok(expected), "{line:?}");
        }
    }

    #[test]
    fn a_field_that_is_no_text_is_told_by_its_number() {
        assert_eq!(Fields::default().of(b"a,b\xff,c\xff"), Err(2));
    }
}
