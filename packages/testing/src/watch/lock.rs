//! S12: while a take is being settled, nothing happens in the house but its payment.

use super::judge::{Judge, Rule};
use crate::house::House;
use crate::receipt::{Receipt, Told};

/// What the house's last event says about the take before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen<'a> {
    /// No take stands just before it.
    Nothing,
    /// A take that may still be paid in a callback.
    Take { lot: &'a str, quote: u128 },
    /// One that was paid in part or whole, and must be settled.
    Paid { lot: &'a str, owed: u128 },
}

/// A payment and a settlement stand behind the take that they are of, with nothing between but payments, which add up to what the
/// take costs.
pub(super) fn a_take_is_paid_and_settled_with_nothing_between(
    judge: &mut Judge,
    house: &House,
    receipt: &Receipt,
) {
    if !receipt.tells("pay") && !receipt.tells("settle_take") {
        return;
    }
    let holds = settled(&house.contracts.auction, receipt).is_some();
    judge.check(Rule::S12, holds, || {
        format!("something came between a take and its settlement: {receipt:?}")
    });
}

/// `None` where an event of the house stands where it must not.
fn settled(house: &cosmwasm_std::Addr, receipt: &Receipt) -> Option<()> {
    let mut seen = Seen::Nothing;
    for (kind, told) in receipt.told() {
        if told.by(house) {
            seen = next(seen, kind, &told)?;
        }
    }
    (!matches!(seen, Seen::Paid { .. })).then_some(())
}

fn next<'a>(seen: Seen<'a>, kind: &str, told: &Told<'a>) -> Option<Seen<'a>> {
    let of = |lot: &str| told.text("lot") == Some(lot);
    match (kind, seen) {
        ("pay", Seen::Take { lot, quote: left } | Seen::Paid { lot, owed: left }) if of(lot) => {
            let owed: u128 = told.value("owed")?;
            let adds_up = told.value("amount") == left.checked_sub(owed);
            adds_up.then_some(Seen::Paid { lot, owed })
        }
        ("settle_take", Seen::Paid { lot, owed: 0 }) if of(lot) => Some(Seen::Nothing),
        ("pay" | "settle_take", _) | (_, Seen::Paid { .. }) => None,
        ("take", _) => Some(Seen::Take {
            lot: told.text("lot")?,
            quote: told.value("quote")?,
        }),
        _ => Some(Seen::Nothing),
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{Addr, Event};
    use cw_multi_test::AppResponse;

    use super::*;

    /// Events of the house, each as its name and attributes.
    fn holds(events: &[(&str, &[(&str, &str)])]) -> bool {
        let events = events
            .iter()
            .map(|(kind, attributes)| {
                Event::new(format!("wasm-{kind}"))
                    .add_attribute("_contract_address", "house")
                    .add_attributes(attributes.iter().copied())
            })
            .collect();
        let receipt = Receipt::of(vec![AppResponse {
            events,
            ..AppResponse::default()
        }]);
        settled(&Addr::unchecked("house"), &receipt).is_some()
    }

    const TAKE: (&str, &[(&str, &str)]) = ("take", &[("lot", "1/1"), ("quote", "100")]);
    const HALF: (&str, &[(&str, &str)]) =
        ("pay", &[("lot", "1/1"), ("amount", "50"), ("owed", "50")]);
    const REST: (&str, &[(&str, &str)]) =
        ("pay", &[("lot", "1/1"), ("amount", "50"), ("owed", "0")]);
    const SETTLED: (&str, &[(&str, &str)]) = ("settle_take", &[("lot", "1/1")]);
    const OTHER: (&str, &[(&str, &str)]) = ("pause", &[]);

    #[test]
    fn takes_paid_at_once_and_later_are_told_in_order() {
        assert!(holds(&[TAKE, OTHER, TAKE]));
        assert!(holds(&[OTHER, TAKE, HALF, REST, SETTLED, OTHER]));
        assert!(holds(&[
            TAKE, TAKE, HALF, REST, SETTLED, TAKE, HALF, REST, SETTLED
        ]));
    }

    #[test]
    fn anything_between_is_found() {
        let elsewhere: (&str, &[(&str, &str)]) =
            ("pay", &[("lot", "1/2"), ("amount", "50"), ("owed", "0")]);
        for wrong in [
            &[TAKE, OTHER, HALF, REST, SETTLED][..],
            &[TAKE, HALF, OTHER, REST, SETTLED],
            &[TAKE, HALF, REST, OTHER, SETTLED],
            &[TAKE, HALF, REST, TAKE, SETTLED],
            &[TAKE, HALF, elsewhere, SETTLED],
            &[TAKE, HALF, SETTLED],
            &[TAKE, REST, SETTLED],
            &[TAKE, SETTLED],
            &[TAKE, HALF, REST],
            &[HALF, REST, SETTLED],
        ] {
            assert!(!holds(wrong), "{wrong:?}");
        }
    }
}
