//! Keys in their stored order.

/// A key of a [`PackedMap`](crate::PackedMap). Whole numbers are big-endian, so iteration goes upwards.
pub trait Key {
    /// Appends the key's bytes.
    fn write(&self, out: &mut Vec<u8>);
}

macro_rules! number_key {
    ($($kind:ty),+) => { $(
        impl Key for $kind {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_be_bytes());
            }
        }
    )+ };
}
number_key!(u8, u16, u32, u64);

/// Bytes of any length: only as the last part of a key, or its whole.
impl Key for [u8] {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self);
    }
}

/// Text: only as the last part of a key, or its whole.
impl Key for str {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_bytes());
    }
}

impl<K: Key + ?Sized> Key for &K {
    fn write(&self, out: &mut Vec<u8>) {
        (**self).write(out);
    }
}

impl<A: Key, B: Key> Key for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }
}
