//! A lot as it stands at this moment: its clock, its prices, what comes next. Each kind of stage has its own file.

mod backstop;
mod batch;
mod dutch;
mod english;
mod fixed;

use cosmwasm_std::{QuerierWrapper, Storage};
use gavel_math::clock::{overlap, Anchor, Reading, Standstill};
use gavel_math::Bps;

use crate::error::ContractError;
use crate::prices::{Prices, Quotation, Reference};
use crate::session::Session;
use crate::state::{FixedPrice, Lot, LotId, PairTerms, StageTerms, LOTS, PAIR_TERMS};

/// Seconds without a valid price, all spans in one stage together, behind which a lot whose price is dark moves on without
/// waiting any longer: an hour. A feed that comes back does so sooner, and a lot must end. One whose price is back goes on
/// in its stage.
pub(crate) const DARK_LIMIT: u64 = 3_600;

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
    pub fn stage(&self) -> Result<&'a StageTerms, ContractError> {
        stage(self.terms, self.lot.stage)
    }

    /// Auction milliseconds in this stage.
    pub fn elapsed(&self) -> u64 {
        self.lot.anchor.elapsed_at(&self.reading(), self.max_block)
    }

    /// Auction milliseconds at which the stage, or a batch's window, ends by itself; an English stage where nobody bids.
    pub fn duration(&self) -> Result<u64, ContractError> {
        Ok(match self.stage()? {
            StageTerms::Batch(stage) => self.window(stage).length,
            StageTerms::Dutch(stage) => stage.curve.duration(),
            StageTerms::English(stage) => stage.duration(),
            StageTerms::Backstop(_) => 0,
        })
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

    /// The lot as it would be some auction seconds from now, if nobody touched it.
    pub fn look_ahead(&mut self, seconds: u32) {
        let millis = u64::from(seconds).saturating_mul(1_000);
        self.lot.anchor.elapsed = self.lot.anchor.elapsed.saturating_add(millis);
    }

    /// Whether nothing is left to sell: no base, or the tab raised. Less than dust of base is left only of a lot consigned below
    /// it, which is sold whole like any other: were it handed back at once, a keeper could have it consigned, and be rewarded,
    /// again and again.
    pub fn is_over(&self) -> bool {
        self.lot.base_left() == 0 || self.lot.tab_left == Some(0)
    }

    /// Whether nothing worth a sale is left behind one: none, or less than dust of a lot that had more.
    pub fn is_spent(&self) -> bool {
        let (left, dust) = (self.lot.base_left(), self.terms.base_dust);
        left == 0 || (left < dust && self.lot.base >= dust)
    }

    /// The next stage, or the end. Every stage needs a price to start from; after `DARK_LIMIT` it is not awaited. A backstop is not
    /// asked in a pause.
    pub fn next_stage(&self) -> Result<Step, ContractError> {
        let next = usize::from(self.lot.stage).saturating_add(1);
        if next >= self.terms.stages.len() {
            return Ok(Step::Finish);
        }
        match self.prices.quotation() {
            Quotation::Valid(reference) => {
                self.assert_may_go_on()?;
                Ok(Step::NextStage { reference })
            }
            Quotation::Dark(_) if self.dark() < DARK_LIMIT => {
                Err(self.awaits_price(self.dark_limit_at()))
            }
            Quotation::Dark(_) | Quotation::Never(_) => Ok(Step::Finish),
        }
    }

    /// The error that a price must be awaited, but no longer than to a unix second: none for now.
    fn awaits_price(&self, moves_on_at: Option<u64>) -> ContractError {
        ContractError::AwaitsPrice {
            lot: self.id,
            denom: self.prices.dark_denom(),
            moves_on_at: moves_on_at.unwrap_or(self.session.second()),
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
        self.count_dark();
        self.lot.fixed = self.fixed();
        self.lot.anchor = self.lot.anchor.renewed(&self.reading(), self.max_block);
    }

    /// Counts the darkness since the last touch, where the clock stands in it.
    fn count_dark(&mut self) {
        if !self.runs_dark() {
            self.lot.dark = self.dark();
        }
    }

    /// The lot is done with its stage: only the next one, or its end, is to come. A price that is missing for that is waited for from
    /// now on.
    pub fn leave_stage(&mut self) {
        self.lot.leaving = true;
        self.lot.dark = 0;
        self.lot.anchor = Anchor::start(self.session.now, self.reading().totals);
    }

    /// Enters the next stage.
    pub fn enter_next(&mut self, reference: Reference) -> Result<(), ContractError> {
        self.lot.stage = self.lot.stage.saturating_add(1);
        self.lot.rounds = 0;
        self.lot.leaving = false;
        self.lot.dark = 0;
        self.start_stage(reference)
    }

    /// Starts the clock of the stage it is in, and fixes what that stage fixes.
    fn start_stage(&mut self, reference: Reference) -> Result<(), ContractError> {
        let stage = self.stage()?;
        self.lot.anchor = start(stage, self.session, &self.prices);
        self.lot.fixed = fixed_price(stage, reference);
        self.lot.uncertainty = uncertainty(stage, &self.prices);
        Ok(())
    }

    /// Whether its clock runs in the dark: that of a batch's window, and that of bids whose reserve is fixed. Once such a stage is left,
    /// the price that is missing is waited for.
    fn runs_dark(&self) -> bool {
        let runs = matches!(
            self.stage(),
            Ok(StageTerms::Batch(_) | StageTerms::English(_))
        );
        runs && !self.lot.leaving
    }

    /// This moment, with the spans in which things stood still.
    fn reading(&self) -> Reading {
        if self.runs_dark() {
            return reading(self.session);
        }
        let Reading { now, totals, spans } = reading(self.session);
        Reading {
            now,
            totals: Standstill {
                dark: self.prices.dark_total(),
                ..totals
            },
            spans: self.prices.dark_spans().into_iter().chain(spans).collect(),
        }
    }
}

/// This moment, with the spans in which the house was paused.
pub(crate) fn reading(session: &Session) -> Reading {
    let (paused, paused_blocks) = session.house.pause.totals(session.now);
    Reading {
        now: session.now,
        totals: Standstill {
            paused,
            paused_blocks,
            dark: 0,
        },
        spans: session.house.pause.spans(session.now).collect(),
    }
}

/// The clock of a stage that starts now.
pub(crate) fn start(stage: &StageTerms, session: &Session, prices: &Prices) -> Anchor {
    let totals = reading(session).totals;
    match stage {
        StageTerms::Batch(_) | StageTerms::English(_) | StageTerms::Backstop(_) => {
            Anchor::start(session.now, totals)
        }
        StageTerms::Dutch(_) => Anchor::start(
            session.now,
            Standstill {
                dark: prices.dark_total(),
                ..totals
            },
        ),
    }
}

/// The reference that a lot keeps when it starts a stage now.
pub(crate) fn fixed_price(stage: &StageTerms, reference: Reference) -> Option<FixedPrice> {
    let fixes = match stage {
        StageTerms::Dutch(stage) => stage.fixed,
        StageTerms::English(_) => true,
        StageTerms::Batch(_) | StageTerms::Backstop(_) => false,
    };
    fixes.then_some(FixedPrice {
        reference: reference.price,
        gap: 0,
        repricings: 0,
    })
}

/// By how much the reference of a stage that starts now is uncertain, as far as the stage counts it.
pub(crate) fn uncertainty(stage: &StageTerms, prices: &Prices) -> Bps {
    match stage {
        StageTerms::Dutch(stage) if stage.max_uncertainty > Bps(0) => {
            let seen = u32::try_from(prices.disagreement()).unwrap_or(u32::MAX);
            stage.max_uncertainty.min(Bps(seen))
        }
        StageTerms::Dutch(_)
        | StageTerms::Batch(_)
        | StageTerms::English(_)
        | StageTerms::Backstop(_) => Bps(0),
    }
}

/// A stage of a pair's terms. Every stored lot is in one.
pub(crate) fn stage(terms: &PairTerms, index: u8) -> Result<&StageTerms, ContractError> {
    let stage = terms.stages.get(usize::from(index));
    stage.ok_or_else(|| cosmwasm_std::StdError::not_found("stage").into())
}
