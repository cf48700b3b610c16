//! Assets that cw20 contracts keep.

use cosmwasm_std::testing::message_info;
use cosmwasm_std::{
    from_json, to_json_binary, Binary, Coin, CosmosMsg, Decimal, ReplyOn, Uint128, WasmMsg,
};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};
use gavel_types::asset::of_token;
use gavel_types::auction::*;
use gavel_types::consignor::ConsignorMsg;

use super::bench::*;
use crate::contract;

/// The text of the token of that name.
fn token(bench: &Bench, name: &str) -> String {
    of_token(&bench.who(name))
}

/// A pair of ETH for dollars, each a coin or the token of that name, with the consignors `bank` and `seller`.
fn selling_for(base: Option<&str>, quote: Option<&str>) -> Bench {
    let mut bench = Bench::empty();
    let text = |name: Option<&str>, coin: &str| match name {
        Some(name) => token(&bench, name),
        None => coin.to_owned(),
    };
    let (base, quote) = (text(base, BASE), text(quote, QUOTE));
    bench.set_price(&base, 18, "100");
    bench.set_price(&quote, 6, "1");
    bench.govern(GovernMsg::CreatePair {
        base,
        quote,
        config: selling(vec![dutch(Reference::Live, 0)]),
    });
    bench.be_contract("bank");
    bench.add_consignor("bank", ConsignorKind::Contract);
    bench.add_consignor("seller", ConsignorKind::Account);
    bench
}

fn consign(expected_lot: u32) -> ReceiveMsg {
    ReceiveMsg::Consign {
        pair: 1,
        expected_lot,
        tab: None,
        max_reward_bps: None,
    }
}

fn take(amount: u128) -> ReceiveMsg {
    ReceiveMsg::Take {
        lot: lot(1),
        amount: Uint128::new(amount),
        max_price: Decimal::MAX,
        min_amount: None,
        recipient: None,
        callback: None,
    }
}

/// A take of lot 1 that is paid in a callback.
fn later(amount: u128) -> ExecuteMsg {
    ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(amount),
        max_price: Decimal::MAX,
        min_amount: None,
        recipient: None,
        callback: Some(Binary::default()),
    }
}

/// A payment of the callback, as a coin or by the token of that name.
fn payment(bench: &Bench, token: Option<&str>, amount: u128) -> (String, ExecuteMsg, Vec<Coin>) {
    let Some(token) = token else {
        let msg = ExecuteMsg::Pay { lot: lot(1) };
        return ("taker".into(), msg, vec![Coin::new(amount, QUOTE)]);
    };
    let hook = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: bench.who("taker").into(),
        amount: amount.into(),
        msg: to_json_binary(&ReceiveMsg::Pay { lot: lot(1) }).unwrap(),
    });
    (token.into(), hook, vec![])
}

fn advance_at_its_end(bench: &mut Bench) {
    bench.blocks(200);
    bench.advance(lot(1)).unwrap();
}

#[test]
fn a_token_is_consigned_bought_with_a_token_and_paid_as_a_credit() {
    let mut bench = selling_for(Some("ether"), Some("dollar"));
    let (ether, dollar) = (token(&bench, "ether"), token(&bench, "dollar"));
    bench
        .send("ether", "seller", 10 * ETH, &consign(1))
        .unwrap();
    assert_eq!(bench.lot(lot(1)).consignor, bench.who("seller"));

    // 4 ETH at 102 dollars; 2 of the 410 dollars come back as the token.
    bench
        .send("dollar", "bidder", 410 * USD, &take(4 * ETH))
        .unwrap();
    assert_eq!(bench.received("bidder", &ether), 4 * ETH);
    assert_eq!(bench.received("bidder", &dollar), 2 * USD);

    advance_at_its_end(&mut bench);
    for (asset, amount) in [(&ether, 6 * ETH), (&dollar, 408 * USD)] {
        assert_eq!(bench.credit_of("seller", asset), amount);
        let withdraw = ExecuteMsg::Withdraw {
            denom: asset.clone(),
            recipient: None,
        };
        bench.run("seller", withdraw, &[]).unwrap();
        assert_eq!(bench.received("seller", asset), amount);
    }
}

#[test]
fn a_contract_receives_coins_and_tokens_of_its_result() {
    for (base, quote) in [
        (None, None),
        (Some("ether"), None),
        (None, Some("dollar")),
        (Some("ether"), Some("dollar")),
    ] {
        let mut bench = selling_for(base, quote);
        match base {
            Some(name) => drop(bench.send(name, "bank", 10 * ETH, &consign(1)).unwrap()),
            None => drop(bench.consign("bank", 10 * ETH, None).unwrap()),
        }
        match quote {
            Some(name) => {
                let paid = bench.send(name, "bidder", 408 * USD, &take(4 * ETH));
                paid.unwrap();
            }
            None => drop(bench.take(lot(1), 4 * ETH, 408 * USD).unwrap()),
        }
        advance_at_its_end(&mut bench);
        let terms: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
        assert_eq!(bench.received("bank", &terms.base), 6 * ETH);
        assert_eq!(bench.received("bank", &terms.quote), 408 * USD);
        assert_eq!(bench.delivered.len(), 1);
        assert_eq!(bench.delivered[0].sold.u128(), 4 * ETH);
    }
}

#[test]
fn a_take_of_coins_or_tokens_is_paid_in_its_callback_in_coins_or_tokens() {
    for (base, quote) in [
        (Some("ether"), None),
        (None, Some("dollar")),
        (Some("ether"), Some("dollar")),
    ] {
        let mut bench = selling_for(base, quote);
        bench.be_contract("taker");
        match base {
            Some(name) => drop(bench.send(name, "bank", 10 * ETH, &consign(1)).unwrap()),
            None => drop(bench.consign("bank", 10 * ETH, None).unwrap()),
        }
        let terms: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
        for wrong in [1_020 * USD - 1, 1_020 * USD + 1] {
            bench.plan = vec![payment(&bench, quote, wrong)];
            let refused = bench.run("taker", later(10 * ETH), &[]).unwrap_err();
            assert!([65, 66].contains(&refused.code()), "{refused}");
        }
        bench.plan = vec![
            payment(&bench, quote, 20 * USD),
            payment(&bench, quote, 1_000 * USD),
        ];
        let events = bench.run("taker", later(10 * ETH), &[]).unwrap();
        let from = attribute(&events, "pay", "from");
        assert_eq!(from, bench.who("taker").as_str());
        assert_eq!(bench.called[0].owed.denom, terms.quote);
        assert_eq!(bench.received("taker", &terms.base), 10 * ETH);
        assert_eq!(bench.received("bank", &terms.quote), 1_020 * USD);
    }
}

#[test]
fn pitfall_02_a_counterfeit_pays_for_no_take_and_a_token_asks_for_no_callback() {
    let mut bench = selling_for(Some("ether"), Some("dollar"));
    bench.be_contract("taker");
    bench
        .send("ether", "seller", 10 * ETH, &consign(1))
        .unwrap();
    for token in ["counterfeit", "ether"] {
        bench.plan = vec![payment(&bench, Some(token), 102 * USD)];
        let refused = bench.run("taker", later(ETH), &[]).unwrap_err();
        assert_eq!(refused.code(), 3, "{token}: {refused}");
    }
    // No coins come with such a take, so none goes through a hook.
    let hook = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: bench.who("taker").into(),
        amount: Uint128::new(102 * USD),
        msg: to_json_binary(&later(ETH)).unwrap(),
    });
    let refused = bench.run("dollar", hook, &[]).unwrap_err();
    assert_eq!(refused.code(), 3);
    assert!(refused.to_string().contains("no coins"), "{refused}");
}

#[test]
fn a_delivery_with_a_token_is_one_submessage_that_fails_as_a_whole() {
    // Unsold ether as a token, proceeds in coins.
    let mut bench = selling_for(Some("ether"), None);
    bench.send("ether", "bank", 10 * ETH, &consign(1)).unwrap();
    bench.take(lot(1), 4 * ETH, 408 * USD).unwrap();
    bench.blocks(200);
    let info = message_info(&bench.who("anyone"), &[]);
    let advance = ExecuteMsg::Advance {
        lot: lot(1),
        limit: None,
    };
    let env = bench.env.clone();
    let done = contract::execute(bench.deps.as_mut(), env.clone(), info, advance).unwrap();
    assert_eq!(done.messages.len(), 1);
    let sent = &done.messages[0];
    assert_eq!(sent.reply_on, ReplyOn::Error);
    assert_eq!(sent.gas_limit, Some(2_000_000));
    let CosmosMsg::Wasm(WasmMsg::Execute {
        contract_addr,
        msg,
        funds,
    }) = &sent.msg
    else {
        panic!("{sent:?} is to no contract");
    };
    assert_eq!(contract_addr, env.contract.address.as_str());
    assert!(funds.is_empty());

    // In it the token goes first, and the report with the coins last; neither is replied to.
    let own = message_info(&env.contract.address, &[]);
    let msg: ExecuteMsg = from_json(msg).unwrap();
    let done = contract::execute(bench.deps.as_mut(), env, own, msg).unwrap();
    let messages: Vec<(&str, &[u8], &[Coin])> = done
        .messages
        .iter()
        .map(|sub| match &sub.msg {
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) if sub.reply_on == ReplyOn::Never => {
                (contract_addr.as_str(), msg.as_slice(), funds.as_slice())
            }
            other => panic!("{other:?} is to no contract"),
        })
        .collect();
    let bank = bench.who("bank");
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0].0, bench.who("ether").as_str());
    assert_eq!(
        from_json::<Cw20ExecuteMsg>(messages[0].1).unwrap(),
        Cw20ExecuteMsg::Transfer {
            recipient: bank.to_string(),
            amount: Uint128::new(6 * ETH),
        }
    );
    assert_eq!(messages[1].0, bank.as_str());
    assert!(matches!(
        from_json(messages[1].1),
        Ok(ConsignorMsg::LotSettled(_))
    ));
    assert_eq!(messages[1].2, [Coin::new(408 * USD, QUOTE)]);
}

#[test]
fn a_token_or_a_consignor_that_fails_leaves_the_whole_delivery_waiting() {
    for deaf in ["dollar", "bank"] {
        let mut bench = selling_for(None, Some("dollar"));
        bench.consign("bank", 10 * ETH, None).unwrap();
        let paid = bench.send("dollar", "bidder", 408 * USD, &take(4 * ETH));
        paid.unwrap();
        bench.deaf.insert(bench.who(deaf).into());
        advance_at_its_end(&mut bench);
        let dollar = token(&bench, "dollar");
        assert_eq!(bench.received("bank", BASE), 0);
        assert_eq!(bench.received("bank", &dollar), 0);
        assert!(bench.delivered.is_empty());

        let deliver = ExecuteMsg::Deliver {
            lot: lot(1),
            consignor: bench.who("bank").into(),
        };
        bench.run("anyone", deliver.clone(), &[]).unwrap();
        assert!(bench.delivered.is_empty(), "{deaf} is still deaf");
        bench.deaf.clear();
        bench.run("anyone", deliver.clone(), &[]).unwrap();
        assert_eq!(bench.received("bank", BASE), 6 * ETH);
        assert_eq!(bench.received("bank", &dollar), 408 * USD);
        let twice = bench.run("anyone", deliver, &[]).unwrap_err();
        assert_eq!(twice.code(), 26);
    }
}

#[test]
fn pitfall_02_only_the_pairs_own_token_consigns_and_buys() {
    let mut bench = selling_for(Some("ether"), Some("dollar"));
    for token in ["counterfeit", "dollar", "seller", "house"] {
        let refused = bench.send(token, "seller", 10 * ETH, &consign(1));
        assert_eq!(refused.unwrap_err().code(), 3, "{token}");
    }
    bench
        .send("ether", "seller", 10 * ETH, &consign(1))
        .unwrap();
    for token in ["counterfeit", "ether", "bidder"] {
        let refused = bench.send(token, "bidder", 102 * USD, &take(ETH));
        assert_eq!(refused.unwrap_err().code(), 3, "{token}");
    }
    // The right token in nobody's, and in an outsider's name.
    let refused = bench.send("ether", "stranger", ETH, &consign(2));
    assert_eq!(refused.unwrap_err().code(), 12);
    assert_eq!(bench.lot(lot(1)).base_left.u128(), 10 * ETH);
}

#[test]
fn a_coin_of_the_bank_that_is_named_like_a_token_is_refused_by_every_message() {
    let mut bench = selling_for(Some("ether"), Some("dollar"));
    let coin = |asset: String| [Coin::new(10 * ETH, asset)];
    let (ether, dollar) = (token(&bench, "ether"), token(&bench, "dollar"));
    let consign = ExecuteMsg::Consign {
        pair: 1,
        expected_lot: 1,
        tab: None,
        max_reward_bps: None,
    };
    let refused = bench.run("seller", consign, &coin(ether)).unwrap_err();
    assert_eq!(refused.code(), 3);
    assert!(refused.to_string().contains("named like a token"));
    let advance = ExecuteMsg::Advance {
        lot: lot(1),
        limit: None,
    };
    let refused = bench.run("seller", advance, &coin(dollar)).unwrap_err();
    assert!(refused.to_string().contains("named like a token"));
}

#[test]
fn pitfall_03_a_pair_names_a_token_in_its_one_form() {
    let mut bench = selling_for(Some("ether"), Some("dollar"));
    let (ether, dollar) = (bench.who("ether"), token(&bench, "dollar"));
    let create = |base: String, quote: &str| GovernMsg::CreatePair {
        base,
        quote: quote.to_owned(),
        config: selling(vec![dutch(Reference::Live, 0)]),
    };
    for wrong in [
        format!("cw20:{}", ether.as_str().to_uppercase()),
        "cw20:ether".to_owned(),
        "cw20:".to_owned(),
    ] {
        bench.set_price(&wrong, 18, "100");
        let refused = bench.refuses(create(wrong.clone(), &dollar));
        assert_eq!(refused.code(), 45, "{refused}");
        let refused = bench.refuses(create(dollar.clone(), &wrong));
        assert_eq!(refused.code(), 45, "{refused}");
    }
    bench.govern(create(dollar.clone(), &of_token(&ether)));
}
