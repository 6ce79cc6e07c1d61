//! The dialog with the runs that are stored in this browser, and with files.

mod row;
mod thumbnail;

use std::cell::RefCell;
use std::rc::Rc;

use player::{DocumentAction, EditAction};
use row::{Row, Task, title_of};
use scenario::Permalink;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Dialog, use_show_more};
use crate::documents::library::{self, Deleted, Refusal};
use crate::documents::{Listed, Page, Summary, reading, save_text, use_connection};
use crate::platform::events::value_of;
use crate::platform::page::restore_focus_after_render;
use crate::store::{View, use_view};

#[derive(Properties, PartialEq)]
pub struct RecentRunsProps {
    pub onclose: Callback<()>,
}

/// The runs deleted since the dialog was opened, the latest last.
type DeletedLast = Rc<RefCell<Vec<Deleted>>>;

/// What the dialog shows, changed by what was done.
#[derive(Clone, Default)]
struct Shelf {
    /// The documents; none until they are read.
    listed: Option<Vec<Listed>>,
    /// Why the last action failed.
    refusal: Option<String>,
}

/// The stored runs, with a search field.
#[component]
pub fn RecentRunsDialog(props: &RecentRunsProps) -> Html {
    let view = use_view();
    let shelf = use_state(Shelf::default);
    let deleted = use_mut_ref(Vec::new);
    let query = use_state_eq(String::new);
    {
        let shelf = shelf.setter();
        use_effect_with((), move |()| spawn_local(async move { shelf.set(refreshed(Ok(())).await) }));
    }
    let connection = use_connection();
    let listed = shelf.listed.as_deref().unwrap_or_default();
    let found: Vec<&Listed> = listed.iter().filter(|listed| is_found(listed, &query)).collect();
    let (shown, more) = use_show_more(found.len(), "runs");
    let Some(page) = connection.map(|connection| connection.page) else {
        return html! {};
    };
    let ontask = {
        let (shelf, deleted, view) = (shelf.clone(), deleted.clone(), view.clone());
        let (page, onclose) = (page.clone(), props.onclose.clone());
        Callback::from(move |task: Task| {
            let (shelf, deleted, view) = (shelf.clone(), deleted.clone(), view.clone());
            let (page, onclose) = (page.clone(), onclose.clone());
            spawn_local(async move {
                let is_opening = matches!(task, Task::Open(_));
                let result = perform(task, &view, &page).await;
                if is_opening && result.is_ok() {
                    onclose.emit(());
                } else {
                    let result = result.map(|last| deleted.borrow_mut().extend(last));
                    shelf.set(refreshed(result).await);
                    restore_focus_after_render(".recent > .input");
                }
            });
        })
    };
    let rows = found.into_iter().take(shown).map(|listed| {
        let id = listed.id();
        let is_current = view.document() == Some(id);
        let listed = if is_current { as_shown(listed, &view) } else { listed.clone() };
        html! { <Row key={id.as_str().to_owned()} {listed} {is_current} ontask={ontask.clone()} /> }
    });
    let oninput = {
        let query = query.setter();
        move |event: InputEvent| query.set(value_of(&event))
    };
    html! {
        <Dialog id="recent-title" title="Recent runs" onclose={props.onclose.clone()} lists_terms={false}>
            <div class="body recent">
                <input class="input" type="search" placeholder="Search by title" autofocus=true aria-label="Search recent runs" {oninput} />
                <div class="shelf">
                    <ul class="runs" aria-label="Recent runs">{ for rows }</ul>
                    { more }
                </div>
                { remarks(&shelf, &deleted, &page) }
            </div>
            <div class="foot">{ foot(&view, &page, &props.onclose) }</div>
        </Dialog>
    }
}

/// The document that is shown, with its title as it is now: it is stored shortly after it changes.
fn as_shown(listed: &Listed, view: &View) -> Listed {
    match listed {
        Listed::Readable(summary) => {
            Listed::Readable(Summary { title: view.scenario().title.clone(), ..summary.clone() })
        }
        Listed::Unreadable(id) => Listed::Unreadable(id.clone()),
    }
}

fn is_found(listed: &Listed, query: &str) -> bool {
    let query = query.trim().to_lowercase();
    match listed {
        Listed::Readable(summary) => title_of(summary).to_lowercase().contains(&query),
        Listed::Unreadable(_) => query.is_empty(),
    }
}

/// Performs an action on a document. Returns what it deleted.
async fn perform(task: Task, view: &View, page: &Page) -> Result<Option<Deleted>, Refusal> {
    let is_shown = |id| view.document() == Some(id);
    match task {
        Task::Open(id) if is_shown(&id) => {}
        Task::Open(id) => page.dispatch.emit(library::open(&id).await?),
        Task::Rename(id, title) if is_shown(&id) => page.dispatch.emit(EditAction::SetTitle(title)),
        Task::Rename(id, title) => library::rename(&id, &title).await?,
        Task::Duplicate(id) => library::duplicate(&id).await?,
        Task::Delete(id) => return library::delete(&id).await,
        Task::SaveAsFile(id) => save_text(library::as_file(&id).await?, page, Callback::noop()),
    }
    Ok(None)
}

/// The documents as they are now.
async fn refreshed(result: Result<(), Refusal>) -> Shelf {
    let listed = library::list().await;
    let refusal = result.err().or_else(|| listed.as_ref().err().cloned()).map(|Refusal(sentence)| sentence);
    Shelf { listed: Some(listed.unwrap_or_default()), refusal }
}

/// Notes beside the list: that it is empty, what went wrong, and what can be restored.
fn remarks(shelf: &UseStateHandle<Shelf>, deleted: &DeletedLast, page: &Page) -> Html {
    let undo = deleted.borrow().last().map(|last| {
        let title = if last.title.trim().is_empty() { "Untitled run" } else { &last.title };
        let sentence = format!("“{}” was deleted.", replication::isolated(title));
        let (shelf, deleted) = (shelf.clone(), deleted.clone());
        let onclick = move |_: MouseEvent| {
            let (shelf, last) = (shelf.clone(), deleted.borrow_mut().pop());
            spawn_local(async move {
                let result = match last {
                    Some(last) => library::put_back(&last).await,
                    None => Ok(()),
                };
                shelf.set(refreshed(result).await);
                restore_focus_after_render(".recent > .input");
            });
        };
        html! { <p class="remark"><span>{ sentence }</span><button class="button" type="button" {onclick}>{ "Undo" }</button></p> }
    });
    let earlier = library::unreadable_earlier_work().map(|_| {
        let page = page.clone();
        let onclick = move |_: MouseEvent| {
            if let Some(file) = library::unreadable_earlier_work() {
                save_text(file, &page, Callback::noop());
            }
        };
        html! { <p class="remark"><span>{ "The runs saved by an earlier version cannot be read. They are kept unchanged." }</span><button class="button" type="button" {onclick}>{ "Save them as a file" }</button></p> }
    });
    let is_empty = shelf.listed.as_ref().is_some_and(Vec::is_empty);
    html! {
        <div role="status">
            if is_empty && shelf.refusal.is_none() {
                <p class="quiet">{ "No runs are stored yet. The first change to a run stores it here, in this browser only." }</p>
            }
            if let Some(sentence) = &shelf.refusal {
                <p class="field-error">{ sentence }</p>
            }
            { for undo }
            { for earlier }
        </div>
    }
}

/// The buttons for files and for a new run.
fn foot(view: &View, page: &Page, onclose: &Callback<()>) -> Html {
    let new = {
        let (page, onclose) = (page.clone(), onclose.clone());
        move |_: MouseEvent| {
            let opening = Permalink::of(scenario::empty_scenario());
            page.dispatch.emit(DocumentAction::Open(Box::new(opening)));
            onclose.emit(());
        }
    };
    let save = {
        let (view, page) = (view.clone(), page.clone());
        move |_: MouseEvent| {
            if let Some(reading) = reading::get() {
                (reading.save_as_file)(&view, &page);
            }
        }
    };
    let onchange = {
        let (page, onclose) = (page.clone(), onclose.clone());
        move |event: Event| {
            let files = event.target_unchecked_into::<HtmlInputElement>().files();
            if let (Some(files), Some(reading)) = (files, reading::get()) {
                (reading.open_files)(files, &page);
                onclose.emit(());
            }
        }
    };
    html! {
        <>
            <label class="button file">{ "Open files…" }<input class="visually-hidden" type="file" multiple=true accept=".json,.txt,application/json,text/plain" {onchange} /></label>
            <button class="button" type="button" onclick={save}>{ "Save as file" }</button>
            <button class="button" type="button" onclick={new}>{ "New run" }</button>
        </>
    }
}
