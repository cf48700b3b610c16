//! What is done and measured in each row.

use gavel_testing::vm::GasReport;
use gavel_testing::{decimal, Call, Refusal, ETH, USD};
use gavel_types::lending::AccountId;

use crate::budget::Row;
use crate::town::{Town, NEAR_THE_LIMIT};

/// One way to do a row's work.
pub struct Way {
    /// What is special about it.
    pub name: &'static str,
    /// Its transactions.
    pub transactions: Vec<GasReport>,
    /// What of it is not counted, and into how many parts the rest is divided.
    each: Option<(GasReport, u64)>,
}

impl Way {
    pub fn new(name: &'static str, transactions: Vec<GasReport>) -> Self {
        Self {
            name,
            transactions,
            each: None,
        }
    }

    /// One of the `parts` by which a transaction does more than another.
    pub fn each(name: &'static str, more: GasReport, less: GasReport, parts: u64) -> Self {
        Self {
            name,
            transactions: vec![more],
            each: Some((less, parts)),
        }
    }

    /// SDK gas of all its transactions, or of each part.
    pub fn total(&self) -> u64 {
        let all = self.transactions.iter().map(|gas| gas.total).sum::<u64>();
        match &self.each {
            None => all,
            Some((less, parts)) => all.saturating_sub(less.total).div_ceil(*parts),
        }
    }
}

/// Does a row's work in every way that is told apart. The dearest counts.
pub fn measure(row: Row, town: &mut Town) -> Vec<Way> {
    let measured = match row {
        Row::Take => take(town),
        Row::Consign => consign(town),
        Row::Deposit => deposit(town),
        Row::Borrow => borrow(town),
        Row::Liquidation => liquidation(town),
        Row::LiquidationSeparate => liquidation_separate(town),
        Row::CoveredLoss => covered_loss(town),
        Row::Stake => stake(town),
        // Measured in the world with a book.
        Row::SubmitBid
        | Row::SubmitBidNewTick
        | Row::Claim
        | Row::ClaimNext
        | Row::ClaimNextPartial
        | Row::Tick
        | Row::TickPartial => Ok(vec![]),
    };
    match measured {
        Ok(ways) => ways,
        Err(refusal) => panic!("{} was refused: {refusal}", row.name()),
    }
}

fn take(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    town.next_block();
    let lot = town.consign("41.730958214460938271")?;
    town.next_block();
    let first = town.world.person("bidder");
    town.world.buy(&first, lot, ETH.amount("7.15"))?;
    town.next_block();
    let pay = town.purse();
    let bidder = town.world.funded("someone", std::slice::from_ref(&pay));
    let contracts = town.world.contracts();
    let call = contracts.take(lot, ETH.amount("5.29134"), decimal("3651.25"), pay);
    let gas = town.transact(&bidder, vec![call])?;
    Ok(vec![Way::new("a part of an open lot", vec![gas])])
}

fn consign(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    town.next_block();
    let lot = town.next_lot();
    let base = ETH.part("38.402917365518204627");
    let call = town.world.contracts().consign(lot, base, None);
    let gas = town.transact(&town.estate.clone(), vec![call])?;
    Ok(vec![Way::new("one lot", vec![gas])])
}

fn deposit(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    let owner = town.indebted("saver", decimal("63.205918374650281934"), "0.52")?;
    let coin = ETH.part("4.918273645509182736");
    town.world.fund(&owner, std::slice::from_ref(&coin));
    let account = town.world.first_account(&owner);
    town.next_block();
    let call = town.world.contracts().deposit(&account, coin.clone());
    let more = town.transact(&owner, vec![call])?;

    let owner = town.world.funded("newcomer", std::slice::from_ref(&coin));
    let account = town.world.first_account(&owner);
    let call = town.world.contracts().deposit(&account, coin);
    let first = town.transact(&owner, vec![call])?;
    Ok(vec![
        Way::new("into an account with debt", vec![more]),
        Way::new("the first of a new account", vec![first]),
    ])
}

fn borrow(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    let owner = town.indebted("spender", decimal("58.730192846550192837"), "0.38")?;
    town.next_block();
    let call = town.world.contracts().borrow(0, USD.part("12034.567891"));
    let gas = town.transact(&owner, vec![call])?;
    Ok(vec![Way::new("more debt", vec![gas])])
}

fn liquidation(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    let account = victim(town, "first victim")?;
    let calls = calls(town, &account)?;
    let gas = town.transact(&town.bidder.clone(), calls)?;
    Ok(vec![Way::new("in one transaction", vec![gas])])
}

fn liquidation_separate(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    let account = victim(town, "second victim")?;
    let calls = calls(town, &account)?;
    let bidder = town.bidder.clone();
    let mut transactions = Vec::new();
    for call in calls {
        transactions.push(town.transact(&bidder, vec![call])?);
        town.next_block();
    }
    Ok(vec![Way::new("in two transactions", transactions)])
}

fn covered_loss(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    town.recover();
    let eth = decimal("23.507182946305718294");
    let owner = town.indebted("third victim", eth, NEAR_THE_LIMIT)?;
    let account = town.world.first_account(&owner);
    town.collapse();
    let plan = town.world.simulate_liquidation(&account)?;
    let [planned] = plan.lots.as_slice() else {
        panic!("the liquidation opens {} lots", plan.lots.len());
    };
    assert!(plan.whole, "the account is not closed whole");
    let contracts = town.world.contracts();
    let bidder = town.bidder.clone();
    let before = town.world.market(USD.denom).covered;
    town.world.run(&bidder, contracts.liquidate(&account))?;
    town.next_block();
    let all = planned.base.u128();
    let take = contracts.take(planned.lot, all, decimal("3651.25"), town.purse());
    let gas = town.transact(&bidder, vec![take])?;
    assert!(
        town.world.market(USD.denom).covered > before,
        "no cover came"
    );
    Ok(vec![Way::new("the last take of a lot", vec![gas])])
}

fn stake(town: &mut Town) -> Result<Vec<Way>, Refusal> {
    town.next_block();
    let coin = USD.part("8765.432109");
    let staker = town.world.funded("newcomer", std::slice::from_ref(&coin));
    let call = town.world.contracts().stake(coin);
    let gas = town.transact(&staker, vec![call])?;
    Ok(vec![Way::new("the first of a new staker", vec![gas])])
}

/// An account that can be liquidated in part.
fn victim(town: &mut Town, name: &str) -> Result<AccountId, Refusal> {
    town.recover();
    let eth = decimal("71.829304756102938475");
    let owner = town.indebted(name, eth, NEAR_THE_LIMIT)?;
    town.crash();
    Ok(town.world.first_account(&owner))
}

/// The liquidation, and the take of its whole lot.
fn calls(town: &Town, account: &AccountId) -> Result<Vec<Call>, Refusal> {
    let plan = town.world.simulate_liquidation(account)?;
    let [planned] = plan.lots.as_slice() else {
        panic!("the liquidation opens {} lots", plan.lots.len());
    };
    assert!(!plan.whole, "the account would be closed whole");
    let contracts = town.world.contracts();
    let all = planned.base.u128();
    let take = contracts.take(planned.lot, all, decimal("3651.25"), town.purse());
    Ok(vec![contracts.liquidate(account), take])
}
