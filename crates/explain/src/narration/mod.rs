//! The one sentence that says what the run shows at an instant, and the next thing to try.

mod suggestion;
mod replication_problems;

use analysis::{Conflict, Outcome, Progress};
use replication::{Dot, Entry, Event, Key, LeaderId, RequestPhase, Value, World, Write};
use timeline::{EventKind, Timeline};

pub use suggestion::Suggestion;

use crate::names::{Names, list_of, possessive};
use crate::value::{describe_entry, write_label};

/// Of more leaders than this only the first are named.
const MAX_NAMED: usize = 6;

/// What to say, and what to offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Narration {
    /// One sentence, or two short ones.
    pub sentence: String,
    /// The next thing to try.
    pub suggestion: Option<Suggestion>,
}

impl Narration {
    fn suggesting(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), suggestion: None }
    }

    fn with(self, suggestion: Suggestion) -> Self {
        Self { suggestion: Some(suggestion), ..self }
    }

    /// What to say of a run after its first `count` records.
    #[must_use]
    pub fn new(timeline: &Timeline, count: usize, world: &World, outcome: &Outcome) -> Self {
        let story = Narrator { timeline, count, world, outcome };
        if let Some(trouble) = story.replication_problem() {
            return trouble;
        }
        let news = story.latest_problem();
        let stirred = story.latest_activity();
        // What happened last comes first: a loss that everyone has read about is left to the verdicts.
        let news = news.filter(|(index, _)| *index >= stirred || outcome.progress == Progress::Converged);
        match (&outcome.progress, news) {
            (Progress::NothingWritten, _) => story.nothing_written(),
            (_, Some((_, Problem::Conflict(conflict)))) => story.conflict(conflict),
            (Progress::Diverged, _) => story.disagreement(),
            (_, Some((_, Problem::Lost(dot)))) => story.lost(dot),
            (Progress::InFlight { .. }, None) => story.buffered_write().unwrap_or_else(|| story.in_flight()),
            (Progress::Queued { entries }, None) => {
                story.buffered_write().unwrap_or_else(|| story.queued(*entries))
            }
            (Progress::Converged, None) => story.converged(),
        }
    }
}

/// Something that cannot be passed over in silence.
enum Problem<'a> {
    Conflict(&'a Conflict),
    Lost(Dot),
}

struct Narrator<'a> {
    timeline: &'a Timeline,
    count: usize,
    world: &'a World,
    outcome: &'a Outcome,
}

impl Narrator<'_> {
    fn write(&self, dot: Dot) -> Option<&Write> {
        self.names().write(dot)
    }

    fn names(&self) -> Names<'_> {
        Names::of_run(self.timeline, self.world)
    }

    fn leader(&self, id: LeaderId) -> String {
        self.names().leader(id)
    }

    fn leaders(&self, ids: impl IntoIterator<Item = LeaderId>) -> String {
        let mut names: Vec<String> = ids.into_iter().map(|id| self.leader(id)).collect();
        if names.len() > MAX_NAMED {
            let others = names.split_off(MAX_NAMED - 1).len();
            names.push(format!("{others} others"));
        }
        list_of(&names)
    }

    fn write_label(&self, dot: Dot) -> String {
        self.write(dot).map_or_else(|| dot.to_string(), |write| write_label(self.names(), write))
    }

    /// The latest conflict or loss that still stands, with the number of the record by which it came. Of
    /// equals the conflict.
    fn latest_problem(&self) -> Option<(usize, Problem<'_>)> {
        let lost = self.latest_loss().map(|(number, dot)| (number, Problem::Lost(dot)));
        let conflict = self.latest_conflict().map(|(number, conflict)| (number, Problem::Conflict(conflict)));
        conflict
            .into_iter()
            .chain(lost)
            .reduce(|latest, other| if other.0 > latest.0 { other } else { latest })
    }

    /// The write that was thrown away last among those that are lost; one that went with a leader or a link
    /// has been gone since the beginning.
    fn latest_loss(&self) -> Option<(usize, Dot)> {
        let first = self.outcome.lost.first()?;
        let lost_by = |dot: &Dot, number: usize| {
            let first_loss = self.timeline.writes().get(dot).and_then(|record| record.first_loss.as_ref());
            first_loss.is_some_and(|(index, ..)| *index == number) && self.outcome.lost.contains(dot)
        };
        let mut losses = self.timeline.latest(&[EventKind::WriteLost], self.count);
        let latest = losses.find_map(|(number, record)| match &record.event {
            Event::Applied { removed: gone, .. } => {
                let dot = gone.iter().map(|(dot, _)| dot).find(|dot| lost_by(dot, number))?;
                Some((number, *dot))
            }
            _ => None,
        });
        Some(latest.unwrap_or((0, *first)))
    }

    /// The latest conflict that still stands; one that did not come by a record of its own stands since the
    /// beginning.
    fn latest_conflict(&self) -> Option<(usize, &Conflict)> {
        let standing = |leader: &LeaderId, key: &Key| {
            self.outcome.conflicts.iter().find(|there| there.leader == *leader && there.key == *key)
        };
        let first = self.outcome.conflicts.first()?;
        let mut came = self.timeline.latest(&[EventKind::Conflict], self.count);
        let latest = came.find_map(|(number, record)| match &record.event {
            Event::Applied { leader, write, .. } => Some((number, standing(leader, &write.key)?)),
            _ => None,
        });
        Some(latest.unwrap_or((0, first)))
    }

    /// The number of the latest record by which someone did something.
    fn latest_activity(&self) -> usize {
        let stirs =
            [EventKind::Accepted, EventKind::LeaderChanged, EventKind::Reachability, EventKind::MessageOverridden];
        let mut latest = self.timeline.latest(&stirs, self.count);
        latest.next().map_or(0, |(number, _)| number)
    }

    fn nothing_written(&self) -> Narration {
        if self.timeline.records().len() > self.count {
            return Narration::suggesting("Nothing has been written yet.").with(Suggestion::Play);
        }
        let narration = Narration::suggesting("Nothing has been written yet. Write a value at any leader.");
        Narration {
            suggestion: self.world.members.first().copied().map(Suggestion::ChooseLeader),
            ..narration
        }
    }

    fn conflict(&self, conflict: &Conflict) -> Narration {
        let Conflict { leader, key, dots } = conflict;
        let values: Vec<String> = dots.iter().map(|dot| self.write_label(*dot)).collect();
        let at: Vec<LeaderId> = self
            .outcome
            .conflicts
            .iter()
            .filter(|other| (&other.key, &other.dots) == (key, dots))
            .map(|other| other.leader)
            .collect();
        let keep = if at.len() == 1 { "keeps" } else { "keep" };
        let count = if dots.len() == 2 { "both" } else { "all" };
        let sentence = format!(
            "Conflict on {key}: {} are concurrent, so {} {keep} {count} until someone merges them.",
            list_of(&values),
            self.leaders(at.iter().copied())
        );
        // Everyone who has it can merge it; the first is offered, and the offer stays while it spreads.
        let place = at.first().copied().unwrap_or(*leader);
        Narration::suggesting(sentence).with(Suggestion::MergeAt(place))
    }

    fn disagreement(&self) -> Narration {
        let Some((key, values)) = self.first_differing_key() else {
            return Narration::suggesting("Every message has arrived, but the leaders still differ.");
        };
        let said: Vec<String> =
            values.iter().map(|(id, value)| format!("{} has {value}", self.leader(*id))).collect();
        let sentence = match self.outcome.unreachable.first() {
            Some((from, to)) => {
                format!(
                    "Nothing is in flight, but {}: there is no path from {} to {}.",
                    list_of(&said),
                    self.leader(*from),
                    self.leader(*to)
                )
            }
            None => format!(
                "Every message has arrived, but the leaders differ on {key}: {}. No error was reported.",
                list_of(&said)
            ),
        };
        Narration::suggesting(sentence).with(Suggestion::KeepSiblings)
    }

    /// The first key of which leaders keep different versions, and what each of them shows.
    fn first_differing_key(&self) -> Option<(Key, Vec<(LeaderId, String)>)> {
        let leaders = self.world.members.iter().filter_map(|id| Some((*id, self.world.leaders.get(id)?)));
        let leaders: Vec<_> = leaders.collect();
        let keys = leaders.iter().flat_map(|(_, leader)| leader.store.iter().map(|(key, _)| key));
        let kept = |key: &Key| -> Vec<(Vec<Dot>, Option<&Value>)> {
            let entries = leaders.iter().map(|(_, leader)| leader.store.get(key));
            let kept = |entry: &'_ Entry| entry.dots().collect();
            entries
                .map(|entry| {
                    (entry.map(kept).unwrap_or_default(), entry.and_then(|entry| entry.materialized.as_ref()))
                })
                .collect()
        };
        let key = keys.into_iter().find(|key| kept(key).windows(2).any(|pair| pair[0] != pair[1]))?;
        let shown = leaders.iter().map(|(id, leader)| {
            (*id, leader.store.get(key).map_or_else(|| "nothing".into(), describe_entry))
        });
        Some((key.clone(), shown.collect()))
    }

    fn lost(&self, dot: Dot) -> Narration {
        let loser = self.write_label(dot);
        let sentence = match (self.timeline.kept_instead_of(dot), self.world.policy.as_policy().timestamp_rule())
        {
            (Some(winner), Some(rule)) => {
                let (old, new) = (self.write(dot), self.write(winner));
                let stamps = old.zip(new).map(|(old, new)| (rule.timestamp_of(old), rule.timestamp_of(new)));
                let reason = match stamps {
                    Some((old, new)) if old < new => "has the later timestamp",
                    _ => "wins the tie",
                };
                format!(
                    "{loser} is lost, though it was acknowledged: {} {reason}.{}",
                    self.write_label(winner),
                    self.clock_remark(dot, winner)
                )
            }
            (Some(winner), None) => format!(
                "{loser} is lost, though it was acknowledged: {} replaced it.",
                self.write_label(winner)
            ),
            (None, _) => format!("{loser} is lost, though it was acknowledged."),
        };
        Narration::suggesting(sentence).with(Suggestion::KeepSiblings)
    }

    /// Says so if the lost write was made by someone who had read the winner: a clock is wrong.
    fn clock_remark(&self, lost: Dot, winner: Dot) -> String {
        let record = self.timeline.writes().get(&lost).filter(|record| record.observed.contains(&winner));
        let client = record.and_then(|record| record.write.client);
        client.map_or_else(String::new, |client| {
            format!(" {} had already read it, so a clock is wrong.", self.names().client(client))
        })
    }

    /// A client's request that goes on to another leader, or a snapshot, if that is on its way.
    fn request_or_snapshot(&self) -> Option<Narration> {
        if let Some(errand) = self.world.forwarded_requests.values().next_back() {
            let (link, key) = (errand.message.link, errand.key());
            let who = self.names().client(errand.client());
            let (from, to) = (self.leader(link.from), self.leader(link.to));
            return Some(Narration::suggesting(match errand.phase {
                RequestPhase::ToOrigin { .. } => {
                    format!("The answer to {who} for {key} is in flight from {from} to {to}.")
                }
                RequestPhase::ToHome { .. } => {
                    format!("{from} forwards {} request to {to}, the home of {key}.", possessive(&who))
                }
                RequestPhase::Undeliverable => {
                    format!("{from} is still waiting for an answer from {to}, the home of {key}.")
                }
            }));
        }
        let (id, snapshot) = self.world.pending_snapshots.first_key_value()?;
        let (to, from) = (self.leader(*id), self.leader(snapshot.from));
        Some(Narration::suggesting(match snapshot.transfer {
            Some(_) => format!("{to} is joining: a snapshot is in flight from {from}."),
            None => format!("{to} is joining, but the snapshot from {from} cannot get through."),
        }))
    }

    fn in_flight(&self) -> Narration {
        if let Some(narration) = self.request_or_snapshot() {
            return narration;
        }
        let mut accepted = self.timeline.latest(&[EventKind::Accepted], self.count);
        let latest = accepted.find_map(|(_, record)| match &record.event {
            Event::Accepted { leader, write, .. } => Some((leader, write)),
            _ => None,
        });
        let Some((leader, write)) = latest else {
            return Narration::suggesting("Messages are in flight.");
        };
        let to = self.world.messages_in_transit().filter(|(_, sent)| sent.dot == write.dot).map(|(link, _)| link.to);
        let going = to.fold(Vec::new(), |mut going: Vec<LeaderId>, id| {
            if !going.contains(&id) {
                going.push(id);
            }
            going
        });
        let written = format!("{} was written at {}", write_label(self.names(), write), self.leader(*leader));
        match going.is_empty() {
            true => Narration::suggesting(format!("{written}; messages with other writes are in flight.")),
            false => Narration::suggesting(format!("{written} and is in flight to {}.", self.leaders(going))),
        }
    }

    fn queued(&self, entries: usize) -> Narration {
        let writes =
            if entries == 1 { "1 write is queued".into() } else { format!("{entries} writes are queued") };
        let links = || self.outcome.queued.iter().map(|(link, _)| link);
        let is_down = |id: &LeaderId| self.world.leaders.get(id).is_some_and(|leader| !leader.up);
        if let Some(id) = links().flat_map(|link| [link.from, link.to]).find(is_down) {
            let name = self.leader(id);
            // What it had acknowledged is on its disk, so its own writes are queued too.
            let place = if links().any(|link| link.to == id) { "for" } else { "at" };
            let sentence = format!("{writes} {place} {name}, which is down.");
            return Narration::suggesting(sentence).with(Suggestion::Restart(id));
        }
        let Some(cut) = links().find(|link| self.world.cuts.contains(link)) else {
            return Narration::suggesting(format!("{writes}."));
        };
        let (from, to) = (self.leader(cut.from), self.leader(cut.to));
        Narration::suggesting(format!("{writes}: the link from {from} to {to} is cut."))
            .with(Suggestion::Heal(*cut))
    }

    fn converged(&self) -> Narration {
        let discarded = self.timeline.index().count(EventKind::VersionDiscarded, self.count) > 0;
        let sentence = match discarded {
            true => "All leaders agree again.",
            false => "All leaders agree: every write has reached every leader.",
        };
        let suggestion = self.world.members.first().copied().map(Suggestion::WriteAt);
        Narration { suggestion, ..Narration::suggesting(sentence) }
    }
}
