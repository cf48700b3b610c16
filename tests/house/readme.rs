//! The README's examples: every message of them is sent, every question asked, every balance compared.
//!
//! A line in bold says what the block of JSON below it is: `` **`who` to `contract` with `coins`** `` a message,
//! `` **ask `contract`** `` a question, followed by its whole answer; `` **`who` has `coin`** `` is a balance. A line in italics lets
//! time pass: `*12 seconds later*`; with `prices pushed on`, the feeders repeat their last message every half minute.

use cosmwasm_std::{Addr, Coin};
use gavel_testing::{Call, World, ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg};
use serde_json::Value;

const README: &str = include_str!("../../README.md");

/// Seconds of a block.
const BLOCK: u64 = 6;

/// A step of an example.
#[derive(Debug)]
enum Step {
    Send {
        senders: Vec<String>,
        contract: String,
        coins: Vec<Coin>,
        message: Value,
    },
    Ask {
        contract: String,
        question: Value,
        answer: Value,
    },
    Has {
        who: String,
        coin: Coin,
    },
    Later {
        seconds: u64,
        fed: bool,
    },
}

/// The words in backticks of a line.
fn quoted(line: &str) -> Vec<String> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn coin(text: &str) -> Coin {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap();
    let (amount, denom) = text.split_at(digits);
    Coin::new(amount.parse::<u128>().unwrap(), denom)
}

/// The steps of the example under a heading.
fn steps(heading: &str) -> Vec<Step> {
    let (_, example) = README.split_once(&format!("\n## {heading}\n")).unwrap();
    let mut lines = example.lines().take_while(|line| !line.starts_with("## "));
    let mut steps = Vec::new();
    let block = |lines: &mut dyn Iterator<Item = &str>| -> Value {
        let text: Vec<&str> = lines
            .skip_while(|line| *line != "```json")
            .skip(1)
            .take_while(|line| *line != "```")
            .collect();
        serde_json::from_str(&text.join("\n")).unwrap()
    };
    while let Some(line) = lines.next() {
        let bold = line.starts_with("**") && line.ends_with("**");
        let mut words = quoted(line);
        if bold && line.contains(" to `") {
            let with = line
                .split(" with ")
                .nth(1)
                .map_or(0, |coins| quoted(coins).len());
            let coins = words.split_off(words.len() - with);
            let contract = words.pop().unwrap();
            steps.push(Step::Send {
                senders: words,
                contract,
                coins: coins.iter().map(|text| coin(text)).collect(),
                message: block(&mut lines),
            });
        } else if bold && line.starts_with("**ask ") {
            steps.push(Step::Ask {
                contract: words.remove(0),
                question: block(&mut lines),
                answer: block(&mut lines),
            });
        } else if bold && line.contains(" has `") {
            steps.push(Step::Has {
                coin: coin(&words[1]),
                who: words.swap_remove(0),
            });
        } else if let Some(rest) = line.strip_prefix('*').filter(|rest| rest.ends_with('*')) {
            if let Some((seconds, _)) = rest.split_once(" seconds later") {
                steps.push(Step::Later {
                    seconds: seconds.parse().unwrap(),
                    fed: rest.contains("prices pushed on"),
                });
            }
        }
    }
    steps
}

fn address(world: &World, name: &str) -> Addr {
    let house = world.contracts();
    match name {
        "lending" => house.lending,
        "auction" => house.auction,
        "oracle-adapter" => house.oracle,
        "insurance-fund" => house.fund,
        "treasury" => world.cast().treasury.clone(),
        _ => match name.strip_prefix("feeder ") {
            Some(number) => world.cast().feeders[number.parse::<usize>().unwrap() - 1].clone(),
            None => world.person(name),
        },
    }
}

/// The last prices again, observed now.
fn renewed(message: &Value, now: u64) -> Value {
    let mut message = message.clone();
    for price in message["push_prices"]["prices"].as_array_mut().unwrap() {
        price["published_at"] = now.into();
    }
    message
}

#[test]
fn every_message_of_a_liquidation_does_what_the_readme_says() {
    let mut world = World::builder().without_interest(USD).build();
    for (who, coin) in [
        ("lender", USD.coin(20_000)),
        ("borrower", ETH.coin(100)),
        ("bidder", USD.coin(10_000)),
    ] {
        world.funded(who, &[coin]);
    }
    assert_eq!(told(world, "A liquidation, message by message"), (15, 3));
}

#[test]
fn every_message_of_a_batch_does_what_the_readme_says() {
    let mut world = World::builder().batch_first(ETH, USD, |_| {}).build();
    let seller = world.funded("seller", &[ETH.coin(10)]);
    world.funded("ann", &[USD.coin(380)]);
    world.funded("bob", &[USD.coin(940)]);
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: seller.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    assert_eq!(told(world, "A batch, message by message"), (8, 3));
}

/// Does what an example says in a world, and counts its messages and questions.
fn told(mut world: World, heading: &str) -> (u32, u32) {
    let (mut sent, mut asked, mut prices) = (0, 0, None);
    for step in steps(heading) {
        match step {
            Step::Send {
                senders,
                contract,
                coins,
                message,
            } => {
                let to = address(&world, &contract);
                for sender in &senders {
                    let from = address(&world, sender);
                    let call = Call::any(&to, &message, coins.clone());
                    let receipt = world.run(&from, call);
                    assert!(receipt.is_ok(), "{sender}: {message}: {receipt:?}");
                    sent += 1;
                }
                if message.get("push_prices").is_some() {
                    prices = Some((senders, message));
                }
            }
            Step::Ask {
                contract,
                question,
                answer,
            } => {
                let got: Value = world.ask(&address(&world, &contract), &question).unwrap();
                assert_eq!(got, answer, "{question}");
                asked += 1;
            }
            Step::Has { who, coin } => {
                let got = world.balance(&address(&world, &who), &coin.denom);
                assert_eq!(got, coin.amount.u128(), "{who}");
            }
            Step::Later { seconds, fed } => {
                assert_eq!(seconds % BLOCK, 0);
                for block in 1..=seconds / BLOCK {
                    world.blocks(1);
                    if !fed || block % 5 != 0 {
                        continue;
                    }
                    let Some((feeders, message)) = prices.as_ref() else {
                        world.feed();
                        continue;
                    };
                    let message = renewed(message, world.now());
                    for feeder in feeders {
                        let call = Call::any(&world.contracts().oracle, &message, vec![]);
                        world.run(&address(&world, feeder), call).unwrap();
                    }
                }
            }
        }
    }
    (sent, asked)
}
