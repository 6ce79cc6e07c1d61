//! The lanes of clients, beneath those of the leaders: what each asked, of whom, and when it was answered.

use analysis::{ClientEvent, ClientEventKind, client_events};
use player::Selection;
use replication::ClientSpec;
use timeline::EventKind;
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::geometry::lanes::Lanes;
use crate::geometry::number;
use crate::platform::page;
use crate::store::View;
use crate::timeline::chart::Chart;
use crate::timeline::roving_focus::{select_handlers, relation_name};

/// With more clients than this their lanes cannot be told apart, and there is no switch for them.
pub const MAX_CLIENT_LANES: usize = 24;
/// The records that have a mark on a client's lane and none on a leader's.
pub const CLIENT_ONLY_EVENTS: &[EventKind] = &[EventKind::Forwarded];
/// From the start lanes of clients are shown where the diagram takes no more of the window's height with them:
/// higher than this it is scrolled.
const MAX_WINDOW_SHARE: f64 = 0.34;

/// Whether there are lanes of clients to be shown.
pub fn can_be_shown(view: &View) -> bool {
    (1..=MAX_CLIENT_LANES).contains(&view.timeline().clients().len())
}

/// Whether they are shown before anyone has said so: where there is room.
pub fn shown_at_first(view: &View, lanes: Lanes) -> bool {
    let with_clients = lanes.with_client_lanes(view.timeline().clients().len());
    can_be_shown(view) && !lanes.is_narrow() && with_clients.height() <= MAX_WINDOW_SHARE * page::window_height()
}

/// The heads and lines of the lanes.
pub fn client_lanes<'a>(view: &'a View, chart: &'a Chart) -> impl Iterator<Item = Html> + 'a {
    let clients = view.timeline().clients().iter().take(chart.lanes.client_lanes).enumerate();
    clients.map(|(index, client)| lane(chart, index, client))
}

fn lane(chart: &Chart, index: usize, client: &ClientSpec) -> Html {
    let lanes = chart.lanes;
    let y = number(lanes.client_y(index));
    let initial: String = client.name().chars().take(1).collect();
    html! {
        <g key={client.id.to_string()} class="client-lane">
            <circle class="client-disc" cx={number(lanes.letter_x())} cy={y.clone()} r="8" />
            <text class="initial" x={number(lanes.letter_x())} y={y.clone()}>{ initial }</text>
            <text class="lane-name" x={number(lanes.name_x())} y={y.clone()}>{ client.name().to_string() }</text>
            <line class="axis" x1={number(lanes.left())} x2={number(lanes.right())} y1={y.clone()} y2={y} />
        </g>
    }
}

/// What clients did in the stretch that is shown.
pub fn client_marks(view: &View, dispatch: &Dispatcher, chart: &Chart) -> Html {
    if chart.lanes.client_lanes == 0 {
        return html! { <g></g> };
    }
    let timeline = view.timeline();
    let deeds =
        client_events(timeline, timeline.records().before(chart.from()), timeline.count_at(chart.to()));
    html! { <g>{ for deeds.iter().filter_map(|deed| draw(view, dispatch, chart, deed)) }</g> }
}

fn draw(view: &View, dispatch: &Dispatcher, chart: &Chart, deed: &ClientEvent) -> Option<Html> {
    let clients = view.timeline().clients();
    let index = clients.iter().position(|client| client.id == deed.client)?;
    let (x, y) = (chart.x(deed.at), chart.lanes.client_y(index));
    let to = chart.lanes.y(view.lane(deed.leader));
    let colours = colours_of(view, deed.leader);
    let selection = Selection::Event(deed.number);
    let selected = view.selection() == selection;
    let relation = view.causality().and_then(|causality| causality.of(deed.number)).map(relation_name);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, deed.at, selection);
    let sentence = view.describe_record(deed.number);
    let label = format!("{}, {}: {sentence}", clients[index].name(), deed.at);
    Some(html! {
        <g
            key={deed.number} class="deed" data-doing={css_name(deed.kind)} data-leader={colours.leader} data-pattern={colours.pattern}
            data-relation={relation} data-selected={selected.then_some("")}
            data-lane={(chart.lanes.count + index).to_string()} data-at={deed.at.0.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={label} {onpointerdown} {onkeydown}
        >
            <line class="tie" x1={number(x)} x2={number(x)} y1={number(y)} y2={number(to)} />
            { shape(deed.kind, x, y) }
        </g>
    })
}

fn css_name(doing: ClientEventKind) -> &'static str {
    match doing {
        ClientEventKind::Wrote => "wrote",
        ClientEventKind::Read => "read",
        ClientEventKind::Refused => "refused",
        ClientEventKind::Forwarded => "asked",
        ClientEventKind::Answered => "answered",
    }
}

fn shape(doing: ClientEventKind, x: f64, y: f64) -> Html {
    match doing {
        ClientEventKind::Wrote => {
            html! { <rect class="shape" x={number(x - 4.5)} y={number(y - 4.5)} width="9" height="9" rx="2" /> }
        }
        ClientEventKind::Read => html! { <circle class="shape" cx={number(x)} cy={number(y)} r="4.5" /> },
        ClientEventKind::Refused => {
            html! { <path class="shape" d={format!("M{} {}l8 8m0 -8l-8 8", number(x - 4.0), number(y - 4.0))} /> }
        }
        ClientEventKind::Forwarded => {
            html! { <path class="shape" d={format!("M{} {}l5 8h-10z", number(x), number(y - 4.0))} /> }
        }
        ClientEventKind::Answered => {
            html! { <path class="shape" d={format!("M{} {}l5 -8h-10z", number(x), number(y + 4.0))} /> }
        }
    }
}
