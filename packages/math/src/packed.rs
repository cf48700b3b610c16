//! The byte encoding of records on disk.
//!
//! A write costs 30 gas a byte, so records are packed: fields in order, whole numbers in base 128 with the low digits
//! first (7 bits a byte, the top bit says that more follow), flags and counts as numbers, text behind its length.
//! An amount of a million million takes 6 bytes instead of 15 in JSON.

use thiserror::Error;

/// A stored record that does not decode: storage was written by other code.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
#[error("a stored record does not decode")]
pub struct PackedError;

/// A record with a packed form. `unpack` of `pack` gives the record back.
pub trait Packed: Sized {
    /// Appends the packed form.
    fn pack(&self, out: &mut Vec<u8>);

    /// Reads one record off the front of `input`.
    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError>;

    /// The packed form alone.
    fn to_packed(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        self.pack(&mut out);
        out
    }

    /// The record at the front of `bytes`. What lies behind it is left unread: a later version of the contract that wrote
    /// it may have appended fields.
    fn from_packed_front(bytes: &[u8]) -> Result<Self, PackedError> {
        Self::unpack(&mut &*bytes)
    }

    /// The record that `bytes` hold, with nothing left over.
    fn from_packed(bytes: &[u8]) -> Result<Self, PackedError> {
        let mut input = bytes;
        let record = Self::unpack(&mut input)?;
        if input.is_empty() {
            Ok(record)
        } else {
            Err(PackedError)
        }
    }
}

/// Implements [`Packed`] for a struct by its fields in the order given. The order is the format: append, never reorder.
#[macro_export]
macro_rules! packed_record {
    ($name:ident { $($field:tt),+ $(,)? }) => {
        impl $crate::packed::Packed for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                $( $crate::packed::Packed::pack(&self.$field, out); )+
            }
            fn unpack(input: &mut &[u8]) -> Result<Self, $crate::packed::PackedError> {
                Ok(Self { $( $field: $crate::packed::Packed::unpack(input)?, )+ })
            }
        }
    };
}
pub use packed_record;

impl Packed for u128 {
    fn pack(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        loop {
            let digit = (rest & 0x7f) as u8;
            rest >>= 7;
            if rest == 0 {
                out.push(digit);
                return;
            }
            out.push(digit | 0x80);
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let mut value = 0u128;
        for place in 0..19u32 {
            let byte = next(input)?;
            let digit = u128::from(byte & 0x7f);
            let shift = place.saturating_mul(7);
            let raised = digit << shift;
            if raised >> shift != digit {
                return Err(PackedError);
            }
            value |= raised;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(PackedError)
    }
}

macro_rules! packed_small {
    ($($kind:ty),+) => { $(
        impl Packed for $kind {
            fn pack(&self, out: &mut Vec<u8>) {
                u128::from(*self).pack(out);
            }
            fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
                <$kind>::try_from(u128::unpack(input)?).map_err(|_| PackedError)
            }
        }
    )+ };
}
packed_small!(u8, u16, u32, u64);

impl Packed for i128 {
    // The sign goes to the lowest bit, so small numbers stay short on both sides of zero.
    fn pack(&self, out: &mut Vec<u8>) {
        (((self << 1) ^ (self >> 127)) as u128).pack(out);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let folded = u128::unpack(input)?;
        let magnitude = (folded >> 1) as i128;
        Ok(if folded & 1 == 0 {
            magnitude
        } else {
            !magnitude
        })
    }
}

impl Packed for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        match next(input)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(PackedError),
        }
    }
}

impl Packed for String {
    fn pack(&self, out: &mut Vec<u8>) {
        (self.len() as u64).pack(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let length = usize::try_from(u64::unpack(input)?).map_err(|_| PackedError)?;
        if length > input.len() {
            return Err(PackedError);
        }
        let (text, rest) = input.split_at(length);
        *input = rest;
        Self::from_utf8(text.to_vec()).map_err(|_| PackedError)
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            None => out.push(0),
            Some(value) => {
                out.push(1);
                value.pack(out);
            }
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        if bool::unpack(input)? {
            T::unpack(input).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        (self.len() as u64).pack(out);
        for item in self {
            item.pack(out);
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let length = usize::try_from(u64::unpack(input)?).map_err(|_| PackedError)?;
        // Every item takes a byte at least: a corrupt length cannot reserve memory.
        if length > input.len() {
            return Err(PackedError);
        }
        let mut items = Self::with_capacity(length);
        for _ in 0..length {
            items.push(T::unpack(input)?);
        }
        Ok(items)
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        Ok((A::unpack(input)?, B::unpack(input)?))
    }
}

fn next(input: &mut &[u8]) -> Result<u8, PackedError> {
    let (first, rest) = input.split_first().ok_or(PackedError)?;
    *input = rest;
    Ok(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_take_one_byte_for_seven_bits() {
        assert_eq!(0u64.to_packed(), [0]);
        assert_eq!(127u64.to_packed(), [127]);
        assert_eq!(128u64.to_packed(), [0x80, 1]);
        assert_eq!(1_000_000_000_000u128.to_packed().len(), 6);
        assert_eq!(u128::MAX.to_packed().len(), 19);
        assert_eq!((-1i128).to_packed(), [1]);
    }

    #[test]
    fn a_number_too_large_for_its_type_does_not_decode() {
        assert_eq!(u8::from_packed(&256u64.to_packed()), Err(PackedError));
        let mut too_long = vec![0xff; 18];
        too_long.push(0x7f);
        assert_eq!(u128::from_packed(&too_long), Err(PackedError));
    }

    #[test]
    fn a_record_with_bytes_left_over_or_missing_does_not_decode() {
        assert_eq!(u64::from_packed(&[1, 2]), Err(PackedError));
        assert_eq!(u64::from_packed(&[]), Err(PackedError));
        assert_eq!(String::from_packed(&[5, b'a']), Err(PackedError));
        assert_eq!(Vec::<u64>::from_packed(&[200, 1, 0]), Err(PackedError));
    }

    #[test]
    fn the_front_of_a_longer_record_is_read_and_a_shorter_one_is_not() {
        assert_eq!(u64::from_packed_front(&[1, 2]), Ok(1));
        assert_eq!(u64::from_packed_front(&[]), Err(PackedError));
        assert_eq!(String::from_packed_front(&[5, b'a']), Err(PackedError));
    }

    proptest! {
        #[test]
        fn every_record_comes_back_as_it_was(
            a: u128, b: i128, c: Option<u64>, d: Vec<u32>, e: String, f: bool,
        ) {
            prop_assert_eq!(u128::from_packed(&a.to_packed()), Ok(a));
            prop_assert_eq!(i128::from_packed(&b.to_packed()), Ok(b));
            prop_assert_eq!(Option::<u64>::from_packed(&c.to_packed()), Ok(c));
            prop_assert_eq!(Vec::<u32>::from_packed(&d.to_packed()), Ok(d));
            prop_assert_eq!(String::from_packed(&e.to_packed()), Ok(e));
            prop_assert_eq!(bool::from_packed(&f.to_packed()), Ok(f));
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
            let _ = Vec::<(u128, Option<String>)>::from_packed(&bytes);
        }
    }
}
