//! When a leader was down.

use analysis::outages;
use player::{LeaderId, Micros};

use crate::store::View;

/// Each stretch of time in which a leader was down or not there, from and to.
pub fn downtimes(view: &View, id: LeaderId) -> Vec<(Micros, Micros)> {
    // Down to the very end of the diagram, which is a little after the last event.
    let end = view.timeline().ends_at();
    let last = Micros(end.0 + end.0 / 16);
    outages(view.timeline(), id).into_iter().map(|outage| (outage.from, outage.to.unwrap_or(last))).collect()
}
