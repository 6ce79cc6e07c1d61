//! Commands as short phrases, the names of edits: `cut Frankfurt ↔ Tokyo`.

use replication::{
    ClientRequest, Command, DeliveryOverride, DeliveryState, Dot, LeaderId, LinkId, MessageOverride,
    RequestedOperation, World,
};

use crate::names::{Names, list_of, name_in_sentence, possessive};
use crate::value::shown_value;

/// Describes a command as an edit is named in the undo list: `cut Frankfurt ↔ Tokyo`.
#[must_use]
pub fn describe_command<'a>(names: impl Into<Names<'a>>, command: &Command) -> String {
    let names = names.into();
    match command {
        Command::Request(request) => describe_request(names, request),
        Command::Read { client, key, .. } => format!("{} reads {key}", names.client(*client)),
        Command::Merge { client, key, value, .. } => {
            format!("{} merges {key}: {}", names.client(*client), shown_value(value))
        }
        Command::Crash { leader } => format!("crash {}", names.leader(*leader)),
        Command::Restart { leader } => format!("restart {}", names.leader(*leader)),
        Command::Cut(links) => format!("cut {}", names.links(*links)),
        Command::Heal(links) => format!("heal {}", names.links(*links)),
        Command::Connect(links) => format!("add link {}", names.links(*links)),
        Command::Disconnect(links) => format!("remove link {}", names.links(*links)),
        Command::Topology(topology) => {
            format!("change the topology to {}", topology.name().title.to_ascii_lowercase())
        }
        Command::Policy(policy) => {
            format!("change the policy to {}", policy.name().title.to_ascii_lowercase())
        }
        Command::Links(_) => "change link settings".into(),
        Command::Replication(_) => "change replication settings".into(),
        Command::Partition { groups } => format!("partition {}", partition(names, groups)),
        Command::HealAll {} => "heal all cuts".into(),
        Command::SkipWrite(links) => format!("skip the write that blocks {}", names.links(*links)),
        Command::OverrideMessage(intervention) => {
            let effect = message_effect(names.world(), intervention);
            describe_message_effect(names, intervention.link, intervention.dot, effect)
        }
        Command::StepClock(jump) => {
            let owner = possessive(&names.clock_owner(jump.owner));
            match jump.by {
                Some(by) => format!("step {owner} clock by {by}"),
                None => format!("set {owner} clock to true time"),
            }
        }
        Command::AssignHome { key, home, .. } => format!("assign {key} to {}", names.leader(*home)),
        Command::SetClock(reset) => format!("set {} clock", possessive(&names.clock_owner(reset.owner))),
        Command::Move { leader, .. } => format!("move {}", names.leader(*leader)),
        Command::Join(newcomer) => format!("add {}", name_in_sentence(&newcomer.spec().name())),
        Command::Leave { leader, drain: false } => format!("remove {}", names.leader(*leader)),
        Command::Leave { leader, drain: true } => format!("drain and remove {}", names.leader(*leader)),
        Command::Purge { write, at: None } => format!("purge {write}"),
        Command::Purge { write, at: Some(at) } => format!("purge {write} at {}", names.leader(*at)),
    }
}

fn describe_request(names: Names<'_>, request: &ClientRequest) -> String {
    let (name, key) = (names.client(request.client), &request.key);
    match &request.operation {
        RequestedOperation::Put(value) => format!("{name} writes {key}: {}", shown_value(value)),
        RequestedOperation::Insert(value) => format!("{name} inserts {key}: {}", shown_value(value)),
        RequestedOperation::Update(value) => format!("{name} updates {key}: {}", shown_value(value)),
        RequestedOperation::Increment(by) => format!("{name} increments {key} by {by}"),
        RequestedOperation::Add(item) => format!("{name} adds {} to {key}", shown_value(item)),
        RequestedOperation::Remove(item) => format!("{name} removes {} from {key}", shown_value(item)),
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
    /// It arrives, although the link would have dropped it.
    Deliver,
    /// The link drops it.
    Drop,
    /// The link delivers a second copy.
    Duplicate,
}

/// What an override does to its message, in the world at the instant it takes effect.
#[must_use]
pub fn message_effect(world: &World, intervention: &MessageOverride) -> MessageEffect {
    let channel = world.link_states.get(&intervention.link);
    let stage = channel.and_then(|channel| channel.find_message(intervention)).map(|(_, sent)| sent.state);
    match (intervention.delivery, stage) {
        (DeliveryOverride::Lost, _) => MessageEffect::Drop,
        (DeliveryOverride::Duplicated, _) => MessageEffect::Duplicate,
        (DeliveryOverride::ArriveAt(at), Some(DeliveryState::InFlight { arrives_at, .. }))
            if at < arrives_at =>
        {
            MessageEffect::DeliverSooner
        }
        (DeliveryOverride::ArriveAt(_), Some(DeliveryState::WillBeLost { .. })) => MessageEffect::Deliver,
        (DeliveryOverride::ArriveAt(_), _) => MessageEffect::Delay,
    }
}

/// `delay F1 from Frankfurt to Tokyo`.
#[must_use]
pub fn describe_message_effect<'a>(
    names: impl Into<Names<'a>>,
    link: LinkId,
    dot: Dot,
    effect: MessageEffect,
) -> String {
    let names = names.into();
    let (verb, adverb) = match effect {
        MessageEffect::DeliverSooner => ("deliver", " sooner"),
        MessageEffect::Delay => ("delay", ""),
        MessageEffect::Deliver => ("deliver", ""),
        MessageEffect::Drop => ("drop", ""),
        MessageEffect::Duplicate => ("duplicate", ""),
    };
    let (from, to) = (names.leader(link.from), names.leader(link.to));
    format!("{verb} {dot} from {from} to {to}{adverb}")
}

/// `Frankfurt and Tokyo from São Paulo`; `Frankfurt from the rest` if only one group is listed.
fn partition(names: Names<'_>, groups: &[Vec<LeaderId>]) -> String {
    let group_named =
        |group: &Vec<LeaderId>| list_of(&group.iter().map(|id| names.leader(*id)).collect::<Vec<_>>());
    match groups {
        [group] => format!("{} from the rest", group_named(group)),
        groups => groups.iter().map(group_named).collect::<Vec<_>>().join(" from "),
    }
}
