//! Verdicts at the playhead: checks follow the run once, in slices between frames, and are then looked up.

use std::cell::RefCell;
use std::rc::Rc;

use analysis::{Check, CheckRun, Verdict};
use timeline::Timeline;
use yew::prelude::*;

use crate::platform::frames::Frames;
use crate::platform::page;
use crate::store::use_view;

/// This many records are followed at once, before the first frame.
const FIRST_RECORDS: usize = 1_000;
/// This many are followed between two looks at the time.
const STEP_RECORDS: usize = 50;
/// How long a slice takes, in milliseconds: it leaves time to draw a frame.
const SLICE_MS: f64 = 8.0;

/// The verdicts, or how far the checks are.
pub enum Verdicts {
    /// They are known at the playhead.
    Known(Vec<Verdict>),
    /// The checks have not come to the playhead yet: percent of the run.
    Underway(usize),
}

/// What is followed: another run, or other invariants, start over.
#[derive(Clone)]
struct Subject {
    timeline: Rc<Timeline>,
    invariants: Vec<String>,
}

impl PartialEq for Subject {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline) && self.invariants == other.invariants
    }
}

/// Checks that follow a run.
type Followed = RefCell<CheckRun<Rc<Timeline>>>;

/// The verdicts of checks, and of the invariants of the run, at the playhead.
#[hook]
pub fn use_verdicts(checks: &'static [&'static Check]) -> Verdicts {
    let view = use_view();
    let subject =
        Subject { timeline: view.timeline().clone(), invariants: view.scenario().invariants.clone() };
    let followed: Rc<Followed> = use_memo(subject.clone(), |subject| {
        let invariants = view.scenario().stated_invariants();
        let mut run = CheckRun::new(subject.timeline.clone(), checks, &invariants);
        run.advance_by(FIRST_RECORDS);
        RefCell::new(run)
    });
    let all = view.timeline().records().len();
    let complete = followed.borrow().complete();
    // Each slice renders the component again.
    let note_slice = use_state_eq(|| 0).setter();
    use_effect_with((subject, complete < all), {
        let followed = followed.clone();
        move |(_, is_underway)| {
            let frames = is_underway.then(|| Frames::start(move |_| note_slice.set(follow_slice(&followed))));
            move || drop(frames)
        }
    });
    let verdicts = view.verdicts(&followed.borrow());
    verdicts.map_or_else(|| Verdicts::Underway(complete * 100 / all.max(1)), Verdicts::Known)
}

/// Follows some more records. Returns how many can be asked about.
fn follow_slice(followed: &Followed) -> usize {
    let mut run = followed.borrow_mut();
    let until = page::now_ms() + SLICE_MS;
    while run.advance_by(STEP_RECORDS) && page::now_ms() < until {}
    run.complete()
}
