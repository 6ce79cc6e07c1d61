//! The embed dialog: what is embedded and how, a preview, and the code to copy.

use replication::shown_name;
use scenario::MAX_LINK_CHARS;
use yew::prelude::*;

use crate::components::{Dialog, Styled, loading_note};
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::embed::studio::choices::Choices;
use crate::embed::studio::code::Code;
use crate::embed::studio::copy_field::CopyField;
use crate::embed::studio::form::StudioForm;
use crate::embed::studio::preview::Preview;
use crate::embed::studio::qr_field::QrField;
use crate::embed::studio::scorm_field::ScormField;
use crate::embed::studio::subject::Subject;
use crate::hooks::{Loading, use_chunk};
use crate::lesson_place::Place;
use crate::lessons::{LESSONS, LessonRef, use_lesson};
use crate::platform::page;
use crate::store::{use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct StudioDialogProps {
    pub onclose: Callback<()>,
}

/// The dialog. The embed of a run is of the instant at which it was opened.
#[component]
pub fn StudioDialog(props: &StudioDialogProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let choices = use_state_eq(Choices::default);
    let link = use_memo((), |()| {
        let mut permalink = view.permalink();
        permalink.at = at;
        permalink.encode()
    });
    let title = shown_name(&view.scenario().title, "Untitled run").into_owned();
    let run = Embedded { title, purpose: None, subject: Subject::Run((*link).clone()) };
    let show_link = use_show_dialog().reform(|_: MouseEvent| Some(DialogKind::Share));
    let (content, is_of_lesson) = match use_open_lesson() {
        Err(retry) => (loading_note(retry.as_ref()), true),
        Ok(lesson) => {
            let is_of_lesson = lesson.is_some() && choices.is_of_lesson;
            let has_lesson = lesson.is_some();
            let embedded = lesson.filter(|_| is_of_lesson).unwrap_or(run);
            (studio(&choices, &embedded, has_lesson), is_of_lesson)
        }
    };
    let title = if is_of_lesson { "Embed this lesson" } else { "Embed this run" };
    html! {
        <Dialog id="embed-title" {title} onclose={props.onclose.clone()} lists_terms={false}>
            <Styled sheet="studio.css">
                <div class="body studio" data-everyday="link frame page">
                    { content }
                    <div class="button-row"><button class="button" type="button" onclick={show_link}>{ "Share as a link…" }</button></div>
                </div>
            </Styled>
        </Dialog>
    }
}

/// What is embedded, with its words.
struct Embedded {
    title: String,
    /// What it is for, if it is a lesson.
    purpose: Option<String>,
    subject: Subject,
}

/// The lesson that is open, if one is.
///
/// # Errors
/// While the code of lessons is not there: the callback tries again if it could not be fetched.
#[hook]
fn use_open_lesson() -> Result<Option<Embedded>, Option<Callback<MouseEvent>>> {
    let place = use_lesson().place.filter(|place| !place.is_new());
    let views = use_chunk(&LESSONS, place.is_some());
    match (place, views) {
        (None, _) => Ok(None),
        (Some(place), Loading::Ready(views)) => {
            Ok((views.read)(&place.lesson).ok().map(|lesson| embedded(&place, &lesson)))
        }
        (Some(_), Loading::Underway) => Err(None),
        (Some(_), Loading::Failed(retry)) => Err(Some(retry)),
    }
}

fn embedded(place: &Place, LessonRef(lesson): &LessonRef) -> Embedded {
    let subject = match lessons::COURSE.iter().any(|course| course.id == place.lesson) {
        true => Subject::Course(place.lesson.clone()),
        false => Subject::Lesson(lesson.to_link()),
    };
    Embedded { title: lesson.title().to_owned(), purpose: Some(lesson.purpose().to_owned()), subject }
}

/// The choices, the embed as it will be, and its code.
fn studio(choices: &UseStateHandle<Choices>, embedded: &Embedded, has_lesson: bool) -> Html {
    let Choices { options, size, .. } = &**choices;
    let onchoose = {
        let choices = choices.setter();
        Callback::from(move |chosen: Choices| choices.set(chosen))
    };
    let Embedded { title, purpose, subject } = embedded;
    let page = page::address();
    let code = Code { page: &page, subject, title };
    let form = html! { <StudioForm choices={(**choices).clone()} {has_lesson} {onchoose} /> };
    if subject.link().len() > MAX_LINK_CHARS {
        return html! {
            <>
                if has_lesson {
                    { form }
                }
                <p>{ "This run is too large for a link, so it cannot be embedded." }</p>
            </>
        };
    }
    let address = code.address(options);
    html! {
        <>
            <p class="quiet">{ match purpose {
                None => "The frame shows this run at this instant. It holds the whole run, and stores nothing about its readers.",
                Some(_) => "The frame shows this lesson from its first step. It stores nothing about its learners, but reports their progress to the host page.",
            } }</p>
            <div class="studio-parts">
                { form }
                <Preview source={address.clone()} size={*size} />
            </div>
            <CopyField id="embed-code" label="HTML" text={code.iframe(options, *size)} />
            <CopyField id="embed-element" label="HTML with a script that adjusts the height" text={code.element(options, *size)} />
            <CopyField id="embed-markdown" label="Markdown link to the whole page" text={code.markdown()} />
            <QrField address={code.whole()} title={title.clone()} />
            if let Some(purpose) = purpose {
                <ScormField title={title.clone()} purpose={purpose.clone()} {address} />
            }
        </>
    }
}
