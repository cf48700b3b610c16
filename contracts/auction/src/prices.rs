//! The prices of a pair's assets, read raw from the oracle, and what they say about a lot.

use cosmwasm_std::{Addr, QuerierWrapper};
use gavel_math::clock::Span;
use gavel_math::number::mul_div_ceil;
use gavel_math::price::{PriceRecord, PriceRefusal, Side};
use gavel_math::units::BPS;
use gavel_math::{Bps, Price};
use gavel_types::oracle::OracleClient;

use crate::book::Limits;
use crate::error::ContractError;
use crate::state::{BatchTerms, PairTerms};

/// The two stored prices of a pair. A record that is missing or cannot be read is no price.
#[derive(Clone, Copy)]
pub(crate) struct Prices<'a> {
    terms: &'a PairTerms,
    base: Option<PriceRecord>,
    quote: Option<PriceRecord>,
    second: u64,
}

/// A pair's price and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Whole quote per whole base, above 0.
    pub price: Price,
    /// Dollars per whole base.
    pub base: Price,
    /// Dollars per whole quote.
    pub quote: Price,
}

/// A pair's price for a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounded {
    /// What discounts are taken from: none without a valid price, or while a jump waits to be confirmed.
    pub reference: Option<Price>,
    /// What the reserve is a share of: the last known price without a valid one; none where there never was one.
    pub known: Option<Price>,
}

/// Whether a pair can be priced now.
pub(crate) enum Quotation {
    /// It can.
    Valid(Reference),
    /// It cannot until the oracle is fresh again; this is counted as darkness.
    Dark(ContractError),
    /// It cannot, and waiting is not known to help: an asset has no record, or the two prices have no ratio. Not counted as
    /// darkness.
    Never(ContractError),
}

impl<'a> Prices<'a> {
    /// Reads both prices at a unix second: two storage reads, no contract load.
    pub fn read(
        querier: &QuerierWrapper,
        oracle: &Addr,
        terms: &'a PairTerms,
        second: u64,
    ) -> Self {
        let client = OracleClient { address: oracle };
        let read = |denom: &str| client.price(querier, denom).unwrap_or_default();
        Self {
            terms,
            base: read(&terms.base),
            quote: read(&terms.quote),
            second,
        }
    }

    /// Seconds in which each asset had no fresh source, both added. Never falls. `dark_spans` tells what they share.
    pub fn dark_total(&self) -> u64 {
        self.records()
            .map(|record| record.dark_total(self.second))
            .fold(0, u64::saturating_add)
    }

    /// The latest spans in which each asset had no fresh source.
    pub fn dark_spans(&self) -> Vec<Span> {
        self.records()
            .flat_map(|record| record.dark_spans(self.second))
            .collect()
    }

    /// Whether an asset has no fresh source now.
    pub fn is_dark(&self) -> bool {
        self.records()
            .any(|record| record.relaxed_until < self.second)
    }

    /// The pair's price under the rule for selling, rounded up: one fresh source is enough, and a pending jump counts in
    /// favour of the lot.
    pub fn reference(&self) -> Result<Reference, ContractError> {
        match self.quotation() {
            Quotation::Valid(reference) => Ok(reference),
            Quotation::Dark(error) | Quotation::Never(error) => Err(error),
        }
    }

    /// The same, with the kind of what is wrong.
    pub fn quotation(&self) -> Quotation {
        let (Some(base), Some(quote)) = (&self.base, &self.quote) else {
            let missing = match self.base {
                None => &self.terms.base,
                Some(_) => &self.terms.quote,
            };
            return Quotation::Never(ContractError::NoPrice {
                denom: missing.clone(),
            });
        };
        let base = match base.for_sale(self.second, Side::Sold) {
            Ok(price) => price,
            Err(refusal) => return Quotation::Dark(stale(&self.terms.base, refusal)),
        };
        let quote = match quote.for_sale(self.second, Side::Owed) {
            Ok(price) => price,
            Err(refusal) => return Quotation::Dark(stale(&self.terms.quote, refusal)),
        };
        match base.over_ceil(quote) {
            Ok(price) if !price.is_zero() => Quotation::Valid(Reference { price, base, quote }),
            _ => Quotation::Never(ContractError::PriceOutOfRange {
                base: self.terms.base.clone(),
                quote: self.terms.quote.clone(),
            }),
        }
    }

    /// The prices between which a window that is closed now sells: none where the pair never had a price. The reserve is rounded up.
    pub fn limits(&self, stage: &BatchTerms) -> Option<Limits> {
        let bounded = self.bounded(stage.band);
        let reserve = mul_div_ceil(bounded.known?.0, stage.reserve.wide(), BPS).ok()?;
        Some(Limits {
            reserve: Price(reserve.max(1)),
            reference: bounded.reference,
        })
    }

    /// The pair's price for a batch: no lower than the running average less `band`, so that whoever closes a window does not choose
    /// a low print. All rounded up, in the lot's favour.
    fn bounded(&self, band: Bps) -> Bounded {
        let (reference, known) = match self.quotation() {
            // A jump that is not confirmed may be a bad print: bids that stand there cannot look at it.
            Quotation::Valid(reference) => {
                let settled = self.records().all(|record| record.pending.is_none());
                (settled.then_some(reference.price), Some(reference.price))
            }
            Quotation::Dark(_) => (None, self.last_accepted()),
            Quotation::Never(_) => (None, None),
        };
        let least = self.average_less(band);
        let at_least = |price: Price| least.map_or(price, |least| price.max(least));
        Bounded {
            reference: reference.map(at_least),
            known: known.map(at_least),
        }
    }

    /// The accepted prices, without jumps that wait to be confirmed; none where there is no valid price.
    pub fn accepted(&self) -> Option<Reference> {
        self.reference().ok()?;
        let (base, quote) = (self.base.as_ref()?.mid, self.quote.as_ref()?.mid);
        let price = base
            .over_ceil(quote)
            .ok()
            .filter(|price| !price.is_zero())?;
        Some(Reference { price, base, quote })
    }

    /// The last accepted prices whatever their age, the base's high and the quote's low: a reserve holds in the dark too.
    fn last_accepted(&self) -> Option<Price> {
        let (base, quote) = (self.base.as_ref()?, self.quote.as_ref()?);
        let (high, low) = (
            base.last_accepted(Side::Sold),
            quote.last_accepted(Side::Owed),
        );
        high.over_ceil(low).ok().filter(|price| !price.is_zero())
    }

    /// `⌈average · (1 − band)⌉`.
    fn average_less(&self, band: Bps) -> Option<Price> {
        let (base, quote) = (self.base.as_ref()?, self.quote.as_ref()?);
        let average = base
            .average_at(self.second)
            .and_then(|base| base.over_ceil(quote.average_at(self.second)?))
            .ok()?;
        let kept = BPS.saturating_sub(band.wide());
        mul_div_ceil(average.0, kept, BPS).ok().map(Price)
    }

    /// How far the fresh sources of both assets disagree, added, in basis points rounded up. What cannot be told counts as more
    /// than any bound.
    pub fn disagreement(&self) -> u128 {
        self.records()
            .map(|record| record.disagreement_ceil().unwrap_or(u128::MAX))
            .fold(0, u128::saturating_add)
    }

    /// The asset that is dark, the base before the quote.
    pub fn dark_denom(&self) -> String {
        let base_dark = self
            .base
            .is_some_and(|record| record.relaxed_until < self.second);
        if base_dark {
            self.terms.base.clone()
        } else {
            self.terms.quote.clone()
        }
    }

    fn records(&self) -> impl Iterator<Item = &PriceRecord> {
        [&self.base, &self.quote].into_iter().flatten()
    }
}

fn stale(denom: &str, refusal: PriceRefusal) -> ContractError {
    let age = match refusal {
        PriceRefusal::Stale { age, .. } => age,
        // Not given by the rule for selling.
        PriceRefusal::Pending => 0,
    };
    ContractError::StalePrice {
        denom: denom.to_owned(),
        age,
    }
}
