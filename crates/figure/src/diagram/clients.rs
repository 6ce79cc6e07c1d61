//! The client lanes below the leader lanes: which clients have one, and the shapes of their requests.

use analysis::ClientEventKind;
use timeline::EventKind;

/// With more clients than this, there are no client lanes.
pub const MAX_CLIENT_LANES: usize = 24;
/// Events with a mark on a client lane but none on a leader lane.
pub const CLIENT_ONLY_EVENTS: &[EventKind] = &[EventKind::Forwarded];

/// The outline of a request's mark around the origin, as an SVG path.
#[must_use]
pub fn client_outline(kind: ClientEventKind) -> &'static str {
    match kind {
        ClientEventKind::Wrote => {
            "M-2.5-4.5h5a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2z"
        }
        ClientEventKind::Read => "M4.5 0A4.5 4.5 0 1 1-4.5 0 4.5 4.5 0 1 1 4.5 0z",
        ClientEventKind::Refused => "M-4-4l8 8m0-8l-8 8",
        ClientEventKind::Forwarded => "M0-4l5 8h-10z",
        ClientEventKind::Answered => "M0 4l5-8h-10z",
    }
}
