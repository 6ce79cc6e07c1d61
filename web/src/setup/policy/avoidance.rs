//! Options of avoidance: which leader is home of which keys, and what is done when it is elsewhere, moves or
//! fails.

use player::{Selection, ViewAction};
use replication::limits::{MAX_KEY_BYTES, MAX_MS};
use replication::{Avoidance, Elsewhere, Key, LeaderId, Micros, Policy};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::parts::menu;
use crate::parts::{Choices, Icon, NumberField, OptionalNumber, Range, SelectOne, fold, icon};
use crate::setup::fields::{Named, explained, one_of};
use crate::setup::policy::{choose, policy_form};
use crate::store::{View, use_dispatch, use_settings};

const ELSEWHERE: &[Named<Elsewhere>] = &[
    (Elsewhere::Forward, "Forward", "The leader passes the request on to the home, and the answer back."),
    (Elsewhere::Refuse, "Refuse", "The leader refuses, and names the home."),
];

/// How long a home's answer is waited for at first, when failover is switched on.
const FIRST_FAILOVER: Micros = Micros::from_ms(500);

#[derive(Properties, PartialEq)]
pub struct AvoidanceProps {
    pub avoidance: Avoidance,
    pub onset: Callback<Avoidance>,
}

/// The form.
#[component]
pub fn AvoidanceForm(props: &AvoidanceProps) -> Html {
    let view = use_settings();
    let AvoidanceProps { avoidance, onset } = props;
    let elsewhere = {
        let avoidance = avoidance.clone();
        onset.reform(move |elsewhere| Avoidance { elsewhere, ..avoidance.clone() })
    };
    // The map of homes is what the inspector shows while nothing is selected.
    let onclick = use_dispatch().reform(|_: MouseEvent| ViewAction::Select(Selection::Nothing));
    html! {
        <div class="options">
            { homes(&view, avoidance, onset) }
            <AddHome avoidance={avoidance.clone()} onset={onset.clone()} />
            <p class="help">{ "A key, or how keys begin before a *. All other keys are spread over the leaders by hash." }</p>
            <div><button class="text-button" type="button" {onclick}>{ "Move keys during the run" }</button></div>
            { one_of("A write elsewhere", ELSEWHERE, avoidance.elsewhere, elsewhere) }
            { fold("When a home moves or fails", moving(avoidance, onset)) }
            { fold("Where writes meet all the same", otherwise(avoidance, onset)) }
        </div>
    }
}

/// Every leader as a choice.
fn leaders(view: &View) -> Choices {
    view.world().roster.iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect()
}

fn homes(view: &View, avoidance: &Avoidance, onset: &Callback<Avoidance>) -> Html {
    let rows = avoidance.homes.iter().map(|(key, home)| {
        let changed = |home: Option<LeaderId>| {
            let mut changed = avoidance.clone();
            match home {
                Some(home) => changed.homes.insert(key.clone(), home),
                None => changed.homes.remove(key),
            };
            changed
        };
        let without = changed(None);
        let onremove = onset.reform(move |_: MouseEvent| without.clone());
        let onchoose = {
            let (onset, avoidance, key) = (onset.clone(), avoidance.clone(), key.clone());
            Callback::from(move |id: String| {
                if let Ok(home) = id.parse() {
                    let mut changed = avoidance.clone();
                    changed.homes.insert(key.clone(), home);
                    onset.emit(changed);
                }
            })
        };
        html! {
            <li key={key.to_string()}>
                <span class="grow mono">{ key.to_string() }</span>
                <SelectOne label={format!("Home of {key}")} choices={leaders(view)} chosen={home.to_string()} {onchoose} />
                <button class="button" type="button" data-icon="" data-kind="ghost" aria-label={format!("No home of its own for {key}")} onclick={onremove}>
                    { icon(Icon::Close) }
                </button>
            </li>
        }
    });
    html! { <ul class="rows homes" aria-label="Homes">{ for rows }</ul> }
}

/// Gives a key, or keys that begin alike, a home.
#[component]
fn AddHome(props: &AvoidanceProps) -> Html {
    let view = use_settings();
    let bad = use_state_eq(|| None::<String>);
    let field = use_node_ref();
    let first = view.world().roster.first().copied();
    let home = use_state_eq(|| first);
    let onchoose = {
        let home = home.setter();
        Callback::from(move |id: String| home.set(id.parse().ok()))
    };
    let onsubmit = {
        let (field, bad, home) = (field.clone(), bad.setter(), *home);
        let (avoidance, onset) = (props.avoidance.clone(), props.onset.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some((field, home)) = field.cast::<HtmlInputElement>().zip(home) else {
                return;
            };
            match field.value().trim().parse::<Key>() {
                Ok(key) => {
                    let mut changed = avoidance.clone();
                    changed.homes.insert(key, home);
                    field.set_value("");
                    bad.set(None);
                    onset.emit(changed);
                }
                Err(error) => bad.set(Some(format!("This cannot have a home: {error}."))),
            }
        }
    };
    let chosen = home.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <form class="form" aria-label="Add a home" {onsubmit}>
            <div class="grid-2">
                <label class="field"><span class="label">{ "Key or beginning" }</span><input ref={field} class="input" placeholder="user:*" autocomplete="off" maxlength={MAX_KEY_BYTES.to_string()} /></label>
                <div class="field">
                    <span class="label" aria-hidden="true">{ "Home" }</span>
                    <SelectOne label="Home" choices={leaders(&view)} {chosen} {onchoose} />
                </div>
            </div>
            <p class="field-error" role="status">{ (*bad).clone().unwrap_or_default() }</p>
            <button class="button" data-size="small">{ "Add home" }</button>
        </form>
    }
}

fn moving(avoidance: &Avoidance, onset: &Callback<Avoidance>) -> Html {
    let (first, second) = (avoidance.clone(), avoidance.clone());
    let failover =
        onset.reform(move |time: Option<u64>| Avoidance { failover: time.map(Micros), ..first.clone() });
    let wait = onset.reform(move |time: u64| Avoidance { wait: Micros(time), ..second.clone() });
    html! {
        <>
            <OptionalNumber
                label="Failover" hint="A leader that waits in vain for a home’s answer makes itself the home."
                number="Waits for" unit="ms" value={avoidance.failover.map(|time| time.0)}
                first={FIRST_FAILOVER.0} range={Range::ms(1, MAX_MS)} onset={failover}
            />
            <NumberField label="A new home first waits" unit="ms" value={avoidance.wait.0} range={Range::ms(0, MAX_MS)} onset={wait} />
            <p class="help">{ "The safe rule: longer than a round trip and the clocks’ error, and no two homes accept at once." }</p>
        </>
    }
}

/// What is done where writes are concurrent all the same: any policy but this one.
fn otherwise(avoidance: &Avoidance, onset: &Callback<Avoidance>) -> Html {
    let avoidance = avoidance.clone();
    let now = (*avoidance.otherwise).clone();
    let onpolicy =
        onset.reform(move |policy: Policy| Avoidance { otherwise: Box::new(policy), ..avoidance.clone() });
    let mut choices = menu(Policy::CHOICES);
    choices.retain(|(id, ..)| !matches!(Policy::by_id(id), Some(Policy::Avoidance(_))));
    html! {
        <>
            { explained("Otherwise", choices, now.choice().id.into(), choose(&now, onpolicy.clone())) }
            <div class="options">{ policy_form(&now, onpolicy) }</div>
        </>
    }
}
