//! Which lot a consignment joins.

use crate::packed::{Packed, PackedError};

/// Whether a pair's newest lot takes more base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Collecting {
    /// It does not: the next consignment opens a lot.
    #[default]
    No,
    /// It does until this millisecond of the chain's time, exclusive. Auction time runs no faster than the
    /// chain's, so the lot's window cannot be in its freeze before.
    Until(u64),
    /// It does for as long as it waits for the lot before it to leave the book.
    Waiting,
}

/// The millisecond itself; 0 for none, and 1 for a lot that waits.
impl Packed for Collecting {
    fn pack(&self, out: &mut Vec<u8>) {
        let number: u64 = match self {
            Self::No => 0,
            Self::Waiting => 1,
            Self::Until(time) => (*time).max(2),
        };
        number.pack(out);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        Ok(match u64::unpack(input)? {
            0 => Self::No,
            1 => Self::Waiting,
            time => Self::Until(time),
        })
    }
}

/// The number of the lot that a consignment made at `time` (milliseconds) joins or opens. Both sides use this one function: the
/// consignor to know the number in advance, the house to assert it. `next` is the pair's next unused number.
pub fn joining(next: u32, collecting: Collecting, time: u64) -> u32 {
    if takes_more(collecting, time) {
        next.saturating_sub(1)
    } else {
        next
    }
}

/// Whether the newest lot takes a consignment made at `time`, in milliseconds.
pub fn takes_more(collecting: Collecting, time: u64) -> bool {
    match collecting {
        Collecting::No => false,
        Collecting::Until(end) => time < end,
        Collecting::Waiting => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consignment_joins_the_newest_lot_while_that_collects_and_else_opens_the_next() {
        assert_eq!(joining(7, Collecting::No, 0), 7);
        assert_eq!(joining(7, Collecting::Until(5_000), 4_999), 6);
        assert_eq!(joining(7, Collecting::Until(5_000), 5_000), 7);
        assert_eq!(joining(7, Collecting::Waiting, u64::MAX), 6);
    }

    #[test]
    fn what_is_stored_comes_back() {
        for known in [
            Collecting::No,
            Collecting::Waiting,
            Collecting::Until(1_790_000_000_000),
        ] {
            assert_eq!(Collecting::from_packed(&known.to_packed()), Ok(known));
        }
    }
}
