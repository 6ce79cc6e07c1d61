//! A computation over many runs, in slices between frames while a dialog is open.

use std::cell::RefCell;
use std::rc::Rc;

use analysis::{CertaintySearch, Sweep};
use yew::prelude::*;

use crate::hooks::use_slices;

/// How many runs are done, and how many there are.
type Progress = (usize, usize);

/// A computation that can run in slices.
pub trait ManyRuns: 'static {
    /// Computes about this many more events. Returns whether there is more to do.
    fn advance(&mut self, events: usize) -> bool;
    /// How many runs are done, and how many there are.
    fn progress(&self) -> Progress;
}

impl ManyRuns for Sweep {
    fn advance(&mut self, events: usize) -> bool {
        Self::advance(self, events)
    }

    fn progress(&self) -> Progress {
        Self::progress(self)
    }
}

impl ManyRuns for CertaintySearch {
    fn advance(&mut self, events: usize) -> bool {
        Self::advance(self, events)
    }

    fn progress(&self) -> Progress {
        Self::progress(self)
    }
}

/// A handle to the computation.
pub struct SlicedJob<T: 'static> {
    runs: Runs<T>,
    progress: UseStateHandle<Progress>,
    working: UseStateHandle<bool>,
}

impl<T> Clone for SlicedJob<T> {
    fn clone(&self) -> Self {
        let Self { runs, progress, working } = self;
        Self { runs: runs.clone(), progress: progress.clone(), working: working.clone() }
    }
}

/// Equal while there is nothing new to show.
impl<T> PartialEq for SlicedJob<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.runs, &other.runs)
            && self.progress == other.progress
            && self.working == other.working
    }
}

impl<T: ManyRuns> SlicedJob<T> {
    /// Starts over.
    pub fn start(&self, runs: T) {
        self.progress.set(runs.progress());
        self.runs.replace(Some(runs));
        self.working.set(true);
    }

    /// Stops; what has been computed is still shown.
    pub fn stop(&self) {
        self.working.set(false);
    }

    /// The runs, to be resumed later.
    pub fn runs(&self) -> &Runs<T> {
        &self.runs
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
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.runs.borrow().as_ref().map(look)
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

/// The runs of a computation, which can outlive the component.
pub type Runs<T> = Rc<RefCell<Option<T>>>;

/// A computation that goes on while the component is mounted. It starts from the results of an earlier one.
#[hook]
pub fn use_sliced_job<T: ManyRuns>(earlier: impl FnOnce() -> Runs<T>) -> SlicedJob<T> {
    let runs = (*use_memo((), |()| earlier())).clone();
    let progress = use_state_eq(|| runs.borrow().as_ref().map_or((0, 0), ManyRuns::progress));
    let working = use_state_eq(|| false);
    {
        let (runs, progress, working_setter) = (runs.clone(), progress.setter(), working.setter());
        use_slices(*working, move |events| {
            if let Some(runs) = runs.borrow_mut().as_mut() {
                let has_more = runs.advance(events);
                progress.set(runs.progress());
                // It may have been stopped since this slice was due.
                if !has_more {
                    working_setter.set(false);
                }
            }
        });
    }
    SlicedJob { runs, progress, working }
}
