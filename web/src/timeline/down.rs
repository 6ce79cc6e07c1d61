//! When a leader was down.

use replication::{Event, LeaderId, Micros};
use timeline::Sign;

use crate::store::View;

/// Each stretch of time in which a leader was down or not there, from and to.
pub fn times_down(view: &View, id: LeaderId) -> Vec<(Micros, Micros)> {
    let mut stretches = Vec::new();
    let at_first = view.scenario().leaders.iter().any(|spec| spec.id == id);
    let mut since = (!at_first).then_some(Micros::ZERO);
    let numbers = view.timeline().index().next(&[Sign::Leader], 0);
    for record in numbers.filter_map(|number| view.timeline().records().get(number)) {
        match &record.event {
            Event::Crashed(leader) | Event::Left(leader) if *leader == id => {
                since = since.or(Some(record.at))
            }
            Event::Restarted(leader) | Event::Joined(leader) if *leader == id => {
                stretches.extend(since.take().map(|from| (from, record.at)));
            }
            _ => {}
        }
    }
    // Down to the very end of the diagram, which is a little after the last event.
    let end = view.timeline().ends_at();
    stretches.extend(since.map(|from| (from, Micros(end.0 + end.0 / 16))));
    stretches
}
