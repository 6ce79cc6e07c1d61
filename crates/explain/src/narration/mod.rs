//! Narration: the sentence under the stage, which says what the run shows at an instant, and the next thing to try.

mod decisive;
mod disagreement;
mod queued;
mod rare;
mod remedies;
mod remote_requests;
mod replication_problems;
mod reply;
mod suggestion;

use analysis::{Conflict, Outcome, Progress, latest_refusal};
use replication::{Dot, Event, Inapplicable, Key, LeaderId, RefusalReason, World, Write};
use timeline::{EventKind, Loss, LossCause, Timeline};

pub use disagreement::describe_policy_change;
#[cfg(feature = "deferred-rules")]
pub(crate) use rare::install;
pub use remedies::remedies;
pub use suggestion::Suggestion;

use crate::names::{Names, list_of, possessive};
use crate::reason::describe_refusal;
use crate::value::write_label;
use crate::versions::lacked;

/// At most this many leaders are named; the rest are counted.
const MAX_NAMED: usize = 6;

/// The sentence for an instant, and a suggestion.
#[derive(Clone, Debug, PartialEq)]
pub struct Narration {
    /// One sentence, or two short ones.
    pub sentence: String,
    /// The next thing to try.
    pub suggestion: Option<Suggestion>,
}

impl Narration {
    fn without_suggestion(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), suggestion: None }
    }

    fn suggesting(self, suggestion: Suggestion) -> Self {
        Self { suggestion: Some(suggestion), ..self }
    }

    /// Narrates a run after its first `count` records.
    #[must_use]
    pub fn new(timeline: &Timeline, count: usize, world: &World, outcome: &Outcome) -> Self {
        let narrator = Narrator { timeline, count, world, outcome };
        if narrator.may_have_replication_problem()
            && let Some(narration) = narrator.tell_replication_problem()
        {
            return narration;
        }
        if outcome.progress != Progress::NothingWritten
            && let Some(narration) = narrator.reply_now()
        {
            return narration;
        }
        let active_since = narrator.latest_activity();
        if let Some(narration) = narrator.decision(active_since) {
            return narration;
        }
        // Recent activity comes before an older conflict or loss, which the verdicts still show.
        let problem = narrator.latest_problem();
        let problem =
            problem.filter(|(number, _)| *number >= active_since || outcome.progress == Progress::Converged);
        match (&outcome.progress, problem) {
            (Progress::NothingWritten, _) => narrator.nothing_written(),
            (_, Some((_, Problem::Conflict(conflict)))) => narrator.conflict(conflict),
            (Progress::Diverged, _) => narrator.tell_disagreement(),
            (_, Some((_, Problem::Lost(loss)))) => narrator.tell_lost(loss),
            (Progress::InFlight { .. }, None) => {
                narrator.buffered_write().unwrap_or_else(|| narrator.in_flight())
            }
            (Progress::Queued { entries }, None) => {
                let waiting = narrator.buffered_write().or_else(|| narrator.waiting_request());
                waiting.unwrap_or_else(|| narrator.tell_queued(*entries))
            }
            (Progress::Converged, None) => narrator.converged(),
            (Progress::Halted, None) => Narration::without_suggestion(
                "The run reached the event limit and stopped here, before it came to rest.",
            ),
            (Progress::NoLeaderLeft, None) => {
                Narration::without_suggestion("Every leader has left, and with them every write.")
            }
        }
    }
}

/// A conflict or loss that still stands.
enum Problem<'a> {
    Conflict(&'a Conflict),
    Lost(&'a Loss),
}

struct Narrator<'a> {
    timeline: &'a Timeline,
    count: usize,
    world: &'a World,
    outcome: &'a Outcome,
}

impl Narrator<'_> {
    /// Whether anything went wrong with replication itself that may be worth telling.
    fn may_have_replication_problem(&self) -> bool {
        let Outcome { reapplied, blocked, disputed_homes, stranded, never_arrives, .. } = self.outcome;
        *reapplied > 0
            || !(blocked.is_empty()
                && disputed_homes.is_empty()
                && stranded.is_empty()
                && never_arrives.is_empty())
            || self.timeline.index().count(EventKind::MergeFailed, self.count) > 0
    }

    /// The decisive event as it happens. While messages are in flight it is told until something else is done; where
    /// the leaders are left apart, together with that.
    fn decision(&self, active_since: usize) -> Option<Narration> {
        match self.outcome.progress {
            Progress::InFlight { .. } => self.latest_decisive(active_since),
            Progress::Diverged => {
                let decision = self.decisive_now()?;
                let disagreement = self.tell_disagreement();
                let sentence = format!("{} {}", decision.sentence, disagreement.sentence);
                Some(Narration { sentence, ..disagreement })
            }
            Progress::Queued { .. } | Progress::Converged | Progress::Halted | Progress::NoLeaderLeft => {
                self.decisive_now()
            }
            Progress::NothingWritten => None,
        }
    }

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

    /// The latest conflict or loss that still stands, with the number of the record that caused it. If one record
    /// caused both, the conflict.
    fn latest_problem(&self) -> Option<(usize, Problem<'_>)> {
        let lost = self.latest_loss().map(|(number, loss)| (number, Problem::Lost(loss)));
        let conflict = self.latest_conflict().map(|(number, conflict)| (number, Problem::Conflict(conflict)));
        conflict
            .into_iter()
            .chain(lost)
            .reduce(|latest, other| if other.0 > latest.0 { other } else { latest })
    }

    /// The write that was lost last, with the number of the record.
    fn latest_loss(&self) -> Option<(usize, &Loss)> {
        let latest = self.outcome.lost.iter().reduce(|latest, other| {
            if other.record_number > latest.record_number { other } else { latest }
        })?;
        Some((latest.record_number, latest))
    }

    /// The latest conflict that still stands; one without a record of its own counts from the beginning.
    fn latest_conflict(&self) -> Option<(usize, &Conflict)> {
        let standing = |leader: &LeaderId, key: &Key| {
            self.outcome.conflicts.iter().find(|there| there.leader == *leader && there.key == *key)
        };
        let first = self.outcome.conflicts.first()?;
        let mut candidates = self.timeline.latest(&[EventKind::Conflict], self.count);
        let latest = candidates.find_map(|(number, record)| match &record.event {
            Event::Applied { leader, write, .. } => Some((number, standing(leader, &write.key)?)),
            _ => None,
        });
        Some(latest.unwrap_or((0, first)))
    }

    /// The number of the latest record of an action: a write, a fault, or a message override.
    fn latest_activity(&self) -> usize {
        let activity = [
            EventKind::Accepted,
            EventKind::LeaderChanged,
            EventKind::Reachability,
            EventKind::MessageOverridden,
        ];
        let mut latest = self.timeline.latest(&activity, self.count);
        latest.next().map_or(0, |(number, _)| number)
    }

    fn nothing_written(&self) -> Narration {
        if self.timeline.index().count(EventKind::Refused, self.count) > 0
            && let Some(narration) = self.tell_refused_write()
        {
            return narration;
        }
        if self.timeline.records().len() > self.count {
            return Narration::without_suggestion("Nothing has been written yet.")
                .suggesting(Suggestion::Play);
        }
        let narration =
            Narration::without_suggestion("Nothing has been written yet. Write a value at any leader.");
        Narration {
            suggestion: self.world.members.first().copied().map(Suggestion::ChooseLeader),
            ..narration
        }
    }

    /// That the latest request was refused, while nothing has been written.
    fn refused_write(&self) -> Option<Narration> {
        let (reply, reason) = latest_refusal(self.timeline, self.count)?;
        let sentence = format!(
            "Nothing has been written: {} refused {} request for {}, because {}.",
            self.leader(reply.leader),
            possessive(&self.names().client(reply.client)),
            reply.key,
            describe_refusal(self.names(), reason)
        );
        let narration = Narration::without_suggestion(sentence);
        Some(match reason {
            RefusalReason::Inapplicable(Inapplicable::WrongKind) => {
                narration.suggesting(Suggestion::ConvertRequests)
            }
            RefusalReason::Down => narration.suggesting(Suggestion::Restart(reply.leader)),
            RefusalReason::NotAMember
            | RefusalReason::CatchingUp
            | RefusalReason::Inapplicable(_)
            | RefusalReason::NotHome(_)
            | RefusalReason::NoAnswer(_)
            | RefusalReason::HomeMoving
            | RefusalReason::Leaving
            | RefusalReason::SessionBehind
            | RefusalReason::SessionTimeout
            | RefusalReason::ClientTimeout => narration,
        })
    }

    fn is_up(&self, id: LeaderId) -> bool {
        self.world.leaders.get(&id).is_some_and(|leader| leader.up)
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
        let (values, leaders) = (list_of(&values), self.leaders(at.iter().copied()));
        let sentence = match self.has_order(dots) {
            true => {
                format!(
                    "Conflict on {key}: {leaders} {keep} {values}, though not all of them are concurrent."
                )
            }
            false => format!(
                "Conflict on {key}: {values} are concurrent, so {leaders} {keep} {count} until someone merges them.{}",
                self.remark_on_one_client(dots)
            ),
        };
        // Every leader that has the conflict and answers can merge it; the first stays the suggestion while it spreads.
        let merge_at = at.iter().copied().find(|id| self.world.is_serving(*id)).map(Suggestion::MergeAt);
        let restart = || (!self.is_up(*leader)).then_some(Suggestion::Restart(*leader));
        Narration { suggestion: merge_at.or_else(restart), ..Narration::without_suggestion(sentence) }
    }

    /// Whether the writer of a sibling had seen another of them, as plain version vectors allow.
    fn has_order(&self, dots: &[Dot]) -> bool {
        let records = dots.iter().filter_map(|dot| self.timeline.writes().get(dot));
        records.flat_map(|record| &record.observed).any(|seen| dots.contains(seen))
    }

    /// How two writes that one client made one after the other are concurrent: the leader that computed the later one
    /// lacked the earlier one.
    fn remark_on_one_client(&self, dots: &[Dot]) -> String {
        let records: Vec<_> = dots.iter().filter_map(|dot| self.timeline.writes().get(dot)).collect();
        let [one, other] = records[..] else {
            return String::new();
        };
        let (earlier, later) =
            if one.record_number < other.record_number { (one, other) } else { (other, one) };
        let is_one_client = later.write.client.is_some() && later.write.client == earlier.write.client;
        if !is_one_client || !later.write.operation.is_relative() {
            return String::new();
        }
        format!(" {}.", lacked(self.names(), later.write.dot, earlier.write.dot))
    }

    fn loss_of(&self, dot: Dot) -> Option<&Loss> {
        self.outcome.lost.iter().find(|loss| loss.dot == dot)
    }

    /// Why one write wins over another by timestamp; none if the policy does not compare timestamps.
    fn timestamp_reason(&self, lost: Dot, kept: Dot) -> Option<&'static str> {
        let rule = self.world.policy.as_policy().timestamp_rule()?;
        let stamps = self.write(lost).zip(self.write(kept));
        let stamps = stamps.map(|(old, new)| (rule.timestamp_of(old), rule.timestamp_of(new)));
        Some(match stamps {
            Some((old, new)) if old < new => "has the later timestamp",
            _ => "wins the tie",
        })
    }

    fn lost(&self, loss: &Loss) -> Narration {
        let loser = self.write_label(loss.dot);
        let sentence = format!("{loser} is lost, though it was acknowledged: {}", self.reason_of_loss(loss));
        let narration = Narration::without_suggestion(sentence);
        match loss.cause {
            LossCause::Discarded | LossCause::DiscardedByMerge | LossCause::Overwritten => {
                self.suggesting_siblings(narration)
            }
            LossCause::Stranded => match remedies(self.world, self.outcome).into_iter().next() {
                Some(remedy) => narration.suggesting(remedy),
                None => narration,
            },
            LossCause::Resurrected => narration.suggesting(Suggestion::KeepTombstones),
            LossCause::Skipped => narration,
        }
    }

    /// The rest of the sentence, with its full stop.
    fn reason_of_loss(&self, loss: &Loss) -> String {
        let winner = loss.to.map(|to| self.write_label(to));
        match (loss.cause, winner) {
            (LossCause::Discarded, Some(winner)) => {
                let remark = loss.to.map(|to| self.clock_remark(loss.dot, to)).unwrap_or_default();
                let reason = loss.to.and_then(|to| self.timestamp_reason(loss.dot, to));
                format!("{winner} {}.{remark}", reason.unwrap_or("has the later timestamp"))
            }
            (LossCause::Discarded, None) => "another write had the later timestamp.".into(),
            (LossCause::DiscardedByMerge, _) => "the merge rule kept nothing of it.".into(),
            (LossCause::Overwritten, Some(winner)) => {
                format!("{winner} replaced it on arrival, without a comparison.")
            }
            (LossCause::Overwritten, None) => "it was replaced on arrival, without a comparison.".into(),
            (LossCause::Skipped, _) => {
                "it was skipped where it arrived, because it could not be applied.".into()
            }
            (LossCause::Stranded, _) => "only leaders that have left had it.".into(),
            (LossCause::Resurrected, Some(winner)) => {
                format!("its tombstone was dropped too early, and {winner} is readable again.")
            }
            (LossCause::Resurrected, None) => {
                "its tombstone was dropped too early, and an older write is readable again.".into()
            }
        }
    }

    /// A remark that a clock is wrong, if the writer of the lost write had read the winner.
    fn clock_remark(&self, lost: Dot, winner: Dot) -> String {
        let record = self.timeline.writes().get(&lost).filter(|record| record.observed.contains(&winner));
        let client = record.and_then(|record| record.write.client);
        client.map_or_else(String::new, |client| {
            format!(" {} had already read it, so a clock is wrong.", self.names().client(client))
        })
    }

    /// Whether anything but messages may be on its way.
    fn has_requests_or_snapshots(&self) -> bool {
        let World { forwarded_requests, attempts, open_requests, pending_snapshots, .. } = self.world;
        !(forwarded_requests.is_empty()
            && attempts.is_empty()
            && open_requests.is_empty()
            && pending_snapshots.is_empty())
    }

    fn in_flight(&self) -> Narration {
        if self.has_requests_or_snapshots()
            && let Some(narration) = self.tell_request_or_snapshot()
        {
            return narration;
        }
        let mut accepted = self.timeline.latest(&[EventKind::Accepted], self.count);
        let latest = accepted.find_map(|(_, record)| match record.event {
            Event::Accepted { leader, write, .. } => Some((leader, write)),
            _ => None,
        });
        let Some((leader, write)) = latest else {
            return Narration::without_suggestion("Messages are in flight.");
        };
        let to = self
            .world
            .messages_in_transit()
            .filter(|(_, sent)| sent.dot == write.dot)
            .map(|(link, _)| link.to);
        let receivers = to.fold(Vec::new(), |mut receivers: Vec<LeaderId>, id| {
            if !receivers.contains(&id) {
                receivers.push(id);
            }
            receivers
        });
        let written = format!("{} was written at {}", write_label(self.names(), &write), self.leader(leader));
        match receivers.is_empty() {
            true => Narration::without_suggestion(format!("{written}; other writes are in flight.")),
            false => Narration::without_suggestion(format!(
                "{written} and is in flight to {}.",
                self.leaders(receivers)
            )),
        }
    }

    fn converged(&self) -> Narration {
        let discarded = self.timeline.index().count(EventKind::VersionDiscarded, self.count) > 0;
        let sentence = match (self.outcome.versions_agree, discarded) {
            (false, _) => "All leaders return the same values, though they store different versions.",
            (true, true) => "All leaders agree again.",
            (true, false) => "All leaders agree: every write has reached every leader.",
        };
        let down: Vec<LeaderId> = self.world.members.iter().copied().filter(|id| !self.is_up(*id)).collect();
        if let Some(first) = down.first().copied() {
            let are = if down.len() == 1 { "is" } else { "are" };
            let sentence = match down.len() == self.world.members.len() {
                true => "Every leader is down, so no request is answered.".to_owned(),
                false => format!("{sentence} {} {are} down.", self.leaders(down)),
            };
            return Narration::without_suggestion(sentence).suggesting(Suggestion::Restart(first));
        }
        let suggestion = self.world.members.first().copied().map(Suggestion::WriteAt);
        match self.came_back() {
            Some(back) => Narration {
                sentence: format!("{sentence} {}", back.sentence),
                suggestion: back.suggestion.or(suggestion),
            },
            None => Narration { suggestion, ..Narration::without_suggestion(sentence) },
        }
    }
}
