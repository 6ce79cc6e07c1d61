//! Cut or heal one link, in one direction or both.

use player::{Action, cut, heal};
use replication::{LeaderId, LinkId, LinkSelector};
use yew::prelude::*;

use crate::components::{Choices, SelectOne, mark_letters};
use crate::dispatcher::Dispatcher;
use crate::store::{View, use_dispatch, use_settings};

/// Two leader pickers, and buttons that cut or heal the link between them.
#[component]
pub fn LinkFaults() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let ends = use_state_eq(|| (None::<LeaderId>, None::<LeaderId>));
    let roster = view.frame().members();
    let existing = |id: Option<LeaderId>| id.filter(|id| roster.contains(id));
    let Some(from) = existing(ends.0).or(roster.iter().copied().find(|id| Some(*id) != ends.1)) else {
        return html! { <div></div> };
    };
    let Some(to) =
        existing(ends.1).filter(|to| *to != from).or(roster.iter().copied().find(|id| *id != from))
    else {
        return html! { <div></div> };
    };
    let choices = |but: Option<LeaderId>| -> Choices {
        let ids = roster.iter().filter(|id| Some(**id) != but);
        ids.map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect()
    };
    let onfrom = {
        let ends = ends.clone();
        // Choosing the other end swaps the two.
        Callback::from(move |id: String| {
            let chosen = id.parse().ok();
            ends.set((chosen, if chosen == Some(to) { Some(from) } else { Some(to) }));
        })
    };
    let onto = {
        let ends = ends.clone();
        Callback::from(move |id: String| ends.set((Some(from), id.parse().ok())))
    };
    html! {
        <div class="one-link">
            <div class="grid-2">
                <div class="field">
                    <span class="label" aria-hidden="true">{ "Link from" }</span>
                    <SelectOne label="Link from" choices={choices(None)} chosen={from.to_string()} onchoose={onfrom} />
                </div>
                <div class="field">
                    <span class="label" aria-hidden="true">{ "to" }</span>
                    <SelectOne label="Link to" choices={choices(Some(from))} chosen={to.to_string()} onchoose={onto} />
                </div>
            </div>
            <div class="button-row">{ buttons(&view, &dispatch, LinkId::new(from, to)) }</div>
        </div>
    }
}

fn buttons(view: &View, dispatch: &Dispatcher, link: LinkId) -> Html {
    let frame = view.frame();
    let one = (LinkSelector::One(link), format!("{} → {}", mark_letters(link.from), mark_letters(link.to)));
    let both = (
        LinkSelector::Both(link.from, link.to),
        format!("{} ↔ {}", mark_letters(link.from), mark_letters(link.to)),
    );
    let all = [one, both].map(|(way, name)| {
        let cut = cut(frame, way).map(|action| (format!("Cut {name}"), action));
        let heal = heal(frame, way).map(|action| (format!("Heal {name}"), action));
        [cut, heal]
    });
    let button = |(name, action): (String, Action)| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! { <button key={name.clone()} class="button" type="button" data-size="small" {onclick}>{ name }</button> }
    };
    all.into_iter().flatten().flatten().map(button).collect()
}
