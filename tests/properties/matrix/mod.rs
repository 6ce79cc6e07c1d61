//! Every policy on every topology with either kind of delivery keeps its guarantee; without one, the outcome
//! is predictable.
//!
//! A row is a policy, tried on each pair of topology and delivery. To add a policy, add a line here.

mod agreement;
mod arrival_order;

use proptest::test_runner::{TestCaseResult, TestError, TestRunner};
use replication::{Delivery, Policy};
use scenario::Scenario;

use crate::healing::healed_with_shape;
use crate::scenarios::{Mix, OperationMix, Readable, Shape};

/// What a policy guarantees about a run.
type Guarantee = fn(&Scenario) -> TestCaseResult;

/// Checks a policy on each topology with each kind of delivery.
fn check_policy(policy: &str, operations: OperationMix, guarantee: Guarantee) {
    merge_script::install();
    let policy: Policy = serde_json::from_str(policy).unwrap();
    let home_assignments = policy.avoidance().is_some();
    let mix = Mix { policies: vec![policy], operations, home_assignments, ..Mix::default() };
    for shape in Shape::all() {
        for delivery in [Delivery::AsItComes, Delivery::Causal] {
            let scenarios = healed_with_shape(shape.clone(), delivery, mix.clone());
            let tried =
                TestRunner::new(crate::config(3)).run(&scenarios, |Readable(scenario)| guarantee(&scenario));
            match tried {
                Ok(()) => {}
                Err(TestError::Fail(why, run)) => panic!("{shape:?}, {delivery:?}: {why}\n{run:?}"),
                Err(TestError::Abort(why)) => panic!("{shape:?}, {delivery:?}: {why}"),
            }
        }
    }
}

macro_rules! matrix {
    ($($name:ident: $policy:expr, $operations:expr => $guarantee:expr;)*) => {
        $(
            #[test]
            fn $name() {
                check_policy($policy, $operations, $guarantee);
            }
        )*
    };
}

matrix! {
    t7_without_conflict_handling_arrival_order_decides:
        r#""none""#, OperationMix::All => arrival_order::determines_stores;
    a_avoidance_converges:
        r#"{"avoidance": {"wait_ms": 200}}"#, OperationMix::All => agreement::holds;
    a_avoidance_with_failover_converges:
        r#"{"avoidance": {"failover_ms": 150, "homes": {"ca*": "A"}}}"#, OperationMix::All => agreement::holds;
    a_avoidance_with_refusal_and_last_write_wins_converges:
        r#"{"avoidance": {"elsewhere": "refuse", "otherwise": "last-write-wins"}}"#, OperationMix::All => agreement::holds;
    l2_client_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "client"}}"#, OperationMix::All => agreement::holds;
    l2_leader_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "leader"}}"#, OperationMix::All => agreement::holds;
    l2_hybrid_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "hybrid"}}"#, OperationMix::All => agreement::holds;
    l2_lamport_timestamps_converge:
        r#"{"last-write-wins": {"timestamp": "lamport"}}"#, OperationMix::All => agreement::holds;
    l2_client_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "client", "tie": "value"}}"#, OperationMix::All => agreement::holds;
    l2_leader_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "leader", "tie": "value"}}"#, OperationMix::All => agreement::holds;
    l2_hybrid_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "hybrid", "tie": "value"}}"#, OperationMix::All => agreement::holds;
    l2_lamport_timestamps_with_ties_by_value_converge:
        r#"{"last-write-wins": {"timestamp": "lamport", "tie": "value"}}"#, OperationMix::All => agreement::holds;
    r_siblings_with_dotted_vectors_converge:
        r#""siblings""#, OperationMix::All => agreement::holds;
    r_siblings_with_plain_vectors_converge:
        r#"{"siblings": {"versions": "plain"}}"#, OperationMix::All => agreement::holds;
    w1_keep_larger_converges:
        r#"{"merge": {"with": "larger"}}"#, OperationMix::All => agreement::holds;
    w1_keep_longer_converges:
        r#"{"merge": {"with": "longer"}}"#, OperationMix::Collections => agreement::holds;
    w1_union_converges:
        r#"{"merge": {"with": "union"}}"#, OperationMix::Collections => agreement::holds;
    w1_add_wins_converges:
        r#"{"merge": {"with": "add-wins"}}"#, OperationMix::Sets => agreement::holds;
    w4_sum_converges:
        r#"{"merge": {"with": "sum"}}"#, OperationMix::Numbers => agreement::holds;
    w4_per_field_converges:
        r#"{"merge": {"with": "per-field"}}"#, OperationMix::Maps => agreement::holds;
    w4_concatenate_converges:
        r#"{"merge": {"with": "concatenate"}}"#, OperationMix::All => agreement::holds;
    w4_mine_first_code_converges:
        r#"{"merge": {"with": {"script": {"source": "fn merge(mine, theirs, ancestor) { mine }"}}}}"#,
        OperationMix::All => agreement::holds;
    w1_crdt_counter_converges:
        r#"{"crdt": {"type": "counter"}}"#, OperationMix::Numbers => agreement::holds;
    w1_crdt_set_converges:
        r#"{"crdt": {"type": "set"}}"#, OperationMix::Sets => agreement::holds;
    w1_crdt_register_converges:
        r#"{"crdt": {"type": "register"}}"#, OperationMix::Whole => agreement::holds;
}
