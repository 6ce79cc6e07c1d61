//! A labelled field for a text of several lines.

use yew::prelude::*;

use crate::platform::events::value_of;

/// The field. It reports each letter.
pub fn text_area(label: &'static str, text: &str, onset: Callback<String>) -> Html {
    let oninput = onset.reform(|event: InputEvent| value_of(&event));
    html! { <label class="field"><span class="label">{ label }</span><textarea class="input" rows="3" maxlength="600" value={text.to_owned()} {oninput} /></label> }
}
