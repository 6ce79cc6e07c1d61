//! The outages of a leader, as drawn on its lane.

use analysis::outages;
use player::{LeaderId, Micros};

use crate::store::View;

/// The start and end of each period in which a leader was down or absent.
pub fn downtimes(view: &View, id: LeaderId) -> Vec<(Micros, Micros)> {
    // An open outage extends to the end of the diagram, a little after the last event.
    let end = view.timeline().ends_at();
    let last = Micros(end.0 + end.0 / 16);
    outages(view.timeline(), id).into_iter().map(|outage| (outage.from, outage.to.unwrap_or(last))).collect()
}
