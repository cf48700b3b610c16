//! A lot in a Dutch stage, as it stands at this moment: its clock, its price, what a take gets, which step is due.

use cosmwasm_std::{QuerierWrapper, Storage};
use gavel_math::clock::{overlap, Anchor, Reading, Standstill};
use gavel_math::dutch::{fill, Fill};
use gavel_math::Price;

use crate::error::ContractError;
use crate::prices::{Prices, Quotation, Reference};
use crate::session::Session;
use crate::state::{DutchTerms, FixedPrice, Lot, LotId, PairTerms, StageTerms, LOTS, PAIR_TERMS};

/// Seconds without a valid price, all spans in one stage together, behind which a lot whose price is dark moves on without
/// waiting any longer: an hour. A feed that comes back does so sooner, and a lot must end. One whose price is back goes on
/// in its stage.
pub(crate) const DARK_LIMIT: u64 = 3_600;

/// Milliseconds that did not count as auction time behind which a fixed reference is too old to sell at: a minute, in which
/// a market moves by a few basis points. Pauses, halts, darkness and slow blocks add up.
pub(crate) const GAP_LIMIT: u64 = 60_000;

/// How often in one stage a gap gives a fixed lot a new reference without using up a restart. Behind that each gap uses one,
/// so that a lot ends on a chain whose blocks are always slow.
pub(crate) const MAX_REPRICINGS: u8 = 8;

/// The step of a lot that is due.
pub(crate) enum Step {
    /// The curve starts anew.
    Restart {
        /// Today's price.
        reference: Reference,
        /// Whether it uses up a restart.
        counted: bool,
    },
    /// The next stage starts.
    NextStage {
        /// Today's price.
        reference: Reference,
    },
    /// The lot ends; what is left goes back.
    Finish,
}

/// A lot at this moment.
pub(crate) struct Sale<'a> {
    /// Its number.
    pub id: LotId,
    /// Its record.
    pub lot: Lot,
    /// The pair's terms it opened with.
    pub terms: &'a PairTerms,
    /// Today's prices from the oracle it opened with.
    pub prices: Prices<'a>,
    session: &'a Session,
    max_block: u64,
}

/// A lot and its terms as stored.
pub(crate) fn load(storage: &dyn Storage, id: LotId) -> Result<(Lot, PairTerms), ContractError> {
    let lot = LOTS
        .may_load(storage, &id)?
        .ok_or(ContractError::NoLot { lot: id })?;
    let terms = PAIR_TERMS.load(storage, &(id.pair, lot.version))?;
    Ok((lot, terms))
}

impl<'a> Sale<'a> {
    /// The lot at this moment: reads its prices.
    pub fn new(
        storage: &dyn Storage,
        querier: &QuerierWrapper,
        session: &'a Session,
        id: LotId,
        lot: Lot,
        terms: &'a PairTerms,
    ) -> Result<Self, ContractError> {
        let house = session.terms(storage, lot.house)?;
        let prices = Prices::read(querier, &house.oracle(), terms, session.second());
        let max_block = house.max_block_millis;
        Ok(Self::priced(session, id, lot, terms, prices, max_block))
    }

    /// The lot at this moment with prices that were read already. `max_block` are the milliseconds of the longest block that
    /// counts as auction time for it.
    pub fn priced(
        session: &'a Session,
        id: LotId,
        lot: Lot,
        terms: &'a PairTerms,
        prices: Prices<'a>,
        max_block: u32,
    ) -> Self {
        Self {
            id,
            lot,
            terms,
            prices,
            session,
            max_block: u64::from(max_block),
        }
    }

    /// The terms of the stage it is in.
    pub fn stage(&self) -> Result<&'a DutchTerms, ContractError> {
        stage(self.terms, self.lot.stage)
    }

    /// Auction milliseconds in this stage.
    pub fn elapsed(&self) -> u64 {
        self.lot.anchor.elapsed_at(&self.reading(), self.max_block)
    }

    /// Seconds without a valid price in this stage, a second in which both assets had none counted once. What came since the
    /// last touch counts for no more than the blocks since then could have lasted, rounded up: in a halt of the chain no
    /// feeder can speak, and a lot whose price is as good as before must not go back for it.
    pub fn dark(&self) -> u64 {
        let anchor = &self.lot.anchor;
        let spans = self.prices.dark_spans();
        let shared = overlap(&spans, anchor.now.time, self.session.now.time) / 1_000;
        let since = self
            .prices
            .dark_total()
            .saturating_sub(anchor.standstill.dark)
            .saturating_sub(shared);
        let blocks = self.session.now.height.saturating_sub(anchor.now.height);
        let most = blocks.saturating_mul(self.max_block).div_ceil(1_000);
        self.lot.dark.saturating_add(since.min(most))
    }

    /// The fixed reference with its gap up to now.
    fn fixed(&self) -> Option<FixedPrice> {
        self.lot.fixed.map(|fixed| FixedPrice {
            gap: fixed
                .gap
                .saturating_add(self.lot.anchor.gap_at(&self.reading(), self.max_block)),
            ..fixed
        })
    }

    /// Whether the fixed reference is too old to sell at.
    fn is_outdated(&self) -> bool {
        self.fixed().is_some_and(|fixed| fixed.gap > GAP_LIMIT)
    }

    /// The price's share of the reference now, as a price of 1 would be: 18 decimals, rounded up.
    pub fn ratio(&self) -> Result<Price, ContractError> {
        let one = Price(gavel_math::units::UNIT);
        Ok(self.stage()?.curve.price_ceil(one, self.elapsed())?)
    }

    /// The price of a take now: `⌈reference · curve⌉`. Fails while paused, without a valid price where the reference is live,
    /// and behind a gap where it is fixed.
    pub fn price(&self) -> Result<Price, ContractError> {
        self.session.assert_not_paused()?;
        let reference = match self.lot.fixed {
            Some(_) if self.is_outdated() => {
                return Err(ContractError::PriceOutdated { lot: self.id })
            }
            Some(fixed) => fixed.reference,
            None => self.prices.reference()?.price,
        };
        Ok(self.stage()?.curve.price_ceil(reference, self.elapsed())?)
    }

    /// What a take of at most `amount` base gets and pays now, and the price.
    pub fn fill(&self, amount: u128) -> Result<(Fill, Price), ContractError> {
        let price = self.price()?;
        let offer = self.terms.offer(self.lot.base_left(), self.lot.tab_left);
        let filled = fill(&offer, price, self.terms.scale, amount)?;
        Ok((filled, price))
    }

    /// Whether nothing is left to sell: no base, or the tab raised. Less than dust of base is left only of a lot consigned below
    /// it, which is sold whole like any other: were it handed back at once, a keeper could have it consigned, and be rewarded,
    /// again and again.
    pub fn is_over(&self) -> bool {
        self.lot.base_left() == 0 || self.lot.tab_left == Some(0)
    }

    /// The step that is due. Fails when none is, with the time at which one will be; when a price must be awaited, with
    /// the time at which it no longer will; and where a fixed lot would be priced anew in a pause, which its end would
    /// only make old again.
    pub fn due(&self) -> Result<Step, ContractError> {
        let stage = self.stage()?;
        if self.is_over() {
            return Ok(Step::Finish);
        }
        if self.prices.is_dark() && self.dark() >= DARK_LIMIT {
            return self.next_stage();
        }
        let remaining = stage.curve.duration().saturating_sub(self.elapsed());
        let paused = self.session.paused_until();
        if let Some(fixed) = self.fixed().filter(|fixed| fixed.gap > GAP_LIMIT) {
            match paused {
                None => return self.restart(stage, fixed.repricings >= MAX_REPRICINGS),
                Some(until) if remaining > 0 => return Err(ContractError::Paused { until }),
                Some(_) => {}
            }
        }
        if remaining > 0 {
            return Err(self.not_due(remaining));
        }
        self.restart(stage, true)
    }

    /// A restart, or the next stage when it would be counted and all are used up.
    fn restart(&self, stage: &DutchTerms, counted: bool) -> Result<Step, ContractError> {
        if counted && self.lot.restarts >= stage.max_restarts {
            return self.next_stage();
        }
        match self.prices.quotation() {
            Quotation::Valid(reference) => Ok(Step::Restart { reference, counted }),
            Quotation::Dark(_) => Err(self.awaits_price()),
            Quotation::Never(_) => self.next_stage(),
        }
    }

    /// The next stage, or the end. Every stage needs a price to start from; after `DARK_LIMIT` it is not awaited.
    fn next_stage(&self) -> Result<Step, ContractError> {
        let next = usize::from(self.lot.stage).saturating_add(1);
        if next >= self.terms.stages.len() {
            return Ok(Step::Finish);
        }
        match self.prices.quotation() {
            Quotation::Valid(reference) => Ok(Step::NextStage { reference }),
            Quotation::Dark(_) if self.dark() < DARK_LIMIT => Err(self.awaits_price()),
            Quotation::Dark(_) | Quotation::Never(_) => Ok(Step::Finish),
        }
    }

    fn not_due(&self, remaining: u64) -> ContractError {
        let now = self.session.second();
        let from = self.session.paused_until().unwrap_or(now);
        let curve_ends = from.saturating_add(remaining.div_ceil(1_000));
        let due_at = self
            .dark_limit_at()
            .map_or(curve_ends, |limit| limit.min(curve_ends));
        ContractError::NotDue {
            lot: self.id,
            due_at,
        }
    }

    fn awaits_price(&self) -> ContractError {
        ContractError::AwaitsPrice {
            lot: self.id,
            denom: self.prices.dark_denom(),
            moves_on_at: self.dark_limit_at().unwrap_or(self.session.second()),
        }
    }

    /// The unix second by which `DARK_LIMIT` is reached if it stays dark and the chain does not halt; none while it is not
    /// dark.
    fn dark_limit_at(&self) -> Option<u64> {
        let rest = DARK_LIMIT.saturating_sub(self.dark());
        self.prices
            .is_dark()
            .then(|| self.session.second().saturating_add(rest))
    }

    /// Whether the lot's clock stands although nothing stops it: more standstill is counted than time has passed.
    pub fn stands_too_long(&self) -> bool {
        self.lot.anchor.stands_too_long(&self.reading())
    }

    /// Renews the lot's clock: what has passed is counted, and what comes is counted from here.
    pub fn touch(&mut self) {
        self.lot.dark = self.dark();
        self.lot.fixed = self.fixed();
        self.lot.anchor = self.lot.anchor.renewed(&self.reading(), self.max_block);
    }

    /// Books a take and renews the clock.
    pub fn take(&mut self, filled: Fill) -> Result<(), ContractError> {
        self.touch();
        self.lot.sold = gavel_math::number::add(self.lot.sold, filled.base)?;
        self.lot.raised = gavel_math::number::add(self.lot.raised, filled.quote)?;
        self.lot.tab_left = self
            .lot
            .tab_left
            .map(|tab| gavel_math::number::sub(tab, filled.quote))
            .transpose()?;
        Ok(())
    }

    /// Starts the stage's curve anew.
    pub fn start_again(
        &mut self,
        reference: Reference,
        counted: bool,
    ) -> Result<(), ContractError> {
        let repricings = self.lot.fixed.map_or(0, |fixed| fixed.repricings);
        self.lot.dark = self.dark();
        if counted {
            self.lot.restarts = self.lot.restarts.saturating_add(1);
        }
        self.start_curve(reference)?;
        if let Some(fixed) = &mut self.lot.fixed {
            fixed.repricings = repricings.saturating_add(u8::from(!counted));
        }
        Ok(())
    }

    /// Enters the next stage.
    pub fn enter_next(&mut self, reference: Reference) -> Result<(), ContractError> {
        self.lot.stage = self.lot.stage.saturating_add(1);
        self.lot.restarts = 0;
        self.lot.dark = 0;
        self.start_curve(reference)
    }

    fn start_curve(&mut self, reference: Reference) -> Result<(), ContractError> {
        self.lot.anchor = Anchor::start(self.session.now, self.standstill());
        self.lot.fixed = fixed_price(self.stage()?, reference);
        Ok(())
    }

    fn standstill(&self) -> Standstill {
        standstill(self.session, &self.prices)
    }

    /// This moment, with the spans in which things stood still.
    fn reading(&self) -> Reading {
        let mut spans = self.prices.dark_spans();
        spans.extend(self.session.house.pause.spans(self.session.now));
        Reading {
            now: self.session.now,
            totals: self.standstill(),
            spans,
        }
    }
}

/// What has not counted as auction time so far.
pub(crate) fn standstill(session: &Session, prices: &Prices) -> Standstill {
    let (paused, paused_blocks) = session.house.pause.totals(session.now);
    Standstill {
        paused,
        paused_blocks,
        dark: prices.dark_total(),
    }
}

/// The reference that a lot keeps when it starts a stage now.
pub(crate) fn fixed_price(stage: &DutchTerms, reference: Reference) -> Option<FixedPrice> {
    stage.fixed.then_some(FixedPrice {
        reference: reference.price,
        gap: 0,
        repricings: 0,
    })
}

/// A stage of a pair's terms. Every stored lot is in one.
pub(crate) fn stage(terms: &PairTerms, index: u8) -> Result<&DutchTerms, ContractError> {
    match terms.stages.get(usize::from(index)) {
        Some(StageTerms::Dutch(stage)) => Ok(stage),
        None => Err(cosmwasm_std::StdError::not_found("stage").into()),
    }
}
