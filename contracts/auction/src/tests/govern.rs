//! The house's configuration.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::Coin;
use gavel_math::price::PriceRecord;
use gavel_math::Price;
use gavel_types::auction::*;
use gavel_types::oracle::SwitchRefusal;
use gavel_types::parameters::ParameterError;

use super::bench::*;
use crate::contract;
use crate::error::ContractError;

/// What instantiating with a configuration gives.
fn instantiated(change: impl Fn(&mut InstantiateMsg)) -> Result<(), ContractError> {
    let mut deps = mock_dependencies();
    let mut msg = InstantiateMsg {
        owner: deps.api.addr_make("owner").into(),
        config: Bench::empty().config(),
    };
    change(&mut msg);
    let info = message_info(&deps.api.addr_make("deployer"), &[]);
    contract::instantiate(deps.as_mut(), mock_env(), info, msg).map(|_| ())
}

#[test]
fn a_house_starts_with_the_configuration_it_was_given() {
    let bench = Bench::empty();
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    assert_eq!(told.config, bench.config());
    assert_eq!(told.paused_until, None);
    let owner: cw_ownable::Ownership<cosmwasm_std::Addr> = bench.ask(QueryMsg::Ownership {});
    assert_eq!(owner.owner, Some(bench.who("owner")));
}

#[test]
fn pitfall_54_every_bound_holds_at_instantiate_and_update() {
    let bad: [fn(&mut Config); 4] = [
        |config| config.max_block_millis = 499,
        |config| config.max_block_millis = 60_001,
        |config| config.delivery_gas = 1_999_999,
        |config| config.delivery_gas = 5_000_001,
    ];
    for break_it in bad {
        let refused = instantiated(|msg| break_it(&mut msg.config)).unwrap_err();
        assert!(matches!(
            refused,
            ContractError::Parameter(ParameterError::OutOfBounds { .. })
        ));
        let mut bench = Bench::live();
        let mut config = bench.config();
        break_it(&mut config);
        let refused = bench.refuses(GovernMsg::UpdateConfig(config));
        assert!(matches!(
            refused,
            ContractError::Parameter(ParameterError::OutOfBounds { .. })
        ));
    }
}

#[test]
fn bad_addresses_are_refused_wherever_they_stand() {
    let uppercase = |text: &str| text.to_uppercase();
    let as_owner = instantiated(|msg| msg.owner = uppercase(&msg.owner));
    assert_eq!(as_owner.unwrap_err().code(), 37);
    let as_oracle = instantiated(|msg| msg.config.oracle = "oracle".into());
    assert_eq!(as_oracle.unwrap_err().code(), 37);
    let as_guardian = instantiated(|msg| msg.config.guardian = Some(String::new()));
    assert_eq!(as_guardian.unwrap_err().code(), 37);
}

#[test]
fn a_house_takes_no_money_when_it_is_set_up() {
    let mut deps = mock_dependencies();
    let msg = InstantiateMsg {
        owner: deps.api.addr_make("owner").into(),
        config: Bench::empty().config(),
    };
    let info = message_info(&deps.api.addr_make("deployer"), &[Coin::new(1u128, QUOTE)]);
    let refused = contract::instantiate(deps.as_mut(), mock_env(), info, msg);
    assert_eq!(refused.unwrap_err().code(), 3);
}

#[test]
fn attack_20_identical_messages_in_one_proposal_move_the_configuration_once() {
    let mut bench = Bench::live();
    let slower = |millis| {
        let mut config = Bench::live().config();
        config.max_block_millis = millis;
        GovernMsg::UpdateConfig(config)
    };
    bench.govern(slower(11_250));
    assert_eq!(
        bench.refuses(slower(16_000)),
        ContractError::Parameter(ParameterError::TooSoon {
            next: START + 86_400
        })
    );
    bench.blocks(14_400);
    bench.govern(slower(16_000));
}

#[test]
fn an_update_moves_the_block_by_half_and_the_gas_to_its_double_at_most() {
    let mut bench = Bench::live();
    let mut config = bench.config();
    config.max_block_millis = 11_251;
    assert!(matches!(
        bench.refuses(GovernMsg::UpdateConfig(config)),
        ContractError::Parameter(ParameterError::StepTooLarge { .. })
    ));
    let mut config = bench.config();
    config.delivery_gas = 4_000_001;
    assert!(matches!(
        bench.refuses(GovernMsg::UpdateConfig(config)),
        ContractError::Parameter(ParameterError::StepTooLarge { .. })
    ));
    let mut config = bench.config();
    config.max_block_millis = 3_750;
    config.delivery_gas = 4_000_000;
    config.guardian = None;
    bench.govern(GovernMsg::UpdateConfig(config.clone()));
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    assert_eq!(told.config, config);
    let refused = bench.run("guardian", ExecuteMsg::Pause {}, &[]);
    assert_eq!(refused.unwrap_err().code(), 6);
}

/// A house with an oracle `other` beside its own, in which the assets have these prices.
fn with_another_oracle(base: &str, quote: &str) -> (Bench, GovernMsg) {
    let mut bench = Bench::live();
    for (denom, price) in [(BASE, base), (QUOTE, quote)] {
        let price = Price(decimal(price).atomics().u128());
        let record = PriceRecord {
            mid: price,
            ..bench.record_in("oracle", denom).unwrap()
        };
        bench.put_record("other", denom, Some(record));
    }
    let config = Config {
        oracle: bench.who("other").into(),
        ..bench.config()
    };
    (bench, GovernMsg::UpdateConfig(config))
}

#[test]
fn pitfall_44_a_new_oracle_is_compared_with_the_old_one() {
    for (base, quote, wrong) in [
        ("94.99", "1", BASE),
        ("105.01", "1", BASE),
        ("1.12", "1", BASE),
        ("100", "1.06", QUOTE),
    ] {
        let (mut bench, switch) = with_another_oracle(base, quote);
        let refused = bench.refuses(switch);
        assert_eq!(refused.code(), 42, "{refused}");
        let ContractError::OracleSwitch(SwitchRefusal::Disagree { denom, .. }) = refused else {
            panic!("{refused}");
        };
        assert_eq!(denom, wrong);
    }
    for (base, quote) in [("95", "1"), ("105", "0.95"), ("100", "1.05")] {
        let (mut bench, switch) = with_another_oracle(base, quote);
        let events = bench.govern(switch);
        assert_eq!(attribute(&events, "update_config", "version"), "2");
    }
}

#[test]
fn pitfall_46_a_new_oracle_must_price_what_the_old_one_does_in_the_same_decimals() {
    let (mut bench, switch) = with_another_oracle("100", "1");
    let base = bench.record_in("other", BASE).unwrap();
    bench.put_record("other", BASE, None);
    let missing = SwitchRefusal::Missing { denom: BASE.into() };
    assert_eq!(bench.refuses(switch.clone()), missing.into());
    let wrong = PriceRecord {
        decimals: 8,
        ..base
    };
    bench.put_record("other", BASE, Some(wrong));
    let differs = SwitchRefusal::Decimals {
        denom: BASE.into(),
        was: 18,
        got: 8,
    };
    assert_eq!(bench.refuses(switch.clone()), differs.into());
    let stale = PriceRecord {
        relaxed_until: START - 1,
        ..base
    };
    bench.put_record("other", BASE, Some(stale));
    let refused = bench.refuses(switch.clone());
    assert!(matches!(
        refused,
        ContractError::OracleSwitch(SwitchRefusal::Invalid { .. })
    ));
    bench.put_record("other", BASE, Some(base));
    bench.govern(switch);
}

#[test]
fn a_dead_oracle_can_be_left_for_one_that_has_nothing_yet() {
    let (mut bench, switch) = with_another_oracle("100", "1");
    bench.darken(BASE);
    bench.blocks(1);
    bench.put_record("other", BASE, None);
    // Silent for a block it may only be slow, and behind a halt every oracle is; behind an hour it is dead.
    assert_eq!(bench.refuses(switch.clone()).code(), 42);
    bench.blocks(601);
    bench.govern(switch);
    // Nothing is sold before the new one has a price.
    assert_eq!(bench.consign("bank", ETH, None).unwrap_err().code(), 14);
    let record = bench.record_in("oracle", QUOTE).unwrap();
    let price = dollars(70);
    let record = PriceRecord {
        decimals: 18,
        mid: price,
        ..record
    };
    bench.put_record("other", BASE, Some(record));
    let opened = bench.consign("bank", ETH, None).unwrap();
    assert_eq!(bench.lot(opened).price, Some(decimal("71.4")));
}

#[test]
fn a_closed_pair_holds_up_no_switch_and_opens_again_only_in_its_own_decimals() {
    let (mut bench, switch) = with_another_oracle("50", "1");
    assert_eq!(bench.refuses(switch.clone()).code(), 42);
    let set = |open| GovernMsg::SetPairOpen { pair: 1, open };
    bench.govern(set(false));
    bench.govern(switch);
    let base = bench.record_in("other", BASE).unwrap();
    bench.put_record("other", BASE, None);
    assert_eq!(
        bench.refuses(set(true)),
        ContractError::NoPrice { denom: BASE.into() }
    );
    let wrong = PriceRecord {
        decimals: 8,
        ..base
    };
    bench.put_record("other", BASE, Some(wrong));
    assert_eq!(
        bench.refuses(set(true)),
        ContractError::DecimalsDiffer {
            denom: BASE.into(),
            was: 18,
            got: 8
        }
    );
    bench.put_record("other", BASE, Some(base));
    bench.govern(set(true));
}
