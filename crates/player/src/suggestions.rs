//! The action of each suggestion's button.

use explain::Suggestion;
use replication::{
    AddWins, Command, Configuration, Delivery, Departed, LeaderId, LinkSelector, Merge, MergeRule, Policy,
    Replication, Siblings, Suppression,
};

use crate::action::{Action, EditAction, PlaybackAction, Selection, ViewAction};
use crate::frame::Frame;

/// The action of a suggestion, at the instant that it was made for.
#[must_use]
pub fn suggested_action(suggestion: Suggestion, frame: &Frame) -> Action {
    let replication = frame.replication();
    let select = |leader: LeaderId| Action::from(ViewAction::Select(Selection::Leader(leader)));
    let configure = |command| Action::from(EditAction::Configure { command, ongoing: false });
    match suggestion {
        Suggestion::Play => PlaybackAction::Play.into(),
        Suggestion::ChooseLeader(leader)
        | Suggestion::WriteAt(leader)
        | Suggestion::MergeAt(leader)
        | Suggestion::Inspect(leader) => select(leader),
        Suggestion::KeepSiblings => configure(Command::Policy(Policy::Siblings(Siblings::default()))),
        Suggestion::MergeByAddWins => {
            let with = MergeRule::AddWins(AddWins::default());
            configure(Command::Policy(Policy::Merge(Merge { with })))
        }
        Suggestion::KeepTombstones => EditAction::KeepTombstones.into(),
        Suggestion::SuppressByDot => {
            let replication = Replication { suppress: Suppression::Dot, ..replication };
            configure(Command::Replication(replication))
        }
        Suggestion::DeliverCausally => {
            let replication = Replication { delivery: Delivery::Causal, ..replication };
            configure(Command::Replication(replication))
        }
        Suggestion::Restart(leader) => EditAction::Issue(Command::Restart { leader }).into(),
        Suggestion::Heal(link) => {
            EditAction::Issue(Command::Heal(LinkSelector::Both(link.from, link.to))).into()
        }
        Suggestion::DrainBeforeLeaving(leader) => EditAction::DrainOnLeave(leader).into(),
        Suggestion::ForwardDeparted => {
            let replication = Replication { departed: Departed::Forward, ..replication };
            configure(Command::Replication(replication))
        }
        Suggestion::ConvertRequests => EditAction::ConvertRequests.into(),
        Suggestion::Purge(write) => EditAction::Issue(Command::Purge { write, at: None }).into(),
        Suggestion::SkipWrite(link) => EditAction::Issue(Command::SkipWrite(LinkSelector::One(link))).into(),
    }
}

/// The option of a policy that says when leaders drop tombstones.
const TOMBSTONE_LIFETIME: &str = "tombstone_lifetime_ms";

/// The policy, with tombstones that are never dropped.
pub(crate) fn without_tombstone_lifetime(policy: &Policy) -> Policy {
    let changed = keeping_tombstones(&policy.configuration());
    Policy::configured(&changed).unwrap_or_else(|_| policy.clone())
}

/// The configuration, and those nested in it, without a lifetime of tombstones.
fn keeping_tombstones(configuration: &Configuration) -> Configuration {
    let options = configuration.variant().options;
    options.iter().fold(configuration.clone(), |changed, option| {
        if option.id == TOMBSTONE_LIFETIME {
            return changed.with::<u64>(option, None);
        }
        match changed.nested(option) {
            Some(nested) => changed.with_nested(option, &keeping_tombstones(&nested)),
            None => changed,
        }
    })
}
