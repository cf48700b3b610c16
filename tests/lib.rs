//! The house's tests live in the test binary `house`; this library is empty.
