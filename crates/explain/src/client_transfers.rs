//! Labels for requests of clients away from leaders and the responses to them, and how many of them went wrong.

use analysis::{ClientMessageKind, ClientTransfer, ClientTransferEnd, client_transfers};
use replication::{Micros, World};
use timeline::{EventKind, Timeline};

use crate::names::{Names, list_of, possessive};

/// `10 ms: Ana’s request for cart to Tokyo, arrives at 110 ms`.
#[must_use]
pub fn describe_client_transfer(timeline: &Timeline, world: &World, transfer: &ClientTransfer) -> String {
    let names = Names::of_run(timeline, world);
    let attempt = &transfer.attempt;
    let (client, leader) = (names.client(attempt.client), names.leader(attempt.leader));
    let request = format!("{} request for {}", possessive(&client), attempt.key);
    let what = match attempt.id.attempt {
        1 => request,
        // The number is drawn on the line, and not in parentheses: speech control matches what is seen with the label.
        number => format!("attempt {number} of {request}"),
    };
    let course = match transfer.kind {
        ClientMessageKind::Request => format!("{what} to {leader}"),
        ClientMessageKind::Response => format!("the response to {what} from {leader}"),
    };
    let at = transfer.arrives_at;
    let end = match transfer.end {
        ClientTransferEnd::Received => format!("arrives at {at}"),
        ClientTransferEnd::Ignored => format!("arrives at {at}, when {client} is no longer waiting for it"),
        ClientTransferEnd::Lost => format!("is lost, because {leader} is unavailable at {at}"),
        ClientTransferEnd::InFlight => format!("will arrive at {at}"),
    };
    format!("{}: {course}, {end}", transfer.sent_at)
}

/// `Clients away from leaders send 3 requests, 1 of them a retry; 1 attempt times out.` Until an instant, or in the whole
/// run. Empty without any such request.
pub(crate) fn describe_requests(timeline: &Timeline, until: Option<Micros>) -> String {
    // A response that its client ignores may arrive after the last event.
    let until = until.unwrap_or(Micros(u64::MAX));
    let all = client_transfers(timeline, Micros::ZERO, until);
    let count = |holds: &dyn Fn(&ClientTransfer) -> bool| all.iter().filter(|it| holds(it)).count();
    let is_request = |it: &ClientTransfer| it.kind == ClientMessageKind::Request;
    let sent = count(&is_request);
    if sent == 0 {
        return String::new();
    }
    let requests = if sent == 1 { "1 request" } else { &format!("{sent} requests") };
    let retries = match count(&|it| is_request(it) && it.is_retry()) {
        0 => String::new(),
        1 => ", 1 of them a retry".into(),
        retries => format!(", {retries} of them retries"),
    };
    let timeouts = timeline.index().range(EventKind::RequestTimedOut, 0, timeline.count_at(until)).count();
    let trouble = [
        (timeouts, "attempt times out", "attempts time out"),
        (
            count(&|it| it.end == ClientTransferEnd::Ignored),
            "response comes too late",
            "responses come too late",
        ),
        (count(&|it| it.end == ClientTransferEnd::Lost), "request is lost", "requests are lost"),
    ];
    let trouble =
        trouble.into_iter().filter(|(count, ..)| *count > 0).map(|(count, one, more)| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {more}"),
        });
    let trouble: Vec<String> = trouble.collect();
    let trouble = if trouble.is_empty() { String::new() } else { format!("; {}", list_of(&trouble)) };
    format!("Clients away from leaders send {requests}{retries}{trouble}. ")
}
