//! Hints for first-time visitors: one at a time, next to what it explains, until it is dismissed or followed.
//! A hint never takes the focus and never covers what it explains.

use player::EditKind;
use replication::Command;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::platform::{page, preferences};
use crate::store::{View, use_read_only, use_view};

/// A hint with the condition under which it is no longer needed.
struct Hint {
    /// Its name in the browser's storage.
    id: &'static str,
    text: &'static str,
    /// Another text for those who point with fingers.
    touch: Option<&'static str>,
    /// Whether the visitor has just done this.
    is_done: fn(&View) -> bool,
}

/// All hints, in the order they are shown.
const HINTS: &[Hint] = &[
    Hint {
        id: "drag",
        text: "Drag a leader: the farther apart two leaders are, the longer their messages take.",
        touch: None,
        is_done: |view| matches!(last_edit(view), Some(EditKind::Command(command)) if matches!(**command, Command::Move { .. })),
    },
    Hint {
        id: "arrow",
        text: "Each slanted line is a message. Drag its arrowhead to change when it arrives.",
        touch: None,
        is_done: |view| matches!(last_edit(view), Some(EditKind::OverrideMessage(..))),
    },
    Hint {
        id: "menu",
        text: "Right-click or long-press anything for its menu. Press / to search all commands.",
        touch: Some("Long-press anything for its menu."),
        is_done: |_| false,
    },
];

fn last_edit(view: &View) -> Option<&EditKind> {
    view.undo_and_redo().0.map(|edit| &edit.kind)
}

/// Context: the hints that have been read or followed, and whether the others are shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Hints {
    /// The ids of those that have been read or followed.
    read: Vec<String>,
    /// A visitor who opened a shared link gets none.
    are_shown: bool,
}

impl Hints {
    /// The hints that have been neither read nor followed.
    fn unread(&self) -> impl Iterator<Item = &'static Hint> + '_ {
        HINTS.iter().filter(|hint| !self.read.iter().any(|id| id == hint.id))
    }
}

/// Context: marks a hint as read.
#[derive(Clone, PartialEq)]
struct MarkRead(Callback<&'static str>);

#[derive(Properties, PartialEq)]
pub struct HintProviderProps {
    pub children: Html,
}

/// Provides the hints to its children.
#[component]
pub fn HintProvider(props: &HintProviderProps) -> Html {
    let view = use_view();
    let hints = use_state_eq(|| Hints {
        read: preferences::load().hints,
        are_shown: page::fragment().is_empty() || view.document().is_some(),
    });
    let mark_read = use_callback(hints.clone(), |id: &'static str, hints| {
        preferences::update(|stored| stored.hints.push(id.into()));
        let read = hints.read.iter().cloned().chain([id.into()]).collect();
        hints.set(Hints { read, ..**hints });
    });
    html! {
        <ContextProvider<MarkRead> context={MarkRead(mark_read)}>
            <ContextProvider<Hints> context={(*hints).clone()}>{ props.children.clone() }</ContextProvider<Hints>>
        </ContextProvider<MarkRead>>
    }
}

/// Shows the next hint, beside the diagram, where it covers no leader. No hints during playback, nor in place of the
/// note on a selected event.
#[component]
pub fn HintSlot() -> Html {
    let view = use_view();
    let read_only = use_read_only();
    let hints = use_context::<Hints>().unwrap_or_default();
    let mark_read = use_context::<MarkRead>();
    let next = hints.unread().next().filter(|_| hints.are_shown);
    // A hint that was followed counts as read, even if it was not shown then.
    let done = hints.unread().find(|hint| (hint.is_done)(&view)).map(|hint| hint.id);
    {
        let mark_read = mark_read.clone();
        use_effect_with(done, move |done| {
            if let (Some(id), Some(MarkRead(mark_read))) = (*done, mark_read) {
                mark_read.emit(id);
            }
        });
    }
    let Some(hint) = next.filter(|_| !read_only && !view.is_moving() && view.causality().is_none()) else {
        return html! { <div class="hint-place"></div> };
    };
    let onclick = move |_: MouseEvent| {
        if let Some(MarkRead(mark_read)) = &mark_read {
            mark_read.emit(hint.id);
        }
    };
    html! {
        <div class="hint-place">
            <div class="hint-note" role="note">
                <span>{ hint.touch.filter(|_| page::has_touch()).unwrap_or(hint.text) }</span>
                <button class="button" type="button" data-icon="" data-kind="ghost" data-size="small" aria-label="Got it" title="Got it" {onclick}>
                    { icon(Icon::Close) }
                </button>
            </div>
        </div>
    }
}
