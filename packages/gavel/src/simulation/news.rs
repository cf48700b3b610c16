//! What the house's events say, read once for all who follow them.

use cosmwasm_std::Addr;
use gavel_testing::{Contracts, Receipt, Told};
use gavel_types::auction::LotId;
use gavel_types::lending::AccountId;

use crate::error::Error;
use crate::market::price::Price;

/// Something that happened in the house. Amounts are in smallest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A lot was opened, or more base joined it.
    LotOpened {
        /// The lot.
        lot: LotId,
        /// Base that came.
        base: u128,
    },
    /// A part of an account went into a lot.
    TicketOpened {
        /// The lot.
        lot: LotId,
        /// The account.
        account: AccountId,
    },
    /// Base of a lot was sold to the book.
    BatchSettled {
        /// The lot.
        lot: LotId,
        /// Base sold.
        sold: u128,
        /// Quote raised.
        raised: u128,
        /// The price that it cleared at, rounded up.
        price: Price,
        /// The lowest price that it could have been.
        reserve: Price,
        /// What discounts were taken from.
        reference: Option<Price>,
    },
    /// Levels of the book were settled, and more are to come.
    LevelsSettled {
        /// The lot.
        lot: LotId,
    },
    /// The window of a lot that waited, or its next, began.
    WindowOpened {
        /// The lot.
        lot: LotId,
    },
    /// A window was opened once more.
    WindowReopened {
        /// The lot.
        lot: LotId,
    },
    /// Quote was taken back out of the book.
    BidTakenBack {
        /// How much.
        quote: u128,
    },
    /// Base of a lot was bought.
    LotTaken {
        /// The lot.
        lot: LotId,
        /// Base bought.
        base: u128,
        /// Quote paid.
        quote: u128,
        /// Base left.
        left: u128,
    },
    /// A lot's price starts from the top again.
    LotStartedAnew {
        /// The lot.
        lot: LotId,
    },
    /// A lot that was sold by the book goes on at a falling price.
    StageEntered {
        /// The lot.
        lot: LotId,
    },
    /// A lot ended.
    LotFinished {
        /// The lot.
        lot: LotId,
    },
    /// An account's collateral or debts changed.
    AccountTouched(AccountId),
    /// A debt was recognised as lost.
    LossRecognised {
        /// The debt.
        lost: u128,
        /// What reserves paid of it.
        reserves: u128,
        /// What they did not: the insurance fund is asked for it.
        shortfall: u128,
    },
    /// The insurance fund paid for a loss that was recognised in the same message.
    LossCovered {
        /// How much.
        paid: u128,
    },
}

/// The lending contract's events that name an account they change.
const OF_ACCOUNTS: [&str; 7] = [
    "deposit",
    "withdraw_collateral",
    "withdraw_surplus",
    "borrow",
    "repay",
    "liquidate",
    "reconcile",
];

/// The news in a receipt, in the order in which a lot lives: opened, settled, taken, started anew, finished.
///
/// # Errors
/// An event lacks what it should tell.
pub fn read(receipt: &Receipt, contracts: &Contracts) -> Result<Vec<News>, Error> {
    let mut news = Vec::new();
    let from = |kind: &'static str, by: &Addr| {
        let by = by.clone();
        receipt.all(kind).filter(move |told| told.by(&by))
    };
    let house = &contracts.auction;
    for told in from("consign", house) {
        news.push(News::LotOpened {
            lot: lot("consign", told)?,
            base: amount("consign", "base", told)?,
        });
    }
    for told in from("settle_batch", house) {
        news.push(News::BatchSettled {
            lot: lot("settle_batch", told)?,
            sold: amount("settle_batch", "sold", told)?,
            raised: amount("settle_batch", "raised", told)?,
            price: price("settle_batch", "price", told)?,
            reserve: price("settle_batch", "reserve", told)?,
            reference: price("settle_batch", "reference", told).ok(),
        });
    }
    for told in from("settle_levels", house) {
        let lot = lot("settle_levels", told)?;
        news.push(News::LevelsSettled { lot });
    }
    for told in from("open_window", house) {
        let lot = lot("open_window", told)?;
        news.push(News::WindowOpened { lot });
    }
    for told in from("reopen_window", house) {
        let lot = lot("reopen_window", told)?;
        news.push(News::WindowReopened { lot });
    }
    for told in from("retract_bid", house) {
        news.push(News::BidTakenBack {
            quote: amount("retract_bid", "quote", told)?,
        });
    }
    for told in from("take", house) {
        news.push(News::LotTaken {
            lot: lot("take", told)?,
            base: amount("take", "base", told)?,
            quote: amount("take", "quote", told)?,
            left: amount("take", "base_left", told)?,
        });
    }
    for told in from("restart_lot", house) {
        let lot = lot("restart_lot", told)?;
        news.push(News::LotStartedAnew { lot });
    }
    for told in from("enter_stage", house) {
        let lot = lot("enter_stage", told)?;
        news.push(News::StageEntered { lot });
    }
    for told in from("finish_lot", house) {
        let lot = lot("finish_lot", told)?;
        news.push(News::LotFinished { lot });
    }
    let lending = &contracts.lending;
    for told in from("liquidate", lending) {
        news.push(News::TicketOpened {
            lot: lot("liquidate", told)?,
            account: account("liquidate", told)?,
        });
    }
    for kind in OF_ACCOUNTS {
        for told in from(kind, lending) {
            news.push(News::AccountTouched(account(kind, told)?));
        }
    }
    for told in from("recognise_loss", lending) {
        news.push(News::LossRecognised {
            lost: amount("recognise_loss", "lost", told)?,
            reserves: amount("recognise_loss", "reserves", told)?,
            shortfall: amount("recognise_loss", "shortfall", told)?,
        });
    }
    for told in from("cover_loss", lending) {
        news.push(News::LossCovered {
            paid: amount("cover_loss", "paid", told)?,
        });
    }
    Ok(news)
}

fn lot(event: &'static str, told: Told<'_>) -> Result<LotId, Error> {
    told.lot().ok_or(Error::EventUnread {
        event,
        attribute: "lot",
    })
}

fn amount(event: &'static str, attribute: &'static str, told: Told<'_>) -> Result<u128, Error> {
    told.value(attribute)
        .ok_or(Error::EventUnread { event, attribute })
}

fn price(event: &'static str, attribute: &'static str, told: Told<'_>) -> Result<Price, Error> {
    told.value(attribute)
        .ok_or(Error::EventUnread { event, attribute })
}

fn account(event: &'static str, told: Told<'_>) -> Result<AccountId, Error> {
    let lacks = |attribute| Error::EventUnread { event, attribute };
    Ok(AccountId {
        owner: told.text("owner").ok_or(lacks("owner"))?.to_owned(),
        sub: told.value("sub").ok_or(lacks("sub"))?,
    })
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::Event;

    use super::*;

    fn contracts() -> Contracts {
        Contracts {
            oracle: Addr::unchecked("oracle"),
            auction: Addr::unchecked("auction"),
            fund: Addr::unchecked("fund"),
            lending: Addr::unchecked("lending"),
        }
    }

    fn event(kind: &str, by: &str, attributes: &[(&str, &str)]) -> Event {
        Event::new(format!("wasm-{kind}"))
            .add_attribute("_contract_address", by)
            .add_attributes(attributes.iter().copied())
    }

    #[allow(
        clippy::needless_update,
        reason = "a receipt has more fields where the testing world runs on the VM"
    )]
    fn told(events: Vec<Event>) -> Result<Vec<News>, Error> {
        let receipt = Receipt {
            events,
            ..Receipt::default()
        };
        read(&receipt, &contracts())
    }

    const LOT: LotId = LotId { pair: 1, number: 7 };

    #[test]
    fn a_take_that_ends_a_lot_tells_the_sale_before_the_end() {
        let news = told(vec![
            event("finish_lot", "auction", &[("lot", "1/7")]),
            event(
                "take",
                "auction",
                &[
                    ("lot", "1/7"),
                    ("base", "5"),
                    ("quote", "9"),
                    ("base_left", "0"),
                ],
            ),
            event("reconcile", "lending", &[("owner", "ann"), ("sub", "2")]),
        ]);
        let sold = News::LotTaken {
            lot: LOT,
            base: 5,
            quote: 9,
            left: 0,
        };
        let ann = AccountId {
            owner: "ann".to_owned(),
            sub: 2,
        };
        let expected = vec![
            sold,
            News::LotFinished { lot: LOT },
            News::AccountTouched(ann),
        ];
        assert_eq!(news, Ok(expected));
    }

    #[test]
    fn what_another_contract_tells_is_not_believed() {
        let news = told(vec![event("finish_lot", "thief", &[("lot", "1/7")])]);
        assert_eq!(news, Ok(Vec::new()));
    }

    #[test]
    fn an_event_that_lacks_an_amount_is_an_error() {
        let news = told(vec![event("consign", "auction", &[("lot", "1/7")])]);
        let missing = Error::EventUnread {
            event: "consign",
            attribute: "base",
        };
        assert_eq!(news, Err(missing));
    }
}
