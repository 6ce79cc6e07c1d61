//! What happened, and what can be done, in plain words.

use replication::{ClientId, Command, Dot, Event, Fate, LeaderId, LinkId, Message, Offset, Operation, Way};
use replication::{Whose, WhyDropped, WhyRefused, WhyStopped, World, Write};

/// How a leader is called at this instant, or its id if it is not there.
fn leader(world: &World, id: LeaderId) -> String {
    world.leaders.get(&id).map_or_else(|| id.to_string(), |leader| leader.name.clone())
}

fn client(world: &World, id: ClientId) -> String {
    world.clients.get(&id).map_or_else(|| id.to_string(), |client| client.name.clone())
}

/// `“milk”`; `a deletion` for a tombstone.
#[must_use]
pub fn value_text(write: &Write) -> String {
    write.value().map_or_else(|| "a deletion".into(), |value| format!("“{value}”"))
}

/// `Ana’s “milk”`.
#[must_use]
pub fn quoted(world: &World, write: &Write) -> String {
    let name = client(world, write.client);
    let genitive = if name.ends_with('s') { "’" } else { "’s" };
    match &write.operation {
        Operation::Put(_) => format!("{name}{genitive} {}", value_text(write)),
        Operation::Delete => format!("{name}{genitive} deletion"),
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list_of(items: &[String]) -> String {
    match items {
        [] => "nobody".into(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `on time`, `120 ms ahead`, `40 ms behind`.
#[must_use]
pub fn describe_offset(offset: Offset) -> String {
    let size = Offset(offset.0.saturating_abs());
    match offset.0 {
        0 => "on time".into(),
        1.. => format!("{size} ahead"),
        _ => format!("{size} behind"),
    }
}

fn way(world: &World, way: Way) -> String {
    match way {
        Way::One(LinkId { from, to }) => format!("{} → {}", leader(world, from), leader(world, to)),
        Way::Both(a, b) => format!("{} ↔ {}", leader(world, a), leader(world, b)),
    }
}

/// A command as the name of an edit: `cut Frankfurt ↔ Tokyo`.
#[must_use]
pub fn describe_command(world: &World, command: &Command) -> String {
    match command {
        Command::Write { client: who, key, value, .. } => {
            format!("{} writes {key}: {value}", client(world, *who))
        }
        Command::Delete { client: who, key, .. } => format!("{} deletes {key}", client(world, *who)),
        Command::Read { client: who, key, .. } => format!("{} reads {key}", client(world, *who)),
        Command::Merge { client: who, key, value, .. } => {
            format!("{} merges {key}: {value}", client(world, *who))
        }
        Command::Crash { leader: id } => format!("crash {}", leader(world, *id)),
        Command::Restart { leader: id } => format!("restart {}", leader(world, *id)),
        Command::Cut(cut) => format!("cut {}", way(world, *cut)),
        Command::Heal(healed) => format!("heal {}", way(world, *healed)),
        Command::Connect(drawn) => format!("draw {}", way(world, *drawn)),
        Command::Disconnect(taken) => format!("take out {}", way(world, *taken)),
        Command::Topology(topology) => format!("topology: {}", topology.choice().title.to_lowercase()),
        Command::Policy(policy) => format!("policy: {}", policy.choice().title.to_lowercase()),
        Command::Links(_) => "change the links".into(),
        Command::Clock(reset) => match reset.whose {
            Whose::Leader(id) => format!("set {}’s clock", leader(world, id)),
            Whose::Client(id) => format!("set {}’s clock", client(world, id)),
        },
        Command::Move { leader: id, .. } => format!("move {}", leader(world, *id)),
        Command::Join(spec) => format!("add {}", spec.name()),
        Command::Leave { leader: id } => format!("remove {}", leader(world, *id)),
    }
}

/// An event in one sentence, with the names that hold in this world.
#[must_use]
pub fn describe_event(world: &World, event: &Event) -> String {
    let named = |id: &LeaderId| leader(world, *id);
    match event {
        Event::Accepted { leader, write, .. } => {
            format!(
                "{} accepted {} for {}, as {}.",
                named(leader),
                quoted(world, write),
                write.key,
                write.dot
            )
        }
        Event::Refused { leader, client: who, key, why } => {
            let reason = match why {
                WhyRefused::Down => "it is down",
                WhyRefused::NotThere => "it is not there",
            };
            format!("{} got no answer from {} about {key}: {reason}.", client(world, *who), named(leader))
        }
        Event::Answered { leader, client: who, key, versions, .. } => {
            let values: Vec<String> = versions.iter().map(|version| value_text(version)).collect();
            let answer = if values.is_empty() { "nothing".into() } else { list_of(&values) };
            format!("{} read {key} at {}: {answer}.", client(world, *who), named(leader))
        }
        Event::Applied { leader, write, kept, gone, .. } => {
            format!(
                "{} applied {} for {}{}.",
                named(leader),
                quoted(world, write),
                write.key,
                effect(write, kept, gone)
            )
        }
        Event::Sent { message } => message_sentence(world, message, "set out"),
        Event::Lost { message } => message_sentence(world, message, "was lost on the way"),
        Event::Held { message } => message_sentence(world, message, "came early and is held"),
        Event::Delivered { message } => message_sentence(world, message, "arrived"),
        Event::Stopped { message, why } => {
            let reason = match why {
                WhyStopped::Cut => "was stopped by a cut",
                WhyStopped::Down => "was stopped: one end is down",
                WhyStopped::Removed => "was stopped: the link is gone",
            };
            message_sentence(world, message, reason)
        }
        Event::Dropped { leader, dot, why } => {
            let reason = match why {
                WhyDropped::OwnMark => "it bears its own mark",
                WhyDropped::AlreadyApplied => "it had applied it already",
            };
            format!("{} dropped {dot}: {reason}.", named(leader))
        }
        other => describe_change(world, other),
    }
}

fn message_sentence(world: &World, message: &Message, what: &str) -> String {
    let LinkId { from, to } = message.link;
    format!("The message with {} from {} to {} {what}.", message.dot, leader(world, from), leader(world, to))
}

fn effect(write: &Write, kept: &[Dot], gone: &[(Dot, Fate)]) -> String {
    let own = gone.iter().find(|(dot, _)| *dot == write.dot).map(|(_, fate)| *fate);
    let others = |fate| gone.iter().any(|(dot, it)| *dot != write.dot && *it == fate);
    match own {
        Some(Fate::Superseded) => "; it had been superseded already".into(),
        Some(_) => "; it lost to what was there".into(),
        None if kept.len() > 1 => format!("; {} siblings now", kept.len()),
        None if others(Fate::Discarded) => "; it won over what was there".into(),
        None if others(Fate::Overwritten) => "; it overwrote what was there".into(),
        None if others(Fate::Superseded) => "; it replaced what its writer had seen".into(),
        None => String::new(),
    }
}

fn describe_change(world: &World, event: &Event) -> String {
    let named = |id: &LeaderId| leader(world, *id);
    let over = |link: &LinkId| format!("{} → {}", named(&link.from), named(&link.to));
    match event {
        Event::Crashed(leader) => format!("{} went down.", named(leader)),
        Event::Restarted(leader) => format!("{} is up again.", named(leader)),
        Event::Cut(link) => format!("{} was cut.", over(link)),
        Event::Healed(link) => format!("{} was healed.", over(link)),
        Event::LinkAdded(link) => format!("There is a link {} now.", over(link)),
        Event::LinkRemoved(link) => format!("The link {} is gone.", over(link)),
        Event::TopologyChanged => {
            format!("The topology is {} now.", world.topology.choice().title.to_lowercase())
        }
        Event::PolicyChanged => format!("The policy is {} now.", world.policy.choice().title.to_lowercase()),
        Event::LinksChanged => "Links behave otherwise now.".into(),
        Event::ClockSet { whose, clock } => {
            let owner = match whose {
                Whose::Leader(id) => leader(world, *id),
                Whose::Client(id) => client(world, *id),
            };
            format!("{owner}’s clock was set: {}.", describe_offset(clock.offset))
        }
        Event::Moved(leader) => format!("{} was moved.", named(leader)),
        Event::Joined(leader) => format!("{} joined.", named(leader)),
        Event::Left(leader) => format!("{} left.", named(leader)),
        Event::Ignored(why) => format!("A command did nothing: {why}."),
        Event::Halted => "The run has as many events as a run may have, and stops here.".into(),
        told => unreachable!("{told:?} is told with the data"),
    }
}
