//! The book of standing bids of a pair: what a message finds of it, and what it does with it.

mod bids;
mod position;
mod room;
mod simulation;
mod walk;

use cosmwasm_std::{Api, StdResult, Storage};
use gavel_math::number::{add, sub};
use gavel_math::window::Window;
use gavel_math::MathError;

use gavel_types::auction::{PairRecord, PairStatus};

use crate::error::ContractError;
use crate::sale::reading;
use crate::session::Session;
use crate::state::{
    credit_house, Book, LotId, Owed, PairId, PairTerms, BOOKS, LOTS, OWED, PAIR_TERMS,
};

pub(crate) use bids::{Bid, Ground};
pub(crate) use position::{closed_worth, live_worth, Batches, Worth};
pub(crate) use simulation::simulate;
pub(crate) use walk::{offered, Limits};

/// A pair's book in the hands of one message. What it changes is written once, at its end.
pub(crate) struct Desk {
    /// The pair.
    pub pair: PairId,
    /// The book but for its bids.
    pub book: Book,
    stored: Book,
    owed: Option<(Owed, Owed)>,
}

impl Desk {
    /// The pair's book as it is stored.
    pub fn open(storage: &dyn Storage, pair: PairId) -> StdResult<Self> {
        let book = BOOKS.may_load(storage, &pair)?.unwrap_or_default();
        Ok(Self {
            pair,
            book,
            stored: book,
            owed: None,
        })
    }

    /// What the pair's bidders are owed, to be changed.
    pub fn owed(&mut self, storage: &dyn Storage) -> StdResult<&mut Owed> {
        let known = match self.owed {
            Some(known) => known,
            None => {
                let stored = OWED.may_load(storage, &self.pair)?.unwrap_or_default();
                (stored, stored)
            }
        };
        Ok(&mut self.owed.insert(known).0)
    }

    /// Writes what has changed. Where every bid was claimed and no live pool has gains, what the ledger still holds is what rounding
    /// left: it becomes the house's own credit.
    pub fn close(
        mut self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        session: &Session,
        terms: &PairTerms,
    ) -> Result<(), ContractError> {
        if self.book != self.stored {
            BOOKS.save(storage, &self.pair, &self.book);
        }
        let Some((owed, stored)) = &mut self.owed else {
            return Ok(());
        };
        if owed.positions == 0 && owed.partial == 0 && (owed.base > 0 || owed.quote > 0) {
            credit_house(storage, api, session, &terms.base, owed.base)?;
            credit_house(storage, api, session, &terms.quote, owed.quote)?;
            (owed.base, owed.quote) = (0, 0);
        }
        if owed != stored {
            OWED.save(storage, &self.pair, owed);
        }
        Ok(())
    }

    /// Fails while the book is frozen: in the last blocks of a window, and until its lot is settled. A pair that is wound down has no
    /// windows to wait for, and in a pause, which may be long, nobody is kept: bidders have another moment behind it. `terms` are
    /// those of the pair's next lots.
    pub fn assert_open(
        &self,
        storage: &dyn Storage,
        session: &Session,
        record: &PairRecord,
        terms: &PairTerms,
    ) -> Result<(), ContractError> {
        let Some(selling) = self.book.selling else {
            return Ok(());
        };
        let id = LotId {
            pair: self.pair,
            number: selling.lot,
        };
        let known = Some((record.version, terms));
        let Some((window, elapsed)) = window_of(storage, session, id, known)? else {
            return Ok(());
        };
        let waits = window.is_frozen(elapsed)
            && record.status != PairStatus::WindingDown
            && session.paused_until().is_none();
        if self.book.walk.is_none() && !waits {
            return Ok(());
        }
        let wait = window.remaining(elapsed).div_ceil(1_000);
        Err(ContractError::BookFrozen {
            lot: id,
            due_at: session.second().saturating_add(wait),
        })
    }

    /// Counts one live pool less of which a part was spent.
    fn forget_partial(&mut self, storage: &dyn Storage) -> Result<(), ContractError> {
        let owed = self.owed(storage)?;
        owed.partial = owed.partial.checked_sub(1).ok_or(MathError::Underflow)?;
        Ok(())
    }

    /// Takes what an owner gets off what is owed.
    pub fn take_off(&mut self, storage: &dyn Storage, worth: &Worth) -> Result<(), ContractError> {
        if worth.base > 0 || worth.quote > 0 {
            let owed = self.owed(storage)?;
            owed.base = sub(owed.base, worth.base)?;
            owed.quote = sub(owed.quote, worth.quote)?;
        }
        Ok(())
    }

    /// Counts a bid of a closed pool as claimed.
    pub fn count_claimed(&mut self, storage: &dyn Storage) -> Result<(), ContractError> {
        let owed = self.owed(storage)?;
        owed.positions = owed.positions.checked_sub(1).ok_or(MathError::Underflow)?;
        Ok(())
    }

    /// Books base that was sold to the book.
    pub fn owe_base(&mut self, storage: &dyn Storage, sold: u128) -> Result<(), ContractError> {
        let owed = self.owed(storage)?;
        owed.base = add(owed.base, sold)?;
        Ok(())
    }
}

/// The window of a lot that is being sold to the book, and the auction milliseconds that have passed in it. `known` are a version's
/// terms that were read already.
pub(crate) fn window_of(
    storage: &dyn Storage,
    session: &Session,
    id: LotId,
    known: Option<(u16, &PairTerms)>,
) -> Result<Option<(Window, u64)>, ContractError> {
    let lot = LOTS.load(storage, &id)?;
    let batch = match known.filter(|(version, _)| *version == lot.version) {
        Some((_, terms)) => terms.batch().copied(),
        None => PAIR_TERMS
            .load(storage, &(id.pair, lot.version))?
            .batch()
            .copied(),
    };
    let max_block = session.terms(storage, lot.house)?.max_block_millis;
    let elapsed = lot
        .anchor
        .elapsed_at(&reading(session), u64::from(max_block));
    Ok(batch.map(|batch| (batch.window(max_block), elapsed)))
}
