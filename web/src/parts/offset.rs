//! A clock's offset: a slider and a number, in milliseconds.

use replication::Offset;
use replication::limits::MAX_OFFSET_MS;
use yew::prelude::*;

use crate::platform::events::{number_of, value_of};

/// How far the slider goes, either way; the number goes further.
const SLIDER_MS: i64 = 500;

#[derive(Properties, PartialEq)]
pub struct OffsetProps {
    /// Whose clock it is, for those who cannot see it.
    pub label: AttrValue,
    /// An id for the slider, of which there is one on the page.
    pub id: AttrValue,
    pub offset: Offset,
    /// The new offset, and whether the slider is still held.
    pub onset: Callback<(Offset, bool)>,
}

/// The offset that was typed, if a clock can be off by so much.
pub fn offset_of(text: &str) -> Option<Offset> {
    let within = |ms: &i64| (-MAX_OFFSET_MS..=MAX_OFFSET_MS).contains(ms);
    number_of(text).filter(within).map(Offset::from_ms)
}

/// How far a clock is ahead.
#[component]
pub fn OffsetField(props: &OffsetProps) -> Html {
    let bad = use_state_eq(|| None::<String>);
    {
        let bad = bad.setter();
        use_effect_with(props.offset, move |_| bad.set(None));
    }
    let set = |ongoing: bool| {
        let (onset, bad) = (props.onset.clone(), bad.setter());
        move |text: String| match offset_of(&text) {
            Some(offset) => {
                bad.set(None);
                onset.emit((offset, ongoing));
            }
            None => bad.set(Some(text)),
        }
    };
    let ms = (props.offset.0 / 1_000).to_string();
    let (sliding, slid, typed) = (set(true), set(false), set(false));
    let label = format!("{} in milliseconds", props.label);
    html! {
        <div class="offset">
            <label class="label" for={props.id.clone()}>{ &props.label }</label>
            <input
                class="range" id={props.id.clone()} type="range"
                min={(-SLIDER_MS).to_string()} max={SLIDER_MS.to_string()} step="5" value={ms.clone()}
                oninput={move |event: InputEvent| sliding(value_of(&event))}
                onchange={move |event: Event| slid(value_of(&event))}
            />
            <span class="with-unit">
                <input
                    class="input" data-size="small" type="number" aria-label={label} aria-invalid={bad.is_some().then_some("true")}
                    value={(*bad).clone().unwrap_or(ms)}
                    onchange={move |event: Event| typed(value_of(&event))}
                />
                <span class="unit">{ "ms" }</span>
            </span>
            <p class="field-error" role="status">
                { if bad.is_some() { "A clock is off by a whole number of milliseconds, a year of them at most." } else { "" } }
            </p>
        </div>
    }
}
