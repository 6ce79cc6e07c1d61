//! How many events led to a selected event, follow from it, and are concurrent with it.

use analysis::{Causality, Relation};

/// `12 events led to this`, `30 follow from it`, `5 are concurrent with it`.
#[must_use]
pub fn describe_relations(causality: &Causality) -> [String; 3] {
    let past = match causality.count(Relation::Past) {
        0 => "No event led to this".to_owned(),
        1 => "1 event led to this".to_owned(),
        many => format!("{many} events led to this"),
    };
    let future = match causality.count(Relation::Future) {
        0 => "none follows from it".to_owned(),
        1 => "1 follows from it".to_owned(),
        many => format!("{many} follow from it"),
    };
    let concurrent = match causality.count(Relation::Concurrent) {
        0 => "none is concurrent with it".to_owned(),
        1 => "1 is concurrent with it".to_owned(),
        many => format!("{many} are concurrent with it"),
    };
    [past, future, concurrent]
}
