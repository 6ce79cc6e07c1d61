//! A modal dialog: the browser's own, which traps the focus and closes on Escape.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::icon::{Icon, icon};
use crate::platform::focus_before::FocusBefore;
use crate::terms::TermsButton;

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// The id of the heading, unique in the page.
    pub id: AttrValue,
    pub title: AttrValue,
    /// Called when the dialog closes, for any reason.
    pub onclose: Callback<()>,
    /// Whether it has a button that lists its terms.
    #[prop_or(true)]
    pub lists_terms: bool,
    pub children: Html,
}

/// A dialog that is open as long as it is mounted.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let before = FocusBefore::take();
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                // It fails only if the dialog is open already.
                let _ = dialog.show_modal();
            }
            move || before.give_back_after_render()
        });
    }
    let close = {
        let node = node.clone();
        move |_: MouseEvent| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let onclose = {
        let onclose = props.onclose.clone();
        move |_: Event| onclose.emit(())
    };
    html! {
        <dialog class="dialog" ref={node} aria-labelledby={props.id.clone()} {onclose}>
            <div class="head">
                <h2 id={props.id.clone()}>{ &props.title }</h2>
                <button class="button" type="button" data-icon="" data-kind="ghost" aria-label="Close" onclick={close}>
                    { icon(Icon::Close) }
                </button>
                <div class="terms-place">
                    if props.lists_terms {
                        <TermsButton id={format!("{}-terms", props.id)} of="dialog" />
                    }
                </div>
            </div>
            { props.children.clone() }
        </dialog>
    }
}
