//! Commands, as the names of edits: `cut Frankfurt ↔ Tokyo`.

use replication::{
    ClientRequest, Command, Dot, Intervention, LeaderId, LinkId, RequestedOperation, Stage, Then, Whose,
    World,
};

use crate::names::{client_name, leader_name, link_direction, list_of};

/// A command as the name of an edit: `cut Frankfurt ↔ Tokyo`.
#[must_use]
pub fn describe_command(world: &World, command: &Command) -> String {
    match command {
        Command::Request(request) => describe_request(world, request),
        Command::Read { client: who, key, .. } => format!("{} reads {key}", client_name(world, *who)),
        Command::Merge { client: who, key, value, .. } => {
            format!("{} merges {key}: {value}", client_name(world, *who))
        }
        Command::Crash { leader: id } => format!("crash {}", leader_name(world, *id)),
        Command::Restart { leader: id } => format!("restart {}", leader_name(world, *id)),
        Command::Cut(cut) => format!("cut {}", link_direction(world, *cut)),
        Command::Heal(healed) => format!("heal {}", link_direction(world, *healed)),
        Command::Connect(drawn) => format!("draw {}", link_direction(world, *drawn)),
        Command::Disconnect(taken) => format!("take out {}", link_direction(world, *taken)),
        Command::Topology(topology) => format!("topology: {}", topology.info().title.to_lowercase()),
        Command::Policy(policy) => format!("policy: {}", policy.info().title.to_lowercase()),
        Command::Links(_) => "change the links".into(),
        Command::Replication(_) => "change how writes are passed on".into(),
        Command::Partition { groups } => format!("partition: {}", partition(world, groups)),
        Command::HealAll {} => "heal all cuts".into(),
        Command::Skip(skipped) => format!("skip what stops {}", link_direction(world, *skipped)),
        Command::Message(intervention) => {
            let effect = message_effect(world, intervention);
            describe_message_effect(world, intervention.link, intervention.dot, effect)
        }
        Command::Jump(jump) => match jump.by {
            Some(by) => format!("{}’s clock jumps by {by}", clock_owner(world, jump.whose)),
            None => format!("put {}’s clock right", clock_owner(world, jump.whose)),
        },
        Command::Assign { key, home, .. } => format!("{key} moves to {}", leader_name(world, *home)),
        Command::Clock(reset) => format!("set {}’s clock", clock_owner(world, reset.whose)),
        Command::Move { leader: id, .. } => format!("move {}", leader_name(world, *id)),
        Command::Join(newcomer) => format!("add {}", newcomer.spec().name()),
        Command::Leave { leader: id } => format!("remove {}", leader_name(world, *id)),
    }
}

fn describe_request(world: &World, request: &ClientRequest) -> String {
    let (name, key) = (client_name(world, request.client), &request.key);
    match &request.operation {
        RequestedOperation::Put(value) => format!("{name} writes {key}: {value}"),
        RequestedOperation::Insert(value) => format!("{name} inserts {key}: {value}"),
        RequestedOperation::Update(value) => format!("{name} updates {key}: {value}"),
        RequestedOperation::Increment(by) => format!("{name} increments {key} by {by:+}"),
        RequestedOperation::Add(item) => format!("{name} adds {item} to {key}"),
        RequestedOperation::Remove(item) => format!("{name} removes {item} from {key}"),
        RequestedOperation::Delete => format!("{name} deletes {key}"),
    }
}

/// What an override does to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageEffect {
    /// It arrives sooner.
    DeliverSooner,
    /// It arrives later.
    Delay,
    /// It arrives although the link would have lost it.
    Deliver,
    /// The link loses it.
    Drop,
    /// The link makes a copy of it.
    Duplicate,
}

/// What an override does, in the world in which it takes effect.
#[must_use]
pub fn message_effect(world: &World, intervention: &Intervention) -> MessageEffect {
    let channel = world.channels.get(&intervention.link);
    let stage = channel.and_then(|channel| channel.meant_by(intervention)).map(|(_, sent)| sent.stage);
    match (intervention.then, stage) {
        (Then::Lost, _) => MessageEffect::Drop,
        (Then::Doubled, _) => MessageEffect::Duplicate,
        (Then::Arrives(at), Some(Stage::Flying { arrives_at, .. })) if at < arrives_at => {
            MessageEffect::DeliverSooner
        }
        (Then::Arrives(_), Some(Stage::Doomed { .. })) => MessageEffect::Deliver,
        (Then::Arrives(_), _) => MessageEffect::Delay,
    }
}

/// `delay F1 from Frankfurt to Tokyo`.
#[must_use]
pub fn describe_message_effect(world: &World, link: LinkId, dot: Dot, effect: MessageEffect) -> String {
    let (verb, adverb) = match effect {
        MessageEffect::DeliverSooner => ("deliver", " sooner"),
        MessageEffect::Delay => ("delay", ""),
        MessageEffect::Deliver => ("deliver", ""),
        MessageEffect::Drop => ("drop", ""),
        MessageEffect::Duplicate => ("duplicate", ""),
    };
    let (from, to) = (leader_name(world, link.from), leader_name(world, link.to));
    format!("{verb} {dot} from {from} to {to}{adverb}")
}

pub(crate) fn clock_owner(world: &World, whose: Whose) -> String {
    match whose {
        Whose::Leader(id) => leader_name(world, id),
        Whose::Client(id) => client_name(world, id),
    }
}

/// `Frankfurt and Tokyo apart from São Paulo`.
fn partition(world: &World, groups: &[Vec<LeaderId>]) -> String {
    let named =
        |group: &Vec<LeaderId>| list_of(&group.iter().map(|id| leader_name(world, *id)).collect::<Vec<_>>());
    groups.iter().map(named).collect::<Vec<_>>().join(" apart from ")
}
