//! The sentence of a write that a leader applied: what it supersedes, beats, loses to, or is stored alongside.

use replication::{Dot, LeaderId, LinkId, Operation, RemovalReason, Value, Write};

use crate::names::{Names, list_of};
use crate::value::{describe_reading, describe_write_value, write_label, write_with_key};

/// Small numbers are spelled out.
const NUMBER_WORDS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A write applied at a leader, with what the leader keeps and removed.
pub(crate) struct Applied<'a> {
    pub(crate) names: Names<'a>,
    pub(crate) leader: LeaderId,
    pub(crate) write: &'a Write,
    /// The link it arrived on; none at the leader that accepted it.
    pub(crate) via: Option<LinkId>,
    pub(crate) kept: &'a [Dot],
    pub(crate) removed: &'a [(Dot, RemovalReason)],
    pub(crate) reading: Option<&'a Value>,
}

impl Applied<'_> {
    pub(crate) fn describe(&self) -> String {
        let Self { names, leader, write, .. } = *self;
        let (at, what) = (names.leader(leader), write_with_key(names, write));
        let others = self.kept.iter().chain(self.removed.iter().map(|(dot, _)| dot)).copied();
        let concurrent: Vec<Dot> =
            others.filter(|dot| *dot != write.dot && names.are_concurrent(write.dot, *dot)).collect();
        let beside = match &concurrent[..] {
            [] => String::new(),
            [one] => format!(", concurrent with {}", label_at_leader(names, leader, *one)),
            many => format!(", concurrent with {} others", count_in_words(many.len())),
        };
        let result = self.result(concurrent.len());
        match self.via {
            Some(link) => {
                format!("{at} received {what} from {}{beside}{result}.", names.leader(link.from))
            }
            None => format!("{at} applied {what}{beside}{result}."),
        }
    }

    /// The result after a colon; empty if there is nothing to say.
    fn result(&self, concurrent: usize) -> String {
        if let Some(value) = self.reading {
            return format!(": {} is now {}", self.write.key, describe_reading(Some(value)));
        }
        let own = self.removed.iter().find(|(dot, _)| *dot == self.write.dot).map(|(_, fate)| *fate);
        match own {
            Some(fate) => self.result_of_removal(fate, concurrent),
            None => self.result_of_keeping(concurrent),
        }
    }

    fn result_of_removal(&self, fate: RemovalReason, concurrent: usize) -> String {
        match (fate, concurrent) {
            (RemovalReason::Superseded, _) => ": it was already superseded".into(),
            (RemovalReason::Discarded | RemovalReason::Overwritten, 1) => {
                ": it lost and was discarded".into()
            }
            (RemovalReason::Discarded | RemovalReason::Overwritten, 0) if !self.kept.is_empty() => {
                format!(": it lost to {}, which {} had already read", self.names_of(self.kept), self.writer())
            }
            (RemovalReason::Discarded | RemovalReason::Overwritten, _) => {
                ": it lost to the value already stored and was discarded".into()
            }
        }
    }

    fn result_of_keeping(&self, concurrent: usize) -> String {
        let (discarded, overwritten) = (
            self.others_removed_as(RemovalReason::Discarded),
            self.others_removed_as(RemovalReason::Overwritten),
        );
        let superseded = self.others_removed_as(RemovalReason::Superseded);
        let others = if concurrent == 1 { "the other" } else { "the others" };
        let was = if concurrent == 1 { "was" } else { "were" };
        let (by_home, superseded): (Vec<Dot>, Vec<Dot>) =
            superseded.into_iter().partition(|dot| self.names.is_ordered_by_home(self.write.dot, *dot));
        if self.kept.len() > 1 && self.kept.contains(&self.write.dot) {
            let replaced = match by_home.is_empty() {
                true => String::new(),
                false => format!("; {}", self.replaced_by_home(&by_home)),
            };
            format!(": {} siblings{replaced}", count_in_words(self.kept.len()))
        } else if !discarded.is_empty() {
            match concurrent {
                0 => format!(": it beat {}, which {} had seen", self.names_of(&discarded), self.writer()),
                _ => format!(": it won and {others} {was} discarded"),
            }
        } else if !overwritten.is_empty() {
            match concurrent {
                0 => format!(
                    ": it overwrote {}, which {} had seen",
                    self.names_of(&overwritten),
                    self.writer()
                ),
                _ => format!(": it overwrote {others}"),
            }
        } else if !superseded.is_empty() && self.write.is_merge() {
            format!(": it supersedes {}", self.names_of(&superseded))
        } else if !superseded.is_empty() {
            format!(": it supersedes {}, which {} had seen", self.names_of(&superseded), self.writer())
        } else if !by_home.is_empty() {
            format!(": {}", self.replaced_by_home(&by_home))
        } else if self.via.is_some() && self.kept == [self.write.dot] {
            ": no other version was stored".into()
        } else {
            String::new()
        }
    }

    /// Versions that the home of the key had accepted before, and that the client had not read.
    fn replaced_by_home(&self, dots: &[Dot]) -> String {
        format!("it replaces {}, which the home had accepted first", self.names_of(dots))
    }

    /// The other versions that were removed for this reason.
    fn others_removed_as(&self, fate: RemovalReason) -> Vec<Dot> {
        let others = self.removed.iter().filter(|(dot, it)| *dot != self.write.dot && *it == fate);
        others.map(|(dot, _)| *dot).collect()
    }

    fn names_of(&self, dots: &[Dot]) -> String {
        list_of(&dots.iter().map(|dot| label_at_leader(self.names, self.leader, *dot)).collect::<Vec<_>>())
    }

    /// Who had read what the write comes after: its client, or the leader that merged or computed it.
    fn writer(&self) -> String {
        let leader = self.write.dot.leader;
        if self.write.operation.is_relative() {
            return self.names.leader(leader);
        }
        self.write.client.map_or_else(|| self.names.leader(leader), |client| self.names.client(client))
    }
}

/// `its own “eggs”` at the leader that accepted it, `Ben’s “eggs”` elsewhere.
pub(crate) fn label_at_leader(names: Names<'_>, leader: LeaderId, dot: Dot) -> String {
    match names.write(dot) {
        Some(write) if dot.leader == leader && write.client.is_some() => {
            let is_deletion = matches!(write.operation, Operation::Delete);
            let value = if is_deletion { "deletion".into() } else { describe_write_value(write) };
            format!("its own {value}")
        }
        Some(write) => write_label(names, write),
        None => dot.to_string(),
    }
}

fn count_in_words(count: usize) -> String {
    NUMBER_WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
