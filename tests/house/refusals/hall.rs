//! A house in which everything is going on at once, sold and paid in coins in one wing and in tokens in the other.

use cosmwasm_std::{Addr, Coin};
use gavel_testing::terms::{at, batch_stage, dutch, english, less, pair_config, CURVE};
use gavel_testing::{Asset, Call, Codes, World, DOLLAR, ETH, ETHER, USD};
use gavel_types::auction::{
    BackstopStage, BatchStage, ConsignorKind, ExecuteMsg, GovernMsg, LotId, PairConfig, PairId,
    Reference, Stage,
};
use gavel_types::oracle::InstantiateMsg as OracleSetUp;

use crate::schemer;

/// A coin that no pair sells or takes. In the order of denoms it is the last.
pub(crate) const STRANGE: &str = "zstrange";

/// A coin of so few decimals that no batch sells it.
pub(crate) const COARSE: Asset = Asset::new("ucoarse", 5);

/// Auction seconds of a window.
pub(crate) const WINDOW: u32 = 600;

/// A wing: two assets and five pairs of them, each sold in a way of its own. Base is at 100, quote at 1.
#[derive(Clone, Copy)]
pub(crate) struct Wing {
    pub base: Asset,
    pub quote: Asset,
    /// What the other wing is paid with.
    pub other: Asset,
    /// Sold by batch, then on a live curve. Its first lot was sold in part to bids at 100 and 95, which nobody claimed, and is on its
    /// curve. Its second is in its window; the bidder has bids at 90, of 250, and at a discount of 250, of 300, the leader one of 150
    /// at 90.
    pub batch: PairId,
    /// A live curve. Lot 1 has 8 of its 10 left, lot 2 waits to be delivered, lot 3 is to raise 300, lot 4 is finished, lot 5 is as
    /// small as dust.
    pub live: PairId,
    /// A fixed curve, and a lot of 10.
    pub fixed: PairId,
    /// Bids for all. Of its lots of 10, one has a leading bid of 1,000.
    pub english: PairId,
    /// A live curve, then a backstop, and a lot of 10.
    pub backstop: PairId,
}

impl Wing {
    /// Whether it is that of the coins.
    pub fn has_coins(&self) -> bool {
        self.base.token().is_none()
    }
}

/// The house and those in it.
pub(crate) struct Hall {
    pub world: World,
    pub wings: [Wing; 2],
    /// Sells in every pair, and is paid by credit.
    pub seller: Addr,
    /// Has bids in the book.
    pub bidder: Addr,
    /// Leads English lots.
    pub leader: Addr,
    /// Has money, and nothing to do with the house.
    pub stranger: Addr,
    /// A contract that cannot receive a lot's result.
    pub deaf: Addr,
    /// A contract with money that takes with callbacks.
    pub schemer: Addr,
    /// An oracle adapter without any price.
    pub silent_oracle: Addr,
}

/// A lot.
pub(crate) const fn lot(pair: PairId, number: u32) -> LotId {
    LotId { pair, number }
}

impl Hall {
    /// The house, all of it going on.
    pub fn open() -> Self {
        let mut world = World::bare()
            .price(ETH, "100")
            .price(ETHER, "100")
            .price(USD, "1")
            .price(DOLLAR, "1")
            .price(COARSE, "1")
            .build();
        let money: Vec<Coin> = [ETH, ETHER]
            .map(|base| base.coin(1_000))
            .into_iter()
            .chain([USD, DOLLAR].map(|quote| quote.coin(100_000)))
            .chain([Coin::new(1_000u128, STRANGE)])
            .collect();
        let [seller, bidder, leader, stranger] =
            ["seller", "bidder", "leader", "stranger"].map(|name| world.funded(name, &money));
        let cast = world.cast().clone();
        for person in [&cast.owner, &cast.guardian] {
            world.fund(person, &money);
        }
        let deaf = schemer::bring(&mut world, &money);
        schemer::plan(&mut world, &deaf, &[schemer::refusal(&deaf)]);
        let schemer = schemer::bring(&mut world, &money);
        let owner = cast.owner.to_string();
        let silent_oracle = world
            .start(
                Codes::native().oracle,
                &cast.owner,
                "silent oracle",
                &OracleSetUp { owner },
            )
            .unwrap();
        let wings = [(ETH, USD, DOLLAR), (ETHER, DOLLAR, USD)].map(|(base, quote, other)| {
            let live = pair_config(base, quote);
            let mut pair = |stages| {
                let config = PairConfig {
                    stages,
                    ..live.clone()
                };
                create(&mut world, &seller, base, quote, config)
            };
            let curve = |reference| dutch(reference, &CURVE, 0);
            Wing {
                base,
                quote,
                other,
                batch: pair(vec![window(quote), curve(Reference::Live)]),
                live: pair(live.stages.clone()),
                fixed: pair(vec![curve(Reference::Fixed)]),
                english: pair(vec![english(9_000)]),
                backstop: pair(vec![curve(Reference::Live), behind(&deaf)]),
            }
        });
        let mut hall = Self {
            world,
            wings,
            seller,
            bidder,
            leader,
            stranger,
            deaf,
            schemer,
            silent_oracle,
        };
        hall.settle_windows();
        for wing in wings {
            hall.open_lots(&wing);
        }
        hall
    }

    /// The first window of each book: bids of 700 for 10 at 86 or more. They buy 8.13… at 86, and nobody claims it.
    fn settle_windows(&mut self) {
        for wing in self.wings {
            let (base, quote) = (wing.base, wing.quote);
            self.consign(wing.batch, base.coin(10), None);
            for (limit, whole) in [(at("100"), 200), (at("95"), 500)] {
                self.world
                    .submit_bid(&self.bidder, wing.batch, limit, quote.coin(whole))
                    .unwrap();
            }
        }
        self.world.wait(WINDOW.into());
        for wing in self.wings {
            self.world
                .advance(&self.bidder, lot(wing.batch, 1))
                .unwrap();
        }
    }

    fn open_lots(&mut self, wing: &Wing) {
        let (base, quote) = (wing.base, wing.quote);
        // The window.
        self.consign(wing.batch, base.coin(10), None);
        for (who, limit, whole) in [
            (&self.bidder, at("90"), 250),
            (&self.bidder, less(250), 300),
            (&self.leader, at("90"), 150),
        ] {
            self.world
                .submit_bid(who, wing.batch, limit, quote.coin(whole))
                .unwrap();
        }
        // The curves.
        self.consign(wing.live, base.coin(10), None);
        let bought = base.units(2);
        self.world
            .buy(&self.bidder, lot(wing.live, 1), bought)
            .unwrap();
        admit(
            &mut self.world,
            wing.live,
            &self.deaf,
            ConsignorKind::Contract,
        );
        let consign = self
            .world
            .contracts()
            .consign(lot(wing.live, 2), base.coin(1), None);
        let anyone = self.world.person("anyone");
        let told = schemer::act(&self.deaf, &[consign]);
        self.world.run(&anyone, told).unwrap();
        let receipt = self.world.buy_all(&self.bidder, lot(wing.live, 2)).unwrap();
        assert!(receipt.tells("fail_delivery"));
        self.consign(wing.live, base.coin(10), Some(quote.units(300)));
        self.consign(wing.live, base.coin(1), None);
        self.world.buy_all(&self.bidder, lot(wing.live, 4)).unwrap();
        self.consign(wing.live, base.dust(base.one() / 1_000), None);
        for pair in [wing.fixed, wing.english, wing.english, wing.backstop] {
            self.consign(pair, base.coin(10), None);
        }
        // The best bid.
        self.world
            .place_bid(&self.leader, lot(wing.english, 1), quote.coin(1_000))
            .unwrap();
    }

    fn consign(&mut self, pair: PairId, base: Coin, tab: Option<u128>) {
        self.world
            .consign(&self.seller, pair, base, tab)
            .map(drop)
            .unwrap();
    }

    /// The seller in capitals, with the letters of another chain, with a space, with a wrong checksum, not an address at all, and nobody.
    pub fn malformed(&self) -> Vec<String> {
        let seller = self.seller.to_string();
        let mut wrong = seller.clone();
        let last = if wrong.pop() == Some('q') { 'p' } else { 'q' };
        wrong.push(last);
        vec![
            seller.to_uppercase(),
            seller.replacen("gavel", "cosmos", 1),
            format!(" {seller}"),
            wrong,
            "seller".to_owned(),
            String::new(),
        ]
    }
}

/// Lets someone sell in a pair.
pub(crate) fn admit(world: &mut World, pair: PairId, whom: &Addr, kind: ConsignorKind) {
    let add = GovernMsg::AddConsignor {
        pair,
        address: whom.to_string(),
        kind,
    };
    world.govern_auction(add).unwrap();
}

/// A pair in which the seller sells.
pub(crate) fn create(
    world: &mut World,
    seller: &Addr,
    base: Asset,
    quote: Asset,
    config: PairConfig,
) -> PairId {
    let create = GovernMsg::CreatePair {
        base: base.denom.to_owned(),
        quote: quote.denom.to_owned(),
        config,
    };
    world.govern_auction(create).unwrap();
    let pair = u16::try_from(world.pairs().len()).unwrap();
    admit(world, pair, seller, ConsignorKind::Account);
    pair
}

/// A window of ten minutes for bids of 100 at least.
pub(crate) fn window(quote: Asset) -> Stage {
    Stage::Batch(BatchStage {
        window_seconds: WINDOW,
        ..batch_stage(quote)
    })
}

fn behind(buyer: &Addr) -> Stage {
    Stage::Backstop(BackstopStage {
        buyer: buyer.to_string(),
        discount_bps: 500,
        max_base: None,
    })
}

/// A take of a lot with a callback.
pub(crate) fn take_later(world: &World, id: LotId, amount: u128) -> Call {
    let msg = ExecuteMsg::Take {
        lot: id,
        amount: amount.into(),
        max_price: gavel_testing::decimal("102"),
        min_amount: None,
        recipient: None,
        callback: Some(cosmwasm_std::Binary::default()),
    };
    world.contracts().to_auction(msg, vec![])
}
