//! What each client sees: a small screen per client, with what its leader would answer it right now.

mod content;

use content::content;
use player::{ClientView, LeaderView, ViewAction};
use replication::{initial, isolated};
use yew::prelude::*;

use crate::components::{Icon, colours_of, icon, loading_note};
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;
use crate::store::{View, use_dispatch, use_view};

/// At most this many clients have a screen.
const MAX_SCREENS: usize = 12;
/// A screen shows at most this many keys.
const MAX_KEYS: usize = 4;

chunk! {
    /// The screens.
    pub SCREENS in screens: fn() -> Html = || html! { <AllScreens /> }
}

/// The screens of all clients, if the user or the lesson wants to see them.
#[component]
pub fn Screens() -> Html {
    let is_shown = use_view().shows_screens();
    let screens = use_chunk(&SCREENS, is_shown);
    if !is_shown {
        return html! { <div hidden=true></div> };
    }
    match screens {
        Loading::Ready(view) => view(),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    }
}

#[component]
fn AllScreens() -> Html {
    let view = use_view();
    let hide = use_dispatch().reform(|_: MouseEvent| ViewAction::ShowScreens(false));
    let all: Vec<ClientView<'_>> = view.frame().clients().collect();
    let screens = all.iter().take(MAX_SCREENS).map(|client| screen(&view, client));
    let more = all.len().saturating_sub(MAX_SCREENS);
    html! {
        <section class="screens" aria-label="What each client sees">
            <ul tabindex="0" aria-label="Screens">{ for screens }</ul>
            if all.is_empty() {
                <p class="help">{ "This run has no clients." }</p>
            }
            if more > 0 {
                <p class="help">{ format!("and {more} more clients") }</p>
            }
            <button class="button hide" type="button" data-icon="" data-kind="ghost" aria-label="Hide what each client sees" title="Hide what each client sees" onclick={hide}>{ icon(Icon::Close) }</button>
        </section>
    }
}

/// The screen of one client: what its leader stores right now.
fn screen(view: &View, client: &ClientView<'_>) -> Html {
    let leader = view.frame().leader(client.at);
    let colours = colours_of(view, client.at);
    let name = isolated(client.name).into_owned();
    html! {
        <li key={client.id.to_string()} class="screen" data-leader={colours.leader} data-pattern={colours.pattern}>
            <p class="owner" title={format!("{} at {}", client.name, view.leader_name(client.at))}>
                <span class="person" aria-hidden="true">{ initial(client.name) }</span>
                <b>{ name }</b><span class="at">{ format!(" at {}", view.leader_name(client.at)) }</span>
            </p>
            <div class="glass">{ what_is_seen(leader) }</div>
        </li>
    }
}

fn what_is_seen(leader: Option<LeaderView<'_>>) -> Html {
    let Some(leader) = leader.filter(|leader| leader.is_up) else {
        return html! { <p class="nothing">{ "No connection" }</p> };
    };
    let mut keys: Vec<Html> = Vec::new();
    let mut more = 0;
    for stored in leader.store() {
        if keys.len() < MAX_KEYS {
            keys.push(content(&stored));
        } else {
            more += 1;
        }
    }
    if keys.is_empty() {
        return html! { <p class="nothing">{ "Nothing here yet" }</p> };
    }
    html! {
        <>
            { for keys }
            if more > 0 {
                <p class="nothing">{ format!("and {more} more") }</p>
            }
        </>
    }
}
