//! What a contract answered, asked again only when the answer can be another.

use cosmwasm_std::Addr;

use crate::house::House;

/// An answer that follows from the contract's own state and the time alone, as a ledger's does and a price's does not.
#[derive(Clone, Default)]
pub(super) struct Answer<T> {
    at: Option<(u64, u64)>,
    value: T,
}

impl<T> Answer<T> {
    /// Asks again if the contract was written to or time passed since the last asking, and says whether it did.
    pub fn renew(&mut self, house: &House, contract: &Addr, ask: impl FnOnce(&House) -> T) -> bool {
        let at = Some((house.chain.writes_to(contract), house.now()));
        if self.at == at {
            return false;
        }
        self.value = ask(house);
        self.at = at;
        true
    }

    /// What was answered last.
    pub const fn value(&self) -> &T {
        &self.value
    }
}
