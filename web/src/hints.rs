//! Hints for those who come for the first time: one at a time, beside what it is about, each until it has been
//! read or has been done. They never take the focus, and lie over nothing that they explain.

use player::EditKind;
use replication::Command;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::platform::{page, storage};
use crate::store::{View, use_read_only, use_view};

/// Where a hint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintPosition {
    /// In the stage's corner.
    Stage,
    /// Above the diagram.
    Diagram,
}

/// One hint.
struct Hint {
    /// What it is remembered by.
    id: &'static str,
    place: HintPosition,
    text: &'static str,
    /// Whether the run shows that somebody has found out.
    is_done: fn(&View) -> bool,
}

/// In the order in which they come.
const HINTS: &[Hint] = &[
    Hint {
        id: "drag",
        place: HintPosition::Stage,
        text: "Drag a leader: the farther apart two stand, the longer their messages take.",
        is_done: |view| matches!(last_edit(view), Some(EditKind::Command(command)) if matches!(**command, Command::Move { .. })),
    },
    Hint {
        id: "arrow",
        place: HintPosition::Diagram,
        text: "Each slanted line is a message. Drag its arrowhead, and it arrives at another time.",
        is_done: |view| {
            view.scenario().commands.iter().any(|timed| matches!(timed.command, Command::OverrideMessage(_)))
        },
    },
    Hint {
        id: "menu",
        place: HintPosition::Stage,
        text: "Right-click anything, or press it long, for what can be done with it. / seeks by words.",
        is_done: |_| false,
    },
];

fn last_edit(view: &View) -> Option<&EditKind> {
    view.undo_and_redo().0.map(|edit| &edit.kind)
}

/// Which hints have been read, by their ids.
type ReadHints = Vec<String>;

/// Notes that a hint has been read.
#[derive(Clone, PartialEq)]
struct MarkRead(Callback<&'static str>);

#[derive(Properties, PartialEq)]
pub struct HintProviderProps {
    pub children: Html,
}

/// Everything within it can have hints. Who comes by a link, to see a certain run, has none.
#[component]
pub fn HintProvider(props: &HintProviderProps) -> Html {
    let read = use_state_eq(|| {
        let (kept, fragment) = (storage::load(), page::fragment());
        let is_own = fragment.is_empty() || kept.work.as_ref() == Some(&fragment);
        is_own.then_some(kept.hints)
    });
    let tick = use_callback(read.clone(), |id: &'static str, read| {
        storage::update(|kept| kept.hints.push(id.into()));
        read.set((**read).clone().map(|ids| ids.into_iter().chain([id.into()]).collect()));
    });
    html! {
        <ContextProvider<MarkRead> context={MarkRead(tick)}>
            <ContextProvider<Option<ReadHints>> context={(*read).clone()}>{ props.children.clone() }</ContextProvider<Option<ReadHints>>>
        </ContextProvider<MarkRead>>
    }
}

#[derive(Properties, PartialEq)]
pub struct HintSlotProps {
    pub place: HintPosition,
}

/// Where a hint stands, if the next one stands here. While the run is played there is enough to look at.
#[component]
pub fn HintSlot(props: &HintSlotProps) -> Html {
    let view = use_view();
    let only_looking = use_read_only();
    let read = use_context::<Option<ReadHints>>().flatten();
    let tick = use_context::<MarkRead>();
    let is_news = |hint: &&Hint| read.as_ref().is_some_and(|read| !read.iter().any(|id| id == hint.id));
    let next = HINTS.iter().find(is_news).filter(|hint| hint.place == props.place);
    // What has been done need not be said any more.
    let done = next.filter(|hint| (hint.is_done)(&view)).map(|hint| hint.id);
    {
        let tick = tick.clone();
        use_effect_with(done, move |done| {
            if let (Some(id), Some(MarkRead(tick))) = (*done, tick) {
                tick.emit(id);
            }
        });
    }
    let Some(hint) = next.filter(|_| !only_looking && !view.is_moving()) else {
        return html! { <div class="hint-place"></div> };
    };
    let onclick = move |_: MouseEvent| {
        if let Some(MarkRead(tick)) = &tick {
            tick.emit(hint.id);
        }
    };
    html! {
        <div class="hint-place">
            <div class="hint-note" role="note">
                <span>{ hint.text }</span>
                <button class="button" type="button" data-icon="" data-kind="ghost" data-size="small" aria-label="Got it" title="Got it" {onclick}>
                    { icon(Icon::Close) }
                </button>
            </div>
        </div>
    }
}
