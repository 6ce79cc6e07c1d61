//! A field for a clock's offset, in milliseconds.

use replication::Offset;
use replication::limits::MAX_OFFSET_MS;
use yew::prelude::*;

use crate::platform::events::{parse_integer, value_of};

#[derive(Properties, PartialEq)]
pub struct OffsetFieldProps {
    /// The accessible name, without the unit.
    pub label: AttrValue,
    pub offset: Offset,
    pub onset: Callback<Offset>,
}

/// The typed offset, if it is within the limits.
pub fn parse_offset(text: &str) -> Option<Offset> {
    let within = |ms: &i64| (-MAX_OFFSET_MS..=MAX_OFFSET_MS).contains(ms);
    parse_integer(text).filter(within).map(Offset::from_ms)
}

/// The field for how far a clock is ahead.
#[component]
pub fn OffsetField(props: &OffsetFieldProps) -> Html {
    let invalid_text = use_state_eq(|| None::<String>);
    {
        let invalid_text = invalid_text.setter();
        use_effect_with(props.offset, move |_| invalid_text.set(None));
    }
    let onchange = {
        let (onset, invalid_text) = (props.onset.clone(), invalid_text.setter());
        move |event: Event| {
            let text = value_of(&event);
            match parse_offset(&text) {
                Some(offset) => {
                    invalid_text.set(None);
                    onset.emit(offset);
                }
                None => invalid_text.set(Some(text)),
            }
        }
    };
    let ms = (props.offset.0 / 1_000).to_string();
    let label = format!("{} in milliseconds", props.label);
    html! {
        <div class="offset">
            <span class="label" aria-hidden="true">{ &props.label }</span>
            <span class="with-unit">
                <input
                    class="input" data-size="small" type="number" aria-label={label} aria-invalid={invalid_text.is_some().then_some("true")}
                    value={(*invalid_text).clone().unwrap_or(ms)} {onchange}
                />
                <span class="unit" aria-hidden="true">{ "ms" }</span>
            </span>
            <p class="field-error" role="status">
                { if invalid_text.is_some() { "Enter a whole number of milliseconds, at most one year." } else { "" } }
            </p>
        </div>
    }
}
