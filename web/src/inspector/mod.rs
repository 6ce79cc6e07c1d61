//! The inspector: what is selected, in full, and what can be done with it.

mod client;
mod deferred;
mod event;
mod homes;
mod homes_map;
mod key;
mod leader;
mod link;
mod log;
mod merging;
mod message;
mod message_overrides;
mod queues;
mod read;
mod section;
mod store_table;
mod versions;
mod write;
mod write_status;

use client::ClientPanel;
use deferred::Deferred;
use event::EventPanel;
use homes_map::HomeMap;
use key::KeyPanel;
use leader::LeaderPanel;
use link::LinkPanel;
use message::MessagePanel;
use player::Selection;
use write_status::WritePanel;
use yew::prelude::*;

use crate::platform::events::closest;
use crate::platform::page;
use crate::store::use_view;
use crate::terms::TermsButton;

/// What in a panel leads to another one.
const NAVIGATING: &str = ".told, .name-link, .tag-link, .version, .text-button, .try .button";

/// The panel on the right.
#[component]
pub fn Inspector() -> Html {
    // What leads to another panel goes with the one that it stands in.
    let onclick = |event: MouseEvent| {
        if closest(&event, NAVIGATING).is_some() {
            page::focus_top_after_render(".inspector");
        }
    };
    html! { <aside class="inspector" aria-label="Inspector" tabindex="-1" {onclick}><div><TermsButton id="terms-of-inspector" of=".inspector" /></div><div><Deferred><Panel /></Deferred></div></aside> }
}

/// What is selected.
#[component]
fn Panel() -> Html {
    let view = use_view();
    let frame = view.frame();
    match view.selection() {
        Selection::Leader(id) if frame.leader(id).is_some() => {
            html! { <LeaderPanel key={id.to_string()} {id} /> }
        }
        Selection::Link(link) if frame.has_link(link) => {
            html! { <LinkPanel key={link.to_string()} {link} /> }
        }
        Selection::Message(message) => html! { <MessagePanel {message} /> },
        Selection::Event(number) => html! { <EventPanel {number} /> },
        Selection::Key(of) => html! { <KeyPanel key={of.to_string()} of={of.clone()} /> },
        Selection::Write(dot) => html! { <WritePanel key={dot.to_string()} {dot} /> },
        Selection::Client(id) => html! { <ClientPanel key={id.to_string()} {id} /> },
        _ => html! { <div><HomeMap />{ empty_state() }</div> },
    }
}

fn empty_state() -> Html {
    html! {
        <div class="empty">
            <h2>{ "Nothing is selected" }</h2>
            <p>{ "Choose a leader, a link, or what happened on the timeline to see what is inside." }</p>
            <dl>
                <dt><kbd>{ "Space" }</kbd></dt><dd>{ "play or pause" }</dd>
                <dt><kbd>{ "," }</kbd>{ " " }<kbd>{ "." }</kbd></dt><dd>{ "step back, step forward" }</dd>
                <dt><kbd>{ "?" }</kbd></dt><dd>{ "all keys" }</dd>
            </dl>
        </div>
    }
}
