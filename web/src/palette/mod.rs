//! The command palette: a search over all commands.

mod matching;
mod synonyms;

use matching::{Candidate, parse_time, rank_matches};
use player::{Micros, PlaybackAction};
use replication::limits::MAX_TIME_MS;
use synonyms::synonyms_of;
use yew::prelude::*;

use crate::commands::{UiCommand, all_commands, offered_command, shown_commands, use_run_command};
use crate::components::Dialog;
use crate::platform::events::value_of;
use crate::platform::page::scroll_into_view;
use crate::store::use_view;

/// At most this many matches are listed.
const MAX_MATCHES: usize = 60;
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
    let query = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0_usize);
    let list = use_node_ref();
    let commands = use_memo((), |()| {
        let offered = offered_command(&view).map(|offered| offered.with_subject("Next"));
        let commands = offered.into_iter().chain(all_commands(&view)).chain(shown_commands(&view));
        let commands: Vec<UiCommand> = commands.collect();
        let candidates: Vec<Candidate> = commands.iter().map(candidate).collect();
        (commands, candidates)
    });
    let found = search(&commands.0, &commands.1, &query);
    let at = (*chosen).min(found.len().saturating_sub(1));
    {
        let list = list.clone();
        use_effect_with((at, (*query).clone()), move |_| scroll_into_view(&list, "[aria-selected=true]"));
    }
    let pick = {
        let (onclose, run) = (props.onclose.clone(), run.clone());
        Callback::from(move |command: UiCommand| {
            onclose.emit(());
            run.emit(command);
        })
    };
    let oninput = {
        let (query, chosen) = (query.setter(), chosen.setter());
        move |event: InputEvent| {
            query.set(value_of(&event));
            chosen.set(0);
        }
    };
    let onkeydown = {
        let (pick, found, chosen) = (pick.clone(), found.clone(), chosen.setter());
        move |event: KeyboardEvent| {
            let last = found.len().saturating_sub(1);
            match event.key().as_str() {
                "ArrowDown" => chosen.set(if at == last { 0 } else { at + 1 }),
                "ArrowUp" => chosen.set(if at == 0 { last } else { at - 1 }),
                "PageDown" => chosen.set((at + PAGE).min(last)),
                "PageUp" => chosen.set(at.saturating_sub(PAGE)),
                "Enter" => found.get(at).into_iter().for_each(|command| pick.emit(command.clone())),
                _ => return,
            }
            event.prevent_default();
        }
    };
    let more = found.len() == MAX_MATCHES;
    let options = found.iter().enumerate().map(|(index, command)| option(command, index, index == at, &pick));
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

/// What a command is found by.
fn candidate(command: &UiCommand) -> Candidate {
    let name = command.full_name();
    let synonyms = synonyms_of(&name);
    Candidate::new(&name, &format!("{} {synonyms}", command.synonyms))
}

/// The commands that match the query. For a typed time, seeking there comes first.
fn search(commands: &[UiCommand], candidates: &[Candidate], query: &str) -> Vec<UiCommand> {
    let seek = parse_time(query).map(|at| {
        let at = at.min(Micros::from_ms(MAX_TIME_MS));
        UiCommand::action(format!("Go to {at}"), PlaybackAction::Seek(at))
    });
    let matching =
        rank_matches(query, candidates).into_iter().filter_map(|number| commands.get(number).cloned());
    seek.into_iter().chain(matching).take(MAX_MATCHES).collect()
}

fn option(command: &UiCommand, index: usize, selected: bool, pick: &Callback<UiCommand>) -> Html {
    let onclick = {
        let command = command.clone();
        pick.reform(move |_: MouseEvent| command.clone())
    };
    html! {
        <li key={command.full_name()} id={format!("palette-{index}")} role="option" aria-selected={selected.to_string()} {onclick}>
            <span class="grow">
                if let Some(subject) = &command.subject {
                    <span class="quiet">{ format!("{subject}: ") }</span>
                }
                { &command.name }
            </span>
            <span class="caps">
                { for command.keys().iter().flat_map(|keys| keys.split_whitespace()).map(|key| html! { <kbd key={key}>{ key }</kbd> }) }
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
