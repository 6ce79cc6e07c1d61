//! Asking a question of a run: its words, the answers to choose from, and which of them is right.

use std::collections::{BTreeMap, BTreeSet};

use analysis::Progress;
use explain::{Names, describe_reading, list_of, write_label};
use replication::{Dot, Key, LeaderId, Micros, Value};
use scenario::Scenario;
use timeline::Timeline;

use super::{Asked, CannotAsk, Choice, Question};
use crate::facts::{Moment, Relation, hops, order};
use crate::request::RequestRef;

/// The fewest and the most answers of a question.
const NUMBER_OF_ANSWERS: std::ops::RangeInclusive<usize> = 2..=4;

/// The words of a question, its answers, and when the run shows which is right.
pub(super) type Draft = (String, Vec<Choice>, Micros);

impl Question {
    /// The question as it is asked of a run.
    ///
    /// # Errors
    /// Why it cannot be asked: exactly one answer must be right.
    pub fn ask(&self, scenario: &Scenario, timeline: &Timeline) -> Result<Asked, CannotAsk> {
        let at = self.instant(timeline);
        let run = timeline.run_at(at, None);
        let count = timeline.count_at(at);
        let asker = Asker { scenario, moment: Moment { timeline, count, world: run.world() }, at };
        let (text, choices, seen_at) = asker.draft(self)?;
        let right: Vec<usize> = (0..choices.len()).filter(|index| choices[*index].is_right).collect();
        let texts: BTreeSet<&str> = choices.iter().map(|choice| choice.text.as_str()).collect();
        match right[..] {
            _ if !NUMBER_OF_ANSWERS.contains(&choices.len()) => Err(CannotAsk::NumberOfAnswers),
            _ if texts.len() < choices.len() => Err(CannotAsk::SameAnswers),
            [] => Err(CannotAsk::NoneIsRight),
            [right] => Ok(Asked { text, choices, right, seen_at }),
            [..] => Err(CannotAsk::SeveralAreRight),
        }
    }

    /// The instant that the question is about.
    fn instant(&self, timeline: &Timeline) -> Micros {
        match self {
            Self::Read { at, .. }
            | Self::Siblings { at, .. }
            | Self::Lost { at, .. }
            | Self::Applied { at, .. }
            | Self::Offset { at, .. }
            | Self::Vectors { at, .. }
            | Self::Vector { at, .. }
            | Self::HeldBack { at, .. }
            | Self::Homes { at, .. }
            | Self::Broken { at, .. } => *at,
            Self::Hops { .. }
            | Self::Order { .. }
            | Self::Request(_)
            | Self::Latency { .. }
            | Self::End {} => timeline.ends_at(),
        }
    }
}

pub(super) struct Asker<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) moment: Moment<'a>,
    pub(super) at: Micros,
}

impl Asker<'_> {
    fn draft(&self, question: &Question) -> Result<Draft, CannotAsk> {
        match question {
            Question::Read { leader, key, answers, .. } => {
                let reading = self.moment.reading(*leader, key).ok_or(CannotAsk::NoSuchLeader)?;
                let text =
                    format!("What does a read of {key} at {} return at {}?", self.leader(*leader), self.at);
                let choices = answers.iter().map(|answer| {
                    let mut values: Vec<&Value> = answer.iter().collect();
                    values.sort();
                    choice(values_in_words(answer), values == reading)
                });
                Ok((text, choices.collect(), self.at))
            }
            Question::Siblings { leader, key, answers, .. } => {
                let stored = self.moment.reading(*leader, key).ok_or(CannotAsk::NoSuchLeader)?.len();
                let text =
                    format!("How many versions of {key} does {} store at {}?", self.leader(*leader), self.at);
                let choices = answers.iter().map(|answer| choice(answer.to_string(), *answer == stored));
                Ok((text, choices.collect(), self.at))
            }
            Question::Lost { answers, .. } => self.lost(answers),
            Question::Applied { write, answers, .. } => self.applied(*write, answers),
            Question::Hops { write, leader, answers } => self.hops(*write, *leader, answers),
            Question::Offset { client, answers, .. } => {
                let flips = self.moment.flips(self.scenario, *client);
                let text = format!(
                    "At what offset of {}’s clock does the other write start to win?",
                    self.names().client(*client)
                );
                let choices = answers.iter().map(|answer| choice(answer.to_string(), flips.contains(answer)));
                Ok((text, choices.collect(), self.at))
            }
            Question::Order { one, other } => self.order(*one, *other),
            Question::Vectors { one, other, .. } => self.vectors(*one, *other),
            Question::Vector { leader, answers, .. } => self.vector(*leader, answers),
            Question::HeldBack { leader, answers, .. } => self.held_back(*leader, answers),
            Question::Homes { key, answers, .. } => Ok(self.homes(key, answers)),
            Question::Request(request) => self.request(*request),
            Question::Latency { request, answers } => self.latency(*request, answers),
            Question::Broken { answers, .. } => self.broken(answers),
            Question::End {} => Ok(self.end()),
        }
    }

    fn lost(&self, answers: &[Vec<RequestRef>]) -> Result<Draft, CannotAsk> {
        let text = format!("Which write has been lost by {}?", self.at);
        Ok((text, self.sets_of_writes(answers, &self.moment.lost())?, self.at))
    }

    fn held_back(&self, leader: LeaderId, answers: &[Vec<RequestRef>]) -> Result<Draft, CannotAsk> {
        let held = self.moment.held_back(leader).ok_or(CannotAsk::NoSuchLeader)?;
        let text = format!("Which write does {} hold back at {}?", self.leader(leader), self.at);
        Ok((text, self.sets_of_writes(answers, &held)?, self.at))
    }

    fn sets_of_writes(
        &self,
        answers: &[Vec<RequestRef>],
        right: &BTreeSet<Dot>,
    ) -> Result<Vec<Choice>, CannotAsk> {
        let choices = answers.iter().map(|answer| {
            let dots = answer.iter().map(|write| self.dot(*write)).collect::<Result<BTreeSet<Dot>, _>>()?;
            let words: Vec<String> = dots.iter().map(|dot| self.write(*dot)).collect();
            let words = if words.is_empty() { "None".to_owned() } else { list_of(&words) };
            Ok(choice(words, dots == *right))
        });
        choices.collect()
    }

    fn hops(&self, write: RequestRef, leader: LeaderId, answers: &[usize]) -> Result<Draft, CannotAsk> {
        let dot = self.dot(write)?;
        let (hops, arrived) = hops(self.moment.timeline, dot, leader).ok_or(CannotAsk::NoneIsRight)?;
        let text = format!("How many hops does {} take to reach {}?", self.write(dot), self.leader(leader));
        let choices = answers.iter().map(|answer| choice(answer.to_string(), *answer == hops));
        Ok((text, choices.collect(), arrived))
    }

    fn applied(&self, write: RequestRef, answers: &[Vec<LeaderId>]) -> Result<Draft, CannotAsk> {
        let dot = self.dot(write)?;
        let holders = self.moment.holders(dot);
        let text = format!("Which leaders have {} at {}?", self.write(dot), self.at);
        Ok((text, self.sets_of_leaders(answers, &holders), self.at))
    }

    fn homes(&self, key: &Key, answers: &[Vec<LeaderId>]) -> Draft {
        let homes: BTreeSet<LeaderId> = self.moment.world.active_homes(key).into_iter().collect();
        let text = format!("Which leaders accept writes to {key} as its home at {}?", self.at);
        (text, self.sets_of_leaders(answers, &homes), self.at)
    }

    pub(super) fn sets_of_leaders(
        &self,
        answers: &[Vec<LeaderId>],
        right: &BTreeSet<LeaderId>,
    ) -> Vec<Choice> {
        let choices = answers.iter().map(|answer| {
            let leaders: BTreeSet<LeaderId> = answer.iter().copied().collect();
            let names: Vec<String> = answer.iter().map(|id| self.leader(*id)).collect();
            let words = if names.is_empty() { "Nobody".to_owned() } else { list_of(&names) };
            choice(words, leaders == *right)
        });
        choices.collect()
    }

    fn order(&self, one: RequestRef, other: RequestRef) -> Result<Draft, CannotAsk> {
        let (one, other) = (self.dot(one)?, self.dot(other)?);
        let order = order(self.moment.timeline, one, other).ok_or(CannotAsk::NoSuchWrite)?;
        let (first, second) = (self.write(one), self.write(other));
        let text = format!("How does {first} relate to {second}?");
        let choices = [
            (format!("Before: the writer of {second} had seen it"), Relation::Before),
            (format!("After: its writer had seen {second}"), Relation::After),
            ("Concurrent: neither writer had seen the other’s write".to_owned(), Relation::Concurrent),
        ];
        Ok((text, choices.into_iter().map(|(words, it)| choice(words, it == order)).collect(), self.at))
    }

    fn vectors(&self, one: LeaderId, other: LeaderId) -> Result<Draft, CannotAsk> {
        let order = self.moment.vectors(one, other).ok_or(CannotAsk::NoSuchLeader)?;
        let (first, second) = (self.leader(one), self.leader(other));
        let text =
            format!("How does the version vector of {first} compare with that of {second} at {}?", self.at);
        let choices = [
            ("Before: it has seen less", Relation::Before),
            ("After: it has seen more", Relation::After),
            ("Equal: both have seen the same", Relation::Equal),
            ("Concurrent: each has seen something that the other has not", Relation::Concurrent),
        ];
        Ok((text, choices.into_iter().map(|(words, it)| choice(words, it == order)).collect(), self.at))
    }

    fn vector(&self, leader: LeaderId, answers: &[BTreeMap<LeaderId, u64>]) -> Result<Draft, CannotAsk> {
        let vector = self.moment.vector(leader).ok_or(CannotAsk::NoSuchLeader)?;
        let text = format!("Which version vector does {} have at {}?", self.leader(leader), self.at);
        let count = |of: &BTreeMap<LeaderId, u64>, id: &LeaderId| of.get(id).copied().unwrap_or_default();
        let leaders = self.moment.timeline.all_leaders();
        let choices = answers.iter().map(|answer| {
            let entries: Vec<String> =
                leaders.iter().map(|id| format!("{} {}", self.leader(*id), count(answer, id))).collect();
            choice(entries.join(", "), leaders.iter().all(|id| count(answer, id) == count(&vector, id)))
        });
        Ok((text, choices.collect(), self.at))
    }

    fn end(&self) -> Draft {
        let progress = self.moment.progress();
        let is = |wanted: fn(&Progress) -> bool| wanted(&progress);
        let choices = vec![
            choice("All leaders agree", is(|it| matches!(it, Progress::Converged))),
            choice(
                "Leaders disagree, although nothing is in flight",
                is(|it| matches!(it, Progress::Diverged)),
            ),
            choice(
                "Some writes are still queued, because they cannot reach every leader",
                is(|it| matches!(it, Progress::Queued { .. })),
            ),
        ];
        ("How does the run end?".to_owned(), choices, self.at)
    }

    fn dot(&self, write: RequestRef) -> Result<Dot, CannotAsk> {
        write.write(self.moment.timeline).ok_or(CannotAsk::NoSuchWrite)
    }

    pub(super) fn names(&self) -> Names<'_> {
        Names::of_run(self.moment.timeline, self.moment.world)
    }

    fn leader(&self, id: LeaderId) -> String {
        self.names().leader(id)
    }

    fn write(&self, dot: Dot) -> String {
        let record = self.moment.timeline.writes().get(&dot);
        record.map_or_else(|| dot.to_string(), |record| write_label(self.names(), &record.write))
    }
}

pub(super) fn choice(text: impl Into<String>, is_right: bool) -> Choice {
    Choice { text: text.into(), is_right }
}

fn values_in_words(values: &[Value]) -> String {
    let words: Vec<String> = values.iter().map(|value| describe_reading(Some(value))).collect();
    if words.is_empty() { "Nothing".to_owned() } else { list_of(&words) }
}
