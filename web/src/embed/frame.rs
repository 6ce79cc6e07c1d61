//! The frame of an embed: head, panes, caption, verdicts and controls.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::Segmented;
use crate::embed::beside::{Beside, lesson_panel, use_panel};
use crate::embed::caption::{Caption, EmbedHead};
use crate::embed::controls::EmbedControls;
use crate::embed::keys::use_embed_keys;
use crate::embed::options::{EmbedOptions, Part};
use crate::embed::panes::{Arrangement, Pane, ideal_height};
use crate::embed::parent_page::use_parent_page;
use crate::geometry::lanes::Lanes;
use crate::header::{PolicyPicker, TopologyPicker};
use crate::hooks::{use_background_job, use_size};
use crate::inspector::Inspector;
use crate::outcome::{Notice, Verdicts};
use crate::platform::events::closest;
use crate::screens::Screens;
use crate::stage::Stage;
use crate::store::{use_dispatch, use_view};
use crate::timeline::{FitsFrame, Timeline};

/// Tools on the stage that lead to a form in the inspector.
const TO_INSPECTOR: &str = ".stage .tools > [aria-label=Write], .stage .tools > [aria-label=Read]";

#[derive(Properties, PartialEq)]
pub struct FrameProps {
    pub options: Rc<EmbedOptions>,
    /// The lesson that the run belongs to, if it does.
    pub beside: Option<Beside>,
}

/// An embed.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let options = &props.options;
    use_background_job(view.is_computing(), dispatch.clone());
    use_embed_keys(dispatch.clone());
    let (whole, middle) = (use_node_ref(), use_node_ref());
    let aside = use_node_ref();
    let (size, room) = (use_size(whole.clone()), use_size(middle.clone()));
    let panes = Pane::of(options);
    let leaders = view.timeline().all_leaders().len();
    let diagram = Lanes::new(leaders, room.width).height();
    let panel = use_panel(props.beside.as_ref(), &aside, size);
    let around = if room.height > 0.0 { size.height - room.height } else { 0.0 };
    let height = panel.ideal_height(around, ideal_height(&panes, diagram));
    use_parent_page(if around > 0.0 { height } else { 0.0 }, dispatch);
    let arrangement = Arrangement::of(&panes, room, leaders, diagram);
    let chosen = use_state_eq(|| panes.first().copied());
    // Steps of a lesson show different panes.
    let only = chosen.filter(|pane| panes.contains(pane)).or(panes.first().copied());
    let is_shown = |pane: &Pane| arrangement != Arrangement::Single || only == Some(*pane);
    let shown: Vec<Pane> = panes.iter().copied().filter(is_shown).collect();
    // A form that a tool leads to must be there.
    let onclick = {
        let (chosen, has_inspector) = (chosen.clone(), panes.contains(&Pane::Inspector));
        move |event: MouseEvent| {
            if has_inspector && closest(&event, TO_INSPECTOR).is_some() {
                chosen.set(Some(Pane::Inspector));
            }
        }
    };
    html! {
        <div class="embed" ref={whole} data-locked={(!options.can_edit).then_some("")} data-inspects={options.shows(Part::Inspector).then_some("")} data-lesson={panel.place()} {onclick}>
            <EmbedHead lesson={props.beside.as_ref().map(Beside::head)}>{ pane_switch(&panes, arrangement, only, chosen) }</EmbedHead>
            if options.shows(Part::Setup) {
                <div class="embed-setup"><PolicyPicker /><TopologyPicker /></div>
            }
            <main class="panes" ref={middle} data-arrangement={arrangement.id()} data-inspector={shown.contains(&Pane::Inspector).then_some("")} style={grid_style(arrangement)}>
                { for shown.into_iter().map(pane) }
            </main>
            if props.beside.is_some() {
                <Screens />
            }
            if props.beside.is_none() || options.shows(Part::Verdicts) {
                <Caption />
            }
            if options.shows(Part::Verdicts) {
                <Verdicts />
            }
            <EmbedControls />
            { lesson_panel(props.beside.as_ref(), aside) }
            <Notice />
        </div>
    }
}

/// The height of the diagram below the stage.
fn grid_style(arrangement: Arrangement) -> Option<String> {
    match arrangement {
        Arrangement::Stacked(diagram) => Some(format!("--diagram:{}px", diagram.round())),
        Arrangement::Single | Arrangement::Beside => None,
    }
}

/// The choice of the pane that is shown, where they do not fit at once.
fn pane_switch(
    panes: &[Pane],
    arrangement: Arrangement,
    shown: Option<Pane>,
    chosen: UseStateHandle<Option<Pane>>,
) -> Html {
    if arrangement != Arrangement::Single || panes.len() < 2 {
        return html! {};
    }
    let choices: Vec<_> =
        panes.iter().map(|pane| (pane.id().to_owned(), pane.name().to_owned(), String::new())).collect();
    let shown = shown.map(Pane::id).unwrap_or_default();
    let onchoose = Callback::from(move |id: String| chosen.set(Pane::by_id(&id)));
    html! { <Segmented label="View" name="pane" {choices} chosen={shown} {onchoose} /> }
}

fn pane(pane: Pane) -> Html {
    let content = match pane {
        Pane::Stage => html! { <Stage /> },
        Pane::Diagram => {
            html! { <ContextProvider<FitsFrame> context={FitsFrame}><Timeline /></ContextProvider<FitsFrame>> }
        }
        Pane::Inspector => html! { <Inspector /> },
    };
    html! { <div key={pane.id()} class="pane" data-pane={pane.id()}>{ content }</div> }
}
