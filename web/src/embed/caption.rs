//! The head and the caption of an embed: the run's title, the way to the whole page, and what is happening now.

use replication::shown_name;
use web_sys::Element;
use yew::prelude::*;

use crate::components::direction;
use crate::hooks::use_stable_size;
use crate::outcome::NarrationBar;
use crate::platform::events::closest;
use crate::platform::page;
use crate::store::{View, use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct HeadProps {
    /// The subject of the embed, if it is more than its run: its title, and the address of the whole page with it.
    pub lesson: Option<(AttrValue, AttrValue)>,
    /// What stands between the title and the link.
    pub children: Html,
}

/// The title of the run or the lesson, and a link to the whole page.
#[component]
pub fn EmbedHead(props: &HeadProps) -> Html {
    let view = use_view();
    let (title, address) = match &props.lesson {
        Some((title, address)) => (shown_name(title, "Untitled lesson").into_owned(), Some(address.clone())),
        None => (shown_name(&view.scenario().title, "Untitled run").into_owned(), None),
    };
    use_effect_with(title.clone(), |title| page::set_title(title));
    html! {
        <header class="embed-head">
            <h1 data-user="" dir={direction(&title)} title={title.clone()}>{ &title }</h1>
            { props.children.clone() }
            <OpenLink {address} />
        </header>
    }
}

/// The address of the whole page with the same run at this instant.
fn address(view: &View, at: player::Micros) -> String {
    let mut permalink = view.permalink();
    permalink.at = at;
    format!("{}#{}", page::address(), permalink.encode())
}

#[derive(Properties, PartialEq)]
struct OpenLinkProps {
    /// The address; that of the run at this instant if there is none.
    address: Option<AttrValue>,
}

/// The link to the whole page. A link to the run takes a while to compute, so it is computed when it is about to be used.
#[component]
fn OpenLink(props: &OpenLinkProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let known = props.address.clone();
    let first = use_memo(known.clone(), |known| known.clone().unwrap_or_else(|| address(&view, at).into()));
    let update = move |link: Option<Element>| {
        if let (Some(link), None) = (link, &known) {
            // An attribute of this name can always be set.
            let _ = link.set_attribute("href", &address(&view, at));
        }
    };
    let update = Callback::from(update);
    let onclick = update.reform(|event: MouseEvent| closest(&event, "a"));
    let onpointerover = update.reform(|event: PointerEvent| closest(&event, "a"));
    let onfocusin = update.reform(|event: FocusEvent| closest(&event, "a"));
    html! {
        <a class="open-whole" href={(*first).clone()} target="_blank" rel="noopener" title="Open in Polyleader, in a new tab" {onclick} {onpointerover} {onfocusin}>
            { "Open" }<span class="rest">{ " in Polyleader" }</span><span aria-hidden="true">{ " ↗" }</span>
        </a>
    }
}

/// What is happening now. It keeps the room of its longest sentence so far, so that nothing above it moves.
#[component]
pub fn Caption() -> Html {
    let view = use_view();
    let node = use_node_ref();
    let style = use_stable_size(node.clone(), &view.scenario().title);
    html! { <div class="caption-room" {style}><div ref={node}><NarrationBar /></div></div> }
}
