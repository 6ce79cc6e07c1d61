//! The palette: everything that can be done now, sought by words.

mod matching;

use matching::{rank_matches, parse_time};
use player::PlaybackAction;
use yew::prelude::*;

use crate::commands::{UiCommand, all_commands, use_run_command};
use crate::components::Dialog;
use crate::platform::events::value_of;
use crate::platform::page::scroll_into_view;
use crate::store::use_view;

/// So many are shown; with another word there are fewer.
const MOST: usize = 60;
/// How far Page Up and Page Down go.
const PAGE: usize = 8;

#[derive(Properties, PartialEq)]
pub struct PaletteProps {
    pub onclose: Callback<()>,
}

/// A field, and what fits what is typed.
#[component]
pub fn PaletteDialog(props: &PaletteProps) -> Html {
    let view = use_view();
    let take = use_run_command();
    let query = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0_usize);
    let list = use_node_ref();
    let offers = use_memo((), |()| {
        let offers = all_commands(&view);
        let names: Vec<String> = offers.iter().map(UiCommand::full_name).collect();
        (offers, names)
    });
    let found = search(&offers.0, &offers.1, &query, view.ends_at());
    let at = (*chosen).min(found.len().saturating_sub(1));
    {
        let list = list.clone();
        use_effect_with((at, (*query).clone()), move |_| scroll_into_view(&list, "[aria-selected=true]"));
    }
    let pick = {
        let (onclose, take) = (props.onclose.clone(), take.clone());
        Callback::from(move |offer: UiCommand| {
            onclose.emit(());
            take.emit(offer);
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
                "Enter" => found.get(at).into_iter().for_each(|offer| pick.emit(offer.clone())),
                _ => return,
            }
            event.prevent_default();
        }
    };
    let more = found.len() == MOST;
    let options = found.iter().enumerate().map(|(place, offer)| option(offer, place, place == at, &pick));
    html! {
        <Dialog id="palette-title" title="What would you like to do?" onclose={props.onclose.clone()}>
            <div class="body palette" data-everyday="command">
                <input
                    class="input" type="text" role="combobox" aria-label="Seek by words" aria-expanded="true" aria-controls="palette-list"
                    aria-autocomplete="list" aria-activedescendant={(!found.is_empty()).then(|| format!("palette-{at}"))}
                    placeholder="crash tokyo, star, 120 ms" autocomplete="off" autofocus=true {oninput} {onkeydown}
                />
                <ul id="palette-list" class="palette-list" role="listbox" aria-label="What can be done" tabindex="-1" ref={list}>{ for options }</ul>
                <p class="hint" role="status">{ match_count(found.len(), more) }</p>
            </div>
        </Dialog>
    }
}

/// What fits what was typed; of an instant, the way there.
fn search(offers: &[UiCommand], names: &[String], query: &str, end: replication::Micros) -> Vec<UiCommand> {
    let seek = parse_time(query)
        .map(|at| UiCommand::action(format!("Go to {}", at.min(end)), PlaybackAction::Seek(at.min(end))));
    let fit = rank_matches(query, names.iter().map(String::as_str));
    let fit = fit.into_iter().filter_map(|number| offers.get(number).cloned());
    seek.into_iter().chain(fit).take(MOST).collect()
}

fn option(offer: &UiCommand, place: usize, selected: bool, pick: &Callback<UiCommand>) -> Html {
    let onclick = {
        let offer = offer.clone();
        pick.reform(move |_: MouseEvent| offer.clone())
    };
    html! {
        <li key={offer.full_name()} id={format!("palette-{place}")} role="option" aria-selected={selected.to_string()} {onclick}>
            <span class="grow">
                if let Some(to) = &offer.subject {
                    <span class="quiet">{ format!("{to}: ") }</span>
                }
                { &offer.name }
            </span>
            <span class="caps">
                { for offer.keys().iter().flat_map(|keys| keys.split_whitespace()).map(|key| html! { <kbd key={key}>{ key }</kbd> }) }
            </span>
        </li>
    }
}

fn match_count(count: usize, more: bool) -> String {
    match (count, more) {
        (0, _) => "Nothing fits these words.".into(),
        (_, true) => "There is more: another word brings it up.".into(),
        (1, _) => "One thing fits.".into(),
        (count, _) => format!("{count} things fit."),
    }
}
