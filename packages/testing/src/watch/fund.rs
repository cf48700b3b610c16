//! S10: a share of the insurance fund is worth less only by a cover, and no market is paid more than it lost.

use std::collections::BTreeMap;

use cosmwasm_std::Uint128;
use gavel_math::shares::VIRTUAL_SHARES;
use gavel_types::insurance::PoolResponse;

use super::answer::Answer;
use super::judge::{Judge, Rule};
use crate::house::House;
use crate::receipt::Receipt;

/// The pools as they were last seen.
#[derive(Clone, Default)]
pub(crate) struct Fund {
    seen: Answer<BTreeMap<String, Stakes>>,
}

/// What stakers have in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stakes {
    assets: u128,
    shares: u128,
    /// Shares of another era or scale cannot be compared.
    series: (u32, u32),
}

impl Stakes {
    fn of(pool: &PoolResponse) -> Self {
        Self {
            assets: pool.staked.u128(),
            shares: pool.shares.u128(),
            series: (pool.era, pool.scale),
        }
    }
}

impl Fund {
    /// Looks at all pools now.
    pub fn look(&mut self, house: &House) {
        self.seen.renew(house, &house.contracts.fund, pools);
    }

    /// Compares all pools with the last look.
    pub fn after(&mut self, judge: &mut Judge, house: &House, receipt: &Receipt) {
        let before = self.seen.value().clone();
        self.look(house);
        if !receipt.is_of(&house.contracts.fund) {
            return;
        }
        for (denom, stakes) in self.seen.value() {
            if let Some(before) = before.get(denom) {
                falls_only_by_cover(judge, house, receipt, denom, (before, stakes));
            }
        }
        no_more_than_the_loss(judge, house, receipt);
    }
}

fn pools(house: &House) -> BTreeMap<String, Stakes> {
    house
        .pools()
        .iter()
        .map(|pool| (pool.denom.clone(), Stakes::of(pool)))
        .collect()
}

fn falls_only_by_cover(
    judge: &mut Judge,
    house: &House,
    receipt: &Receipt,
    denom: &str,
    (before, now): (&Stakes, &Stakes),
) {
    if before.series != now.series {
        let by_cover = slashed(house, receipt, denom) > 0;
        judge.check(Rule::S10, by_cover, || {
            format!("shares of {denom} began anew without a cover: before {before:?}, now {now:?}")
        });
        return;
    }
    // Where the last staker has left, no share is there to be worth less.
    if now.shares == 0 {
        return;
    }
    let with_cover = now.assets.saturating_add(slashed(house, receipt, denom));
    let worth = |assets: u128, shares: u128| {
        let assets = Uint128::new(assets.saturating_add(1));
        assets.full_mul(Uint128::new(shares.saturating_add(VIRTUAL_SHARES)))
    };
    let holds = worth(with_cover, before.shares) >= worth(before.assets, now.shares);
    judge.check(Rule::S10, holds, || {
        format!("a share of {denom} is worth less: before {before:?}, now {now:?}")
    });
}

/// What covers took out of a pool's stakes.
fn slashed(house: &House, receipt: &Receipt, denom: &str) -> u128 {
    receipt
        .all("cover")
        .filter(|told| told.by(&house.contracts.fund))
        .filter(|told| told.text("denom") == Some(denom))
        .filter_map(|told| told.value::<u128>("stakes"))
        .fold(0, u128::saturating_add)
}

/// What the fund paid is what the lending contract booked, and no more than it lost.
fn no_more_than_the_loss(judge: &mut Judge, house: &House, receipt: &Receipt) {
    let paid: Vec<u128> = receipt
        .all("cover")
        .filter(|told| told.by(&house.contracts.fund))
        .filter_map(|told| told.value("paid"))
        .collect();
    let booked: Vec<(u128, u128)> = receipt
        .all("cover_loss")
        .filter(|told| told.by(&house.contracts.lending))
        .filter_map(|told| Some((told.value("paid")?, told.value("asked")?)))
        .collect();
    let same = booked
        .iter()
        .map(|(paid, _)| *paid)
        .eq(paid.iter().copied());
    let within = booked.iter().all(|(paid, asked)| paid <= asked);
    judge.check(Rule::S10, same && within, || {
        format!("the fund paid {paid:?}, and the lending contract booked {booked:?} (paid, asked)")
    });
}
