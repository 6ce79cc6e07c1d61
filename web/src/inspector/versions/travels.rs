//! The ways of writes through the run, and the versions of a key, looked for once for a run and not at every instant.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use analysis::{KeyVersions, Propagation, propagation_of};
use player::{Dot, Key};
use timeline::Timeline;
use yew::prelude::*;

use crate::components::event_line;
use crate::dispatcher::Dispatcher;
use crate::store::{View, use_view};

/// A run, equal to itself alone.
#[derive(Clone)]
struct Run(Rc<Timeline>);

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The ways of these writes.
#[hook]
pub fn use_propagation(dots: BTreeSet<Dot>) -> Rc<BTreeMap<Dot, Propagation>> {
    let view = use_view();
    use_memo((Run(view.timeline().clone()), dots), |(run, dots)| propagation_of(&run.0, dots))
}

/// All versions of a key in the run, whether or not they are there yet.
#[hook]
pub fn use_key_versions(key: &Key) -> Rc<Vec<Dot>> {
    let view = use_view();
    use_memo((Run(view.timeline().clone()), key.clone()), |(run, key)| KeyVersions::of_run(&run.0, key))
}

/// What happened to a write so far, hop by hop: the last of it, if that is much.
pub fn propagation_steps(view: &View, dispatch: &Dispatcher, journey: &Propagation, most: usize) -> Html {
    let steps = journey.records_before(view.frame().count);
    let left_out = steps.len().saturating_sub(most);
    let is_all = steps.len() < journey.records.len() || journey.omitted == 0;
    html! {
        <div class="way">
            if left_out > 0 {
                <p class="help">{ format!("{left_out} steps before these are left out.") }</p>
            }
            <ol class="told-list">{ for steps[left_out..].iter().map(|number| event_line(view, dispatch, *number, false)) }</ol>
            if !is_all {
                <p class="help">{ format!("and {} more", journey.omitted) }</p>
            }
        </div>
    }
}
