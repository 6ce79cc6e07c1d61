//! The session of the open lesson: it opens the run of each step, hides what a prediction asks for, and ticks goals.

use std::rc::Rc;
use std::sync::Arc;

use lessons::{COURSE, CourseLesson, Lesson, LookAt, Part, Session};
use player::{DocumentAction, Micros, PlaybackAction, SPEEDS, Speed, ViewAction};
use scenario::{Permalink, Scenario};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::documents::take_over_entry;
use crate::lesson_place::Place;
use crate::lessons::open::OpenLesson;
use crate::lessons::{own, progress};
use crate::platform::page;
use crate::spotlight::Spotlight;
use crate::store::{View, use_dispatch, use_view};

/// A lesson, equal to itself only.
#[derive(Clone)]
pub struct LessonRef(pub Arc<Lesson>);

impl PartialEq for LessonRef {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The session with the means to change it.
#[derive(Clone, PartialEq)]
pub struct Learner {
    /// The session.
    pub session: Session,
    /// Whether the learner has changed the run, or opened another.
    pub is_edited: bool,
    /// Changes the session.
    pub set: Callback<Session>,
    /// Opens the run of the step again and plays it.
    pub watch: Callback<()>,
}

/// The lesson with this id, or of this link.
///
/// # Errors
/// A sentence saying why there is none.
pub fn read_lesson(id: &str) -> Result<LessonRef, String> {
    let lesson = if Place::is_link(id) {
        Lesson::from_link(id).map_err(|error| error.to_string())
    } else {
        let course = COURSE.iter().find(|lesson| lesson.id == id).map(CourseLesson::read);
        let Some(found) = course.or_else(|| own::kept(id).map(|json| Lesson::from_json(&json))) else {
            return Err("This lesson is not stored in this browser. Ask for its link or its file.".to_owned());
        };
        found.map_err(|error| error.to_string())
    };
    let lesson = lesson.map_err(|error| format!("This lesson cannot be read: {error}."))?;
    Ok(LessonRef(Arc::new(lesson)))
}

/// The lesson with this id, or of this link; or a sentence saying why there is none.
#[hook]
pub fn use_lesson_named(id: &str) -> Result<LessonRef, String> {
    (*use_memo(id.to_owned(), |id| read_lesson(id))).clone()
}

/// Keeps the lesson of a link, and goes to it by the id that it has then.
#[hook]
pub fn use_lesson_of_link(open: &OpenLesson, id: &str) {
    let go = open.go.clone();
    use_effect_with(id.to_owned(), move |id| {
        if let (true, Ok(lesson)) = (Place::is_link(id), Lesson::from_link(id)) {
            // Back leads to what was before the link, not to the link.
            page::replace_entry("", &page::entry_state());
            go.emit(Some(Place::start(&own::keep(&lesson))));
        }
    });
}

/// The session of this lesson at the step that is open.
#[hook]
pub fn use_learner(open: &OpenLesson, lesson: &Arc<Lesson>) -> Learner {
    let view = use_view();
    let dispatch = use_dispatch();
    let step = open.place.as_ref().map_or(0, |place| place.step);
    let state = use_state_eq(|| Session::new(lesson.clone(), step));
    let session = match state.place() == step && Arc::ptr_eq(state.lesson(), lesson) {
        true => (*state).clone(),
        false => Session::new(lesson.clone(), step),
    };
    let scenario = lesson.scenario(session.place()).clone();
    let is_edited = **view.scenario() != *scenario;
    let watch = {
        let (dispatch, session) = (dispatch.clone(), session.clone());
        use_callback((session.place(), Arc::as_ptr(lesson) as usize), move |(), _| {
            open_run(&dispatch, &session)
        })
    };
    {
        let (watch, state, opens_run) = (watch.clone(), state.setter(), open.opens_run);
        let entered = session.clone();
        let place = open.place.clone();
        let place_id = place.as_ref().map(|place| place.lesson.clone()).unwrap_or_default();
        use_effect_with((place, opens_run), move |_| {
            state.set(entered.at(entered.place()));
            // The lesson of a link is kept first.
            if opens_run && !Place::is_link(&place_id) {
                // The step has an entry of its own already, even if the run before was written to it in the meantime.
                take_over_entry();
                watch.emit(());
            }
        });
    }
    use_step_shown(open, &session, &dispatch);
    use_page_given_back(&view, &dispatch);
    use_horizon(&view, &dispatch, session.horizon().filter(|_| !is_edited));
    let has_begun = use_has_begun(open, is_edited);
    let reached = use_reached(&view, &session, &scenario) && has_begun;
    let set = use_callback(state.setter(), |session: Session, state| state.set(session));
    {
        let (set, session) = (set.clone(), session.clone());
        use_effect_with(reached, move |reached| {
            if *reached {
                set.emit(session.reached());
            }
        });
    }
    Learner { session, is_edited, set, watch }
}

/// Opens the run of a step, and plays it to where the step stops.
fn open_run(dispatch: &Dispatcher, session: &Session) {
    let step = session.step();
    let scenario: Scenario = (**session.lesson().scenario(session.place())).clone();
    dispatch.emit(DocumentAction::Open(Box::new(Permalink { at: step.from, ..Permalink::of(scenario) })));
    dispatch.emit(PlaybackAction::HideAfter(session.horizon()));
    play(dispatch, step.from, step.asked_at());
}

/// The maximum time to watch a stretch of a run.
const LONGEST_STRETCH_SECONDS: u64 = 6;
/// The speed of short stretches, in simulated microseconds per second.
const USUAL_RATE: u64 = 50_000;

/// Plays a stretch of the run, faster the longer it is.
pub fn play(dispatch: &Dispatcher, from: Micros, to: Micros) {
    let needed = (to.saturating_sub(from).0 / LONGEST_STRETCH_SECONDS).max(USUAL_RATE);
    let is_enough = |speed: &&Speed| match speed {
        Speed::OneByOne => false,
        Speed::Rate(rate) => *rate >= needed,
    };
    // They are listed slowest first.
    if let Some(speed) = SPEEDS.iter().find(is_enough) {
        dispatch.emit(PlaybackAction::SetSpeed(*speed));
    }
    dispatch.emit(PlaybackAction::PlayTo(to));
}

/// Shows the parts of the page that the step needs, and points out what it speaks of.
#[hook]
fn use_step_shown(open: &OpenLesson, session: &Session, dispatch: &Dispatcher) {
    let (show, dispatch) = (open.show.clone(), dispatch.clone());
    let (lesson, place) = (session.lesson().clone(), session.place());
    use_effect_with((Arc::as_ptr(&lesson) as usize, place), move |_| {
        let step = &lesson.steps()[place];
        let shows: Vec<&str> = step.shows.iter().map(|part| word(*part)).collect();
        let leaders = step.look_at.iter().filter_map(|it| match it {
            LookAt::Leader(leader) => Some(*leader),
            LookAt::Link { .. } => None,
        });
        let links = step.look_at.iter().filter_map(LookAt::link);
        show.emit((shows.join(" "), Spotlight { leaders: leaders.collect(), links: links.collect() }));
        dispatch.emit(ViewAction::ShowVectors(step.shows.contains(&Part::Vectors)));
        dispatch.emit(ViewAction::ShowScreens(step.shows.contains(&Part::Screens)));
    });
}

/// How the page's style names a part.
fn word(part: Part) -> &'static str {
    match part {
        Part::Diagram => "diagram",
        Part::Verdicts => "verdicts",
        Part::Vectors => "vectors",
        Part::Matrix => "matrix",
        Part::Details => "details",
        Part::Homes => "homes",
        Part::Screens => "screens",
        Part::MergeCode => "merge_code",
        Part::Figures => "figures",
    }
}

/// Hides what comes after an instant, whatever else has been opened in the meantime.
#[hook]
fn use_horizon(view: &View, dispatch: &Dispatcher, wanted: Option<Micros>) {
    let dispatch = dispatch.clone();
    let is_computing = view.is_computing();
    use_effect_with((wanted, view.horizon(), is_computing), move |(wanted, hidden, is_computing)| {
        if wanted != hidden && !is_computing {
            dispatch.emit(PlaybackAction::HideAfter(*wanted));
        }
    });
}

/// When the lesson is left, unhides the run, and restores what the stage showed before.
#[hook]
fn use_page_given_back(view: &View, dispatch: &Dispatcher) {
    let before = *use_memo((), |()| (view.shows_vectors(), view.shows_screens()));
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        move || {
            dispatch.emit(PlaybackAction::HideAfter(None));
            dispatch.emit(ViewAction::ShowVectors(before.0));
            dispatch.emit(ViewAction::ShowScreens(before.1));
        }
    });
}

/// Whether the step's run has been shown since the learner came to it. Until then the run before is shown, and what it has
/// reached does not count.
#[hook]
fn use_has_begun(open: &OpenLesson, is_edited: bool) -> bool {
    let begun = use_mut_ref(|| None::<Place>);
    if !is_edited || !open.opens_run {
        begun.replace(open.place.clone());
    }
    *begun.borrow() == open.place
}

/// Whether the goal of the step is reached at the instant that is shown.
#[hook]
fn use_reached(view: &View, session: &Session, scenario: &Arc<Scenario>) -> bool {
    let goal = session.step().practice.as_ref().filter(|_| session.task() == lessons::Task::Practice);
    let timeline = view.timeline().clone();
    let is_untouched = **view.scenario() == **scenario;
    let key = (Rc::as_ptr(&timeline) as usize, view.frame().count, session.place(), goal.is_some());
    *use_memo(key, |_| {
        !is_untouched
            && goal.is_some_and(|practice| practice.when.holds(view.scenario(), &timeline, view.at()))
    })
}

/// Keeps that the step has been done, once it asks for nothing more.
pub fn keep_progress(id: &str, session: &Session) {
    match session.task() {
        lessons::Task::Watch | lessons::Task::Done => progress::keep(id, session.place() + 1),
        lessons::Task::Predict | lessons::Task::Practice => {}
    }
}
