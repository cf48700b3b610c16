//! A consignor of a pair.

use cosmwasm_std::Addr;
use gavel_math::packed::{Packed, PackedError};
use gavel_types::auction::ConsignorKind;

/// The kinds in the order of their stored numbers: append, never reorder.
const CONSIGNOR_KINDS: [ConsignorKind; 2] = [ConsignorKind::Contract, ConsignorKind::Account];

/// Who consigns, and how it is paid.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Consignor {
    /// Its address, validated.
    pub address: Addr,
    /// What it is.
    pub kind: ConsignorKind,
}

impl Packed for Consignor {
    fn pack(&self, out: &mut Vec<u8>) {
        self.address.to_string().pack(out);
        let number: u8 = match self.kind {
            ConsignorKind::Contract => 0,
            ConsignorKind::Account => 1,
        };
        number.pack(out);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let address = Addr::unchecked(String::unpack(input)?);
        let number = usize::from(u8::unpack(input)?);
        let kind = *CONSIGNOR_KINDS.get(number).ok_or(PackedError)?;
        Ok(Self { address, kind })
    }
}
