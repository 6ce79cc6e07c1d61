//! The root component: context providers, and the regions of the page in grid order.

use player::ViewAction;
use yew::prelude::*;

use crate::chunks::{Dialogs, use_prefetch};
use crate::commands::use_keyboard;
use crate::compare::SplitView;
use crate::components::loading_note;
use crate::dialogs::{DialogProvider, use_latest_dialog};
use crate::dispatcher::Dispatcher;
use crate::documents::{Connection, initial_run};
use crate::embed::Embed;
use crate::header::Header;
use crate::hints::HintProvider;
use crate::hooks::{use_arrivals, use_background_job, use_documents, use_fetch};
use crate::hover::{HoverProvider, Hovered, use_set_hovered};
use crate::inspector::Inspector;
use crate::lesson_place::Place;
use crate::lessons::{Lesson, LessonProvider, use_lesson};
use crate::menu::Menus;
use crate::outcome::Notice;
use crate::pictures::PrintedPages;
use crate::platform::events::closest;
use crate::platform::{page, preferences};
use crate::playback_clock::PlaybackClock;
use crate::playback_controls::PlaybackControls;
use crate::setup::Setup;
use crate::skip_links::SkipLinks;
use crate::stage::leader_of;
use crate::store::{Dispatch, Settings, Store, View, use_dispatch, use_view};
use crate::terms::Terms;
use crate::timeline::Timeline;

/// The page, or an embed of it.
#[component]
pub fn Root() -> Html {
    let content = if page::is_embed() {
        html! { <Embed /> }
    } else {
        html! { <Page /> }
    };
    html! { <div class="root">{ content }</div> }
}

/// The page, once its link or document is read. Without the code for that, the page does not start with another run.
#[component]
fn Page() -> Html {
    let is_ready = initial_run::is_ready();
    let retry = use_fetch(!is_ready, || Box::pin(initial_run::prepare()));
    match is_ready {
        true => html! { <App /> },
        false => loading_note(retry.as_ref()),
    }
}

/// The whole page.
#[component]
fn App() -> Html {
    let store = use_reducer(Store::open);
    let player = store.player();
    html! {
        <ContextProvider<Dispatch> context={store.dispatcher()}>
            <ContextProvider<View> context={View(player.clone())}>
                <ContextProvider<Settings> context={Settings(View(player.clone()))}>
                    <PlaybackClock at={player.at()}><HoverProvider><DialogProvider><LessonProvider><Terms><Menus><HintProvider><PageLayout /></HintProvider></Menus></Terms></LessonProvider></DialogProvider></HoverProvider></PlaybackClock>
                </ContextProvider<Settings>>
            </ContextProvider<View>>
        </ContextProvider<Dispatch>>
    }
}

/// Keeps what the user wants to see: version vectors, and what each client sees. A lesson shows them where they help, and
/// leaves the preferences as they are.
#[hook]
fn use_preferences_kept(view: &View, dispatch: &Dispatcher, is_lesson: bool) {
    let dispatch = dispatch.clone();
    let was_lesson = use_mut_ref(|| is_lesson);
    let shown = (view.shows_vectors(), view.shows_screens());
    use_effect_with((shown, is_lesson), move |((vectors, screens), is_lesson)| {
        match (*is_lesson, was_lesson.replace(*is_lesson)) {
            (false, true) => {
                let preferences = preferences::load();
                dispatch.emit(ViewAction::ShowVectors(preferences.vectors));
                dispatch.emit(ViewAction::ShowScreens(preferences.screens));
            }
            (false, false) => preferences::update(|preferences| {
                (preferences.vectors, preferences.screens) = (*vectors, *screens);
            }),
            (true, _) => {}
        }
    });
}

/// The regions of the page, and the page-wide effects.
#[component]
fn PageLayout() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let lesson = use_lesson();
    let is_new = lesson.place.as_ref().is_some_and(Place::is_new);
    let is_lesson = lesson.place.is_some() && !is_new;
    use_preferences_kept(&view, &dispatch, is_lesson);
    let setup_open = use_state_eq(|| false);
    use_background_job(view.is_computing(), dispatch.clone());
    let connection = use_documents(&view, dispatch.clone());
    let dialog = use_latest_dialog();
    use_keyboard(dispatch, dialog);
    use_arrivals(&connection.page);
    use_prefetch();
    let show_setup = |open: bool| {
        let setup_open = setup_open.setter();
        Callback::from(move |()| setup_open.set(open))
    };
    let close = show_setup(false);
    let set_hovered = use_set_hovered();
    // The stage and the diagram set the hovered item themselves.
    let onpointerover = {
        let set_hovered = set_hovered.clone();
        move |event: PointerEvent| {
            if closest(&event, ".stage, .timeline").is_none() {
                set_hovered.emit(Hovered::Nothing);
            }
        }
    };
    let onfocusin = move |event: FocusEvent| {
        if closest(&event, ".message-line").is_none() {
            set_hovered.emit(leader_of(&event).map_or(Hovered::Nothing, Hovered::Leader));
        }
    };
    html! {
        <ContextProvider<Connection> context={connection}><div class="app" data-lesson={is_lesson.then_some("")} data-authoring={is_new.then_some("")} data-shows={is_lesson.then(|| lesson.shows.clone())} {onpointerover} {onfocusin}>
            <SkipLinks />
            <Header setup_open={*setup_open} onsetup={show_setup(true)} />
            <Setup open={*setup_open} onclose={show_setup(false)} />
            <Lesson />
            <div class="scrim" data-open={setup_open.to_string()} onclick={move |_| close.emit(())}></div>
            <main class="main">
                <SplitView />
                <PlaybackControls />
                <Timeline />
            </main>
            <Inspector />
            <Notice />
            <Dialogs />
        </div><PrintedPages /></ContextProvider<Connection>>
    }
}
