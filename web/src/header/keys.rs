//! The sheet of keys.

use yew::prelude::*;

use crate::hooks::KEYS;
use crate::parts::Dialog;

#[derive(Properties, PartialEq)]
pub struct KeysProps {
    pub onclose: Callback<()>,
}

/// Every key and what it does.
#[component]
pub fn KeysDialog(props: &KeysProps) -> Html {
    let rows = KEYS.iter().map(|(keys, meaning)| {
        let caps = keys.split_whitespace().map(|key| html! { <kbd key={key}>{ key }</kbd> });
        html! { <div key={*keys}><dt>{ for caps }</dt><dd>{ *meaning }</dd></div> }
    });
    html! {
        <Dialog id="keys-title" title="Keys" onclose={props.onclose.clone()}>
            <div class="body">
                <dl class="keys">{ for rows }</dl>
                <p class="hint">{ "Drag a leader to move it, and the time it takes to reach it changes with the distance." }</p>
            </div>
        </Dialog>
    }
}
