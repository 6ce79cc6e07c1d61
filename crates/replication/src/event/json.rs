//! The JSON form of records in traces: one flat object with the time, the kind of event and its fields.
//!
//! JSON names are independent of Rust names. Times are in microseconds. Empty and default fields are left out.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::clock_owner::ClockOwner;
use crate::event::{
    ClientAttempt, DropReason, Event, FailureAction, IgnoreReason, Record, RefusalReason, RequestMessage,
    ResponseKind, StopReason, WaitsFor,
};
use crate::id::{LeaderId, LinkId};
use crate::leader::BufferReason;
use crate::logical::LogicalReading;
use crate::message::DeliveryOverride;
use crate::message::Message;
use crate::operation::Operation;
use crate::policy::RemovalReason;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields(serializer.serialize_map(None)?);
        fields.put("at_us", &self.at.0)?;
        fields.event(&self.event)?;
        fields.0.end()
    }
}

/// Writes the fields of one JSON object.
struct Fields<M>(M);

impl<M: SerializeMap> Fields<M> {
    #[expect(clippy::too_many_lines, reason = "one arm for each event")]
    fn event(&mut self, event: &Event) -> Result<(), M::Error> {
        match event {
            Event::Accepted { leader, write, observed, acknowledged, stated_context: _, request } => {
                self.at_leader("accepted", *leader)?;
                self.put("write", &WriteFields::of(write))?;
                self.put("read", observed)?;
                self.put_some("acknowledged", Some(acknowledged).filter(|acknowledged| !**acknowledged))?;
                self.put_some("request", request.as_ref())
            }
            Event::Refused { leader, client, key, reason, request } => {
                let kind = if reason.is_unanswered() { "unanswered" } else { "refused" };
                self.at_leader(kind, *leader)?;
                self.put("client", client)?;
                self.put("key", key)?;
                self.refusal(*reason)?;
                self.put_some("request", request.as_ref())
            }
            Event::Answered { leader, client, key, versions, reading, context, request } => {
                self.at_leader("answered", *leader)?;
                self.put("client", client)?;
                self.put("key", key)?;
                let versions: Vec<VersionFields<'_>> =
                    versions.iter().map(|write| VersionFields::of(write)).collect();
                self.put("versions", &versions)?;
                self.put_some("reading", reading.as_ref())?;
                self.put_some("context", ContextFields::unless_empty(context).as_ref())?;
                self.put_some("request", request.as_ref())
            }
            Event::RequestWaiting { leader, client, key, missing, request } => {
                self.at_leader("request-waiting", *leader)?;
                self.put("request", request)?;
                self.put("client", client)?;
                self.put("key", key)?;
                self.put("missing", missing)
            }
            Event::Applied { leader, write, via, kept, removed, reading } => {
                self.at_leader("applied", *leader)?;
                self.put("dot", &write.dot)?;
                self.put("key", &write.key)?;
                self.put_some("via", via.map(LinkFields::of).as_ref())?;
                self.put("kept", kept)?;
                let removed: BTreeMap<String, &str> = removed
                    .iter()
                    .map(|(dot, reason)| (dot.to_string(), removal_reason_id(*reason)))
                    .collect();
                self.put_some("removed", Some(&removed).filter(|removed| !removed.is_empty()))?;
                self.put_some("reading", reading.as_ref())
            }
            Event::Sent { message } => self.message("sent", message),
            Event::Lost { message } => self.message("lost", message),
            Event::Buffered { message, waits_for } => {
                self.message("buffered", message)?;
                let behind = match waits_for {
                    WaitsFor::EarlierMessages => None,
                    WaitsFor::Turn => Some("queue"),
                    WaitsFor::BlockedLink => Some("stopped-link"),
                };
                self.put_some("behind", behind.as_ref())
            }
            Event::Stopped { message, reason } => {
                self.message("stopped", message)?;
                self.put(
                    "reason",
                    match reason {
                        StopReason::Cut => "cut",
                        StopReason::Down => "down",
                        StopReason::Removed => "removed",
                    },
                )
            }
            Event::Delivered { message } => self.message("delivered", message),
            Event::Dropped { leader, dot, reason } => {
                self.at_leader("dropped", *leader)?;
                self.put("dot", dot)?;
                self.put(
                    "reason",
                    match reason {
                        DropReason::AlreadyPassed => "already-passed",
                        DropReason::AlreadyApplied => "already-applied",
                    },
                )
            }
            Event::Duplicated { message } => self.message("duplicated", message),
            Event::MessageOverridden { message, delivery } => {
                self.message("overridden", message)?;
                match delivery {
                    DeliveryOverride::ArriveAt(at) => self.put("arrives_at_us", &at.0),
                    DeliveryOverride::Lost => self.put("lost", &true),
                    DeliveryOverride::Duplicated => self.put("duplicated", &true),
                }
            }
            Event::WriteBuffered { leader, dot, reason } => {
                self.at_leader("write-buffered", *leader)?;
                self.put("dot", dot)?;
                self.put(
                    "reason",
                    match reason {
                        BufferReason::Dependencies => "dependencies",
                        BufferReason::Inapplicable(reason) => reason.id(),
                    },
                )
            }
            Event::Inapplicable { leader, dot, reason, action } => {
                self.at_leader("inapplicable", *leader)?;
                self.put("dot", dot)?;
                self.put("reason", reason.id())?;
                self.put(
                    "handled",
                    match action {
                        FailureAction::Skipped => "skipped",
                        FailureAction::Upserted => "upserted",
                        FailureAction::Buffered => "waits",
                        FailureAction::BlockedLink => "stops-link",
                    },
                )
            }
            Event::LinkResumed(link) => self.on_link("link-resumed", *link),
            Event::Merged { leader, write, sources } => {
                self.at_leader("merged", *leader)?;
                self.put("write", &WriteFields::of(write))?;
                self.put("sources", sources)
            }
            Event::MergeFailed { leader, key, sources, error } => {
                self.at_leader("merge-failed", *leader)?;
                self.put("key", key)?;
                self.put("sources", sources)?;
                self.put("error", &error.to_string())
            }
            Event::RequestForwarded { request } => self.request("forwarded", request),
            Event::RequestAnswered { request, dot } => {
                self.request("returned", request)?;
                self.put("dot", dot)
            }
            Event::HomeAssigned { leader, key, home, write } => {
                self.at_leader("home-assigned", *leader)?;
                self.put("key", key)?;
                self.put("home", home)?;
                self.put("dot", &write.dot)
            }
            Event::TombstoneRemoved { leader, key, dot } => {
                self.at_leader("tombstone-removed", *leader)?;
                self.put("key", key)?;
                self.put("dot", dot)
            }
            Event::SnapshotSent { link, writes } => {
                self.on_link("snapshot-sent", *link)?;
                self.put("writes", writes)
            }
            Event::SnapshotLoaded(link) => self.on_link("snapshot-loaded", *link),
            Event::SnapshotInterrupted(link) => self.on_link("snapshot-stopped", *link),
            Event::ReplicationChanged => self.kind("replication-changed"),
            Event::Crashed(leader) => self.at_leader("crashed", *leader),
            Event::Restarted(leader) => self.at_leader("restarted", *leader),
            Event::Cut(link) => self.on_link("cut", *link),
            Event::Healed(link) => self.on_link("healed", *link),
            Event::LinkAdded(link) => self.on_link("link-added", *link),
            Event::LinkRemoved(link) => self.on_link("link-removed", *link),
            Event::TopologyChanged => self.kind("topology-changed"),
            Event::PolicyChanged => self.kind("policy-changed"),
            Event::LinksChanged => self.kind("links-changed"),
            Event::ClockSet { owner, clock } => {
                self.kind("clock-set")?;
                match owner {
                    ClockOwner::Leader(leader) => self.put("leader", leader)?,
                    ClockOwner::Client(client) => self.put("client", client)?,
                }
                self.put("offset_us", &clock.offset.0)?;
                self.put("drift_ppm", &clock.drift_ppm)
            }
            Event::Moved(leader) => self.at_leader("moved", *leader),
            Event::Joined(leader) => self.at_leader("joined", *leader),
            Event::Draining(leader) => self.at_leader("draining", *leader),
            Event::Left(leader) => self.at_leader("left", *leader),
            Event::Purged { leader, dot } => {
                self.at_leader("purged", *leader)?;
                self.put("dot", dot)
            }
            Event::RequestSent { attempt } => self.attempt("request-sent", attempt),
            Event::RequestArrived { attempt, ahead } => {
                self.attempt("request-arrived", attempt)?;
                self.put("ahead", ahead)
            }
            Event::RetryRecognised { leader, client, key, request, dot } => {
                self.at_leader("retry-recognised", *leader)?;
                self.put("request", request)?;
                self.put("client", client)?;
                self.put("key", key)?;
                self.put("dot", dot)
            }
            Event::ResponseReceived { attempt, response } => {
                self.attempt("response-received", attempt)?;
                match response {
                    ResponseKind::Acknowledged(dot) => self.put("dot", dot),
                    ResponseKind::Answered => Ok(()),
                    ResponseKind::Refused(reason) => self.refusal(*reason),
                }
            }
            Event::RequestTimedOut { attempt } => self.attempt("request-timed-out", attempt),
            Event::Ignored(reason) => {
                self.kind("ignored")?;
                self.ignored(*reason)
            }
            Event::Halted => self.kind("halted"),
        }
    }

    fn put(&mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    fn put_some(&mut self, name: &'static str, value: Option<&impl Serialize>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.put(name, value))
    }

    fn kind(&mut self, kind: &'static str) -> Result<(), M::Error> {
        self.put("event", kind)
    }

    fn at_leader(&mut self, kind: &'static str, leader: LeaderId) -> Result<(), M::Error> {
        self.kind(kind)?;
        self.put("leader", &leader)
    }

    fn link(&mut self, link: LinkId) -> Result<(), M::Error> {
        self.put("from", &link.from)?;
        self.put("to", &link.to)
    }

    fn on_link(&mut self, kind: &'static str, link: LinkId) -> Result<(), M::Error> {
        self.kind(kind)?;
        self.link(link)
    }

    fn message(&mut self, kind: &'static str, message: &Message) -> Result<(), M::Error> {
        self.on_link(kind, message.link)?;
        self.put("dot", &message.dot)?;
        self.put("hops", &message.hops)?;
        self.put("attempt", &message.attempt)?;
        self.put_some("copy", Some(&true).filter(|_| message.is_duplicate))
    }

    fn request(&mut self, kind: &'static str, request: &RequestMessage) -> Result<(), M::Error> {
        self.on_link(kind, request.link)?;
        self.put("request", &request.number)?;
        self.put("client", &request.client)?;
        self.put("key", &request.key)?;
        self.put_some("client_request", request.attempt.map(|attempt| attempt.request).as_ref())
    }

    fn attempt(&mut self, kind: &'static str, attempt: &ClientAttempt) -> Result<(), M::Error> {
        let ClientAttempt { id, client, leader, key } = attempt;
        self.at_leader(kind, *leader)?;
        self.put("request", &id.request)?;
        self.put("attempt", &id.attempt)?;
        self.put("client", client)?;
        self.put("key", key)
    }

    fn refusal(&mut self, reason: RefusalReason) -> Result<(), M::Error> {
        let (reason, home) = match reason {
            RefusalReason::Down => ("down", None),
            RefusalReason::NotAMember => ("not-a-member", None),
            RefusalReason::CatchingUp => ("catching-up", None),
            RefusalReason::Inapplicable(reason) => (reason.id(), None),
            RefusalReason::NotHome(home) => ("not-home", Some(home)),
            RefusalReason::NoAnswer(home) => ("no-answer", Some(home)),
            RefusalReason::HomeMoving => ("moving", None),
            RefusalReason::Leaving => ("leaving", None),
            RefusalReason::SessionBehind => ("session-behind", None),
            RefusalReason::SessionTimeout => ("session-timeout", None),
            RefusalReason::ClientTimeout => ("client-timeout", None),
        };
        self.put("reason", reason)?;
        self.put_some("home", home.as_ref())
    }

    fn ignored(&mut self, reason: IgnoreReason) -> Result<(), M::Error> {
        let mut at_leader = |reason: &'static str, leader: LeaderId| {
            self.put("reason", reason)?;
            self.put("leader", &leader)
        };
        match reason {
            IgnoreReason::NoSuchLeader(leader) => at_leader("no-such-leader", leader),
            IgnoreReason::LeaderExists(leader) => at_leader("already-a-member", leader),
            IgnoreReason::AlreadyDown(leader) => at_leader("already-down", leader),
            IgnoreReason::AlreadyUp(leader) => at_leader("already-up", leader),
            IgnoreReason::IdRetired(leader) => at_leader("id-used-up", leader),
            IgnoreReason::StillJoining(leader) => at_leader("still-joining", leader),
            IgnoreReason::NoSuchClient(client) => {
                self.put("reason", "no-such-client")?;
                self.put("client", &client)
            }
            IgnoreReason::NoChange => self.put("reason", "already-so"),
            IgnoreReason::TooManyLeaders => self.put("reason", "leader-limit"),
            IgnoreReason::NoSuchWrite(dot) => self.ignored_write("no-such-write", dot),
            IgnoreReason::OriginIsMember(dot) => self.ignored_write("origin-is-member", dot),
            IgnoreReason::NeverWritten(dot) => self.ignored_write("never-written", dot),
            IgnoreReason::NoHomes => self.put("reason", "no-homes"),
            IgnoreReason::LinkNotBlocked(link) => self.ignored_on("not-stopped", link, None),
            IgnoreReason::NoSuchLink(link) => self.ignored_on("no-such-link", link, None),
            IgnoreReason::NotInFlight(link, dot) => self.ignored_on("not-in-flight", link, Some(dot)),
            IgnoreReason::AlreadyArrived(link, dot) => self.ignored_on("already-arrived", link, Some(dot)),
            IgnoreReason::AlreadyLost(link, dot) => self.ignored_on("already-lost", link, Some(dot)),
            IgnoreReason::AlreadyDuplicated(link, dot) => {
                self.ignored_on("already-duplicated", link, Some(dot))
            }
            IgnoreReason::NotInFuture(at) => {
                self.put("reason", "not-in-the-future")?;
                self.put("arrives_at_us", &at.0)
            }
        }
    }

    fn ignored_write(&mut self, reason: &'static str, dot: Dot) -> Result<(), M::Error> {
        self.put("reason", reason)?;
        self.put("dot", &dot)
    }

    fn ignored_on(&mut self, reason: &'static str, link: LinkId, dot: Option<Dot>) -> Result<(), M::Error> {
        self.put("reason", reason)?;
        self.link(link)?;
        self.put_some("dot", dot.as_ref())
    }
}

fn removal_reason_id(reason: RemovalReason) -> &'static str {
    match reason {
        RemovalReason::Superseded => "superseded",
        RemovalReason::Overwritten => "overwritten",
        RemovalReason::Discarded => "discarded",
    }
}

#[derive(serde::Serialize)]
struct LinkFields {
    from: LeaderId,
    to: LeaderId,
}

impl LinkFields {
    fn of(link: LinkId) -> Self {
        Self { from: link.from, to: link.to }
    }
}

/// A causal context: for each leader all writes up to a counter, and single dots beyond a gap.
#[derive(serde::Serialize)]
struct ContextFields {
    up_to: BTreeMap<LeaderId, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beyond: Vec<Dot>,
}

impl ContextFields {
    fn of(context: &CausalContext) -> Self {
        Self { up_to: context.vector().iter().collect(), beyond: context.dots_beyond_gaps().collect() }
    }

    fn unless_empty(context: &CausalContext) -> Option<Self> {
        (!context.is_empty()).then(|| Self::of(context))
    }
}

/// A version in the response to a read.
#[derive(serde::Serialize)]
struct VersionFields<'a> {
    dot: Dot,
    value: Option<&'a Value>,
}

impl<'a> VersionFields<'a> {
    fn of(write: &'a Write) -> Self {
        Self { dot: write.dot, value: write.value() }
    }
}

/// An operation, tagged by its name.
#[derive(serde::Serialize)]
#[serde(rename_all = "kebab-case")]
enum OperationFields<'a> {
    Put(&'a Value),
    Delete,
    Insert(&'a Value),
    Update(&'a Value),
    Increment(i64),
    Add(&'a Value),
    Remove(&'a Value),
    AssignHome { home: LeaderId, epoch: u64 },
}

#[derive(serde::Serialize)]
struct TimestampFields {
    time_us: i64,
    count: u64,
}

#[derive(serde::Serialize)]
struct WriteFields<'a> {
    dot: Dot,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<crate::id::ClientId>,
    key: &'a crate::key::Key,
    operation: OperationFields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ContextFields>,
    client_time_us: i64,
    leader_time_us: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_timestamp: Option<TimestampFields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dependencies: Option<ContextFields>,
    #[serde(skip_serializing_if = "<[Dot]>::is_empty")]
    sources: &'a [Dot],
}

impl<'a> WriteFields<'a> {
    fn of(write: &'a Write) -> Self {
        let operation = match &write.operation {
            Operation::Put(value) => OperationFields::Put(value),
            Operation::Delete => OperationFields::Delete,
            Operation::Insert(value) => OperationFields::Insert(value),
            Operation::Update(value) => OperationFields::Update(value),
            Operation::Increment(by) => OperationFields::Increment(*by),
            Operation::Add(item) => OperationFields::Add(item),
            Operation::Remove(item) => OperationFields::Remove(item),
            Operation::AssignHome { home, epoch } => {
                OperationFields::AssignHome { home: *home, epoch: *epoch }
            }
        };
        Self {
            dot: write.dot,
            client: write.client,
            key: &write.key,
            operation,
            row: write.row.as_ref(),
            context: ContextFields::unless_empty(&write.context),
            client_time_us: write.client_time,
            leader_time_us: write.leader_time,
            logical_timestamp: write.logical_time.map(|LogicalReading { timestamp, .. }| TimestampFields {
                time_us: timestamp.time,
                count: timestamp.count,
            }),
            dependencies: write.dependencies.as_ref().map(ContextFields::of),
            sources: &write.sources,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Micros;

    fn link() -> LinkId {
        LinkId::new("F".parse().unwrap(), "T".parse().unwrap())
    }

    fn json(event: Event) -> String {
        serde_json::to_string(&Record { at: Micros(108_250), event }).unwrap()
    }

    #[test]
    fn message_json_has_link_dot_hops_attempt_and_copy() {
        let dot = Dot::new("F".parse().unwrap(), 1);
        let of = |copy| Message { link: link(), dot, hops: 2, attempt: 3, is_duplicate: copy };
        let expected =
            r#"{"at_us":108250,"event":"delivered","from":"F","to":"T","dot":"F1","hops":2,"attempt":3}"#;
        assert_eq!(json(Event::Delivered { message: of(false) }), expected);
        assert!(json(Event::Delivered { message: of(true) }).ends_with(r#""attempt":3,"copy":true}"#));
    }

    #[test]
    fn refusal_json_has_the_number_of_a_request_that_waited() {
        let refused = |request| Event::Refused {
            leader: "T".parse().unwrap(),
            client: "ben".parse().unwrap(),
            key: "cart".parse().unwrap(),
            reason: RefusalReason::SessionTimeout,
            request,
        };
        assert!(json(refused(Some(3))).ends_with(r#""reason":"session-timeout","request":3}"#));
        assert!(json(refused(None)).ends_with(r#""reason":"session-timeout"}"#));
    }

    #[test]
    fn ignored_command_json_has_reason_and_subject() {
        let ignored = json(Event::Ignored(IgnoreReason::NoSuchLink(link())));
        assert!(
            ignored.ends_with(r#""event":"ignored","reason":"no-such-link","from":"F","to":"T"}"#),
            "{ignored}"
        );
    }
}
