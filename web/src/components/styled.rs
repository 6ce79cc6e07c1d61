//! A part of the page with a style sheet of its own.

use yew::prelude::*;

use super::loading_note;

#[derive(Properties, PartialEq)]
pub struct StyledProps {
    /// The address of the style sheet.
    pub sheet: &'static str,
    pub children: Html,
}

/// Shows its children once their style sheet has loaded, or failed to: what is measured or scrolled when they appear
/// depends on it.
#[component]
pub fn Styled(props: &StyledProps) -> Html {
    let is_ready = use_state_eq(|| false);
    let onend = {
        let ready = is_ready.setter();
        Callback::from(move |_: Event| ready.set(true))
    };
    html! {
        <>
            <link rel="stylesheet" href={props.sheet} onload={onend.clone()} onerror={onend} />
            { if *is_ready { props.children.clone() } else { loading_note(None) } }
        </>
    }
}
