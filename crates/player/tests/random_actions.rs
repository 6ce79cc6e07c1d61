//! Random actions: after any sequence of edits, undos, branches and seeks, the state equals that of a fresh run.

use player::{
    Action, Branch, BranchAction, BranchId, Breakpoint, Direction, EditAction, EditKind, ForkTail,
    PlaybackAction, Player,
};
use proptest::prelude::*;
use replication::{
    ClientRequest, Command, DeliveryOrder, DeliveryOverride, Latency, LeaderId, LinkSelector, LinkSettings,
    Micros, Policy, RequestSettings, RequestedOperation, Retry, ServiceTimes, Topology, Value,
};
use scenario::Scenario;
use timeline::Timeline;

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn write(client: &str, value: &str) -> Command {
    let (client, key) = (client.parse().unwrap(), "cart".parse().unwrap());
    let operation = RequestedOperation::Put(Value::text(value));
    ClientRequest { client, at: None, key, operation, context: None }.into()
}

fn any_stop() -> impl Strategy<Value = Breakpoint> {
    (0..player::BREAKPOINTS.len()).prop_map(|number| player::BREAKPOINTS[number])
}

fn any_branch() -> impl Strategy<Value = BranchId> {
    (0u32..4).prop_map(BranchId)
}

fn any_direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Back), Just(Direction::Forward)]
}

fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        9 => any_playback().prop_map(Action::from),
        7 => any_branching().prop_map(Action::from),
        15 => any_edit().prop_map(Action::from),
    ]
}

fn any_playback() -> impl Strategy<Value = PlaybackAction> {
    prop_oneof![
        3 => (0u64..400).prop_map(|ms| PlaybackAction::Seek(Micros::from_ms(ms))),
        2 => Just(PlaybackAction::Step(Direction::Forward, Breakpoint::Event)),
        2 => Just(PlaybackAction::Step(Direction::Back, Breakpoint::Event)),
        1 => (any_stop(), any_direction()).prop_map(|(stop, direction)| PlaybackAction::Step(direction, stop)),
        1 => any_stop().prop_map(PlaybackAction::PlayUntil),
        1 => Just(PlaybackAction::Play),
        2 => Just(PlaybackAction::Tick { wall_us: 50_000 }),
    ]
}

fn any_branching() -> impl Strategy<Value = BranchAction> {
    prop_oneof![
        1 => prop_oneof![Just(ForkTail::Keep), Just(ForkTail::Drop)].prop_map(|tail| BranchAction::Fork { tail }),
        2 => any_branch().prop_map(BranchAction::Switch),
        1 => any_branch().prop_map(|id| BranchAction::Rename(id, "other".into())),
        1 => any_branch().prop_map(BranchAction::Remove),
        2 => prop::option::of(any_branch()).prop_map(BranchAction::Compare),
        1 => prop::option::of(0u64..300).prop_map(|ms| {
            BranchAction::TrySingleLeader { leader: None, failover: ms.map(Micros::from_ms) }
        }),
    ]
}

fn any_edit() -> impl Strategy<Value = EditAction> {
    let id = prop_oneof![Just("F"), Just("T"), Just("S")].prop_map(leader);
    let pair = (id.clone(), id.clone()).prop_filter("two", |(a, b)| a != b);
    prop_oneof![
        2 => Just(EditAction::Undo),
        1 => Just(EditAction::Redo),
        2 => prop_oneof![Just("ana"), Just("ben"), Just("cleo")].prop_map(|client| EditAction::Issue(write(client, "x"))),
        1 => id.clone().prop_map(|leader| EditAction::Issue(Command::Crash { leader })),
        1 => id.clone().prop_map(|leader| EditAction::Issue(Command::Restart { leader })),
        1 => pair.clone().prop_map(|(a, b)| EditAction::Issue(Command::Cut(LinkSelector::Both(a, b)))),
        1 => pair.prop_map(|(a, b)| EditAction::Issue(Command::Heal(LinkSelector::Both(a, b)))),
        1 => id.clone().prop_map(|leader| EditAction::Issue(Command::Leave { leader, drain: false })),
        1 => (id.clone(), id).prop_map(|(home, new_home)| {
            let key = "cart".parse().unwrap();
            let commands = vec![Command::Crash { leader: home }, Command::AssignHome { key, home: new_home, at: None }];
            EditAction::IssueAll { kind: EditKind::FailOver { from: home, to: new_home }, commands }
        }),
        1 => prop_oneof![Just("circular"), Just("star"), Just("all-to-all")]
            .prop_map(|id| EditAction::Configure { command: Command::Topology(Topology::by_id(id).unwrap()), ongoing: false }),
        1 => prop_oneof![Just("none"), Just("siblings"), Just("last-write-wins"), Just("avoidance")]
            .prop_map(|id| EditAction::Issue(Command::Policy(Policy::by_id(id).unwrap()))),
        1 => (prop::option::of(0u64..300), any::<bool>()).prop_map(|(timeout, key)| {
            let requests = RequestSettings {
                latency: Some(Latency::ByDistance),
                timeout: timeout.map(Micros::from_ms),
                retry: Retry::Nearest,
                idempotency_key: key,
                ..RequestSettings::default()
            };
            EditAction::SetRequests { client: None, requests }
        }),
        1 => prop::option::of(0u64..60).prop_map(|ms| {
            let service = ServiceTimes { write: Micros::from_ms(ms.unwrap_or_default()), ..ServiceTimes::default() };
            EditAction::SetServiceTimes { leader: None, service }
        }),
        1 => any_links().prop_map(|links| EditAction::Issue(Command::Links(links))),
    ]
}

/// Links that lose, duplicate and reorder messages.
fn any_links() -> impl Strategy<Value = LinkSettings> {
    let order = prop_oneof![Just(DeliveryOrder::Fifo), Just(DeliveryOrder::Any)];
    (0u64..200, 0u8..50, 0u8..=100, order).prop_map(|(jitter, loss_percent, duplicate_percent, order)| {
        let jitter = Micros::from_ms(jitter);
        LinkSettings { jitter, loss_percent, duplicate_percent, order, ..LinkSettings::default() }
    })
}

fn any_override() -> impl Strategy<Value = Option<DeliveryOverride>> {
    let arrives = (0u64..600).prop_map(|ms| DeliveryOverride::ArriveAt(Micros::from_ms(ms)));
    prop::option::weighted(
        0.9,
        prop_oneof![arrives, Just(DeliveryOverride::Lost), Just(DeliveryOverride::Duplicated)],
    )
}

/// A generated step: an action, or one on a command or message chosen by number when it runs.
#[derive(Clone, Debug)]
enum Step {
    Any(Box<Action>),
    RemoveCommand(usize),
    MoveCommand(usize, u64),
    OverrideMessage(usize, Option<DeliveryOverride>),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => any_action().prop_map(|action| Step::Any(Box::new(action))),
        1 => (0usize..12).prop_map(Step::RemoveCommand),
        1 => (0usize..12, 0u64..400).prop_map(|(number, ms)| Step::MoveCommand(number, ms)),
        2 => (0usize..24, any_override()).prop_map(|(number, then)| Step::OverrideMessage(number, then)),
    ]
}

impl Step {
    fn action(self, player: &Player) -> Option<Action> {
        let command = |number: usize| player.scenario().commands.get(number).cloned().map(Box::new);
        match self {
            Self::Any(action) => Some(*action),
            Self::RemoveCommand(number) => {
                command(number).map(|scheduled| EditAction::RemoveCommand(scheduled).into())
            }
            Self::MoveCommand(number, ms) => command(number)
                .map(|scheduled| EditAction::MoveCommand { scheduled, to: Micros::from_ms(ms) }.into()),
            Self::OverrideMessage(number, then) => {
                let span = player.timeline().message_span_by_number(number)?;
                Some(EditAction::OverrideMessage { message: span.message, delivery: then }.into())
            }
        }
    }
}

fn fresh_world(scenario: &Scenario, at: Micros) -> String {
    let mut run = scenario.simulation();
    run.run_until(at, &mut |_| {});
    let mut world = run.world().clone();
    world.now = Micros::ZERO;
    format!("{world:?}")
}

/// Where two runs diverge, by comparing every event.
fn first_difference(one: &Timeline, other: &Timeline) -> Option<(Micros, usize)> {
    let same =
        one.records().iter().zip(other.records().iter()).take_while(|(one, other)| one == other).count();
    let next = [one, other].into_iter().filter_map(|timeline| timeline.records().get(same));
    next.map(|record| record.at).min().map(|at| (at, same))
}

/// The name, the origin and the scenario of each branch.
fn scenarios(player: &Player) -> Vec<Branch> {
    player.branches().all().to_vec()
}

/// The same work, saved as text and read again.
fn saved_and_restored(player: &Player) -> Player {
    let text = serde_json::to_string(&player.saved()).unwrap();
    Player::from_saved(&serde_json::from_str(&text).unwrap(), None).unwrap()
}

fn assert_equals_fresh_run(player: &Player) -> Result<(), TestCaseError> {
    prop_assert_eq!(player.frame().world_as_text(), fresh_world(player.scenario(), player.at()));
    prop_assert_eq!(player.timeline().fingerprint(), player.scenario().run().fingerprint());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    /// Seeking keeps commands added after a checkpoint.
    #[test]
    fn world_equals_fresh_run_after_random_actions(steps in proptest::collection::vec(any_step(), 1..40)) {
        let mut player = Player::new(scenario::default_scenario());
        for step in steps {
            if let Some(action) = step.action(&player) {
                player.act(action);
            }
            assert_equals_fresh_run(&player)?;
            if let Some(beside) = player.compared_player() {
                assert_equals_fresh_run(&beside)?;
                prop_assert_eq!(beside.at(), player.at());
                prop_assert_ne!(beside.branches().current().id, player.branches().current().id);
                let found = player.divergence().map(|point| (point.at, point.number));
                prop_assert_eq!(found, first_difference(player.timeline(), beside.timeline()));
            }
            for branch in player.branches().all() {
                let end = player.end_frame_of(branch).map(|end| format!("{:?}", end.outcome));
                let timeline = Timeline::new(&branch.scenario);
                let fresh = Player::from_permalink(scenario::Permalink {
                    at: timeline.ends_at(),
                    ..scenario::Permalink::of((*branch.scenario).clone())
                });
                let expected = end.is_some().then(|| format!("{:?}", fresh.frame().outcome));
                prop_assert_eq!(end, expected);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    /// Whatever was switched to in between: undo leads back over every state, and redo forward again.
    #[test]
    fn undo_and_redo_visit_every_state_again(steps in proptest::collection::vec(any_step(), 1..40)) {
        let mut player = Player::new(scenario::default_scenario());
        for step in steps {
            if let Some(action) = step.action(&player) {
                player.act(action);
            }
        }
        while player.undo_and_redo().1.is_some() {
            player.act(EditAction::Redo);
        }
        let mut restored = saved_and_restored(&player);
        let mut states = vec![scenarios(&player)];
        while player.undo_and_redo().0.is_some() {
            player.act(EditAction::Undo);
            states.push(scenarios(&player));
        }
        prop_assert_eq!(scenarios(&player), scenarios(&Player::new(scenario::default_scenario())));
        for state in &states {
            prop_assert_eq!(&scenarios(&restored), state, "undo after the run was saved and read again");
            restored.act(EditAction::Undo);
        }
        let mut restored = saved_and_restored(&player);
        for state in states.iter().rev() {
            prop_assert_eq!(&scenarios(&player), state);
            prop_assert_eq!(&scenarios(&restored), state, "redo after the run was saved and read again");
            player.act(EditAction::Redo);
            restored.act(EditAction::Redo);
        }
    }
}
