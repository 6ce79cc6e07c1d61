//! What else than messages goes from leader to leader, each as one line of the space-time diagram: requests of
//! clients that are passed on, the answers to them, and snapshots.

use std::collections::BTreeMap;

use imbl::Vector;
use replication::{
    ClientId, Event, ForwardedRequest, Key, LeaderId, LinkId, Micros, Record, RequestPhase, World,
};

use crate::message_spans::DeliveryOutcome;
use crate::records::Records;

/// One of these from its beginning to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// What it is.
    pub kind: TransferKind,
    /// The way that it goes.
    pub link: LinkId,
    /// Whose colour it has: the leader that the client asked, or that the snapshot is of.
    pub origin: LeaderId,
    /// When it set out.
    pub sent_at: Micros,
    /// The number of the record that tells of that.
    pub sent_record: usize,
    /// When it ended, and how; none if the run ends before it does.
    pub outcome: Option<(Micros, DeliveryOutcome)>,
    /// The number of the first record that tells what came of its arrival.
    pub arrival_record: Option<usize>,
}

/// What goes from leader to leader and is no message of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferKind {
    /// What a client asked for about a key.
    Request(ClientId, Key),
    /// The answer to that.
    Answer(ClientId, Key),
    /// A copy of another leader's store and log.
    Snapshot,
}

/// What tells one that is under way from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct TransferId {
    /// The number of the request; none for a snapshot.
    request: Option<u64>,
    link: LinkId,
    sent_at: Micros,
    is_answer: bool,
}

/// All of a run, in the order in which they set out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transfers {
    pub(crate) all: Vector<Transfer>,
    /// Those that have not ended: their numbers, and when they are due.
    open: BTreeMap<TransferId, (usize, Micros)>,
    /// Longer than any of the others took.
    longest: Micros,
}

impl Transfers {
    /// Notes what set out and what ended in a step, of which the records from `told` on tell.
    pub(crate) fn update(&mut self, world: &World, records: &Records, told: usize) {
        let is_any =
            !(world.forwarded_requests.is_empty() && world.pending_snapshots.is_empty() && self.open.is_empty());
        let mut fresh = records.range(told, records.len()).map(|(_, record)| record);
        if !is_any || (records.len() > told && !fresh.any(|record| may_change_transfers(&record.event))) {
            return;
        }
        let there: BTreeMap<TransferId, _> = requests(world).chain(snapshots(world)).collect();
        let under_way = std::mem::take(&mut self.open);
        let (left, ended) = under_way.into_iter().partition(|(trip, _)| there.contains_key(trip));
        self.open = left;
        ended.into_iter().for_each(|(trip, (number, due))| {
            // It comes through by the same rule as in the run: if its ends are connected when it is due.
            let came = due == world.now && world.is_connected(trip.link);
            self.end(number, world.now, came.then_some(told).filter(|told| *told < records.len()), came);
        });
        for (trip, (due, cargo, of)) in there {
            if !self.open.contains_key(&trip) {
                let sent = find_sending_record(records, told, &trip);
                let TransferId { link, sent_at, .. } = trip;
                self.open.insert(trip, (self.all.len(), due));
                self.all.push_back(Transfer {
                    kind: cargo,
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

    fn end(&mut self, number: usize, at: Micros, led_to: Option<usize>, came: bool) {
        if let Some(crossing) = self.all.get_mut(number) {
            let landing = if came { DeliveryOutcome::Delivered } else { DeliveryOutcome::Stopped };
            (crossing.outcome, crossing.arrival_record) = (Some((at, landing)), led_to);
            self.longest = self.longest.max(at - crossing.sent_at + Micros(1));
        }
    }

    fn count_while(&self, holds: impl Fn(&Transfer) -> bool) -> usize {
        crate::search::partition_point(self.all.len(), |number| self.all.get(number).is_some_and(&holds))
    }

    /// How many had set out up to and including an instant.
    pub(crate) fn count_at(&self, at: Micros) -> usize {
        self.count_while(|crossing| crossing.sent_at <= at)
    }

    /// Those that are under way at some time between two instants.
    pub(crate) fn open_between(&self, from: Micros, to: Micros) -> impl Iterator<Item = &Transfer> {
        let earliest = from - self.longest;
        let (first, last) = (self.count_while(|crossing| crossing.sent_at < earliest), self.count_at(to));
        let never_landed = self.open.values().map(|(number, _)| *number).filter(move |it| *it < first);
        let there = never_landed.chain(first..last).filter_map(|number| self.all.get(number));
        there.filter(move |crossing| crossing.outcome.is_none_or(|(at, _)| at >= from))
    }
}

/// Whether such a thing may have set out or ended where this happened: not by what messages do all the time.
fn may_change_transfers(event: &Event) -> bool {
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
    world.forwarded_requests.iter().filter_map(|(number, errand)| {
        let ForwardedRequest { origin: asked, message: ref request, .. } = *errand;
        let (client, key) = (request.client, request.key.clone());
        let (sent_at, due, is_back, cargo) = match errand.phase {
            RequestPhase::ToHome { sent_at, arrives_at } => {
                (sent_at, arrives_at, false, TransferKind::Request(client, key))
            }
            RequestPhase::ToOrigin { sent_at, arrives_at, .. } => {
                (sent_at, arrives_at, true, TransferKind::Answer(client, key))
            }
            RequestPhase::Undeliverable => return None,
        };
        let trip = TransferId { request: Some(*number), link: request.link, sent_at, is_answer: is_back };
        Some((trip, (due, cargo, asked)))
    })
}

fn snapshots(world: &World) -> impl Iterator<Item = (TransferId, (Micros, TransferKind, LeaderId))> {
    world.pending_snapshots.iter().filter_map(|(to, snapshot)| {
        let copy = snapshot.transfer.as_ref()?;
        let link = LinkId::new(snapshot.from, *to);
        let trip = TransferId { request: None, link, sent_at: copy.sent_at, is_answer: false };
        Some((trip, (copy.arrives_at, TransferKind::Snapshot, snapshot.from)))
    })
}

/// The number of the record, of those of a step, that tells that something set out. An answer sets out as its
/// write is accepted.
fn find_sending_record(records: &Records, told: usize, trip: &TransferId) -> usize {
    let tells = |record: &Record| match &record.event {
        Event::Accepted { leader, .. } => trip.is_answer && *leader == trip.link.from,
        Event::RequestForwarded { request } => !trip.is_answer && Some(request.number) == trip.request,
        Event::SnapshotSent { link, .. } => trip.request.is_none() && *link == trip.link,
        _ => false,
    };
    let mut step = records.range(told, records.len());
    step.find(|(_, record)| tells(record)).map_or(told, |(number, _)| number)
}
