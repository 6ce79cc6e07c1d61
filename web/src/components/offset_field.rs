//! A field for a clock's offset, in milliseconds.

use replication::Offset;
use replication::limits::MAX_OFFSET_MS;
use yew::prelude::*;

use super::use_typed_text;
use crate::platform::events::parse_integer;

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
    let typed = use_typed_text(props.offset);
    let onchange = typed.onchange(parse_offset, props.onset.clone());
    let label = format!("{} in milliseconds", props.label);
    html! {
        <div class="offset">
            <span class="label" aria-hidden="true">{ &props.label }</span>
            <span class="with-unit">
                <input
                    class="input" data-size="small" type="number" aria-label={label} aria-invalid={typed.is_refused().then_some("true")}
                    value={typed.text_or(|| (props.offset.0 / 1_000).to_string())} oninput={typed.oninput()} {onchange}
                />
                <span class="unit" aria-hidden="true">{ "ms" }</span>
            </span>
            <p class="field-error" role="status">
                { if typed.is_refused() { "Enter a whole number of milliseconds, at most one year." } else { "" } }
            </p>
        </div>
    }
}
