//! Reads a key at a leader, and shows the latest answers that it gave.

use player::{Action, value_text};
use replication::{ClientId, Command, Event, LeaderId, Record, WhyRefused};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::inspector::section;
use crate::inspector::write::{ClientPicker, client_at, likely_key};
use crate::parts::{Chip, context_tags};
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ReadProps {
    pub leader: LeaderId,
}

/// The form and the latest answer.
#[component]
pub fn ReadForm(props: &ReadProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let client = use_state_eq(|| client_at(&view, props.leader));
    let key = use_node_ref();
    let first_key = (*use_memo((), |()| likely_key(&view))).clone();
    let onsubmit = {
        let (client, leader, key) = (*client, props.leader, key.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let typed = key.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            match (client, typed.trim().parse()) {
                (Some(client), Ok(key)) => {
                    dispatch.emit(Action::Act(Command::Read { client, at: Some(leader), key }))
                }
                (_, Err(error)) => dispatch.emit(Action::Notice(format!("This cannot be read: {error}."))),
                (None, _) => {}
            }
        }
    };
    let onclient = {
        let client = client.setter();
        Callback::from(move |id: ClientId| client.set(Some(id)))
    };
    let body = html! {
        <>
            <form class="inline-form" aria-label="Read" {onsubmit}>
                <ClientPicker label="Read as" chosen={*client} onchoose={onclient} />
                <label class="field"><span class="label">{ "Key" }</span><input ref={key} class="input read-key" value={first_key} maxlength="64" /></label>
                <button class="button">{ "Read" }</button>
            </form>
            <div role="status">{ answer(&view, props.leader) }</div>
        </>
    };
    section("Read".into(), body)
}

/// The latest answer of this leader before the playhead, or that there was none.
fn answer(view: &View, id: LeaderId) -> Html {
    let so_far = &view.timeline().records()[..view.frame().count];
    so_far.iter().rev().find_map(|record| told(view, id, record)).unwrap_or_default()
}

fn told(view: &View, id: LeaderId, record: &Record) -> Option<Html> {
    let name = |client: &ClientId| {
        view.world().clients.get(client).map_or_else(|| client.to_string(), |client| client.name.clone())
    };
    match &record.event {
        Event::Answered { leader, client, key, versions, context } if *leader == id => {
            let chips = versions.iter().map(|version| {
                let text = version.value().map_or_else(|| value_text(version), ToString::to_string);
                html! { <Chip key={version.dot.to_string()} {text} from={version.dot.leader} /> }
            });
            let context = (!context.is_empty())
                .then(|| html! { <p>{ "with the context " }{ context_tags(context) }</p> });
            Some(html! {
                <div class="answer">
                    <p>{ format!("{} read {key} at {}", name(client), record.at) }</p>
                    <div class="values">
                        { for chips }
                        if versions.is_empty() {
                            <span class="chip" data-empty=""><span class="text">{ "nothing" }</span></span>
                        }
                    </div>
                    <div>{ context.unwrap_or_default() }</div>
                </div>
            })
        }
        Event::Refused { leader, client, key, why } if *leader == id => {
            let reason = if *why == WhyRefused::Down { "it is down" } else { "it is not there" };
            Some(
                html! { <div class="answer"><p>{ format!("{} got no answer about {key} at {}: {reason}", name(client), record.at) }</p></div> },
            )
        }
        _ => None,
    }
}
