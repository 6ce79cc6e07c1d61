//! The topology with its options, and for which part of the run choices hold.

use player::{Scope, ViewAction};
use replication::limits::MAX_LEADERS;
use replication::{Circular, Custom, Grid, Random, Star, Topology, Tree};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::offers::choose_topology;
use crate::parts::menu;
use crate::parts::{Choices, NumberField, OptionalNumber, Range, Segmented, SelectOne, Switch};
use crate::setup::fields::{Named, group, one_of};
use crate::setup::section::section;
use crate::store::{View, use_dispatch, use_settings};

/// The topology and its options.
#[component]
pub fn TopologyOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let choice = view.world().topology.choice();
    let onchoose = {
        let (view, dispatch) = (view.clone(), dispatch.clone());
        Callback::from(move |id: String| dispatch.emit(choose_topology(&view, &id)))
    };
    let body = html! {
        <>
            <Segmented label="Topology" name="topology" choices={menu(Topology::CHOICES)} chosen={choice.id} {onchoose} wrap=true />
            <p class="help">{ choice.about }</p>
            <div class="options">{ options(&view, &dispatch) }</div>
            { scope(&view, &dispatch) }
        </>
    };
    section("Topology", true, body)
}

fn options(view: &View, dispatch: &Dispatcher) -> Html {
    match view.world().topology.clone() {
        Topology::AllToAll(_) | Topology::Chain(_) => html! {},
        Topology::Circular(ring) => direction(view, dispatch, ring),
        Topology::Star(star) => hub(view, dispatch, star),
        Topology::Tree(tree) => children(view, dispatch, tree),
        Topology::Grid(grid) => columns(view, dispatch, grid),
        Topology::Random(random) => drawn(view, dispatch, random),
        Topology::Custom(custom) => forwarding(view, dispatch, custom),
    }
}

/// A callback that chooses the topology that comes of an option.
fn choosing<T: 'static>(
    view: &View,
    dispatch: &Dispatcher,
    topology: impl Fn(T) -> Topology + 'static,
) -> Callback<T> {
    let view = view.clone();
    dispatch.reform(move |option| view.choose_topology(topology(option)))
}

fn scope(view: &View, dispatch: &Dispatcher) -> Html {
    const SCOPES: &[Named<Scope>] = &[
        (Scope::WholeRun, "The whole run", "Choices of topology, policy and links hold from the beginning."),
        (Scope::FromNow, "From here on", "Choices of topology, policy and links hold from the playhead on."),
    ];
    one_of("Choices hold for", SCOPES, view.scope(), dispatch.reform(ViewAction::SetScope))
}

fn children(view: &View, dispatch: &Dispatcher, tree: Tree) -> Html {
    let topology = |children: u64| Topology::Tree(Tree { children: usize::try_from(children).unwrap_or(1) });
    let onset = choosing(view, dispatch, topology);
    let range = Range::whole(1, MAX_LEADERS as u64);
    html! { <NumberField label="Children of each, at most" value={tree.children as u64} {range} {onset} /> }
}

fn columns(view: &View, dispatch: &Dispatcher, grid: Grid) -> Html {
    let topology = |columns: Option<u64>| {
        Topology::Grid(Grid { columns: columns.and_then(|columns| usize::try_from(columns).ok()) })
    };
    let onset = choosing(view, dispatch, topology);
    let now = grid.columns_of(view.world().roster.len()) as u64;
    html! {
        <OptionalNumber
            label="Columns by hand" hint="Otherwise the grid is as square as can be." number="Leaders in a row"
            value={grid.columns.map(|columns| columns as u64)} first={now} range={Range::whole(1, MAX_LEADERS as u64)} {onset}
        />
    }
}

fn drawn(view: &View, dispatch: &Dispatcher, random: Random) -> Html {
    let seed = choosing(view, dispatch, move |seed| Topology::Random(Random { seed, ..random }));
    let again = seed.reform(move |_: MouseEvent| random.seed.wrapping_add(1));
    let chance = choosing(view, dispatch, move |percent: u64| {
        let extra_percent = u8::try_from(percent).unwrap_or(100);
        Topology::Random(Random { extra_percent, ..random })
    });
    html! {
        <div class="options">
            <NumberField label="Chance of a further link" unit="%" value={u64::from(random.extra_percent)} range={Range::whole(0, 100)} onset={chance} />
            <NumberField label="Seed" value={random.seed} range={Range::whole(0, u64::MAX)} onset={seed} />
            <div class="button-row"><button class="button" type="button" data-size="small" onclick={again}>{ "Draw again" }</button></div>
        </div>
    }
}

fn direction(view: &View, dispatch: &Dispatcher, ring: Circular) -> Html {
    const WAYS: &[Named<bool>] = &[
        (false, "One way", "Each leader sends to the next alone."),
        (true, "Both ways", "Each leader sends to both neighbours."),
    ];
    let onset = choosing(view, dispatch, |both_ways| Topology::Circular(Circular { both_ways }));
    one_of("Writes go round", WAYS, ring.both_ways, onset)
}

fn hub(view: &View, dispatch: &Dispatcher, star: Star) -> Html {
    let roster = view.world().roster.clone();
    let choices: Choices =
        roster.iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect();
    let chosen = star.hub_among(&roster).map(|id| id.to_string()).unwrap_or_default();
    let (view, dispatch) = (view.clone(), dispatch.clone());
    let onchoose = Callback::from(move |id: String| {
        dispatch.emit(view.choose_topology(Topology::Star(Star { hub: id.parse().ok() })));
    });
    let missing = chosen
        .is_empty()
        .then(|| html! { <p class="field-error">{ "The hub has left: choose another." }</p> });
    html! {
        <div>
            { group("Hub", html! { <SelectOne label="Hub" {choices} {chosen} {onchoose} /> }) }
            <div>{ missing.unwrap_or_default() }</div>
        </div>
    }
}

fn forwarding(view: &View, dispatch: &Dispatcher, custom: Custom) -> Html {
    let links = custom.links;
    let onset =
        choosing(view, dispatch, move |forward| Topology::Custom(Custom { links: links.clone(), forward }));
    html! {
        <div class="options">
            <Switch label="Forward what arrives" hint="A leader sends on writes that it did not accept itself." on={custom.forward} {onset} />
            <p class="help">{ "Select a leader and press Link to draw a link; select a link to cut it or take it out." }</p>
        </div>
    }
}
