//! Where requests come from, if not from a client next to the leader: the opening run has no others.

use deferred::deferred;
use timeline::Timeline;

use super::RequestOrigins;

deferred! {
    /// The origins of requests for the records from one number up to another.
    fn request_origins(timeline: &Timeline, first: usize, last: usize) -> RequestOrigins = RequestOrigins::track;
}
