//! The propagation of writes and the versions of a key, computed once per run and not at every instant.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use analysis::{KeyVersions, Propagation, propagation_of};
use player::{Dot, Key};
use yew::prelude::*;

use crate::components::event_line;
use crate::dispatcher::Dispatcher;
use crate::inspector::run_identity::RunIdentity;
use crate::store::{View, use_view};

/// How each of these writes propagates through the run.
#[hook]
pub fn use_propagation(dots: BTreeSet<Dot>) -> Rc<BTreeMap<Dot, Propagation>> {
    let view = use_view();
    use_memo((RunIdentity(view.timeline().clone()), dots), |(run, dots)| propagation_of(&run.0, dots))
}

/// All versions of a key in the whole run, those after the playhead included.
#[hook]
pub fn use_key_versions(key: &Key) -> Rc<Vec<Dot>> {
    let view = use_view();
    use_memo((RunIdentity(view.timeline().clone()), key.clone()), |(run, key)| {
        KeyVersions::of_run(&run.0, key)
    })
}

/// The propagation of a write up to the playhead, hop by hop: its last `most` steps.
pub fn propagation_steps(view: &View, dispatch: &Dispatcher, propagation: &Propagation, most: usize) -> Html {
    let steps = propagation.records_before(view.frame().count);
    let left_out = steps.len().saturating_sub(most);
    let is_all = steps.len() < propagation.records.len() || propagation.omitted == 0;
    html! {
        <div class="way">
            if left_out > 0 {
                <p class="help">{ format!("{left_out} earlier steps are not shown.") }</p>
            }
            <ol class="told-list">{ for steps[left_out..].iter().map(|number| event_line(view, dispatch, *number, false)) }</ol>
            if !is_all {
                <p class="help">{ format!("and {} more", propagation.omitted) }</p>
            }
        </div>
    }
}
