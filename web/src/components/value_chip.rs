//! A value as a chip in the colour of the leader it came from.

use std::sync::Arc;

use explain::describe_reading;
use replication::{LeaderId, Value, Write, isolated};
use yew::prelude::*;

use crate::components::leader_mark::colours_of;
use crate::store::use_view;

#[derive(Properties, PartialEq)]
pub struct ValueChipProps {
    pub text: AttrValue,
    /// The leader it came from, if any.
    #[prop_or_default]
    pub from: Option<LeaderId>,
    /// Called to remove the item; without it there is no button.
    #[prop_or_default]
    pub onremove: Option<Callback<()>>,
}

/// A value, or an item of one.
#[component]
pub fn ValueChip(props: &ValueChipProps) -> Html {
    let view = use_view();
    let colours = props.from.map(|from| colours_of(&view, from));
    let remove = props.onremove.clone().map(|onremove| {
        let label = format!("Remove {}", props.text);
        html! { <button type="button" aria-label={label} onclick={move |_| onremove.emit(())}>{ "×" }</button> }
    });
    html! {
        <span
            class="chip"
            data-leader={colours.as_ref().map(|colours| colours.leader.clone())}
            data-pattern={colours.and_then(|colours| colours.pattern)}
        >
            <bdi class="text" title={props.text.clone()}>{ isolated(&props.text).into_owned() }</bdi>
            { remove.unwrap_or_default() }
        </span>
    }
}

/// The value of these versions: the merged reading, or a chip for each version.
pub fn value_chips(versions: &[Arc<Write>], reading: Option<&Value>) -> Html {
    if let Some(value) = reading {
        return html! { <ValueChip text={value.to_string()} /> };
    }
    versions
        .iter()
        .enumerate()
        .map(|(index, version)| {
            let text = display_value(version.value());
            html! { <ValueChip key={index} {text} from={version.dot.leader} /> }
        })
        .collect()
}

/// A value as shown on the page, without quotes.
pub fn display_value(value: Option<&Value>) -> String {
    value.map_or_else(|| describe_reading(None), Value::to_string)
}
