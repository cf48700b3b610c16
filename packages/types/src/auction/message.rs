//! What is done with the house.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Coin, Decimal, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use super::{Config, GovernMsg, Limit, LotId, PairId};
use crate::consignor::Settlement;

/// Sets the contract up.
#[cw_serde]
pub struct InstantiateMsg {
    /// Who governs.
    pub owner: String,
    /// The house's configuration.
    pub config: Config,
}

/// What anyone, bidders, consignors and governance may do.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Puts the base sent with this message, and no other coin, up for sale: in a lot of its own, or, on a pair that sells by batch,
    /// in the lot of the window. Only a consignor of the pair; never refused by a pause: the lot's clock then stands. Refused when
    /// the pair is closed, without a valid price of both assets, and when the lot it would join is not the one expected, or has 64
    /// consignors already.
    Consign {
        /// The pair.
        pair: PairId,
        /// The number of the lot it joins: see the raw pair record, or the query `Pair`.
        expected_lot: u32,
        /// Quote to raise, in smallest units, where the sale shall stop; above the pair's quote dust. Not on a pair that sells by
        /// batch, whose lots are sold for several consignors together, or has an English stage, which sells all that is left.
        tab: Option<Uint128>,
        /// The most of what the lot raises that may go to who advances it, in basis points, 0 to 1,000; 0 by default. Of several
        /// consignors of a lot the least holds.
        max_reward_bps: Option<u32>,
    },
    /// Puts the quote sent with this message, and no other coin, as a bid into the book of a pair that sells by batch: it buys from
    /// window to window, at the price of each and never above its limit, until all of it is spent or taken back. A bid has no
    /// number: who bids again at the same limit adds to it, and what it has bought becomes a credit. Anyone, also for another.
    /// Refused while the book is frozen: in the last blocks of a window and until its close is settled. Refused when the bid would be
    /// below the pair's least. The book has 256 prices and all discounts; one more drives out the worst, whose bids are given back
    /// when they are claimed, or is refused with what would be enough: prices below the reserve go first, then the least money.
    SubmitBid {
        /// The pair.
        pair: PairId,
        /// What it is ready to pay.
        limit: Limit,
        /// Whose bid it is; the sender's by default.
        owner: Option<String>,
    },
    /// Takes back quote of the sender's bid that is not spent, and makes what the bid has bought a credit; takes no coins. Refused while
    /// the book is frozen, when the bid is not in the book any more, when less than the pair's least would stay, and for the length of
    /// a window where the bid drove out another.
    RetractBid {
        /// The pair.
        pair: PairId,
        /// The bid's limit.
        limit: Limit,
        /// How much, in smallest units; all of it by default, and where it asks for more.
        amount: Option<Uint128>,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Moves quote of the sender's bid to another limit, and makes what the bid has bought a credit; takes no coins. Refused
    /// where `RetractBid` or `SubmitBid` would be.
    MoveBid {
        /// The pair.
        pair: PairId,
        /// The bid's limit.
        from: Limit,
        /// Its new limit.
        to: Limit,
        /// How much, in smallest units; all of it by default, and where it asks for more.
        amount: Option<Uint128>,
    },
    /// Pays out what the sender's bids have bought, and the quote of bids that were driven out; takes no coins. Never refused by a
    /// pause or a frozen book. Refused when there is nothing.
    ClaimLiquidations {
        /// The pair.
        pair: PairId,
        /// The limits of 1 to 30 bids, each once; by default the first 30 of the first 100 for which something waits.
        limits: Option<Vec<Limit>>,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Buys base from a lot in a Dutch stage at its price now, `⌈reference · ratio⌉`, paid with the quote sent and no other coin; the
    /// cost is rounded up. Anyone. What is sent above the cost comes back to the sender. It buys less than `amount` where less is
    /// left, where the tab is raised earlier, or where more would leave dust. A lot of which nothing is left, or whose tab is raised,
    /// ends with it. Refused while paused, without a valid price where the reference is live, behind a minute's gap where it is
    /// fixed, above `max_price`, below `min_amount`, and when less than the cost was sent.
    ///
    /// With `callback` it takes no coins, and the sender, a contract, pays later in the same message: the base leaves first, then the
    /// sender is called with `TakeSettlement`, which says what it owes, and by the end of that call just this must have come by `Pay`,
    /// or nothing has happened. The house is locked meanwhile: it refuses every other message.
    Take {
        /// The lot.
        lot: LotId,
        /// The most base to buy, in smallest units, above 0.
        amount: Uint128,
        /// The highest price to pay, whole quote per whole base, 18 decimals.
        max_price: Decimal,
        /// The least base to buy, in smallest units; 1 by default.
        min_amount: Option<Uint128>,
        /// Who receives the base; the sender by default. The change goes to the sender.
        recipient: Option<String>,
        /// What the sender wants to be called with before it pays, in any form; empty is something too. It pays with this message
        /// when left out.
        callback: Option<Binary>,
    },
    /// Pays for the take that is being settled, with its quote and no other coin. Anyone, for whoever took it; several payments add
    /// up. Refused when no take of that lot is being settled, and when it is more than is still owed.
    Pay {
        /// The lot.
        lot: LotId,
    },
    /// Ends a take with a callback: checks that all that is owed has come and unlocks the house. A lot of which nothing is left, or
    /// whose tab is raised, ends here. Only the house itself, behind the callback; takes no coins. Refused when something is still
    /// owed, and with it the take.
    SettleTake {},
    /// Buys base from the lot that is being sold to its backstop, with its quote and no other coin: `⌊paid / price⌋`, sent at once. Only
    /// the buyer of the lot's backstop stage, while the house calls it; several payments add up. Refused when nothing of that lot is
    /// being sold so, when it is more than what the offer still takes, and when it buys nothing.
    PayBackstop {
        /// The lot.
        lot: LotId,
    },
    /// Finds out whether calls to a buyer had room: the house calls itself so many times further down. Only the house itself, where a
    /// buyer failed; takes no coins.
    CheckDepth {
        /// How many calls are to follow.
        further: u8,
    },
    /// Bids for all base that is left of a lot in an English stage: the quote sent with this message, and no other coin, is the bid.
    /// It leads until another does; then it becomes the sender's credit, to be taken by `Withdraw`. When the stage is over, `Advance`
    /// sells to the leader, whose base becomes the recipient's credit. Anyone. Refused while paused, when the stage is over, below the
    /// reserve, below the leading bid and the least raise, when less than `min_amount` is left, and, before the first bid, behind a
    /// minute's gap. A bid near the end moves it.
    PlaceBid {
        /// The lot.
        lot: LotId,
        /// The least base that the bid is for, in smallest units; 1 by default.
        min_amount: Option<Uint128>,
        /// Whose credit the base becomes; the sender's by default. The bid comes back to the sender.
        recipient: Option<String>,
    },
    /// Takes the lot's next step when it is due: a window's close, a restart, the next stage, or its end. Anyone; takes no coins. Refused
    /// when nothing is due.
    ///
    /// Rewards the sender by a credit of the pair's `advance_reward` where a window was sold, a stage begun or the lot ended: within what
    /// its consignors allow, and where the lot was consigned with at least `base_dust` and has raised at least `quote_dust`.
    ///
    /// A restart and a stage need a valid price, and are refused where it must be awaited; without one for an hour in a stage, the lot
    /// moves on. A pause refuses only to price a fixed lot anew, and to ask a backstop. Where the lot's clock stands although nothing
    /// stops it, as behind a pause that ran out by itself, it starts it again, due or not.
    ///
    /// A window that has ended is closed, and its lot sold to the book, at most `limit` levels a message: the same sale in one message or
    /// many. An English stage that is over sells to its leader, whatever the prices; behind a minute's gap it is first given another
    /// extension. A backstop buys, and the lot ends, in the message that leaves the stage before.
    Advance {
        /// The lot.
        lot: LotId,
        /// The most levels of the book to be settled, 1 to 100; 30 by default. Only a batch asks for it.
        limit: Option<u32>,
    },
    /// A token's hook: a [`ReceiveMsg`] with the token's amount as its coin, from the sender that the token names. Any contract may
    /// call it; only a listed token's is of use. Takes no other coins. Refused with an amount of 0 and with any other message.
    Receive(Cw20ReceiveMsg),
    /// Delivers a finished lot to a consignor for whom it waits: a contract that failed to receive it, or one of several, of which only
    /// the first is sent its part at once. Anyone; takes no coins. Refused when nothing of the lot waits for that consignor. Never
    /// refused by a pause.
    Deliver {
        /// The lot.
        lot: LotId,
        /// The consignor.
        consignor: String,
    },
    /// Hands a finished lot over to a consignor that is owed tokens: transfers each token, then sends `LotSettled` with the coins of
    /// the bank, all or nothing. Only the house itself, when it delivers; takes no coins. Never refused by a pause.
    HandOver {
        /// The consignor, a contract.
        consignor: String,
        /// The lot's result for it.
        settlement: Settlement,
        /// What it is paid: proceeds and unsold base, in smallest units, none of zero.
        parts: Vec<Coin>,
    },
    /// Pays out the sender's whole credit of an asset; takes no coins. Refused when there is none. Never refused by a pause.
    Withdraw {
        /// The asset.
        denom: String,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Stops takes and every lot's clock for 48 hours. Only the guardian, a week after the last pause ended, or the owner, who
    /// thereby renews a pause; takes no coins.
    Pause {},
    /// Changes what governance sets. Only the owner; takes no coins.
    Govern(GovernMsg),
}

/// What may come through a token's hook: the messages that take coins, in the same words, and no others.
#[cw_serde]
pub enum ReceiveMsg {
    /// [`ExecuteMsg::Consign`] of the token.
    Consign {
        /// The pair.
        pair: PairId,
        /// The number of the lot it joins.
        expected_lot: u32,
        /// Quote to raise, in smallest units, where the sale shall stop.
        tab: Option<Uint128>,
        /// The most of what the lot raises that may go to who advances it, in basis points.
        max_reward_bps: Option<u32>,
    },
    /// [`ExecuteMsg::SubmitBid`] of the token.
    SubmitBid {
        /// The pair.
        pair: PairId,
        /// What it is ready to pay.
        limit: Limit,
        /// Whose bid it is; who sent the token by default.
        owner: Option<String>,
    },
    /// [`ExecuteMsg::Take`], paid with the token.
    Take {
        /// The lot.
        lot: LotId,
        /// The most base to buy, in smallest units, above 0.
        amount: Uint128,
        /// The highest price to pay, whole quote per whole base, 18 decimals.
        max_price: Decimal,
        /// The least base to buy, in smallest units; 1 by default.
        min_amount: Option<Uint128>,
        /// Who receives the base; who sent the token by default. The change goes to who sent it.
        recipient: Option<String>,
        /// Refused here: a take with a callback takes no coins, whatever it is paid with later.
        callback: Option<Binary>,
    },
    /// [`ExecuteMsg::Pay`] with the token.
    Pay {
        /// The lot.
        lot: LotId,
    },
    /// [`ExecuteMsg::PayBackstop`] with the token.
    PayBackstop {
        /// The lot.
        lot: LotId,
    },
    /// [`ExecuteMsg::PlaceBid`] of the token.
    PlaceBid {
        /// The lot.
        lot: LotId,
        /// The least base that the bid is for, in smallest units; 1 by default.
        min_amount: Option<Uint128>,
        /// Whose credit the base becomes; that of who sent the token by default. The bid comes back to who sent it.
        recipient: Option<String>,
    },
}

/// Takes the contract to this version. Refused from another contract or a later version.
#[cw_serde]
pub struct MigrateMsg {}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{from_json, to_json_binary};

    use super::*;

    #[test]
    fn a_token_brings_the_same_words_as_a_coin() {
        let consign = ReceiveMsg::Consign {
            pair: 3,
            expected_lot: 7,
            tab: Some(Uint128::new(9)),
            max_reward_bps: Some(50),
        };
        let take = ReceiveMsg::Take {
            lot: LotId { pair: 3, number: 7 },
            amount: Uint128::new(1),
            max_price: Decimal::one(),
            min_amount: None,
            recipient: Some("ann".to_owned()),
            callback: None,
        };
        let bid = ReceiveMsg::SubmitBid {
            pair: 3,
            limit: Limit::DiscountBps(250),
            owner: None,
        };
        let pay = ReceiveMsg::Pay {
            lot: LotId { pair: 3, number: 7 },
        };
        let best = ReceiveMsg::PlaceBid {
            lot: LotId { pair: 3, number: 7 },
            min_amount: Some(Uint128::new(5)),
            recipient: None,
        };
        let rest = ReceiveMsg::PayBackstop {
            lot: LotId { pair: 3, number: 7 },
        };
        for msg in [consign, take, bid, pay, best, rest] {
            let words = to_json_binary(&msg).unwrap();
            let direct: ExecuteMsg = from_json(&words).unwrap();
            assert_eq!(to_json_binary(&direct).unwrap(), words);
        }
    }
}
