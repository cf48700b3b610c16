//! Reads a text line by line and counts the lines, none of them endless, so that no file can
//! fill the memory.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// The longest line accepted, in bytes. A bar takes about a hundred.
pub const LONGEST_LINE: usize = 65_536;

/// The lines of a reader.
#[derive(Debug)]
pub struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    number: u64,
}

impl<R: Read> Lines<R> {
    /// The lines of a reader, before the first.
    pub fn new(reader: R) -> Lines<R> {
        Lines {
            reader: BufReader::new(reader),
            line: Vec::new(),
            number: 0,
        }
    }

    /// The number of the last line read, counted from one; zero before the first.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The next line that is not blank, without blanks at its end; `None` after the last.
    ///
    /// # Errors
    /// The reader's own; [`ErrorKind::InvalidData`] if the line is longer than [`LONGEST_LINE`].
    pub fn next_filled(&mut self) -> io::Result<Option<&[u8]>> {
        loop {
            self.line.clear();
            // One byte more than allowed tells a line that is too long from one that just fits.
            let most = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
            let mut bounded = self.reader.by_ref().take(most.saturating_add(1));
            if bounded.read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            self.number = self.number.saturating_add(1);
            if self.line.len() > LONGEST_LINE {
                return Err(io::Error::from(ErrorKind::InvalidData));
            }
            if !self.line.trim_ascii().is_empty() {
                break;
            }
        }
        Ok(Some(self.line.trim_ascii_end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_counted_and_left_out() {
        let mut lines = Lines::new(&b"\r\na \r\n\n b\n \nc"[..]);
        assert_eq!(lines.number(), 0);
        for (number, line) in [(2, &b"a"[..]), (4, b" b"), (6, b"c")] {
            assert_eq!(lines.next_filled().unwrap(), Some(line));
            assert_eq!(lines.number(), number);
        }
        assert_eq!(lines.next_filled().unwrap(), None);
    }

    #[test]
    fn a_line_may_be_long_but_not_endless() {
        let fits = vec![b'x'; LONGEST_LINE];
        assert!(Lines::new(fits.as_slice()).next_filled().is_ok());
        let error = Lines::new(io::repeat(0)).next_filled().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
    }
}
