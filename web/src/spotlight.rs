//! What the stage points out: leaders and links that a lesson speaks of.

use player::{LeaderId, LinkId};
use yew::prelude::*;

/// What is pointed out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spotlight {
    /// Leaders.
    pub leaders: Vec<LeaderId>,
    /// Links, each direction of its own.
    pub links: Vec<LinkId>,
}

/// What is pointed out now.
#[hook]
pub fn use_spotlight() -> Spotlight {
    use_context().unwrap_or_default()
}
