//! The run of a step of a lesson of the course, and what can be asked of it.

use analysis::{CausalOrder, Outcome, compare};
use lessons::{COURSE, Lesson};
use replication::{ClientId, Dot, LeaderId, Micros, Value};
use timeline::Timeline;

/// The run of a step of a lesson of the course.
pub struct Run {
    pub timeline: Timeline,
}

impl Run {
    /// The run of step `number`, from 1.
    pub fn of(id: &str, number: usize) -> Self {
        merge_script::install();
        Self { timeline: Timeline::new(lesson(id).scenario(number - 1)) }
    }

    /// The run that “Show me” makes of step `number`.
    pub fn solved(id: &str, number: usize) -> Self {
        merge_script::install();
        let (scenario, _) = lesson(id).solution(number - 1).expect("the step has a goal");
        Self { timeline: Timeline::new(&scenario) }
    }

    pub fn end(&self) -> u64 {
        self.timeline.ends_at().0.div_ceil(1_000)
    }

    /// The values that a leader reads at an instant, in their order.
    pub fn reads(&self, leader: &str, key: &str, at_ms: u64) -> Vec<String> {
        let run = self.timeline.run_at(Micros::from_ms(at_ms), None);
        let store = &run.world().leaders.get(&leader_id(leader)).expect("the leader exists").store;
        let entry = store.get(&key.parse().expect("a key"));
        entry.into_iter().flat_map(|entry| entry.reading()).flatten().map(Value::to_string).collect()
    }

    /// The write of a client that has this value.
    pub fn write(&self, client: &str, value: &str) -> Dot {
        let client: ClientId = client.parse().expect("an id");
        let is_it = |write: &replication::Write| {
            write.client == Some(client) && write.value().is_some_and(|it| it.to_string() == value)
        };
        let mut writes = self.timeline.writes().values();
        writes.find(|record| is_it(&record.write)).expect("the client writes this").write.dot
    }

    /// The leaders that have applied a write by an instant.
    pub fn holders(&self, write: Dot, at_ms: u64) -> Vec<String> {
        let run = self.timeline.run_at(Micros::from_ms(at_ms), None);
        let world = run.world();
        let has = |id: &&LeaderId| world.leaders.get(id).is_some_and(|it| it.applied.contains(write));
        world.members.iter().filter(has).map(LeaderId::to_string).collect()
    }

    pub fn order(&self, one: Dot, other: Dot) -> CausalOrder {
        compare(&self.timeline, one, other).expect("both are writes").order
    }

    pub fn outcome(&self) -> Outcome {
        let at = self.timeline.ends_at();
        Outcome::new(&self.timeline, self.timeline.count_at(at), self.timeline.run_at(at, None).world())
    }

    /// The values of the writes that are lost in the end.
    pub fn lost(&self) -> Vec<String> {
        let lost = self.outcome().lost;
        let values =
            lost.iter().filter_map(|loss| self.timeline.writes().get(&loss.dot)?.write.value().cloned());
        values.map(|value| value.to_string()).collect()
    }

    /// What a leader has applied from each leader, such as `A2 B1`.
    pub fn vector(&self, leader: &str, at_ms: u64) -> String {
        let run = self.timeline.run_at(Micros::from_ms(at_ms), None);
        let applied = &run.world().leaders.get(&leader_id(leader)).expect("the leader exists").applied;
        let entries: Vec<String> =
            applied.vector().iter().map(|(leader, count)| format!("{leader}{count}")).collect();
        entries.join(" ")
    }
}

pub fn lesson(id: &str) -> Lesson {
    let course = COURSE.iter().find(|course| course.id == id).expect("the course has this lesson");
    course.read().unwrap_or_else(|error| panic!("{id}: {error}"))
}

pub fn leader_id(id: &str) -> LeaderId {
    id.parse().expect("an id")
}
