//! A reference that is fixed where a stage starts: how old it is, and how it is taken anew.

use gavel_math::clock::UNSEEN_MILLIS;

use super::Sale;
use crate::error::ContractError;
use crate::prices::Reference;
use crate::state::FixedPrice;

/// How often in one stage a gap gives a fixed lot a new reference without using up a restart. Behind that each gap uses one,
/// so that a lot ends on a chain whose blocks are always slow.
pub(super) const MAX_REPRICINGS: u8 = 8;

impl Sale<'_> {
    /// The fixed reference with its gap up to now.
    pub(super) fn fixed(&self) -> Option<FixedPrice> {
        self.lot.fixed.map(|fixed| FixedPrice {
            gap: fixed
                .gap
                .saturating_add(self.lot.anchor.gap_at(&self.reading(), self.max_block)),
            ..fixed
        })
    }

    /// Whether the fixed reference is too old to sell at.
    pub(super) fn is_outdated(&self) -> bool {
        self.fixed().is_some_and(|fixed| fixed.gap > UNSEEN_MILLIS)
    }

    /// Starts the stage's curve, or its time for bids, anew.
    pub fn start_again(
        &mut self,
        reference: Reference,
        counted: bool,
    ) -> Result<(), ContractError> {
        let repricings = self.lot.fixed.map_or(0, |fixed| fixed.repricings);
        self.count_dark();
        if counted {
            self.lot.rounds = self.lot.rounds.saturating_add(1);
        }
        self.start_stage(reference)?;
        if let Some(fixed) = &mut self.lot.fixed {
            fixed.repricings = repricings.saturating_add(u8::from(!counted));
        }
        Ok(())
    }

    /// Forgets the gap up to now, and counts as many extensions or fresh prices given for it.
    pub(super) fn forget_gap(&mut self, extensions: u8) {
        self.lot.fixed = self.lot.fixed.map(|fixed| FixedPrice {
            gap: 0,
            repricings: fixed.repricings.saturating_add(extensions),
            ..fixed
        });
    }
}
