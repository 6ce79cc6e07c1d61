//! A text with a button that copies it.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::platform::clipboard;

#[derive(Properties, PartialEq)]
pub struct CopyFieldProps {
    /// The id of the field, unique in the page.
    pub id: AttrValue,
    pub label: AttrValue,
    pub text: AttrValue,
}

/// A text with a button that copies it. If that is blocked, the text is selected.
#[component]
pub fn CopyField(props: &CopyFieldProps) -> Html {
    let field = use_node_ref();
    let copied = use_state_eq(|| None::<bool>);
    {
        let copied = copied.setter();
        use_effect_with(props.text.clone(), move |_| copied.set(None));
    }
    let onclick = {
        let (text, field, copied) = (props.text.clone(), field.clone(), copied.setter());
        move |_: MouseEvent| {
            let (text, field, copied) = (text.clone(), field.clone(), copied.clone());
            spawn_local(async move {
                let is_done = clipboard::copy(&text).await;
                if let (false, Some(field)) = (is_done, field.cast::<HtmlTextAreaElement>()) {
                    field.select();
                }
                copied.set(Some(is_done));
            });
        }
    };
    let status = match *copied {
        None => "",
        Some(true) => "Copied.",
        Some(false) => "Copying was blocked. The text is selected: press Ctrl+C.",
    };
    html! {
        <div class="field">
            <label class="label" for={props.id.clone()}>{ &props.label }</label>
            <div class="copy">
                <textarea ref={field} id={props.id.clone()} class="input mono" rows="2" readonly=true value={props.text.clone()} />
                <button class="button" type="button" aria-label={format!("Copy: {}", props.label)} {onclick}>{ "Copy" }</button>
            </div>
            <p class="copied" role="status">{ status }</p>
        </div>
    }
}
