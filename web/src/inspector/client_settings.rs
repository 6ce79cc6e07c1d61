//! How a client is set up: its place on the globe, and how it sends its requests.

use player::{CITIES, ClientView, EditAction, Place, nearest_city};
use replication::{ClientId, ClientSpec, Contact, Latency, RequestSettings, Retry};
use yew::prelude::*;

use crate::components::{RequestsForm, SelectOne, disclosure, use_typed_text};
use crate::store::{View, use_dispatch, use_view};

/// The choice of no place, and of one that has no name here.
const AT_LEADER: &str = "";
const OTHER: &str = "other";

#[derive(Properties, PartialEq)]
pub struct ClientSettingsProps {
    pub id: ClientId,
}

/// The folded form of a listed client; a sentence for a client of the workload.
#[component]
pub fn ClientSettings(props: &ClientSettingsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let id = props.id;
    let Some(spec) = view.scenario().clients.iter().find(|spec| spec.id == id) else {
        return html! { <p class="help">{ "The workload generates this client. How it sends requests is set in Setup, under Clients." }</p> };
    };
    let onset = dispatch.reform(move |requests| EditAction::SetRequests { client: Some(id), requests });
    let form = html! {
        <>
            <PlaceField spec={spec.clone()} />
            <RequestsForm settings={spec.requests} has_place={spec.place.is_some()} {onset} />
        </>
    };
    html! { <div class="client-settings">{ disclosure("Place, timeout and retries", form) }</div> }
}

#[derive(Properties, PartialEq)]
struct PlaceFieldProps {
    spec: ClientSpec,
}

/// A client's place: at its leader, at another leader, in a city, or by its coordinates.
#[component]
fn PlaceField(props: &PlaceFieldProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let (id, place) = (props.spec.id, props.spec.place);
    let named = named_places(&view);
    let chosen = match place {
        None => AT_LEADER.to_owned(),
        Some(place) => {
            named.iter().find(|(_, known)| *known == place).map_or(OTHER, |(name, _)| name).to_owned()
        }
    };
    let own = (AT_LEADER.to_owned(), format!("Place of {}", view.leader_name(props.spec.at)), String::new());
    let other = (chosen == OTHER).then(|| (OTHER.to_owned(), "Other coordinates".to_owned(), String::new()));
    let names = named.iter().map(|(name, _)| (name.clone(), name.clone(), String::new()));
    let choices: Vec<_> = [own].into_iter().chain(other).chain(names).collect();
    let onplace = dispatch.reform(move |place| EditAction::PlaceClient { client: id, place, ongoing: false });
    let onchoose = onplace
        .reform(move |name: String| named.iter().find(|(known, _)| *known == name).map(|(_, place)| *place));
    let typed = use_typed_text(place);
    let onchange = typed.onchange(parse_place, onplace.reform(Some));
    let error = if typed.is_refused() { NOT_A_PLACE } else { "" };
    html! {
        <div class="options">
            <div class="field">
                <span class="label" aria-hidden="true">{ "Place" }</span>
                <SelectOne label="Place" {choices} {chosen} {onchoose} />
            </div>
            <div class="number">
                <label class="field" data-row="">
                    <span class="label">{ "Coordinates" }</span>
                    <input
                        class="input" data-size="small" type="text" aria-label="Coordinates in degrees north and east" placeholder="48.9, 2.4"
                        aria-invalid={typed.is_refused().then_some("true")} value={typed.text_or(|| coordinates(place))} oninput={typed.oninput()} {onchange}
                    />
                </label>
                <p class="field-error" role="status">{ error }</p>
            </div>
        </div>
    }
}

/// What is wrong with coordinates.
const NOT_A_PLACE: &str =
    "Enter a latitude from −90 to 90 and a longitude from −180 to 180, such as 48.9, 2.4.";

/// The places of leaders by the leaders’ names, and the cities where there is none.
fn named_places(view: &View) -> Vec<(String, Place)> {
    let mut named: Vec<(String, Place)> =
        view.frame().leaders().map(|leader| (leader.name.to_owned(), leader.place)).collect();
    let cities = CITIES
        .iter()
        .filter(|city| named.iter().all(|(name, place)| name != city.name && *place != city.place()));
    let cities: Vec<_> = cities.map(|city| (city.name.to_owned(), city.place())).collect();
    named.extend(cities);
    named
}

fn coordinates(place: Option<Place>) -> String {
    place.map_or(String::new(), |place| format!("{}, {}", place.latitude(), place.longitude()))
}

/// The typed latitude and longitude, if they are on the globe.
fn parse_place(text: &str) -> Option<Place> {
    let (north, east) =
        text.replace('−', "-").split_once(',').map(|(north, east)| (north.to_owned(), east.to_owned()))?;
    let degrees = |text: &str, most: f64| {
        let degrees: f64 = text.trim().parse().ok()?;
        (degrees.abs() <= most).then_some(degrees)
    };
    Some(Place::from_degrees(degrees(&north, 90.0)?, degrees(&east, 180.0)?))
}

/// Where a client is, and what it does with its requests, in a few words each.
pub fn describe_settings(client: &ClientView<'_>) -> (String, String) {
    let RequestSettings { contact, latency, timeout, retry, attempts, idempotency_key, avoid: _ } =
        client.requests;
    let place = match latency {
        None => "next to every leader".to_owned(),
        Some(Latency::Fixed(time)) => format!("{time} from every leader"),
        Some(Latency::ByDistance) => format!("near {}", nearest_city(client.place).name),
    };
    let contact = match contact {
        Contact::Own => None,
        Contact::Nearest => Some("to the nearest leader that is up".to_owned()),
    };
    let timeout = timeout.map_or_else(|| "no timeout".to_owned(), |time| format!("timeout {time}"));
    let retry = match retry {
        Retry::Never => None,
        Retry::Same => Some(format!("{attempts} attempts at the same leader")),
        Retry::Nearest => Some(format!("{attempts} attempts, at the nearest other leaders")),
    };
    let key = idempotency_key.then(|| "with an idempotency key".to_owned());
    let parts: Vec<String> = contact.into_iter().chain([timeout]).chain(retry).chain(key).collect();
    (place, parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_two_numbers_on_the_globe() {
        assert_eq!(parse_place("48.9, 2.4"), Some(Place::from_degrees(48.9, 2.4)));
        assert_eq!(parse_place(" −33.9,18 "), Some(Place::from_degrees(-33.9, 18.0)));
        assert_eq!(coordinates(parse_place("-23.5,-46.6")), "-23.5, -46.6");
        for text in ["", "48.9", "91, 0", "0, 181", "a, b", "1, 2, 3", "NaN, 0", "inf, 0"] {
            assert_eq!(parse_place(text), None, "{text}");
        }
    }
}
