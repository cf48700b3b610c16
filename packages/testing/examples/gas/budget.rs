//! The rows, and what each may cost.

use clap::ValueEnum;
use gavel_testing::vm::{read_artifact, WasmError};

/// SDK gas with no code pinned, and with all codes pinned.
#[derive(Clone, Copy)]
pub struct Gas {
    /// With no code pinned.
    pub unpinned: u64,
    /// With all codes pinned.
    pub pinned: u64,
}

impl Gas {
    const fn new(unpinned: u64, pinned: u64) -> Self {
        Self { unpinned, pinned }
    }
}

/// A kind of work whose gas is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Row {
    /// A bid on a live level.
    SubmitBid,
    /// A bid on a level of its own.
    SubmitBidNewTick,
    /// One filled bid is claimed.
    Claim,
    /// Each further filled bid of a claim.
    ClaimNext,
    /// The same for a bid that was filled in part.
    ClaimNextPartial,
    /// Each level that a settlement swallows.
    Tick,
    /// The same for a level that was filled in part before.
    TickPartial,
    /// A partial take with a refund.
    Take,
    /// One lot by an account.
    Consign,
    /// Collateral, its cap checked.
    Deposit,
    /// More debt of a market.
    Borrow,
    /// Liquidate, sell, settle and repay in one transaction.
    Liquidation,
    /// The same in two transactions.
    LiquidationSeparate,
    /// Buy the rest of an insolvent account's lot: settle, recognise the loss, be covered.
    CoveredLoss,
    /// Stake in the insurance fund.
    Stake,
}

impl Row {
    /// All rows in the order they are measured.
    pub const ALL: [Self; 15] = [
        Self::SubmitBid,
        Self::SubmitBidNewTick,
        Self::Claim,
        Self::ClaimNext,
        Self::ClaimNextPartial,
        Self::Tick,
        Self::TickPartial,
        Self::Take,
        Self::Consign,
        Self::Deposit,
        Self::Borrow,
        Self::Liquidation,
        Self::LiquidationSeparate,
        Self::CoveredLoss,
        Self::Stake,
    ];

    /// The row's name in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::SubmitBid => "submit_bid",
            Self::SubmitBidNewTick => "submit_bid_new_tick",
            Self::Claim => "claim",
            Self::ClaimNext => "claim_next",
            Self::ClaimNextPartial => "claim_next_partial",
            Self::Tick => "tick",
            Self::TickPartial => "tick_partial",
            Self::Take => "take",
            Self::Consign => "consign",
            Self::Deposit => "deposit",
            Self::Borrow => "borrow",
            Self::Liquidation => "liquidation",
            Self::LiquidationSeparate => "liquidation_separate",
            Self::CoveredLoss => "covered_loss",
            Self::Stake => "stake",
        }
    }

    /// The most that it may cost.
    pub fn must(self) -> Gas {
        match self {
            Self::SubmitBid => Gas::new(82_000, 24_000),
            Self::SubmitBidNewTick => Gas::new(88_000, 30_000),
            Self::Claim => Gas::new(79_000, 21_000),
            Self::ClaimNext => Gas::new(6_000, 6_000),
            Self::ClaimNextPartial => Gas::new(11_000, 11_000),
            Self::Tick => Gas::new(6_000, 6_000),
            Self::TickPartial => Gas::new(8_500, 8_500),
            Self::Take => Gas::new(78_000, 20_000),
            Self::Consign => Gas::new(84_000, 26_000),
            Self::Deposit => Gas::new(78_000, 20_000),
            Self::Borrow => Gas::new(95_000, 37_000),
            Self::Liquidation => Gas::new(248_000, 132_000),
            Self::LiquidationSeparate => Gas::new(368_000, 136_000),
            // As measured, and a tenth more.
            Self::CoveredLoss => Gas::new(274_000, 83_000),
            Self::Stake => Gas::new(83_000, 19_000),
        }
    }

    /// What it should cost at most.
    pub fn goal(self) -> Gas {
        match self {
            Self::SubmitBid => Gas::new(76_000, 18_000),
            Self::SubmitBidNewTick => Gas::new(81_000, 23_000),
            Self::Claim => Gas::new(74_000, 16_000),
            Self::ClaimNext => Gas::new(5_000, 5_000),
            Self::ClaimNextPartial => Gas::new(10_000, 10_000),
            Self::Tick => Gas::new(5_000, 5_000),
            Self::TickPartial => Gas::new(7_500, 7_500),
            Self::Take => Gas::new(76_000, 18_000),
            Self::Consign => Gas::new(79_000, 21_000),
            Self::Deposit => Gas::new(75_000, 17_000),
            Self::Borrow => Gas::new(88_000, 30_000),
            Self::Liquidation => Gas::new(232_000, 116_000),
            Self::LiquidationSeparate => Gas::new(350_000, 118_000),
            Self::CoveredLoss => Gas::new(250_000, 76_000),
            Self::Stake => Gas::new(76_000, 18_000),
        }
    }
}

/// How far the gas of settling ten levels with a hundred thousand bids may be from that with ten.
pub const FLAT: f64 = 0.02;

/// A contract whose Wasm has a largest size.
pub struct Size {
    name: &'static str,
    artifact: &'static str,
    below: usize,
}

/// All contracts.
pub const SIZES: [Size; 4] = [
    Size {
        name: "wasm_auction",
        artifact: "gavel_auction",
        below: 620_000,
    },
    Size {
        name: "wasm_lending",
        artifact: "gavel_lending",
        below: 620_000,
    },
    Size {
        name: "wasm_insurance_fund",
        artifact: "gavel_insurance_fund",
        below: 420_000,
    },
    Size {
        name: "wasm_oracle_adapter",
        artifact: "gavel_oracle_adapter",
        below: 420_000,
    },
];

/// Bytes of Wasm that every contract should stay below.
pub const SIZE_GOAL: usize = 450_000;

/// A contract's measured size.
pub struct Bytes {
    /// The row's name in the JSON.
    pub name: &'static str,
    /// Bytes of its Wasm.
    pub bytes: usize,
    /// It must have fewer than these.
    pub below: usize,
}

impl Bytes {
    /// Measures a contract. Errors: it was not built.
    pub fn of(size: Size) -> Result<Self, WasmError> {
        Ok(Self {
            name: size.name,
            bytes: read_artifact(size.artifact)?.len(),
            below: size.below,
        })
    }
}
