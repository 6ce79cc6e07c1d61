//! Every policy on every topology with either kind of delivery keeps its guarantee; without one, the outcome
//! is predictable.
//!
//! A row is a policy, tried on each pair of topology and delivery. To add a policy, add a line here.

mod agreement;
mod own_order;
mod same_parts;

use proptest::test_runner::{TestCaseResult, TestError, TestRunner};
use replication::{Delivery, Policy};
use scenario::Scenario;

use crate::mending::shaped;
use crate::scenarios::{Deeds, Mix, Readable, Shape};

/// What a policy guarantees about a run.
type Promise = fn(&Scenario) -> TestCaseResult;

/// Checks a policy on each topology with each kind of delivery.
fn hold(policy: &str, deeds: Deeds, promise: Promise) {
    merge_script::install();
    let policy: Policy = serde_json::from_str(policy).unwrap();
    let assigns = policy.rules().avoidance().is_some();
    // An explicit context can leave out what the writes that it names had seen. Merge results then depend on
    // the order of arrival.
    let contexts = !matches!(policy, Policy::Merge(_));
    let mix = Mix { policies: vec![policy], deeds, assigns, contexts, ..Mix::default() };
    for shape in Shape::ALL {
        for delivery in [Delivery::AsItComes, Delivery::Causal] {
            let scenarios = shaped(shape, delivery, mix.clone());
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
    t7_without_conflict_handling_arrival_order_decides:
        r#""none""#, Deeds::All => own_order::is_what_is_kept;
    a_avoidance_converges:
        r#"{"avoidance": {"wait_ms": 200}}"#, Deeds::All => agreement::is_reached;
    a_avoidance_with_failover_converges:
        r#"{"avoidance": {"failover_ms": 150, "homes": {"ca*": "A"}}}"#, Deeds::All => agreement::is_reached;
    a_avoidance_with_refusal_and_last_write_wins_converges:
        r#"{"avoidance": {"elsewhere": "refuse", "otherwise": "last-write-wins"}}"#, Deeds::All => agreement::is_reached;
    l2_client_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "client"}}"#, Deeds::All => agreement::is_reached;
    l2_leader_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "leader"}}"#, Deeds::All => agreement::is_reached;
    l2_hybrid_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "hybrid"}}"#, Deeds::All => agreement::is_reached;
    l2_lamport_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "lamport"}}"#, Deeds::All => agreement::is_reached;
    l2_client_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "client", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    l2_leader_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "leader", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    l2_hybrid_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "hybrid", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    l2_lamport_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "lamport", "tie": "value"}}"#, Deeds::All => agreement::is_reached;
    r_siblings_with_dotted_vectors_converge:
        r#""siblings""#, Deeds::All => agreement::is_reached;
    r_siblings_with_plain_vectors_converge:
        r#"{"siblings": {"versions": "plain"}}"#, Deeds::All => agreement::is_reached;
    w1_keep_larger_converges:
        r#"{"merge": {"with": "larger"}}"#, Deeds::All => agreement::is_reached;
    w1_keep_longer_converges:
        r#"{"merge": {"with": "longer"}}"#, Deeds::Collections => agreement::is_reached;
    w1_union_converges:
        r#"{"merge": {"with": "union"}}"#, Deeds::Collections => agreement::is_reached;
    w1_add_wins_converges:
        r#"{"merge": {"with": "add-wins"}}"#, Deeds::Sets => agreement::is_reached;
    w3_sum_diverges_only_in_merges_of_the_same_writes:
        r#"{"merge": {"with": "sum"}}"#, Deeds::Numbers => same_parts::are_in_what_is_kept;
    w3_per_field_diverges_only_in_merges_of_the_same_writes:
        r#"{"merge": {"with": "per-field"}}"#, Deeds::Maps => same_parts::are_in_what_is_kept;
    w3_concatenate_diverges_only_in_merges_of_the_same_writes:
        r#"{"merge": {"with": "concatenate"}}"#, Deeds::All => same_parts::are_in_what_is_kept;
    w3_mine_first_code_diverges_only_in_merges_of_the_same_writes:
        r#"{"merge": {"with": {"script": {"source": "fn merge(mine, theirs, ancestor) { mine }"}}}}"#,
        Deeds::All => same_parts::are_in_what_is_kept;
    w1_crdt_counter_converges:
        r#"{"crdt": {"type": "counter"}}"#, Deeds::Numbers => agreement::is_reached;
    w1_crdt_set_converges:
        r#"{"crdt": {"type": "set"}}"#, Deeds::Sets => agreement::is_reached;
    w1_crdt_register_converges:
        r#"{"crdt": {"type": "register"}}"#, Deeds::Whole => agreement::is_reached;
}
