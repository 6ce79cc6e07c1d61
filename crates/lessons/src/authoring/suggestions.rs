//! Questions that can be asked of a run at an instant, with answers to choose from.

use std::collections::BTreeSet;

use replication::{Key, LeaderId, Micros, Value, World};
use scenario::Scenario;
use timeline::Timeline;

use crate::question::Question;
use crate::request::RequestRef;
use crate::verdicts::Invariants;

/// A question that can be asked, with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedQuestion {
    /// Its words.
    pub text: String,
    /// The question.
    pub question: Question,
}

/// At most this many leaders, keys, and writes are asked about.
const MAX_OF_EACH: usize = 4;
/// A question has at most this many answers.
const MAX_ANSWERS: usize = 4;

/// Questions whose answer the run shows at an instant, or at its end. Each has exactly one right answer.
#[must_use]
pub fn suggested_questions(scenario: &Scenario, timeline: &Timeline, at: Micros) -> Vec<SuggestedQuestion> {
    let run = timeline.run_at(at, None);
    let case = Case { scenario, timeline, world: run.world(), at };
    let questions = [
        case.reads(),
        case.siblings(),
        case.applied(),
        case.lost(),
        case.orders(),
        case.vectors(),
        case.broken(),
    ];
    let questions = questions.into_iter().flatten().chain([Question::End {}]);
    let asked = questions.filter_map(|question| {
        let text = question.ask(scenario, timeline).ok()?.text;
        Some(SuggestedQuestion { text, question })
    });
    asked.collect()
}

struct Case<'a> {
    scenario: &'a Scenario,
    timeline: &'a Timeline,
    world: &'a World,
    at: Micros,
}

impl Case<'_> {
    fn leaders(&self) -> impl Iterator<Item = LeaderId> + '_ {
        self.world.members.iter().copied().take(MAX_OF_EACH)
    }

    fn keys(&self) -> Vec<Key> {
        let written = self.timeline.writes().values().filter(|record| record.write.client.is_some());
        let keys: BTreeSet<Key> = written.map(|record| record.write.key.clone()).collect();
        keys.into_iter().take(MAX_OF_EACH).collect()
    }

    /// Each leader with each key.
    fn places(&self) -> Vec<(LeaderId, Key)> {
        let keys = self.keys();
        self.leaders().flat_map(|leader| keys.iter().map(move |key| (leader, key.clone()))).collect()
    }

    /// The requests that became the first writes, in their order.
    fn writes(&self) -> Vec<RequestRef> {
        let mut records: Vec<_> = self.timeline.writes().values().collect();
        records.sort_by_key(|record| record.record_number);
        let requests = records.into_iter().filter_map(|record| {
            let request = RequestRef { client: record.write.client?, at: record.at };
            (request.write(self.timeline) == Some(record.write.dot)).then_some(request)
        });
        requests.take(MAX_OF_EACH).collect()
    }

    /// What is read, nothing, and each value that was written to the key.
    fn reads(&self) -> Vec<Question> {
        let questions = self.places().into_iter().map(|(leader, key)| {
            let store = self.world.leaders.get(&leader).and_then(|leader| leader.store.get(&key));
            let read: Vec<Value> =
                store.into_iter().flat_map(|entry| entry.visible_values().flatten().cloned()).collect();
            let written = self.timeline.writes().values().filter(|record| record.write.key == key);
            let each = written.filter_map(|record| record.write.value().cloned()).map(|value| vec![value]);
            let answers = distinct([read, Vec::new()].into_iter().chain(each));
            Question::Read { leader, key, at: self.at, answers }
        });
        questions.collect()
    }

    fn siblings(&self) -> Vec<Question> {
        let places = self.places().into_iter();
        places
            .map(|(leader, key)| Question::Siblings { leader, key, at: self.at, answers: vec![0, 1, 2, 3] })
            .collect()
    }

    /// The leaders that have a write, its first leader alone, all, and none.
    fn applied(&self) -> Vec<Question> {
        let all: Vec<LeaderId> = self.leaders().collect();
        let questions = self.writes().into_iter().filter_map(|write| {
            let dot = write.write(self.timeline)?;
            let has = |id: &LeaderId| self.world.leaders.get(id).is_some_and(|it| it.applied.contains(dot));
            let holders: Vec<LeaderId> = self.world.members.iter().copied().filter(has).collect();
            let answers = distinct([holders, vec![dot.leader], all.clone(), Vec::new()]);
            Some(Question::Applied { write, at: self.at, answers })
        });
        questions.collect()
    }

    /// None, and each write alone.
    fn lost(&self) -> Vec<Question> {
        let each = self.writes().into_iter().map(|write| vec![write]);
        vec![Question::Lost { at: self.at, answers: distinct([Vec::new()].into_iter().chain(each)) }]
    }

    /// The leaders that break an invariant, none, and all.
    fn broken(&self) -> Vec<Question> {
        let invariants = Invariants::new(self.scenario, self.timeline, self.at);
        let broken: Vec<LeaderId> = invariants.broken_at().into_iter().collect();
        let answers = distinct([broken, Vec::new(), self.leaders().collect()]);
        vec![Question::Broken { at: self.at, answers }]
    }

    fn orders(&self) -> Vec<Question> {
        let writes = self.writes();
        let pairs = writes.windows(2).map(|pair| Question::Order { one: pair[0], other: pair[1] });
        pairs.collect()
    }

    fn vectors(&self) -> Vec<Question> {
        let leaders: Vec<LeaderId> = self.leaders().collect();
        leaders
            .windows(2)
            .map(|pair| Question::Vectors { one: pair[0], other: pair[1], at: self.at })
            .collect()
    }
}

/// The first answers that differ.
fn distinct<T: PartialEq>(answers: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for answer in answers {
        if kept.len() < MAX_ANSWERS && !kept.contains(&answer) {
            kept.push(answer);
        }
    }
    kept
}
