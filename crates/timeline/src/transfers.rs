//! Transfers: forwarded requests, their answers and snapshots, each one line of the space-time diagram.

use std::collections::BTreeMap;

use persistent::List;
use replication::gather;
use replication::{
    ClientId, Event, ForwardedRequest, Key, LeaderId, LinkId, Micros, Record, RequestPhase, World,
};

use crate::message_spans::DeliveryOutcome;
use crate::records::Records;

/// A forwarded request, an answer or a snapshot, from sending to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// What is transferred.
    pub kind: TransferKind,
    /// The link it takes.
    pub link: LinkId,
    /// The leader it originates from: the one the client contacted, or the source of the snapshot.
    pub origin: LeaderId,
    /// When it was sent.
    pub sent_at: Micros,
    /// The number of the record of its sending.
    pub sent_record: usize,
    /// When and how it ended; none if it is in transit when the run ends.
    pub outcome: Option<(Micros, DeliveryOutcome)>,
    /// The number of the first record caused by its arrival.
    pub arrival_record: Option<usize>,
}

/// What is transferred between leaders besides log messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferKind {
    /// A client's request for a key.
    Request(ClientId, Key),
    /// The answer to a client's request.
    Answer(ClientId, Key),
    /// A copy of another leader's store and log.
    Snapshot,
}

/// Identifies a transfer among those in transit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct TransferId {
    /// The number of the request; none for a snapshot.
    request: Option<u64>,
    link: LinkId,
    sent_at: Micros,
    is_answer: bool,
}

/// All transfers of a run, by sending.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transfers {
    pub(crate) all: List<Transfer>,
    /// Transfers that have not ended: their numbers, and when they are due.
    open: BTreeMap<TransferId, (usize, Micros)>,
    /// At least the duration of every transfer that has ended.
    longest: Micros,
}

impl Transfers {
    /// Notes which transfers were sent and which ended in a step, whose records begin at `first_new`. Only some events
    /// change them, and steps without any.
    pub(crate) fn update(&mut self, world: &World, records: &Records, first_new: usize) {
        let is_any = !(world.forwarded_requests.is_empty()
            && world.pending_snapshots.is_empty()
            && self.open.is_empty());
        if !is_any {
            return;
        }
        let there: BTreeMap<TransferId, _> = gather(requests(world).chain(snapshots(world)));
        let under_way = std::mem::take(&mut self.open);
        let (left, ended) = under_way.into_iter().partition(|(id, _)| there.contains_key(id));
        self.open = left;
        ended.into_iter().for_each(|(id, (number, due))| {
            // The simulation's own rule: it is delivered if its ends are connected when it is due.
            let is_delivered = due == world.now && world.is_connected(id.link);
            self.end(
                number,
                world.now,
                is_delivered.then_some(first_new).filter(|number| *number < records.len()),
                is_delivered,
            );
        });
        for (id, (due, kind, of)) in there {
            if !self.open.contains_key(&id) {
                let sent = find_sending_record(records, first_new, &id);
                let TransferId { link, sent_at, .. } = id;
                self.open.insert(id, (self.all.len(), due));
                self.all.push_back(Transfer {
                    kind,
                    link,
                    origin: of,
                    sent_at,
                    sent_record: sent,
                    outcome: None,
                    arrival_record: None,
                });
            }
        }
    }

    fn end(&mut self, number: usize, at: Micros, led_to: Option<usize>, is_delivered: bool) {
        if let Some(transfer) = self.all.get_mut(number) {
            let outcome = if is_delivered { DeliveryOutcome::Delivered } else { DeliveryOutcome::Stopped };
            (transfer.outcome, transfer.arrival_record) = (Some((at, outcome)), led_to);
            self.longest = self.longest.max(at - transfer.sent_at + Micros(1));
        }
    }

    fn count_while(&self, holds: impl Fn(&Transfer) -> bool) -> usize {
        crate::search::partition_point(self.all.len(), |number| self.all.get(number).is_some_and(&holds))
    }

    /// How many had been sent up to and including an instant.
    pub(crate) fn count_at(&self, at: Micros) -> usize {
        self.count_while(|transfer| transfer.sent_at <= at)
    }

    /// Those that overlap a stretch of time.
    pub(crate) fn open_between(&self, from: Micros, to: Micros) -> impl Iterator<Item = &Transfer> {
        let earliest = from - self.longest;
        let (first, last) = (self.count_while(|transfer| transfer.sent_at < earliest), self.count_at(to));
        let open = self.open.values().map(|(number, _)| *number).filter(move |it| *it < first);
        let there = open.chain(first..last).filter_map(|number| self.all.get(number));
        there.filter(move |transfer| transfer.outcome.is_none_or(|(at, _)| at >= from))
    }
}

/// Whether an event may start or end a transfer. Excludes the frequent events of messages.
pub(crate) fn may_change_transfers(event: &Event) -> bool {
    !matches!(
        event,
        Event::Sent { .. }
            | Event::Lost { .. }
            | Event::Buffered { .. }
            | Event::Duplicated { .. }
            | Event::Delivered { .. }
            | Event::Applied { .. }
            | Event::Dropped { .. }
            | Event::Answered { .. }
    )
}

fn requests(world: &World) -> impl Iterator<Item = (TransferId, (Micros, TransferKind, LeaderId))> {
    world.forwarded_requests.iter().filter_map(|(number, forwarded)| {
        let ForwardedRequest { origin: asked, message: ref request, .. } = *forwarded;
        let (client, key) = (request.client, request.key.clone());
        let (sent_at, due, is_back, kind) = match forwarded.phase {
            RequestPhase::ToHome { sent_at, arrives_at } => {
                (sent_at, arrives_at, false, TransferKind::Request(client, key))
            }
            RequestPhase::ToOrigin { sent_at, arrives_at, .. } => {
                (sent_at, arrives_at, true, TransferKind::Answer(client, key))
            }
            RequestPhase::WaitsAtHome | RequestPhase::Undeliverable => return None,
        };
        let id = TransferId { request: Some(*number), link: request.link, sent_at, is_answer: is_back };
        Some((id, (due, kind, asked)))
    })
}

fn snapshots(world: &World) -> impl Iterator<Item = (TransferId, (Micros, TransferKind, LeaderId))> {
    world.pending_snapshots.iter().filter_map(|(to, snapshot)| {
        let copy = snapshot.transfer.as_ref()?;
        let link = LinkId::new(snapshot.source, *to);
        let id = TransferId { request: None, link, sent_at: copy.sent_at, is_answer: false };
        Some((id, (copy.arrives_at, TransferKind::Snapshot, snapshot.source)))
    })
}

/// The number of the record of a transfer's sending, among those of a step. An answer is sent when its write is
/// accepted.
fn find_sending_record(records: &Records, first_new: usize, id: &TransferId) -> usize {
    let is_sending = |record: &Record| match &record.event {
        Event::Accepted { leader, .. } => id.is_answer && *leader == id.link.from,
        Event::RequestForwarded { request } => !id.is_answer && Some(request.number) == id.request,
        Event::SnapshotSent { link, .. } => id.request.is_none() && *link == id.link,
        _ => false,
    };
    let mut step = records.range(first_new, records.len());
    step.find(|(_, record)| is_sending(record)).map_or(first_new, |(number, _)| number)
}
