//! A lesson in an embed: the run of each step beside its panel, and the messages to the host page.

use std::rc::Rc;

use lessons::Record;
use player::Player;
use yew::prelude::*;

use crate::components::loading_note;
use crate::documents::reading;
use crate::embed::beside::Beside;
use crate::embed::contexts::{Problem, RunContexts};
use crate::embed::frame::Frame;
use crate::embed::options::EmbedOptions;
use crate::embed::parent_page::{Told, tell};
use crate::hooks::{Loading, use_chunk, use_fetch};
use crate::lesson_place::{Place, field_of};
use crate::lessons::{EmbeddedProps, LESSONS, LessonRef, OpenLesson, Standing, Views};
use crate::platform::page;
use crate::spotlight::Spotlight;
use crate::store::View;

/// The id of the lesson at a place within it: there is only one.
const THIS: &str = "this";

#[derive(Properties, PartialEq)]
pub struct LinkedLessonProps {
    pub place: Place,
    pub options: Rc<EmbedOptions>,
}

/// The lesson of an address, or a sentence saying why it cannot be read.
#[component]
pub fn LinkedLesson(props: &LinkedLessonProps) -> Html {
    let LinkedLessonProps { place, options } = props;
    let can_read = reading::get().is_some();
    let retry = use_fetch(!can_read, || Box::pin(async { reading::load().await.is_some() }));
    let views = use_chunk(&LESSONS, true);
    let ready = match &views {
        Loading::Ready(views) if can_read => Some(*views),
        Loading::Ready(_) | Loading::Underway | Loading::Failed(_) => None,
    };
    let read =
        use_memo((place.lesson.clone(), ready.is_some()), |(id, _)| ready.map(|views| (views.read)(id)));
    let retry = match views {
        Loading::Failed(retry) => Some(retry),
        Loading::Ready(_) | Loading::Underway => retry,
    };
    match ((*read).clone(), ready) {
        (Some(Ok(lesson)), Some(views)) => {
            let progress = field_of(&page::query(), "progress").unwrap_or_default().to_owned();
            let step = Record::place_in(&progress).unwrap_or(place.step);
            let place = Place { step: step.min(lesson.0.steps().len() - 1), ..place.clone() };
            let first = View(Player::new((**lesson.0.scenario(place.step)).clone()));
            let options = options.clone();
            html! {
                <RunContexts player={first}><LessonFrame {place} {lesson} {progress} views={LessonViews(views)} {options} /></RunContexts>
            }
        }
        (Some(Err(sentence)), _) => html! { <Problem {sentence} /> },
        (None, _) | (Some(Ok(_)), None) => loading_note(retry.as_ref()),
    }
}

/// The code of lessons, which is always the same.
#[derive(Clone, Copy)]
struct LessonViews(Views);

impl PartialEq for LessonViews {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[derive(Properties, PartialEq)]
struct LessonFrameProps {
    /// Where the lesson starts or resumes.
    place: Place,
    lesson: LessonRef,
    /// The learner's earlier progress.
    progress: String,
    views: LessonViews,
    options: Rc<EmbedOptions>,
}

/// The frame of a lesson. Its steps leave no trace in the host page's history.
#[component]
fn LessonFrame(props: &LessonFrameProps) -> Html {
    let step = use_state_eq(|| props.place.step);
    let shows = use_state_eq(String::new);
    let spotlight = use_state_eq(Spotlight::default);
    let height = use_state_eq(|| 0.0);
    let go = use_callback(step.setter(), |to: Option<Place>, step| {
        if let Some(to) = to {
            step.set(to.step);
        }
    });
    let show =
        use_callback((shows.setter(), spotlight.setter()), |(parts, pointed_out), (shows, spotlight)| {
            shows.set(parts);
            spotlight.set(pointed_out);
        });
    let onheight = use_callback(height.setter(), |now, height| height.set(now));
    let title = props.lesson.0.title().to_owned();
    let onstanding = use_callback(title.clone(), |standing, title| tell(&told(title, standing)));
    let options = Rc::new(props.options.of_step(&shows));
    let place = Place { lesson: THIS.to_owned(), step: *step };
    let open = OpenLesson { place: Some(place), opens_run: true, shows: (*shows).clone(), go, show };
    let panel = (props.views.0.embedded)(EmbeddedProps {
        open,
        lesson: props.lesson.clone(),
        progress: props.progress.clone(),
        onstanding,
        onheight,
    });
    let address = address(&Place { step: *step, ..props.place.clone() });
    let beside = Beside { panel, height: *height, title: title.into(), address: address.into() };
    html! {
        <ContextProvider<Spotlight> context={(*spotlight).clone()}><Frame {options} {beside} /></ContextProvider<Spotlight>>
    }
}

/// The address of the whole page with the lesson at a step.
fn address(place: &Place) -> String {
    match Place::is_link(&place.lesson) {
        true => format!("{}#{}", page::address(), place.lesson),
        false => format!("{}?{}", page::address(), place.query()),
    }
}

fn told(title: &str, standing: Standing) -> Told {
    let Standing { step, steps, done, score, progress } = standing;
    Told::Lesson { title: title.to_owned(), step, steps, done, finished: done == steps, score, progress }
}
