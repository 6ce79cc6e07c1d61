//! The search for counterexamples, a slice before each frame, once the rule has not changed for a moment.

use analysis::{LawOptions, LawSearch, LawVerdict, ValueType, observed_values};
use replication::MergeRule;
use yew::prelude::*;

use crate::hooks::{Slice, use_is_stable};
use crate::platform::frames::Frames;
use crate::store::use_settings;

/// How far a search is.
#[derive(Clone, Debug, PartialEq)]
pub enum LawProgress {
    /// It has tried this many of 100 cases.
    Searching(usize),
    /// It is finished.
    Finished(Box<Findings>),
}

/// What a search has found out.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// What is known about each law.
    pub verdicts: Vec<LawVerdict>,
    /// Whether any two values could be merged.
    pub has_merged: bool,
    /// How many cases were tried.
    pub tried: usize,
    /// The types of values that the rule is for.
    pub types: Vec<ValueType>,
}

impl LawProgress {
    fn of(search: &LawSearch) -> Self {
        if search.is_finished() {
            let (verdicts, tried, types) = (search.verdicts(), search.tried(), search.types());
            let has_merged = search.has_merged();
            return Self::Finished(Box::new(Findings { verdicts, has_merged, tried, types }));
        }
        Self::Searching(100 * search.tried() / search.cases().max(1))
    }
}

/// Searches for values on which a rule does not obey a law. A rule that changes ends the search about the one before.
#[hook]
pub fn use_law_search(rule: &MergeRule) -> LawProgress {
    let view = use_settings();
    let progress = use_state_eq(|| LawProgress::Searching(0));
    let search = use_mut_ref(|| None::<(MergeRule, LawSearch)>);
    let is_stable = use_is_stable(rule.clone());
    let is_finished = matches!(*progress, LawProgress::Finished(_));
    let is_current = search.borrow().as_ref().is_some_and(|(of, _)| of == rule);
    let works = is_stable && !(is_current && is_finished);
    {
        let (progress, search) = (progress.setter(), search.clone());
        use_effect_with((rule.clone(), works), move |(rule, works)| {
            let frames = works.then(|| {
                let options =
                    LawOptions { values: observed_values(view.timeline()), ..LawOptions::default() };
                *search.borrow_mut() = Some((rule.clone(), LawSearch::new(rule, &options)));
                progress.set(LawProgress::Searching(0));
                let slice = Slice::default();
                Frames::start(move |frame_us| {
                    if let Some((_, search)) = search.borrow_mut().as_mut() {
                        slice.run(frame_us, |steps| {
                            search.step(steps);
                        });
                        progress.set(LawProgress::of(search));
                    }
                })
            });
            move || drop(frames)
        });
    }
    match is_current && is_stable {
        true => (*progress).clone(),
        false => LawProgress::Searching(0),
    }
}
