//! What other contracts read raw of the house, and how they use it.

use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult};
use gavel_math::lot::{joining, Collecting};
use gavel_math::packed::{Packed, PackedError};
use gavel_math::packed_record;
use gavel_storage::PackedMap;

use super::{ExecuteMsg, LotId, PairId, PairStatus};
use crate::funds;

/// The part of a pair that changes with every consignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairRecord {
    /// The next unused lot number.
    pub next_lot: u32,
    /// The configuration version that new lots take.
    pub version: u16,
    /// What the pair takes.
    pub status: PairStatus,
    /// Whether the newest lot takes more base: on a pair that sells by batch.
    pub collecting: Collecting,
}
packed_record!(PairRecord {
    next_lot,
    version,
    status,
    collecting
});

impl PairRecord {
    /// Whether it takes new lots.
    pub fn is_open(&self) -> bool {
        self.status == PairStatus::Open
    }

    /// The number of the lot that a consignment joins or opens at a time of the chain, in milliseconds.
    pub fn joining(&self, time: u64) -> u32 {
        joining(self.next_lot, self.collecting, time)
    }
}

/// The pair records by number: namespace byte 1, then the number as two big-endian bytes. Public: consignors read it raw to
/// know the number of the lot they will join.
pub const PAIRS: PackedMap<PairId, PairRecord> = PackedMap::new(1);

/// How far a lot's sale has come. The front of an open lot's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LotProgress {
    /// Base consigned, in smallest units, above 0.
    pub base: u128,
    /// Base sold of it.
    pub sold: u128,
    /// Quote raised, less the rewards.
    pub raised: u128,
    /// Quote raised that went to who advanced it.
    pub rewards: u128,
    /// The leading bid for all that is left, in an English stage: it is paid, unless governance winds the pair down before.
    pub bid: u128,
}

/// Bit of the flags, the record's fourth number: `rewards` stands behind them.
pub const HAS_REWARDS: u64 = 1 << 10;

/// Bit of the flags: `bid` stands behind them, and behind `rewards`.
pub const HAS_BID: u64 = 1 << 12;

impl LotProgress {
    /// Packs it with a number whose other bits are the house's. What is 0 takes no byte, unless the number has its bit.
    pub fn pack_with(&self, flags: u64, out: &mut Vec<u8>) {
        let rewards = u64::from(self.rewards > 0).saturating_mul(HAS_REWARDS);
        let bid = u64::from(self.bid > 0).saturating_mul(HAS_BID);
        let flags = flags | rewards | bid;
        self.base.pack(out);
        self.sold.pack(out);
        self.raised.pack(out);
        flags.pack(out);
        for (bit, amount) in [(HAS_REWARDS, self.rewards), (HAS_BID, self.bid)] {
            if flags & bit != 0 {
                amount.pack(out);
            }
        }
    }

    /// Reads it and that number off the front of `input`.
    pub fn unpack_with(input: &mut &[u8]) -> Result<(Self, u64), PackedError> {
        let [base, sold, raised] = [
            u128::unpack(input)?,
            u128::unpack(input)?,
            u128::unpack(input)?,
        ];
        let flags = u64::unpack(input)?;
        let mut follows = |bit: u64| match flags & bit {
            0 => Ok(0),
            _ => u128::unpack(input),
        };
        let (rewards, bid) = (follows(HAS_REWARDS)?, follows(HAS_BID)?);
        let progress = Self {
            base,
            sold,
            raised,
            rewards,
            bid,
        };
        Ok((progress, flags))
    }
}

impl Packed for LotProgress {
    fn pack(&self, out: &mut Vec<u8>) {
        self.pack_with(0, out);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        Ok(Self::unpack_with(input)?.0)
    }
}

/// The open lots by pair and number: namespace byte 9, the pair as two and the number as four big-endian bytes. Public:
/// consignors read them raw to value what they have in a lot. A finished lot has no record.
pub const LOT_PROGRESS: PackedMap<LotId, LotProgress> = PackedMap::new(9);

/// What became of the finished lots that wait to be delivered to a consignor: namespace byte 23, the lot as above. Public: anyone can
/// have a delivery fail, and what has been sold must not count as unsold for it.
pub const UNDELIVERED: PackedMap<LotId, LotProgress> = PackedMap::new(23);

/// The consignors of each pair with their numbers there: namespace byte 6, the pair as two big-endian bytes, the canonical
/// address. Public: a contract reads it raw to know whether it may consign.
pub const CONSIGNORS: PackedMap<(PairId, &[u8]), u16> = PackedMap::new(6);

/// How other contracts use the house.
pub struct AuctionClient<'a> {
    /// The auction contract.
    pub address: &'a Addr,
}

impl AuctionClient<'_> {
    /// The lot that a consignment made at `time` (milliseconds, of the block it is made in) joins or opens, by the pair's raw record;
    /// `None` when there is no such pair or it takes no new lots.
    pub fn joining_lot(
        &self,
        querier: &QuerierWrapper,
        pair: PairId,
        time: u64,
    ) -> StdResult<Option<LotId>> {
        let record = PAIRS.query_raw(querier, self.address, &pair)?;
        Ok(record.filter(|known| known.is_open()).map(|known| LotId {
            pair,
            number: known.joining(time),
        }))
    }

    /// Whether the contract or account of a canonical address may consign to a pair, by the raw record.
    pub fn is_consignor(
        &self,
        querier: &QuerierWrapper,
        pair: PairId,
        consignor: &[u8],
    ) -> StdResult<bool> {
        let number = CONSIGNORS.query_raw(querier, self.address, &(pair, consignor))?;
        Ok(number.is_some())
    }

    /// How far a lot's sale has come, by its raw record: of one that is open, or has finished and waits to be delivered to a
    /// consignor; `None` when there is no such lot.
    pub fn progress(&self, querier: &QuerierWrapper, lot: LotId) -> StdResult<Option<LotProgress>> {
        match LOT_PROGRESS.query_raw(querier, self.address, &lot)? {
            None => UNDELIVERED.query_raw(querier, self.address, &lot),
            open => Ok(open),
        }
    }

    /// The message that consigns `base`, of the bank or a token, to a lot known in advance, with no bound on what it may raise. At most
    /// `max_reward_bps` of what it raises may go to who advances it.
    pub fn consign(&self, lot: LotId, base: Coin, max_reward_bps: u32) -> StdResult<CosmosMsg> {
        let msg = ExecuteMsg::Consign {
            pair: lot.pair,
            expected_lot: lot.number,
            tab: None,
            max_reward_bps: Some(max_reward_bps),
        };
        Ok(funds::call(self.address, &msg, base)?.into())
    }

    /// The message by which the buyer of a backstop stage, called, pays for base of a lot, of the bank or a token.
    pub fn pay_backstop(&self, lot: LotId, paid: Coin) -> StdResult<CosmosMsg> {
        let msg = ExecuteMsg::PayBackstop { lot };
        Ok(funds::call(self.address, &msg, paid)?.into())
    }

    /// The message by which a taker, called back, pays what it owes for a lot, of the bank or a token.
    pub fn pay(&self, lot: LotId, owed: Coin) -> StdResult<CosmosMsg> {
        Ok(funds::call(self.address, &ExecuteMsg::Pay { lot }, owed)?.into())
    }
}
