//! The command palette: a search over all commands.

mod entry;
mod keys;
mod pick;
mod synonyms;
mod typed_time;

use std::rc::Rc;

use entry::{Entry, all_entries};
use keys::MatchKey;
use pick::use_pick;
use player::{Micros, PlaybackAction};
use replication::limits::MAX_TIME_MS;
use typed_time::parse_time;
use yew::prelude::*;

use crate::commands::UiCommand;
use crate::components::{Candidate, Dialog, rank_matches};
use crate::hooks::{Loading, use_chunk, use_latest};
use crate::lessons::LESSONS;
use crate::platform::events::value_of;
use crate::platform::page::scroll_into_view;
use crate::store::use_view;

/// At most this many matches are listed.
const MAX_MATCHES: usize = 60;
#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    pub onclose: Callback<()>,
}

/// A search field and the list of matching commands.
#[component]
pub fn PaletteDialog(props: &PaletteProps) -> Html {
    let entries = use_entries();
    let pick = use_pick(props.onclose.clone());
    let query = use_latest(String::new);
    let chosen = use_latest(|| 0_usize);
    let list = use_node_ref();
    let found = search(&entries.0, &entries.1, &query.get());
    let at = chosen.get().min(found.len().saturating_sub(1));
    {
        let list = list.clone();
        use_effect_with((at, query.get()), move |_| scroll_into_view(&list, "[aria-selected=true]"));
    }
    let oninput = {
        let (query, chosen) = (query.clone(), chosen.clone());
        move |event: InputEvent| {
            query.set(value_of(&event));
            chosen.set(0);
        }
    };
    let onkeydown = {
        let (pick, entries, query, chosen) = (pick.clone(), entries.clone(), query.clone(), chosen.clone());
        move |event: KeyboardEvent| {
            // Other keys change the query, which is searched for when it is drawn.
            let Some(key) = MatchKey::named(&event.key()) else {
                return;
            };
            event.prevent_default();
            let found = search(&entries.0, &entries.1, &query.get());
            let at = chosen.get().min(found.len().saturating_sub(1));
            match key {
                MatchKey::Enter => found.get(at).into_iter().for_each(|entry| pick.emit(entry.clone())),
                MatchKey::Down(_) | MatchKey::Up(_) => chosen.set(key.chosen_after(at, found.len())),
            }
        }
    };
    let more = found.len() == MAX_MATCHES;
    let options = found.iter().enumerate().map(|(index, entry)| option(entry, index, index == at, &pick));
    html! {
        <Dialog id="palette-title" title="Commands" onclose={props.onclose.clone()}>
            <div class="body palette" data-everyday="command">
                <input
                    class="input" type="text" role="combobox" aria-label="Search commands" aria-expanded="true" aria-controls="palette-list"
                    aria-autocomplete="list" aria-activedescendant={(!found.is_empty()).then(|| format!("palette-{at}"))}
                    placeholder="crash tokyo, star, 120 ms" autocomplete="off" autofocus=true {oninput} {onkeydown}
                />
                <ul id="palette-list" class="palette-list" role="listbox" aria-label="Commands" tabindex="-1" ref={list}>{ for options }</ul>
                <p class="hint" role="status">{ match_count(found.len(), more) }</p>
            </div>
        </Dialog>
    }
}

/// Every entry with its search text. Until the code of the lessons has loaded, everything else is found.
#[hook]
fn use_entries() -> Rc<(Vec<Entry>, Vec<Candidate>)> {
    let view = use_view();
    let course = match use_chunk(&LESSONS, true) {
        Loading::Ready(views) => Some(views.course),
        Loading::Underway | Loading::Failed(_) => None,
    };
    use_memo(course.is_some(), |_| all_entries(&view, course.map(|list| list())))
}

/// The entries that match the query. For a typed time, seeking there comes first.
fn search(entries: &[Entry], candidates: &[Candidate], query: &str) -> Vec<Entry> {
    let seek = parse_time(query).map(|at| {
        let at = at.min(Micros::from_ms(MAX_TIME_MS));
        Entry::of(UiCommand::action(format!("Go to {at}"), PlaybackAction::Seek(at)))
    });
    let matching =
        rank_matches(query, candidates).into_iter().filter_map(|number| entries.get(number).cloned());
    seek.into_iter().chain(matching).take(MAX_MATCHES).collect()
}

fn option(entry: &Entry, index: usize, selected: bool, pick: &Callback<Entry>) -> Html {
    let onclick = {
        let entry = entry.clone();
        pick.reform(move |_: MouseEvent| entry.clone())
    };
    html! {
        <li key={entry.full_name()} id={format!("palette-{index}")} role="option" aria-selected={selected.to_string()} {onclick}>
            <span class="grow">
                if let Some(subject) = &entry.subject {
                    <span class="quiet">{ format!("{subject}: ") }</span>
                }
                { &entry.name }
            </span>
            <span class="caps">
                { for entry.keys().iter().flat_map(|keys| keys.split_whitespace()).map(|key| html! { <kbd key={key}>{ key }</kbd> }) }
            </span>
        </li>
    }
}

fn match_count(count: usize, more: bool) -> String {
    match (count, more) {
        (0, _) => "No matches".into(),
        (_, true) => "More results: keep typing.".into(),
        (1, _) => "1 match".into(),
        (count, _) => format!("{count} matches"),
    }
}
