//! The frame of the page: the store, and the regions in the order of the grid.

use player::Micros;
use yew::prelude::*;

use crate::commands::use_keyboard;
use crate::compare::{PoliciesDialog, SplitView};
use crate::dialogs::{Panel, Panels, use_panel, use_show};
use crate::glossary_dialog::GlossaryDialog;
use crate::header::{Header, ShortcutsDialog, ScenarioDialog, ShareDialog};
use crate::hints::Hints;
use crate::hooks::{use_autosave, use_background_job, use_hash_route, use_playback};
use crate::hover::{Pointed, Pointing, use_point};
use crate::inspector::Inspector;
use crate::menu::Menus;
use crate::outcome::Notice;
use crate::palette::PaletteDialog;
use crate::platform::events::around;
use crate::playback_controls::Transport;
use crate::setup::Setup;
use crate::stage::card_of;
use crate::store::{Dispatch, Playhead, Settings, Store, View, use_dispatch, use_view};
use crate::terms::Terms;
use crate::timeline::Timeline;

/// The whole page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(Store::open);
    let player = store.player();
    html! {
        <ContextProvider<Dispatch> context={store.dispatcher()}>
            <ContextProvider<View> context={View(player.clone())}>
                <ContextProvider<Settings> context={Settings(View(player.clone()))}>
                    <Playing at={player.at()}><Pointing><Panels><Terms><Menus><Hints><Frame /></Hints></Menus></Terms></Panels></Pointing></Playing>
                </ContextProvider<Settings>>
            </ContextProvider<View>>
        </ContextProvider<Dispatch>>
    }
}

#[derive(Properties, PartialEq)]
struct PlayingProps {
    /// Where the playhead stood at the last tick.
    at: Micros,
    children: Html,
}

/// Lets time go by, and tells everything within where the playhead is.
#[component]
fn Playing(props: &PlayingProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let ahead = use_playback(&view, dispatch);
    let at = view.at_after(props.at, ahead);
    html! { <ContextProvider<Playhead> context={Playhead(at)}>{ props.children.clone() }</ContextProvider<Playhead>> }
}

/// The regions, and the effects that concern all of them.
#[component]
fn Frame() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let setup_open = use_state_eq(|| false);
    use_background_job(view.is_computing(), dispatch.clone());
    use_hash_route(dispatch.clone());
    use_autosave(&view, dispatch.clone());
    let show = use_show();
    use_keyboard(view.ends_at(), dispatch, show);
    let show_setup = |open: bool| {
        let setup_open = setup_open.setter();
        Callback::from(move |()| setup_open.set(open))
    };
    let close = show_setup(false);
    let point = use_point();
    // The stage and the diagram know better what is pointed at on them.
    let onpointerover = {
        let point = point.clone();
        move |event: PointerEvent| {
            if around(&event, ".stage, .timeline").is_none() {
                point.emit(Pointed::Nothing);
            }
        }
    };
    let onfocusin = move |event: FocusEvent| {
        if around(&event, ".hop").is_none() {
            point.emit(card_of(&event).map_or(Pointed::Nothing, Pointed::Leader));
        }
    };
    html! {
        <div class="app" {onpointerover} {onfocusin}>
            <Header setup_open={*setup_open} onsetup={show_setup(true)} />
            <Setup open={*setup_open} onclose={show_setup(false)} />
            <div class="scrim" data-open={setup_open.to_string()} onclick={move |_| close.emit(())}></div>
            <main class="main">
                <SplitView />
                <Transport />
                <Timeline />
            </main>
            <Inspector />
            <Notice />
            <Dialogs />
        </div>
    }
}

/// The dialog that is open.
#[component]
fn Dialogs() -> Html {
    let show = use_show();
    let onclose = show.reform(|()| None);
    let dialog = match use_panel() {
        None => html! {},
        Some(Panel::Palette) => html! { <PaletteDialog {onclose} /> },
        Some(Panel::Keys) => html! { <ShortcutsDialog {onclose} /> },
        Some(Panel::Glossary) => html! { <GlossaryDialog {onclose} /> },
        Some(Panel::Share) => html! { <ShareDialog {onclose} /> },
        Some(Panel::Policies) => html! { <PoliciesDialog {onclose} /> },
        Some(Panel::Text) => html! { <ScenarioDialog {onclose} /> },
    };
    html! { <div class="dialogs">{ dialog }</div> }
}
