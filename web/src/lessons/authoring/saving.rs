//! Saving the lesson that is being made: as a file, as a link, or tried at once.

use lessons::Draft;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::documents::{TextFile, save_text, use_connection};
use crate::lesson_place::Place;
use crate::lessons::open::OpenLesson;
use crate::lessons::own;
use crate::platform::{clipboard, page};

#[derive(Properties, PartialEq)]
pub struct SavingProps {
    pub draft: Draft,
    pub ondraft: Callback<Draft>,
    pub open: OpenLesson,
}

/// The buttons below the steps.
#[component]
pub fn Saving(props: &SavingProps) -> Html {
    let said = use_state_eq(|| "");
    let connection = use_connection();
    let Ok(lesson) = props.draft.lesson() else {
        return html! { <p class="help">{ "Add a step to try, save or share the lesson." }</p> };
    };
    let ontry = {
        let (go, lesson) = (props.open.go.clone(), lesson.clone());
        move |_: MouseEvent| go.emit(Some(Place::start(&own::keep(&lesson))))
    };
    let onsave = {
        let (lesson, title, said) = (lesson.clone(), props.draft.title.clone(), said.setter());
        move |_: MouseEvent| {
            if let Some(connection) = &connection {
                let said = said.clone();
                let file = TextFile::of_lesson(&title, lesson.to_json());
                save_text(file, &connection.page, Callback::from(move |()| said.set("Saved as a file.")));
            }
        }
    };
    let oncopy = {
        let (link, said) = (format!("{}#{}", page::address(), lesson.to_link()), said.setter());
        move |_: MouseEvent| {
            let (link, said) = (link.clone(), said.clone());
            spawn_local(async move {
                said.set(match clipboard::copy(&link).await {
                    true => "Copied. The link holds the whole lesson.",
                    false => "Copying was blocked. Save the lesson as a file instead.",
                });
            });
        }
    };
    let onclear = {
        let ondraft = props.ondraft.clone();
        move |_: MouseEvent| {
            own::forget_draft();
            ondraft.emit(Draft::default());
        }
    };
    html! {
        <div class="saving">
            <div class="button-row">
                <button class="button" type="button" data-kind="main" onclick={ontry}>{ "Try it" }</button>
                <button class="button" type="button" onclick={oncopy}>{ "Copy link" }</button>
                <button class="button" type="button" onclick={onsave}>{ "Save as file" }</button>
                <button class="button" type="button" data-kind="ghost" onclick={onclear}>{ "Start a new lesson" }</button>
            </div>
            <p class="said" role="status">{ *said }</p>
        </div>
    }
}
