//! The client lanes below the leader lanes: each client's requests, with leader and time.

use analysis::{ClientEvent, ClientEventKind, client_events, is_away};
use figure::diagram::{Chart, MAX_CLIENT_LANES, client_outline};
use player::Selection;
use replication::{ClientSpec, initial};
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::geometry::lanes::Lanes;
use crate::geometry::number;
use crate::platform::page;
use crate::store::View;
use crate::timeline::lane_name::lane_name;
use crate::timeline::roving_focus::{relation_name, select_handlers};

/// Client lanes are shown by default if the diagram then takes at most this share of the window's height; a
/// higher one scrolls. Requests of clients away from leaders are worth more room, on a narrow screen too.
const MAX_WINDOW_SHARE: f64 = 0.34;
const MAX_WINDOW_SHARE_AWAY: f64 = 0.45;

/// Whether client lanes can be shown: there are clients, and not too many.
pub fn can_be_shown(view: &View) -> bool {
    (1..=MAX_CLIENT_LANES).contains(&view.timeline().clients().len())
}

/// Whether client lanes are shown by default: if there is room.
pub fn shown_at_first(view: &View, lanes: Lanes) -> bool {
    let with_clients = lanes.with_client_lanes(view.timeline().clients().len());
    let is_away = view.timeline().clients().iter().any(is_away);
    let share = if is_away { MAX_WINDOW_SHARE_AWAY } else { MAX_WINDOW_SHARE };
    can_be_shown(view)
        && (is_away || !lanes.is_narrow())
        && with_clients.height() <= share * page::window_height()
}

/// The labels and axes of the client lanes.
pub fn client_lanes<'a>(view: &'a View, chart: &'a Chart) -> impl Iterator<Item = Html> + 'a {
    let clients = view.timeline().clients().iter().take(chart.lanes.client_lanes).enumerate();
    clients.map(|(index, client)| lane(chart, index, client))
}

fn lane(chart: &Chart, index: usize, client: &ClientSpec) -> Html {
    let lanes = chart.lanes;
    let y = number(lanes.client_y(index));
    let initial = initial(&client.name());
    html! {
        <g key={client.id.to_string()} class="client-lane">
            <circle class="client-disc" cx={number(lanes.letter_x())} cy={y.clone()} r="8" />
            <text class="initial" x={number(lanes.letter_x())} y={y.clone()}>{ initial }</text>
            { lane_name(&lanes, y.clone(), &client.name()) }
            <line class="axis" x1={number(lanes.left())} x2={number(lanes.right())} y1={y.clone()} y2={y} />
        </g>
    }
}

/// The marks of client requests in the visible time range.
pub fn client_marks(view: &View, dispatch: &Dispatcher, chart: &Chart) -> Html {
    if chart.lanes.client_lanes == 0 {
        return html! { <g></g> };
    }
    let timeline = view.timeline();
    let events =
        client_events(timeline, timeline.records().before(chart.from()), timeline.count_at(chart.drawn_to()));
    html! { <g>{ for events.iter().filter_map(|event| draw(view, dispatch, chart, event)) }</g> }
}

fn draw(view: &View, dispatch: &Dispatcher, chart: &Chart, event: &ClientEvent) -> Option<Html> {
    let clients = view.timeline().clients();
    // The requests of clients away from leaders are slanted lines.
    let index = clients.iter().position(|client| client.id == event.client && !is_away(client))?;
    let (x, y) = (chart.x(event.at), chart.lanes.client_y(index));
    let to = chart.lanes.y(view.lane(event.leader));
    let colours = colours_of(view, event.leader);
    let selection = Selection::Event(event.number);
    let selected = view.selection() == selection;
    let relation = view.causality().and_then(|causality| causality.of(event.number)).map(relation_name);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, event.at, selection);
    let sentence = view.describe_record(event.number);
    let label = format!("{}, {}: {sentence}", clients[index].name(), event.at);
    Some(html! {
        <g
            key={event.number} class="client-operation" data-operation={css_name(event.kind)} data-leader={colours.leader} data-pattern={colours.pattern}
            data-relation={relation} data-selected={selected.then_some("")}
            data-lane={(chart.lanes.count + index).to_string()} data-at={event.at.0.to_string()} data-record={event.number.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={label} {onpointerdown} {onkeydown}
        >
            <line class="tie" x1={number(x)} x2={number(x)} y1={number(y)} y2={number(to)} />
            <path class="shape" transform={format!("translate({} {})", number(x), number(y))} d={client_outline(event.kind)} />
        </g>
    })
}

fn css_name(kind: ClientEventKind) -> &'static str {
    match kind {
        ClientEventKind::Wrote => "wrote",
        ClientEventKind::Read => "read",
        ClientEventKind::Refused => "refused",
        ClientEventKind::Forwarded => "asked",
        ClientEventKind::Answered => "answered",
    }
}
