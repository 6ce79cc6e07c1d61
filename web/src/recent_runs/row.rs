//! One document in the list of recent runs, with its actions.

use player::DocumentId;
use yew::prelude::*;

use super::thumbnail::thumbnail;
use crate::components::{Icon, InPlaceField, icon};
use crate::documents::{Listed, Summary};

/// An action on a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    Open(DocumentId),
    Rename(DocumentId, String),
    Duplicate(DocumentId),
    Delete(DocumentId),
    SaveAsFile(DocumentId),
}

#[derive(Properties, PartialEq)]
pub struct RowProps {
    pub listed: Listed,
    /// Whether it is the document that is shown.
    pub is_current: bool,
    pub ontask: Callback<Task>,
}

/// A document: its picture and title, which open it, and buttons.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let is_renaming = use_state_eq(|| false);
    let task = |task: Task| props.ontask.reform(move |_: MouseEvent| task.clone());
    let id = props.listed.id().clone();
    let delete = button("Delete", &props.listed, Icon::Trash, task(Task::Delete(id.clone())));
    let save = button("Save as file", &props.listed, Icon::Download, task(Task::SaveAsFile(id.clone())));
    let Listed::Readable(summary) = &props.listed else {
        return html! {
            <li class="run">
                <div class="told"><b>{ "A run that cannot be read" }</b><span>{ "It is damaged, or a newer version of Polyleader stored it. It is kept unchanged." }</span></div>
                <div class="button-row">{ save }{ delete }</div>
            </li>
        };
    };
    let rename = {
        let is_renaming = is_renaming.setter();
        Callback::from(move |_: MouseEvent| is_renaming.set(true))
    };
    let ended = {
        let (id, before) = (summary.id.clone(), summary.title.clone());
        let (ontask, is_renaming) = (props.ontask.clone(), is_renaming.setter());
        Callback::from(move |title: Option<String>| {
            is_renaming.set(false);
            if let Some(title) = title.filter(|title| *title != before) {
                ontask.emit(Task::Rename(id.clone(), title));
            }
        })
    };
    let current = props.is_current.then_some("true");
    html! {
        <li class="run" aria-current={current}>
            if *is_renaming {
                <InPlaceField label="Title" text={summary.title.clone()} focus_next=".recent > .input" onend={ended} />
            } else {
                <button class="choose" type="button" onclick={task(Task::Open(id.clone()))} title={title_of(summary).to_owned()}>
                    { thumbnail(&summary.thumbnail) }
                    <span class="told"><b><bdi>{ title_of(summary) }</bdi></b><span>{ facts(summary, props.is_current) }</span></span>
                </button>
            }
            <div class="button-row">
                { button("Rename", &props.listed, Icon::Write, rename) }
                { button("Duplicate", &props.listed, Icon::Copy, task(Task::Duplicate(id))) }
                { save }
                { delete }
            </div>
        </li>
    }
}

fn button(name: &str, listed: &Listed, shape: Icon, onclick: Callback<MouseEvent>) -> Html {
    let of = match listed {
        Listed::Readable(summary) => title_of(summary),
        Listed::Unreadable(_) => "the run that cannot be read",
    };
    html! {
        <button class="button" type="button" data-icon="" data-kind="ghost" aria-label={format!("{name} {of}")} title={name.to_owned()} {onclick}>
            { icon(shape) }
        </button>
    }
}

/// The title, or what stands for a missing one.
pub fn title_of(summary: &Summary) -> &str {
    if summary.title.trim().is_empty() { "Untitled run" } else { &summary.title }
}

fn facts(summary: &Summary, is_current: bool) -> String {
    let branches = match summary.branches {
        0 | 1 => String::new(),
        count => format!(" · {count} branches"),
    };
    let shown = if is_current { " · shown now" } else { "" };
    format!("{}{branches}{shown}", day_and_time(summary.edited_at))
}

/// A time in milliseconds since 1970, as people write it.
fn day_and_time(at: f64) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // A new object takes any property.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    js_sys::Date::new(&at.into()).to_locale_string("en-GB", &options).into()
}
