//! Rows of tables, and how they are tried.

use cosmwasm_std::{Addr, Coin, Record};
use gavel_testing::{Call, Refusal, World, DOLLAR, ETH, ETHER, USD};
use gavel_types::auction::{ExecuteMsg, GovernMsg};

use super::document::{self, Answers};
use super::hall::{Hall, Wing, STRANGE};
use super::table_of;

/// What happens before a message.
type Given = Box<dyn Fn(&mut World)>;

/// How a message is sent.
type Sent = Box<dyn Fn(&mut World, &Addr) -> Result<(), Refusal>>;

/// The contract's errors.
const ERRORS: &str = include_str!("../../../contracts/auction/src/error.rs");

/// Errors that it passes on.
const PASSED_ON: [&str; 2] = [
    include_str!("../../../packages/types/src/funds/incoming.rs"),
    include_str!("../../../packages/types/src/migration.rs"),
];

/// A message, and how it is refused.
pub(crate) struct Row {
    table: &'static str,
    wrong: &'static str,
    /// None where the chain refuses it before the house does.
    code: Option<u16>,
    sender: Addr,
    given: Option<Given>,
    sent: Sent,
}

impl Row {
    /// A message of a table, sent in any way.
    pub fn sent(
        table: &'static str,
        wrong: &'static str,
        code: impl Into<Option<u16>>,
        sender: &Addr,
        sent: impl Fn(&mut World, &Addr) -> Result<(), Refusal> + 'static,
    ) -> Self {
        Self {
            table,
            wrong,
            code: code.into(),
            sender: sender.clone(),
            given: None,
            sent: Box::new(sent),
        }
    }

    /// A call of a table's message.
    pub fn call(
        table: &'static str,
        wrong: &'static str,
        code: impl Into<Option<u16>>,
        sender: &Addr,
        call: Call,
    ) -> Self {
        Self::sent(table, wrong, code, sender, move |world, sender| {
            world.run(sender, call.clone()).map(drop)
        })
    }

    /// A message to the house with some coins, or with a token that brings it.
    pub fn of(
        wrong: &'static str,
        code: impl Into<Option<u16>>,
        sender: &Addr,
        msg: ExecuteMsg,
        funds: Vec<Coin>,
    ) -> Self {
        let table = table_of(&msg);
        Self::sent(table, wrong, code, sender, move |world, sender| {
            let call = world.contracts().to_auction(msg.clone(), funds.clone());
            world.run(sender, call).map(drop)
        })
    }

    /// The same row behind something that happens first.
    pub fn given(mut self, given: impl Fn(&mut World) + 'static) -> Self {
        self.given = Some(Box::new(given));
        self
    }

    fn key(&self) -> (&'static str, &'static str) {
        (self.table, self.wrong)
    }
}

/// A row that another test tries.
pub(crate) struct Elsewhere {
    pub table: &'static str,
    pub wrong: &'static str,
    pub code: u16,
    /// The source of the test, and its name.
    pub test: (&'static str, &'static str),
}

/// Rows of a message that takes one coin and came with something else. `right` is what it takes, `wrong` the wing's other asset.
pub(crate) fn coins(
    rows: &mut Vec<Row>,
    sender: &Addr,
    wing: &Wing,
    msg: &ExecuteMsg,
    (right, wrong): (Coin, Coin),
) {
    let mut add = |what, funds| rows.push(Row::of(what, 3, sender, msg.clone(), funds));
    add("no coin", vec![]);
    add("the pair's other asset", vec![wrong]);
    let elsewhere = Coin::new(1_000u128, wing.other.denom);
    add("an asset of another pair", vec![elsewhere]);
    add("an asset of no pair", vec![Coin::new(7u128, STRANGE)]);
    // A token comes alone.
    if wing.has_coins() {
        let beside = |amount: u128| vec![right.clone(), Coin::new(amount, STRANGE)];
        add("a coin beside the right one", beside(1));
        add("a coin of 0 beside the right one", beside(0));
        add("the right coin twice", vec![right.clone(), right]);
    }
}

/// Rows of a message that takes no coins and came with some, or was brought by a token.
pub(crate) fn no_coins(rows: &mut Vec<Row>, sender: &Addr, wing: &Wing, msg: &ExecuteMsg) {
    let wrong = if wing.has_coins() {
        "coins"
    } else {
        "a token that brings it"
    };
    for coin in [wing.quote.dust(1), wing.base.coin(1)] {
        rows.push(Row::of(wrong, 3, sender, msg.clone(), vec![coin]));
    }
}

/// Rows of a change of governance: the owner is refused, and so is the chain's own voice.
pub(crate) fn change(
    rows: &mut Vec<Row>,
    hall: &Hall,
    wrong: &'static str,
    code: u16,
    change: &GovernMsg,
) {
    for row in changes(hall, wrong, code, change) {
        rows.push(row);
    }
}

/// The same two rows, each behind something that happens first.
pub(crate) fn change_given(
    rows: &mut Vec<Row>,
    hall: &Hall,
    (wrong, code): (&'static str, u16),
    change: &GovernMsg,
    given: impl Fn(&mut World) + Clone + 'static,
) {
    for row in changes(hall, wrong, code, change) {
        rows.push(row.given(given.clone()));
    }
}

fn changes(hall: &Hall, wrong: &'static str, code: u16, change: &GovernMsg) -> [Row; 2] {
    let owner = &hall.world.cast().owner;
    let msg = ExecuteMsg::Govern(change.clone());
    let table = table_of(&msg);
    let change = change.clone();
    let voice = Row::sent(table, wrong, code, owner, move |world, _| {
        let house = world.contracts().auction;
        world.sudo(&house, &change).map(drop)
    });
    [Row::of(wrong, code, owner, msg, vec![]), voice]
}

/// Tries every row in the house, and holds the tables that they make against the document.
pub(crate) fn hold(hall: &mut Hall, rows: &[Row], elsewhere: &[Elsewhere]) {
    assert!(!rows.is_empty());
    let mut answers = Answers::new();
    for row in elsewhere {
        let (source, test) = row.test;
        let body = source.split_once(&format!("fn {test}()"));
        let body = body.and_then(|(_, rest)| rest.split_once("\n}\n"));
        let (body, _) = body.unwrap_or_else(|| panic!("no test {test}"));
        assert!(names(body, row.code), "{test} does not name {}", row.code);
        // Of such a row the document has what the error always says.
        let code = format!("auction/{}: ", row.code);
        let text = ERRORS.lines().find(|line| line.contains(&code)).unwrap();
        let text = if text.contains("{0}") {
            PASSED_ON.concat()
        } else {
            text.to_owned()
        };
        let answer = (Some(row.code), vec![text]);
        let twice = answers.insert((row.table, row.wrong), answer).is_some();
        assert!(!twice, "{} is tried here too", row.wrong);
    }
    for row in rows {
        let refused = match &row.given {
            None => refused(&mut hall.world, row),
            Some(given) => hall.world.what_if(|world| {
                given(world);
                refused(world, row)
            }),
        };
        let (code, texts) = answers.entry(row.key()).or_insert((row.code, vec![]));
        assert_eq!(*code, row.code, "{:?} has one code", row.key());
        texts.push(refused.to_string());
    }
    document::hold(&answers);
}

/// Whether a test says which refusal it expects: its code, or the name of the error.
fn names(body: &str, code: u16) -> bool {
    let (_, behind) = ERRORS.split_once(&format!("auction/{code}: ")).unwrap();
    // The variant stands behind its text's attribute.
    let variant = behind
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .and_then(|line| line.split([' ', '(', '{']).next())
        .unwrap();
    [
        format!("auction/{code}"),
        format!(" {code})"),
        format!(" {code},"),
        format!("::{variant}"),
    ]
    .iter()
    .any(|named| body.contains(named))
}

/// Sends a row's message. It is refused with its code, and nothing has happened.
fn refused(world: &mut World, row: &Row) -> Refusal {
    let what = row.key();
    let state = |world: &World| -> Vec<Record> { world.app().storage().records() };
    let money = |world: &World| {
        let denoms = [ETH, ETHER, USD, DOLLAR].map(|asset| asset.denom);
        let denoms = denoms.into_iter().chain([STRANGE]);
        denoms
            .map(|denom| world.balance(&row.sender, denom))
            .collect::<Vec<u128>>()
    };
    let (before, had) = (state(world), money(world));
    let outcome = (row.sent)(world, &row.sender);
    let Err(refusal) = outcome else {
        panic!("{what:?} went through");
    };
    let expected = row.code.map(|code| format!("auction/{code}"));
    assert_eq!(
        refusal.code(),
        expected.unwrap_or_default(),
        "{what:?}: {refusal}"
    );
    assert!(state(world) == before, "{what:?} left a trace");
    assert_eq!(money(world), had, "{what:?} cost something");
    refusal
}
