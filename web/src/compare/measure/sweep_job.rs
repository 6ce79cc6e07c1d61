//! The computation behind the dialog, in slices between frames.

use std::cell::RefCell;
use std::num::NonZeroUsize;
use std::rc::Rc;

use analysis::{Setting, Sweep};
use yew::prelude::*;

use crate::hooks::use_slices;

/// How far a computation is, in runs.
type Progress = (usize, usize);

/// A handle to the computation.
#[derive(Clone)]
pub struct SweepJob {
    sweep: Rc<RefCell<Option<Sweep>>>,
    progress: UseStateHandle<Progress>,
    working: UseStateHandle<bool>,
}

/// Equal while there is nothing new to show.
impl PartialEq for SweepJob {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.sweep, &other.sweep)
            && self.progress == other.progress
            && self.working == other.working
    }
}

impl SweepJob {
    /// Starts anew.
    pub fn start(&self, settings: Vec<Setting>, seeds: NonZeroUsize) {
        let sweep = Sweep::new(settings, seeds);
        self.progress.set(sweep.progress());
        self.sweep.replace(Some(sweep));
        self.working.set(true);
    }

    /// Stops; what has been computed is still shown.
    pub fn stop(&self) {
        self.working.set(false);
    }

    /// Whether it is being computed.
    pub fn is_working(&self) -> bool {
        *self.working
    }

    /// How many runs are done, and how many there are.
    pub fn progress(&self) -> Progress {
        *self.progress
    }

    /// Whether there is anything to show.
    pub fn has_results(&self) -> bool {
        self.progress.0 > 0
    }

    /// The results so far.
    pub fn with<T>(&self, look: impl FnOnce(&Sweep) -> T) -> Option<T> {
        self.sweep.borrow().as_ref().map(look)
    }

    /// How far it is, in words.
    pub fn status(&self) -> String {
        match (self.is_working(), self.progress()) {
            (_, (_, 0)) => String::new(),
            (true, (done, all)) => format!("{done} of {all} runs"),
            (false, (done, all)) if done < all => format!("Stopped after {done} of {all} runs"),
            (false, (_, all)) => format!("{all} runs"),
        }
    }
}

/// A computation that goes on while the component is mounted.
#[hook]
pub fn use_sweep() -> SweepJob {
    let sweep = use_memo((), |()| RefCell::new(None::<Sweep>));
    let progress = use_state_eq(|| (0, 0));
    let working = use_state_eq(|| false);
    {
        let (sweep, progress, working_setter) = (sweep.clone(), progress.setter(), working.setter());
        use_slices(*working, move |events| {
            if let Some(sweep) = sweep.borrow_mut().as_mut() {
                let has_more = sweep.advance(events);
                progress.set(sweep.progress());
                working_setter.set(has_more);
            }
        });
    }
    SweepJob { sweep, progress, working }
}
