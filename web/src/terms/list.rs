//! The terms of one panel: a button, and the list it opens.

use explain::Term;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::bounds::Bounds;
use super::definitions::definitions;
use super::lookup::terms_of;
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::icon::{Icon, icon};
use crate::platform::events::closest;
use crate::platform::page;
use replication::sort_by;

/// The maximum width of the list.
const MAX_WIDTH_PX: f64 = 360.0;
const LABEL: &str = "Terms in this panel";

#[derive(Properties, PartialEq)]
pub struct TermsButtonProps {
    /// The id of the list, unique in the page.
    pub id: AttrValue,
    /// The selector of the panel, an ancestor of the button.
    pub of: &'static str,
    /// A selector of further elements whose terms are listed too.
    #[prop_or("")]
    pub also: &'static str,
}

/// The terms found when the list was opened, and the style that places it.
#[derive(Clone, Debug, Default, PartialEq)]
struct OpenList {
    terms: Vec<&'static Term>,
    style: String,
}

/// Lists the terms in a panel's text with their definitions.
#[component]
pub fn TermsButton(props: &TermsButtonProps) -> Html {
    let listing = use_state_eq(OpenList::default);
    let node = use_node_ref();
    let show = use_show_dialog();
    let onclick = {
        let (listing, of, also) = (listing.setter(), props.of, props.also);
        move |event: MouseEvent| {
            let button =
                closest(&event, "button").map(|button| Bounds::of(&button.get_bounding_client_rect()));
            let style = button.map(|bounds| bounds.style_beside(MAX_WIDTH_PX)).unwrap_or_default();
            listing.set(OpenList {
                terms: terms_of_all(closest(&event, of).into_iter().chain(page::query_all(also))),
                style,
            });
        }
    };
    // Escape must only close the list.
    let onkeydown = |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
        }
    };
    let onglossary = {
        let node = node.clone();
        move |_: MouseEvent| {
            if let Some(list) = node.cast::<HtmlElement>() {
                // It fails only if the list is closed already.
                let _ = list.hide_popover();
            }
            show.emit(Some(DialogKind::Glossary));
        }
    };
    let also = (!props.also.is_empty()).then_some(props.also);
    html! {
        <span class="terms-of-panel" data-of={props.of} data-also={also}>
            <button class="terms-button" type="button" popovertarget={props.id.clone()} aria-label={LABEL} title={LABEL} {onclick}>
                { icon(Icon::Help) }
            </button>
            <div
                ref={node} id={props.id.clone()} class="term-list" popover="auto" role="dialog" aria-label={LABEL}
                tabindex="-1" autofocus=true style={listing.style.clone()} {onkeydown}
            >
                if listing.terms.is_empty() {
                    <p class="hint">{ "No terms here." }</p>
                }
                { definitions(&listing.terms) }
                <button class="text-button" type="button" onclick={onglossary}>{ "Show the glossary" }</button>
            </div>
        </span>
    }
}

fn terms_of_all(panels: impl Iterator<Item = Element>) -> Vec<&'static Term> {
    let mut terms: Vec<&'static Term> = panels.flat_map(|panel| terms_of(&panel)).collect();
    sort_by(&mut terms, |some, other| some.name.to_ascii_lowercase().cmp(&other.name.to_ascii_lowercase()));
    terms.dedup();
    terms
}
