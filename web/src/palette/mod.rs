//! The command palette: a search over all commands.

mod entry;
mod synonyms;
mod typed_time;

use entry::{Choice, Entry, all_entries};
use player::{Micros, PlaybackAction};
use replication::limits::MAX_TIME_MS;
use typed_time::parse_time;
use yew::prelude::*;

use crate::commands::{UiCommand, use_run_command};
use crate::components::{Candidate, Dialog, rank_matches};
use crate::hooks::use_latest;
use crate::pictures::use_save_picture;
use crate::platform::controls;
use crate::platform::events::value_of;
use crate::platform::page::scroll_into_view;
use crate::store::use_view;

/// At most this many matches are listed.
const MAX_MATCHES: usize = 60;
/// The keys that choose among the matches, or run the chosen one.
const CHOOSING_KEYS: [&str; 5] = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Enter"];
/// How many matches Page Up and Page Down skip.
const PAGE: usize = 8;

#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    pub onclose: Callback<()>,
}

/// A search field and the list of matching commands.
#[component]
pub fn PaletteDialog(props: &PaletteProps) -> Html {
    let view = use_view();
    let run = use_run_command();
    let save = use_save_picture();
    let query = use_latest(String::new);
    let chosen = use_latest(|| 0_usize);
    let list = use_node_ref();
    let entries = use_memo((), |()| all_entries(&view));
    let found = search(&entries.0, &entries.1, &query.get());
    let at = chosen.get().min(found.len().saturating_sub(1));
    {
        let list = list.clone();
        use_effect_with((at, query.get()), move |_| scroll_into_view(&list, "[aria-selected=true]"));
    }
    let pick = {
        let (onclose, run, save) = (props.onclose.clone(), run.clone(), save.clone());
        Callback::from(move |entry: Entry| {
            onclose.emit(());
            match entry.choice {
                Choice::Run(command) => run.emit(*command),
                Choice::Save(picture) => save.emit((picture, Callback::noop())),
                Choice::Press(name) => controls::press_after_render(name),
                Choice::Reveal(label) => controls::reveal_after_render(label),
            }
        })
    };
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
            if !CHOOSING_KEYS.contains(&event.key().as_str()) {
                return;
            }
            let found = search(&entries.0, &entries.1, &query.get());
            let last = found.len().saturating_sub(1);
            let at = chosen.get().min(last);
            match event.key().as_str() {
                "ArrowDown" => chosen.set(if at == last { 0 } else { at + 1 }),
                "ArrowUp" => chosen.set(if at == 0 { last } else { at - 1 }),
                "PageDown" => chosen.set((at + PAGE).min(last)),
                "PageUp" => chosen.set(at.saturating_sub(PAGE)),
                "Enter" => found.get(at).into_iter().for_each(|entry| pick.emit(entry.clone())),
                _ => return,
            }
            event.prevent_default();
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
