//! What came of the messages.

use std::collections::BTreeMap;
use std::fmt;

use gavel_testing::{Receipt, Refusal};

/// How often each verb went through and was refused, and with which codes.
#[derive(Default)]
pub struct Tally {
    done: BTreeMap<&'static str, u64>,
    refused: BTreeMap<(&'static str, String), u64>,
    told: BTreeMap<String, u64>,
}

impl Tally {
    /// Notes a message that went through, and what was told.
    pub fn done(&mut self, verb: &'static str, receipt: &Receipt) {
        *self.done.entry(verb).or_default() += 1;
        for event in &receipt.events {
            if let Some(kind) = event.ty.strip_prefix("wasm-") {
                *self.told.entry(kind.to_owned()).or_default() += 1;
            }
        }
    }

    /// Notes a message that was refused: by what the contract thought of.
    pub fn refused(&mut self, verb: &'static str, refusal: &Refusal) {
        let code = refusal.code().to_owned();
        let never_breaks = [
            "liquidate",
            "reconcile",
            "advance",
            "deliver",
            "distribute",
            "repay_shortfall",
            "consign",
            "place_bid",
            "submit_bid",
            "retract_bid",
            "move_bid",
            "claim_liquidations",
            "withdraw_credit",
        ];
        let broken = [
            "auction/1",
            "auction/2",
            "fund/1",
            "fund/2",
            "lending/1",
            "lending/2",
        ];
        assert!(
            !(never_breaks.contains(&verb) && broken.contains(&code.as_str())),
            "{verb} broke down: {refusal}"
        );
        *self.refused.entry((verb, code)).or_default() += 1;
    }

    /// How many messages were sent.
    pub fn total(&self) -> u64 {
        self.done.values().chain(self.refused.values()).sum()
    }

    /// Adds another world's.
    pub fn add(&mut self, other: &Self) {
        for (verb, count) in &other.done {
            *self.done.entry(verb).or_default() += count;
        }
        for (kind, count) in &other.told {
            *self.told.entry(kind.clone()).or_default() += count;
        }
        for (key, count) in &other.refused {
            *self.refused.entry(key.clone()).or_default() += count;
        }
    }

    /// Checks that what matters happened.
    pub fn assert_is_varied(&self, messages: u64) {
        if messages < 20_000 {
            return;
        }
        for verb in [
            "supply",
            "withdraw",
            "deposit",
            "borrow",
            "repay",
            "withdraw_collateral",
            "liquidate",
            "reconcile",
            "take",
            "advance",
            "consign",
            "withdraw_credit",
            "liquidate_and_take",
            "take_with_callback",
            "place_bid",
            "submit_bid",
            "retract_bid",
            "move_bid",
            "claim_liquidations",
            "deliver",
            "wind_down",
            "open_pair",
            "replace_stages",
            "update_config",
            "redirect_delivery",
            "collect_residue",
            "admit",
            "stake",
            "queue_exit",
            "add_income",
            "shortfall_repaid",
        ] {
            let count = self.done.get(verb).copied().unwrap_or(0);
            assert!(count >= 3, "{verb} went through {count} times only: {self}");
        }
        for kind in [
            "settle_levels",
            "settle_batch",
            "open_window",
            "reopen_window",
            "enter_stage",
            "restart_lot",
            "renew_clock",
            "extend_bidding",
            "win_lot",
            "return_bid",
            "pay_backstop",
            "fail_backstop",
            "reward",
            "fail_delivery",
            "pay",
            "settle_take",
            "finish_lot",
            "recognise_loss",
            "cover_loss",
        ] {
            assert!(self.told.contains_key(kind), "{kind} was not told: {self}");
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (verb, count) in &self.done {
            writeln!(f, "{verb}: {count} went through")?;
        }
        for (kind, count) in &self.told {
            writeln!(f, "{kind} was told {count} times")?;
        }
        for ((verb, code), count) in &self.refused {
            writeln!(f, "{verb}: {count} refused with {code}")?;
        }
        Ok(())
    }
}
