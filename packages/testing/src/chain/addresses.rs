//! Addresses of the embedded chain, each worked out once.

use std::cell::RefCell;
use std::collections::HashMap;

use cosmwasm_std::{
    Addr, Api, CanonicalAddr, HashFunction, RecoverPubkeyError, StdResult, VerificationError,
};
use cw_multi_test::MockApiBech32;

/// The library's addresses, which are long to encode and to check, and of which a world sees the same few thousand again and
/// again: what was found of one is kept. What is no address is found to be none every time.
pub struct Addresses {
    api: MockApiBech32,
    canonical: RefCell<HashMap<String, CanonicalAddr>>,
    human: RefCell<HashMap<CanonicalAddr, Addr>>,
}

impl Addresses {
    /// Addresses that begin with `prefix`.
    pub fn new(prefix: &'static str) -> Self {
        Self {
            api: MockApiBech32::new(prefix),
            canonical: RefCell::default(),
            human: RefCell::default(),
        }
    }

    /// An address of 32 bytes that follows from a name.
    ///
    /// # Panics
    /// Never: every name has an address.
    pub fn addr_make(&self, name: &str) -> Addr {
        self.api.addr_make(name)
    }
}

impl Api for Addresses {
    fn addr_validate(&self, input: &str) -> StdResult<Addr> {
        self.addr_humanize(&self.addr_canonicalize(input)?)
    }

    fn addr_canonicalize(&self, input: &str) -> StdResult<CanonicalAddr> {
        if let Some(known) = self.canonical.borrow().get(input) {
            return Ok(known.clone());
        }
        let canonical = self.api.addr_canonicalize(input)?;
        self.canonical
            .borrow_mut()
            .insert(input.to_owned(), canonical.clone());
        Ok(canonical)
    }

    fn addr_humanize(&self, canonical: &CanonicalAddr) -> StdResult<Addr> {
        if let Some(known) = self.human.borrow().get(canonical) {
            return Ok(known.clone());
        }
        let human = self.api.addr_humanize(canonical)?;
        self.human
            .borrow_mut()
            .insert(canonical.clone(), human.clone());
        Ok(human)
    }

    fn secp256k1_verify(
        &self,
        message_hash: &[u8],
        signature: &[u8],
        public_key: &[u8],
    ) -> Result<bool, VerificationError> {
        self.api
            .secp256k1_verify(message_hash, signature, public_key)
    }

    fn secp256k1_recover_pubkey(
        &self,
        message_hash: &[u8],
        signature: &[u8],
        recovery_param: u8,
    ) -> Result<Vec<u8>, RecoverPubkeyError> {
        self.api
            .secp256k1_recover_pubkey(message_hash, signature, recovery_param)
    }

    fn bls12_381_aggregate_g1(&self, g1s: &[u8]) -> Result<[u8; 48], VerificationError> {
        self.api.bls12_381_aggregate_g1(g1s)
    }

    fn bls12_381_aggregate_g2(&self, g2s: &[u8]) -> Result<[u8; 96], VerificationError> {
        self.api.bls12_381_aggregate_g2(g2s)
    }

    fn bls12_381_pairing_equality(
        &self,
        ps: &[u8],
        qs: &[u8],
        r: &[u8],
        s: &[u8],
    ) -> Result<bool, VerificationError> {
        self.api.bls12_381_pairing_equality(ps, qs, r, s)
    }

    fn bls12_381_hash_to_g1(
        &self,
        hash_function: HashFunction,
        msg: &[u8],
        dst: &[u8],
    ) -> Result<[u8; 48], VerificationError> {
        self.api.bls12_381_hash_to_g1(hash_function, msg, dst)
    }

    fn bls12_381_hash_to_g2(
        &self,
        hash_function: HashFunction,
        msg: &[u8],
        dst: &[u8],
    ) -> Result<[u8; 96], VerificationError> {
        self.api.bls12_381_hash_to_g2(hash_function, msg, dst)
    }

    fn secp256r1_verify(
        &self,
        message_hash: &[u8],
        signature: &[u8],
        public_key: &[u8],
    ) -> Result<bool, VerificationError> {
        self.api
            .secp256r1_verify(message_hash, signature, public_key)
    }

    fn secp256r1_recover_pubkey(
        &self,
        message_hash: &[u8],
        signature: &[u8],
        recovery_param: u8,
    ) -> Result<Vec<u8>, RecoverPubkeyError> {
        self.api
            .secp256r1_recover_pubkey(message_hash, signature, recovery_param)
    }

    fn ed25519_verify(
        &self,
        message: &[u8],
        signature: &[u8],
        public_key: &[u8],
    ) -> Result<bool, VerificationError> {
        self.api.ed25519_verify(message, signature, public_key)
    }

    fn ed25519_batch_verify(
        &self,
        messages: &[&[u8]],
        signatures: &[&[u8]],
        public_keys: &[&[u8]],
    ) -> Result<bool, VerificationError> {
        self.api
            .ed25519_batch_verify(messages, signatures, public_keys)
    }

    fn debug(&self, message: &str) {
        self.api.debug(message);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::PREFIX;

    #[test]
    fn an_address_is_found_again_as_the_library_has_it() {
        let (ours, library) = (Addresses::new(PREFIX), MockApiBech32::new(PREFIX));
        let address = library.addr_make("someone");
        let canonical = library.addr_canonicalize(address.as_str()).unwrap();
        for _ in 0..2 {
            assert_eq!(ours.addr_validate(address.as_str()).unwrap(), address);
            assert_eq!(ours.addr_canonicalize(address.as_str()).unwrap(), canonical);
            assert_eq!(ours.addr_humanize(&canonical).unwrap(), address);
        }
        assert_eq!(ours.addr_make("someone"), address);
    }

    #[test]
    fn what_is_no_address_is_refused_every_time() {
        let ours = Addresses::new(PREFIX);
        let other = MockApiBech32::new("other").addr_make("someone");
        let capitals = ours.addr_make("someone").as_str().to_uppercase();
        for text in ["", "gavel1", other.as_str(), &capitals] {
            for _ in 0..2 {
                assert!(ours.addr_validate(text).is_err(), "{text}");
                assert!(ours.addr_canonicalize(text).is_err(), "{text}");
            }
        }
    }
}
