//! Every policy on every topology, by either delivery: what the policy promises holds; and where it promises
//! nothing, what comes of it is what was to be expected.
//!
//! A row is a policy; it is tried on each pair of a topology and a delivery. To add a policy: one line here.

mod agreement;
mod own_order;
mod same_parts;

use proptest::test_runner::{TestCaseResult, TestError, TestRunner};
use replication::{Delivery, Policy};
use scenario::Scenario;

use crate::mending::shaped;
use crate::scenarios::{Deeds, Mix, Readable, Shape};

/// What a policy promises of a run.
type Promise = fn(&Scenario) -> TestCaseResult;

/// Tries a policy on each topology by each delivery.
fn hold(policy: &str, deeds: Deeds, promise: Promise) {
    merge_script::install();
    let policy: Policy = serde_json::from_str(policy).unwrap();
    let assigns = policy.rules().avoidance().is_some();
    // A context by hand can leave out what the writes that it names had seen. What is merged with what then depends
    // on what came first.
    let contexts = !policy.rules().keeps_past();
    let mix = Mix { policies: vec![policy], deeds, assigns, contexts, ..Mix::default() };
    for shape in Shape::all() {
        for delivery in [Delivery::AsItComes, Delivery::Causal] {
            let scenarios = shaped(shape.clone(), delivery, mix.clone());
            let tried =
                TestRunner::new(crate::config(3)).run(&scenarios, |Readable(scenario)| promise(&scenario));
            match tried {
                Ok(()) => {}
                Err(TestError::Fail(why, run)) => panic!("{shape:?}, {delivery:?}: {why}\n{run:?}"),
                Err(TestError::Abort(why)) => panic!("{shape:?}, {delivery:?}: {why}"),
            }
        }
    }
}

macro_rules! matrix {
    ($($name:ident: $policy:expr, $deeds:expr => $promise:expr;)*) => {
        $(
            #[test]
            fn $name() {
                hold($policy, $deeds, $promise);
            }
        )*
    };
}

matrix! {
    t7_none_leaves_at_each_leader_what_its_own_order_comes_to:
        r#""none""#, Deeds::All => own_order::is_what_is_kept;
    a_under_avoidance_all_agree:
        r#"{"avoidance": {"wait_ms": 200}}"#, Deeds::All => agreement::is_reached;
    a_under_avoidance_with_failover_all_agree:
        r#"{"avoidance": {"failover_ms": 150, "homes": {"ca*": "A"}}}"#, Deeds::All => agreement::is_reached;
    a_under_avoidance_with_refusal_and_last_write_wins_all_agree:
        r#"{"avoidance": {"elsewhere": "refuse", "otherwise": "last-write-wins"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_clients_clocks_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "client"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_leaders_clocks_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "leader"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_hybrid_clocks_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "hybrid"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_lamport_clocks_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "lamport"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_clients_clocks_and_then_the_greater_value_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "client", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_leaders_clocks_and_then_the_greater_value_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "leader", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_hybrid_clocks_and_then_the_greater_value_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "hybrid", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    l2_the_last_write_by_lamport_clocks_and_then_the_greater_value_wins_everywhere:
        r#"{"last-write-wins": {"timestamp": "lamport", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    r_siblings_by_dotted_version_vectors_are_the_same_everywhere:
        r#""siblings""#, Deeds::All => agreement::is_reached;
    r_siblings_by_plain_version_vectors_are_the_same_everywhere:
        r#"{"siblings": {"versions": "plain"}}"#, Deeds::All => agreement::is_reached;
    w1_merging_to_the_larger_all_agree:
        r#"{"merge": {"with": "larger"}}"#, Deeds::All => agreement::is_reached;
    w1_merging_to_the_longer_all_agree:
        r#"{"merge": {"with": "longer"}}"#, Deeds::Collections => agreement::is_reached;
    w1_merging_to_the_union_all_agree:
        r#"{"merge": {"with": "union"}}"#, Deeds::Collections => agreement::is_reached;
    w1_merging_so_that_adds_win_all_agree:
        r#"{"merge": {"with": "add-wins"}}"#, Deeds::Sets => agreement::is_reached;
    w3_merging_to_the_sum_leaders_differ_in_what_they_made_of_the_same_writes_at_most:
        r#"{"merge": {"with": "sum"}}"#, Deeds::Numbers => same_parts::are_in_what_is_kept;
    w3_merging_field_by_field_leaders_differ_in_what_they_made_of_the_same_writes_at_most:
        r#"{"merge": {"with": "per-field"}}"#, Deeds::Maps => same_parts::are_in_what_is_kept;
    w3_concatenating_leaders_differ_in_what_they_made_of_the_same_writes_at_most:
        r#"{"merge": {"with": "concatenate"}}"#, Deeds::All => same_parts::are_in_what_is_kept;
    w3_by_code_that_prefers_what_is_here_leaders_differ_in_what_they_made_of_the_same_writes_at_most:
        r#"{"merge": {"with": {"script": {"source": "fn merge(mine, theirs, ancestor) { mine }"}}}}"#,
        Deeds::All => same_parts::are_in_what_is_kept;
    w1_a_crdt_counter_is_the_same_everywhere:
        r#"{"crdt": {"type": "counter"}}"#, Deeds::Numbers => agreement::is_reached;
    w1_a_crdt_set_is_the_same_everywhere:
        r#"{"crdt": {"type": "set"}}"#, Deeds::Sets => agreement::is_reached;
    w1_a_crdt_register_is_the_same_everywhere:
        r#"{"crdt": {"type": "register"}}"#, Deeds::Whole => agreement::is_reached;
}
