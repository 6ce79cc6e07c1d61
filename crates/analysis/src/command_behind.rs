//! The command behind an event, so that what happened can be moved in time.

use replication::{
    ClientId, ClientRequest, Command, Event, Key, LeaderId, LinkId, ScheduledCommand, SetClock, StepClock,
};
use timeline::Timeline;

/// The command that made an event happen right when it was executed; none if the event came later, or from elsewhere.
#[must_use]
pub fn command_behind(timeline: &Timeline, number: usize) -> Option<&ScheduledCommand> {
    if let Some(known) = timeline.command_of(number) {
        return Some(known);
    }
    let record = timeline.records().get(number)?;
    let mut candidates =
        timeline.commands_at(record.at).iter().filter(|timed| causes(&timed.command, &record.event));
    let first = candidates.next()?;
    // Of several alike, each made one of the events of this instant, in their order.
    let alike = timeline.first(number).rev().take_while(|(_, earlier)| earlier.at == record.at);
    let before = alike.filter(|(_, earlier)| causes(&first.command, &earlier.event)).count();
    match before {
        0 => Some(first),
        before => candidates.nth(before - 1).or(Some(first)),
    }
}

/// Whether an event is the immediate effect of a command.
fn causes(command: &Command, event: &Event) -> bool {
    match event {
        Event::Accepted { leader, write, request: None, .. } => {
            write.client.is_some_and(|client| changes(command, client, &write.key, *leader))
        }
        Event::Answered { leader, client, key, request: None, .. } => reads(command, *client, key, *leader),
        Event::Refused { leader, client, key, request: None, .. } => {
            changes(command, *client, key, *leader) || reads(command, *client, key, *leader)
        }
        Event::Crashed(id) => matches!(command, Command::Crash { leader } if leader == id),
        Event::Restarted(id) => matches!(command, Command::Restart { leader } if leader == id),
        Event::Left(id) => matches!(command, Command::Leave { leader, drain: false } if leader == id),
        Event::Draining(id) => matches!(command, Command::Leave { leader, drain: true } if leader == id),
        Event::Cut(link) => cuts(command, *link),
        Event::Healed(link) => heals(command, *link),
        Event::LinkAdded(link) => {
            matches!(command, Command::Connect(links) if links.links().any(|it| it == *link))
        }
        Event::LinkRemoved(link) => {
            matches!(command, Command::Disconnect(links) if links.links().any(|it| it == *link))
        }
        Event::ClockSet { owner, .. } => {
            matches!(command, Command::SetClock(SetClock { owner: set, .. }) if set == owner)
                || matches!(command, Command::StepClock(StepClock { owner: set, .. }) if set == owner)
        }
        _ => false,
    }
}

fn changes(command: &Command, client: ClientId, key: &Key, leader: LeaderId) -> bool {
    let (by, at, asked) = match command {
        Command::Request(ClientRequest { client, at, key, .. }) => (client, at, key),
        Command::Merge { client, at, key, .. } => (client, at, key),
        _ => return false,
    };
    *by == client && asked == key && at.is_none_or(|at| at == leader)
}

fn reads(command: &Command, client: ClientId, key: &Key, leader: LeaderId) -> bool {
    matches!(command, Command::Read { client: by, at, key: asked }
        if *by == client && asked == key && at.is_none_or(|at| at == leader))
}

fn cuts(command: &Command, link: LinkId) -> bool {
    match command {
        Command::Cut(links) => links.links().any(|it| it == link),
        Command::Partition { .. } => true,
        _ => false,
    }
}

fn heals(command: &Command, link: LinkId) -> bool {
    match command {
        Command::Heal(links) => links.links().any(|it| it == link),
        Command::HealAll {} => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use super::*;
    use crate::small_run::small_run;

    #[test]
    fn every_command_of_a_run_is_behind_an_event() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } },
               { "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 2 } },
               { "at_ms": 20, "read": { "client": "ben", "key": "k" } },
               { "at_ms": 30, "cut": { "between": ["F", "T"] } },
               { "at_ms": 40, "clock": { "leader": "T", "offset_ms": 5 } },
               { "at_ms": 50, "crash": { "leader": "T" } },
               { "at_ms": 60, "read": { "client": "ben", "key": "k" } },
               { "at_ms": 70, "restart": { "leader": "T" } },
               { "at_ms": 80, "heal-all": {} },
               { "at_ms": 90, "policy": "none" },
               { "at_ms": 95, "leave": { "leader": "T" } }"#,
        );
        let mut found: Vec<ScheduledCommand> = Vec::new();
        for number in 0..timeline.records().len() {
            let command = command_behind(&timeline, number);
            found.extend(command.filter(|command| found.last() != Some(command)).cloned());
        }
        let all: Vec<ScheduledCommand> =
            (0..=100).flat_map(|ms| timeline.commands_at(Micros::from_ms(ms)).to_vec()).collect();
        assert_eq!(found, all);
    }

    #[test]
    fn deliveries_have_no_command_behind_them() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } }"#,
        );
        let last = timeline.records().len() - 1;
        assert_eq!(command_behind(&timeline, last), None);
    }
}
