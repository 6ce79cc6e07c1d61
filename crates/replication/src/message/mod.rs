//! Messages: one write in transit over one link, and user overrides of its delivery.

mod message_override;

use crate::id::LinkId;
use crate::versions::Dot;

pub use message_override::{DeliveryOverride, MessageOverride};

/// The identity of one message on one link. It has no serial number, so it survives edits elsewhere in the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// The link that carries it.
    pub link: LinkId,
    /// The write that it carries.
    pub dot: Dot,
    /// The hop count of the write on arrival.
    pub hops: u32,
    /// The attempt number, from 1.
    pub attempt: u32,
    /// Whether it is a duplicate that the link made.
    pub is_duplicate: bool,
}
