//! What happened, and what can be done, in plain words.

use replication::{
    ClientId, ClientRequest, Command, Dot, Entry, Event, Fate, Handled, Intervention, LeaderId, LinkId,
    Message, Offset, Operation, RequestedOperation, Stage, Then, Value, Way, Whose, WhyDropped, WhyIgnored,
    WhyRefused, WhyStopped, WhyWaiting, World, Write,
};

/// How a leader is called at this instant, or its id if it is not there.
pub(crate) fn leader(world: &World, id: LeaderId) -> String {
    world.leaders.get(&id).map_or_else(|| id.to_string(), |leader| leader.name.clone())
}

pub(crate) fn client(world: &World, id: ClientId) -> String {
    world.clients.get(&id).map_or_else(|| id.to_string(), |client| client.name.clone())
}

/// `“milk”`; `a deletion` for a tombstone.
#[must_use]
pub fn value_text(write: &Write) -> String {
    match &write.operation {
        Operation::Increment(by) => format!("{by:+}"),
        Operation::Add(item) => format!("+ “{item}”"),
        Operation::Remove(item) => format!("− “{item}”"),
        Operation::Assign { home, .. } => format!("home {home}"),
        _ => reading_text(write.value()),
    }
}

/// What is read: `“milk”`; `a deletion` where there is a tombstone.
#[must_use]
pub fn reading_text(value: Option<&Value>) -> String {
    value.map_or_else(|| "a deletion".into(), |value| format!("“{value}”"))
}

/// Everything that a read of a key returns: `“milk” and “eggs”`; `nothing` if it was never written.
#[must_use]
pub fn entry_text(entry: &Entry) -> String {
    let mut values: Vec<String> = entry.readings().map(reading_text).collect();
    match values.len() {
        0 => "nothing".into(),
        // Nearly always it is one, and every card tells many of them at every seek.
        1 => values.swap_remove(0),
        _ => list_of(&values),
    }
}

/// `Ana’s “milk”`.
#[must_use]
pub fn quoted(world: &World, write: &Write) -> String {
    let Some(writer) = write.client else {
        let at = leader(world, write.dot.leader);
        return match &write.operation {
            Operation::Assign { home, .. } => format!("{}’s assignment to {}", at, leader(world, *home)),
            _ => format!("{at}’s merge {}", value_text(write)),
        };
    };
    let name = client(world, writer);
    let genitive = if name.ends_with('s') { "’" } else { "’s" };
    match &write.operation {
        Operation::Delete => format!("{name}{genitive} deletion"),
        Operation::Insert(_) => format!("{name}{genitive} insert of {}", value_text(write)),
        Operation::Update(_) => format!("{name}{genitive} update to {}", value_text(write)),
        _ => format!("{name}{genitive} {}", value_text(write)),
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
        Command::Request(request) => describe_request(world, request),
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
        Command::Replication(_) => "change how writes are passed on".into(),
        Command::Partition { groups } => format!("partition: {}", partition(world, groups)),
        Command::HealAll {} => "heal all cuts".into(),
        Command::Skip(skipped) => format!("skip what stops {}", way(world, *skipped)),
        Command::Message(intervention) => describe_intervention(world, intervention),
        Command::Jump(jump) => match jump.by {
            Some(by) => format!("{}’s clock jumps by {by}", owner(world, jump.whose)),
            None => format!("put {}’s clock right", owner(world, jump.whose)),
        },
        Command::Assign { key, home, .. } => format!("{key} moves to {}", leader(world, *home)),
        Command::Clock(reset) => format!("set {}’s clock", owner(world, reset.whose)),
        Command::Move { leader: id, .. } => format!("move {}", leader(world, *id)),
        Command::Join(newcomer) => format!("add {}", newcomer.spec().name()),
        Command::Leave { leader: id } => format!("remove {}", leader(world, *id)),
    }
}

fn describe_request(world: &World, request: &ClientRequest) -> String {
    let (name, key) = (client(world, request.client), &request.key);
    match &request.operation {
        RequestedOperation::Put(value) => format!("{name} writes {key}: {value}"),
        RequestedOperation::Insert(value) => format!("{name} inserts {key}: {value}"),
        RequestedOperation::Update(value) => format!("{name} updates {key}: {value}"),
        RequestedOperation::Increment(by) => format!("{name} counts {key} {by:+}"),
        RequestedOperation::Add(item) => format!("{name} adds {item} to {key}"),
        RequestedOperation::Remove(item) => format!("{name} removes {item} from {key}"),
        RequestedOperation::Delete => format!("{name} deletes {key}"),
    }
}

/// `delay F1 from Frankfurt to Tokyo`.
fn describe_intervention(world: &World, intervention: &Intervention) -> String {
    let Intervention { link, dot, then, .. } = intervention;
    let channel = world.channels.get(link);
    let stage = channel.and_then(|channel| channel.meant_by(intervention)).map(|(_, sent)| sent.stage);
    let verb = match (then, stage) {
        (Then::Lost, _) => "lose",
        (Then::Doubled, _) => "double",
        (Then::Arrives(at), Some(Stage::Flying { arrives_at, .. })) if *at < arrives_at => "hasten",
        (Then::Arrives(_), Some(Stage::Doomed { .. })) => "save",
        (Then::Arrives(_), _) => "delay",
    };
    format!("{verb} {dot} from {} to {}", leader(world, link.from), leader(world, link.to))
}

fn owner(world: &World, whose: Whose) -> String {
    match whose {
        Whose::Leader(id) => leader(world, id),
        Whose::Client(id) => client(world, id),
    }
}

/// `Frankfurt and Tokyo apart from São Paulo`.
fn partition(world: &World, groups: &[Vec<LeaderId>]) -> String {
    let named =
        |group: &Vec<LeaderId>| list_of(&group.iter().map(|id| leader(world, *id)).collect::<Vec<_>>());
    groups.iter().map(named).collect::<Vec<_>>().join(" apart from ")
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
            let reason = refusal(world, *why);
            let verb = match why {
                WhyRefused::Down | WhyRefused::NotThere => "got no answer from",
                _ => "was refused by",
            };
            format!("{} {verb} {} about {key}: {reason}.", client(world, *who), named(leader))
        }
        Event::Answered { leader, client: who, key, versions, reading, .. } => {
            let each = || versions.iter().map(|version| value_text(version)).collect();
            let values: Vec<String> =
                reading.as_ref().map_or_else(each, |value| vec![reading_text(Some(value))]);
            let answer = if values.is_empty() { "nothing".into() } else { list_of(&values) };
            format!("{} read {key} at {}: {answer}.", client(world, *who), named(leader))
        }
        Event::Applied { leader, write, kept, gone, reading, .. } => {
            let what = reading
                .as_ref()
                .map_or_else(|| effect(write, kept, gone), |value| format!("; it is {value} now"));
            format!("{} applied {} for {}{what}.", named(leader), quoted(world, write), write.key)
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
        Event::Duplicated { message } => message_sentence(world, message, "was doubled on the way"),
        Event::Intervened { message, then } => match then {
            Then::Arrives(at) => message_sentence(world, message, &format!("was made to arrive at {at}")),
            Then::Lost => message_sentence(world, message, "was made to get lost"),
            Then::Doubled => message_sentence(world, message, "was made to be doubled"),
        },
        other => describe_apart(world, other),
    }
}

/// Why a client got no answer, or was refused.
#[must_use]
pub fn refusal(world: &World, why: WhyRefused) -> String {
    match why {
        WhyRefused::Down => "it is down".into(),
        WhyRefused::NotThere => "it is not there".into(),
        WhyRefused::CatchingUp => "it has not caught up yet".into(),
        WhyRefused::Misfit(misfit) => misfit.to_string(),
        WhyRefused::NotHome(home) => format!("its home is {}", leader(world, home)),
        WhyRefused::NoAnswer(home) => format!("its home {} gives no answer", leader(world, home)),
        WhyRefused::Moving => "it is moving to another home".into(),
    }
}

/// Why a command did nothing.
#[must_use]
pub fn idleness(world: &World, why: WhyIgnored) -> String {
    let named = |id: LeaderId| leader(world, id);
    let over = |link: LinkId| way(world, Way::One(link));
    match why {
        WhyIgnored::LeaderThere(id) => format!("there is a leader {} already", named(id)),
        WhyIgnored::DownAlready(id) => format!("{} is down already", named(id)),
        WhyIgnored::UpAlready(id) => format!("{} is up already", named(id)),
        WhyIgnored::StillJoining(id) => format!("{} has not caught up yet", named(id)),
        WhyIgnored::NotStopped(link) => format!("no write stops {}", over(link)),
        WhyIgnored::NoSuchLink(link) => format!("there is no link {}", over(link)),
        WhyIgnored::NotUnderWay(link, dot) => {
            format!("no such message with {dot} is under way from {} to {}", named(link.from), named(link.to))
        }
        other => other.to_string(),
    }
}

fn describe_apart(world: &World, event: &Event) -> String {
    let named = |id: &LeaderId| leader(world, *id);
    let over = |link: &LinkId| format!("{} → {}", named(&link.from), named(&link.to));
    match event {
        Event::Waits { leader, dot, why } => match why {
            WhyWaiting::Dependencies => {
                format!("{} keeps {dot} until it has what {dot} depends on.", named(leader))
            }
            WhyWaiting::Misfit(misfit) => format!("{} keeps {dot} until it fits: {misfit}.", named(leader)),
        },
        Event::Misfits { leader, dot, misfit, handled } => {
            let done = match handled {
                Handled::Skipped => "skipped",
                Handled::Upserted => "put all the same",
                Handled::Waits => "kept",
                Handled::StopsLink => "stopped the link at",
            };
            format!("{} {done} {dot}: {misfit}.", named(leader))
        }
        Event::LinkGoesOn(link) => format!("{} goes on.", over(link)),
        Event::Merged { leader, write, of } => {
            let of: Vec<String> = of.iter().map(Dot::to_string).collect();
            format!(
                "{} merged {} of {} into {}, as {}.",
                named(leader),
                list_of(&of),
                write.key,
                reading_text(write.value()),
                write.dot
            )
        }
        Event::MergeFailed { leader, key, fault, .. } => {
            format!("{} could not merge {key}, and keeps all of it: {fault}.", named(leader))
        }
        Event::Forwarded { request } => {
            let who = client(world, request.client);
            format!("{who}’s request about {} goes on: {}.", request.key, over(&request.link))
        }
        Event::Returned { request, dot } => {
            let who = client(world, request.client);
            format!("{who} has the answer about {} from {}: {dot}.", request.key, named(&request.link.from))
        }
        Event::Assigned { leader, key, home, .. } => {
            format!("{} learned that {} is home of {key}.", named(leader), named(home))
        }
        Event::TombstoneDropped { leader, key, dot } => {
            format!("{} dropped the tombstone {dot}, and forgot {key}.", named(leader))
        }
        Event::SnapshotSent { link, writes } => {
            format!("A snapshot of {writes} writes set out: {}.", over(link))
        }
        Event::SnapshotLoaded(link) => {
            format!("{} begins with {}’s snapshot.", named(&link.to), named(&link.from))
        }
        Event::SnapshotStopped(link) => format!("The snapshot {} was stopped.", over(link)),
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
        Some(Fate::Superseded) => match kept {
            [instead] if write.is_merge() => format!("; {instead} had taken its place already"),
            _ => "; it had been superseded already".into(),
        },
        Some(_) => "; it lost to what was there".into(),
        None if kept.len() > 1 => format!("; {} siblings now", kept.len()),
        None if others(Fate::Discarded) => "; it won over what was there".into(),
        None if others(Fate::Overwritten) => "; it overwrote what was there".into(),
        None if others(Fate::Superseded) && write.is_merge() => {
            let dots = gone.iter().map(|(dot, _)| dot.to_string());
            format!("; it took the place of {}", list_of(&dots.collect::<Vec<_>>()))
        }
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
        Event::TopologyChanged => "The topology was changed.".into(),
        Event::PolicyChanged => "The policy was changed.".into(),
        Event::LinksChanged => "Links behave otherwise now.".into(),
        Event::ReplicationChanged => "Writes are passed on otherwise now.".into(),
        Event::ClockSet { whose, clock } => {
            format!("{}’s clock was set: {}.", owner(world, *whose), describe_offset(clock.offset))
        }
        Event::Moved(leader) => format!("{} was moved.", named(leader)),
        Event::Joined(leader) => format!("{} joined.", named(leader)),
        Event::Left(leader) => format!("{} left.", named(leader)),
        Event::Ignored(why) => format!("A command did nothing: {}.", idleness(world, *why)),
        Event::Halted => "The run has as many events as a run may have, and stops here.".into(),
        told => unreachable!("{told:?} is told with the data"),
    }
}
