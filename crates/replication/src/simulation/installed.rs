//! The code of the simulation that the opening run does not need: everything but writes at the client's own leader that are
//! replicated over links without loss.

use std::sync::Arc;

use deferred::deferred;

use super::Simulation;
use super::queue::Scheduled;
use crate::attempt_id::AttemptId;
use crate::command::{ClientRequest, Command};
use crate::event::{IgnoreReason, RefusalReason};
use crate::forwarded_request::WriteRequest;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::key::Key;
use crate::leader::LogEntry;
use crate::message::Message;
use crate::operation::Inapplicable;
use crate::policy::{MergeAttempt, VersionRule};
use crate::routes::Route;
use crate::shared_map::Slot;
use crate::time::Micros;
use crate::waiting_request::WaitingRequest;
use crate::write::Write;

deferred! {
    /// Executes a command.
    fn execute(run: &mut Simulation, command: &Command) -> Result<(), IgnoreReason> = Simulation::try_execute;
    /// Processes what is due.
    fn process(run: &mut Simulation, entry: Scheduled) = Simulation::process;
    /// Serves waiting requests, and removes leaders that have drained.
    fn settle(run: &mut Simulation) = Simulation::settle_waiting;
    /// Sends a write over the network.
    fn send_write(run: &mut Simulation, request: &ClientRequest, client: &Slot<ClientId>, leader: LeaderId) =
        Simulation::send_write;
    /// Refuses a request that came over the network.
    fn refuse_attempt(run: &mut Simulation, leader: LeaderId, attempt: AttemptId, reason: RefusalReason) =
        Simulation::refuse_attempt;
    /// Acknowledges a write that came over the network.
    fn acknowledge_attempt(run: &mut Simulation, leader: &Slot<LeaderId>, attempt: AttemptId, write: &Write) =
        Simulation::acknowledge_attempt;
    /// Accepts a write with an idempotency key.
    fn accept_keyed(
        run: &mut Simulation, leader: &Slot<LeaderId>, write: WriteRequest, number: u64, acknowledges: bool
    ) -> Option<Arc<Write>> = Simulation::accept_keyed;
    /// Has the home of a key accept a write.
    fn route(run: &mut Simulation, leader: &Slot<LeaderId>, write: WriteRequest, home: LeaderId, from: i64) =
        Simulation::route;
    /// Learns the new home of keys.
    fn learn_home(run: &mut Simulation, leader: &Slot<LeaderId>, write: &Arc<Write>, home: LeaderId, epoch: u64) =
        Simulation::learn_home;
    /// Whether a leader serves a client that has seen more.
    fn admit_behind(run: &mut Simulation, request: WaitingRequest) -> bool = Simulation::admit_behind;
    /// Stores a merge.
    fn merge(run: &mut Simulation, leader: &Slot<LeaderId>, key: &Key, attempt: MergeAttempt) = Simulation::merge;
    /// A write from before a change of policy.
    fn convert(run: &Simulation, leader: &Slot<LeaderId>, write: &Arc<Write>, rule: VersionRule) -> Arc<Write> =
        Simulation::convert;
    /// Begins the lifetime of a tombstone.
    fn begin_lifetime(run: &mut Simulation, leader: &Slot<LeaderId>, write: &Write, lifetime: Micros) =
        Simulation::begin_lifetime;
    /// Handles a write that cannot be applied.
    fn handle_inapplicable(
        run: &mut Simulation, leader: &Slot<LeaderId>, entry: LogEntry, via: LinkId, reason: Inapplicable
    ) = Simulation::handle_inapplicable;
    /// Retries buffered writes and blocked links.
    fn retry_waiting(run: &mut Simulation, leader: &Slot<LeaderId>) = Simulation::retry_waiting;
    /// Why a write blocks its link.
    fn reason_to_block(run: &Simulation, route: &Route, entry: &LogEntry) -> Option<Inapplicable> =
        Simulation::reason_to_block;
    /// Has a message wait for its turn.
    fn take_turn(run: &mut Simulation, route: &Route, index: usize, message: Message) = Simulation::take_turn;
    /// Puts a message into the queue of its receiver.
    fn queue_message(run: &mut Simulation, route: &Route, index: usize) = Simulation::queue_message;
    /// Adds a duplicate of a message.
    fn add_duplicate(
        run: &mut Simulation, link: &Slot<LinkId>, message: &Message, index: usize, sent_at: Micros, arrives_at: Micros
    ) = Simulation::add_duplicate;
}
