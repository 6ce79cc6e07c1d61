//! The action of each suggestion's button.

use explain::Suggestion;
use replication::{
    Command, Delivery, Departed, LeaderId, LinkSelector, Policy, Replication, Siblings, Suppression, World,
};

use crate::action::{Action, EditAction, PlaybackAction, Selection, ViewAction};

/// The action of a suggestion, in the world that it was made for.
#[must_use]
pub fn suggested_action(suggestion: Suggestion, world: &World) -> Action {
    let select = |leader: LeaderId| Action::from(ViewAction::Select(Selection::Leader(leader)));
    let configure = |command| Action::from(EditAction::Configure { command, ongoing: false });
    match suggestion {
        Suggestion::Play => PlaybackAction::Play.into(),
        Suggestion::ChooseLeader(leader)
        | Suggestion::WriteAt(leader)
        | Suggestion::MergeAt(leader)
        | Suggestion::Inspect(leader) => select(leader),
        Suggestion::KeepSiblings => configure(Command::Policy(Policy::Siblings(Siblings::default()))),
        Suggestion::SuppressByDot => {
            let replication = Replication { suppress: Suppression::Dot, ..world.replication };
            configure(Command::Replication(replication))
        }
        Suggestion::DeliverCausally => {
            let replication = Replication { delivery: Delivery::Causal, ..world.replication };
            configure(Command::Replication(replication))
        }
        Suggestion::Restart(leader) => EditAction::Issue(Command::Restart { leader }).into(),
        Suggestion::Heal(link) => {
            EditAction::Issue(Command::Heal(LinkSelector::Both(link.from, link.to))).into()
        }
        Suggestion::DrainBeforeLeaving(leader) => EditAction::DrainOnLeave(leader).into(),
        Suggestion::ForwardDeparted => {
            let replication = Replication { departed: Departed::Forward, ..world.replication };
            configure(Command::Replication(replication))
        }
        Suggestion::Purge(write) => EditAction::Issue(Command::Purge { write, at: None }).into(),
        Suggestion::SkipWrite(link) => EditAction::Issue(Command::SkipWrite(LinkSelector::One(link))).into(),
    }
}
