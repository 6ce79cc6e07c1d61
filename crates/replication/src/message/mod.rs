//! A message: one write on its way over one link, and what a user changes about its delivery.

mod message_override;

use crate::id::LinkId;
use crate::versions::Dot;

pub use message_override::{DeliveryOverride, MessageOverride};

/// One message on one link, named by what it is, so that the name still fits after an edit elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// The link that carries it.
    pub link: LinkId,
    /// The write that it brings.
    pub dot: Dot,
    /// How many links the write has passed when this arrives.
    pub hops: u32,
    /// The how-manieth time it is sent, from 1.
    pub attempt: u32,
    /// Whether the link made it of another.
    pub copy: bool,
}
