//! What pressing the button of a suggestion does.

use explain::Suggestion;
use replication::{Command, LeaderId, Policy, Replication, Siblings, Suppression, Way, World};

use crate::action::{Action, Selection};

/// The action that a suggestion stands for, in the world for which it was made.
#[must_use]
pub fn action_of(suggestion: Suggestion, world: &World) -> Action {
    let select = |leader: LeaderId| Action::Select(Selection::Leader(leader));
    let settle = |command| Action::Settle { command, ongoing: false };
    match suggestion {
        Suggestion::Play => Action::Play,
        Suggestion::ChooseLeader(leader)
        | Suggestion::WriteAt(leader)
        | Suggestion::MergeAt(leader)
        | Suggestion::Inspect(leader) => select(leader),
        Suggestion::KeepSiblings => settle(Command::Policy(Policy::Siblings(Siblings::default()))),
        Suggestion::SuppressByDot => {
            let replication = Replication { suppress: Suppression::Dot, ..world.replication };
            settle(Command::Replication(replication))
        }
        Suggestion::Restart(leader) => Action::Act(Command::Restart { leader }),
        Suggestion::Heal(link) => Action::Act(Command::Heal(Way::Both(link.from, link.to))),
        Suggestion::SkipWrite(link) => Action::Act(Command::Skip(Way::One(link))),
    }
}
