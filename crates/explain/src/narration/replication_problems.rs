//! Narration of replication problems: a circulating write, a blocked link, a failed merge, two homes of a key,
//! buffered writes.

use std::collections::BTreeMap;

use analysis::{StrandedReason, StrandedWrite};
use replication::{BufferReason, BufferedWrite, Dot, Event, Suppression};

use super::remedies::remedies;
use super::{Narration, Narrator, Suggestion};
use timeline::EventKind;

use crate::names::{list_of, possessive};
use crate::partial_replication::{describe_never_applied, describe_stranded};

impl Narrator<'_> {
    /// The most serious problem with replication itself, which comes before any conflict or loss.
    pub(super) fn replication_problem(&self) -> Option<Narration> {
        self.circulating_write()
            .or_else(|| self.blocked_link())
            .or_else(|| self.failed_merge())
            .or_else(|| self.open_window())
            .or_else(|| self.stranded_write())
            .or_else(|| self.impossible_dependency())
    }

    /// A write that some remaining leaders have and others lack, because a leader left before it sent it
    /// (SEMANTICS T9). One that no path brings is told with the disagreement that it causes.
    fn stranded_write(&self) -> Option<Narration> {
        let has_left = |it: &&StrandedWrite| matches!(it.reason, StrandedReason::Left(_));
        let first = self.outcome.stranded.iter().find(has_left)?;
        let narration = Narration::without_suggestion(describe_stranded(self.names(), first));
        Some(match remedies(self.world, self.outcome).into_iter().next() {
            Some(remedy) => narration.suggesting(remedy),
            None => narration,
        })
    }

    /// A write that is held back for another that no remaining leader has (SEMANTICS D1).
    fn impossible_dependency(&self) -> Option<Narration> {
        let first = self.outcome.never_arrives.first()?;
        let narration = Narration::without_suggestion(describe_never_applied(self.names(), first));
        let missing = first.missing.first()?;
        Some(narration.suggesting(Suggestion::Purge(*missing)))
    }

    /// A request that waits for its leader to catch up with its client (SEMANTICS D2).
    pub(super) fn waiting_request(&self) -> Option<Narration> {
        let request = self.world.waiting_requests.values().next()?;
        let (client, at) = (self.names().client(request.client), self.leader(request.leader));
        Some(Narration::without_suggestion(format!(
            "{} request for {} waits at {at} until it has applied what {client} has seen.",
            possessive(&client),
            request.key
        )))
    }

    /// A write that leaders apply repeatedly (SEMANTICS T4).
    fn circulating_write(&self) -> Option<Narration> {
        if self.outcome.reapplied == 0 {
            return None;
        }
        let mut times: BTreeMap<_, usize> = BTreeMap::new();
        for (_, record) in self.timeline.latest(&[EventKind::Repeated], self.count) {
            if let Event::Applied { leader, write, .. } = &record.event {
                *times.entry((write.dot, *leader)).or_insert(1) += 1;
            }
        }
        let ((dot, leader), most) = times.into_iter().max_by_key(|(_, times)| *times)?;
        let (what, at) = (self.write_label(dot), self.leader(leader));
        let sentence = match most {
            2 => format!("{what} was applied twice at {at}, which did not detect the duplicate."),
            _ => {
                format!("A write is circulating: {what} was applied {most} times at {at} alone.")
            }
        };
        let narration = Narration::without_suggestion(sentence);
        Some(match self.world.replication.suppress {
            Suppression::Dot => narration,
            _ => narration.suggesting(Suggestion::SuppressByDot),
        })
    }

    /// A write that cannot be applied and blocks its link.
    fn blocked_link(&self) -> Option<Narration> {
        let (link, dot) = *self.outcome.blocked.first()?;
        let (from, to) = (self.leader(link.from), self.leader(link.to));
        let what = self.write_label(dot);
        let sentence =
            format!("{to} cannot apply {what}{}: the link from {from} is blocked.", self.reason_suffix(dot));
        Some(Narration::without_suggestion(sentence).suggesting(Suggestion::SkipWrite(link)))
    }

    /// Why a write could not be applied: ` because there is nothing to update`; empty if no record says.
    fn reason_suffix(&self, stopping: Dot) -> String {
        let mut misfits = self.timeline.latest(&[EventKind::Inapplicable], self.count);
        let misfit = misfits.find_map(|(_, record)| match record.event {
            Event::Inapplicable { dot, reason, .. } if dot == stopping => Some(reason),
            _ => None,
        });
        misfit.map(|misfit| format!(" because {misfit}")).unwrap_or_default()
    }

    /// A failed merge, as long as the siblings it should have merged remain (SEMANTICS W2).
    fn failed_merge(&self) -> Option<Narration> {
        let mut failures = self.timeline.latest(&[EventKind::MergeFailed], self.count);
        let first = self.outcome.conflicts.first()?;
        let (leader, key, fault) = failures.find_map(|(_, record)| match record.event {
            Event::MergeFailed { leader, key, error, .. } if key == first.key => Some((leader, key, error)),
            _ => None,
        })?;
        let at = self.leader(leader);
        let fault = fault.to_string();
        let sentence =
            format!("{at} could not merge {key} and keeps all versions: {}.", fault.trim_end_matches('.'));
        Some(Narration::without_suggestion(sentence).suggesting(Suggestion::MergeAt(leader)))
    }

    /// Leaders that each believe to be the home of a key, before this has caused a conflict (SEMANTICS A2, A3).
    fn open_window(&self) -> Option<Narration> {
        let (key, homes) =
            self.outcome.disputed_homes.first().filter(|_| self.outcome.conflicts.is_empty())?;
        let names: Vec<String> = homes.iter().map(|id| self.leader(*id)).collect();
        let all = if homes.len() == 2 { "both" } else { "all" };
        Some(Narration::without_suggestion(format!(
            "{} {all} think they are {key}’s home, so writes to it can conflict.",
            list_of(&names)
        )))
    }

    /// A write that a leader buffers until it can apply it, and how many others there are.
    pub(super) fn buffered_write(&self) -> Option<Narration> {
        let kept = |id| self.world.leaders.get(id).and_then(|leader| Some((*id, leader.buffered.front()?)));
        let (id, BufferedWrite { entry, reason, .. }) = self.world.members.iter().find_map(kept)?;
        let (at, what) = (self.leader(id), self.write_label(entry.write.dot));
        let until = match reason {
            BufferReason::Dependencies => "until the writes it depends on are applied".to_string(),
            BufferReason::Inapplicable(misfit) => format!("until it can be applied: {misfit}"),
        };
        let others = match self.outcome.buffered {
            1 => String::new(),
            2 => " Another write is buffered.".into(),
            count => format!(" {} more are buffered.", count - 1),
        };
        let sentence = format!("{at} buffers {what} {until}.{others}");
        Some(Narration::without_suggestion(sentence).suggesting(Suggestion::Inspect(id)))
    }
}
