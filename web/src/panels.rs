//! The dialogs of the page, of which one is open at a time, and the way to open one from anywhere.

use yew::prelude::*;

/// One dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Everything that can be done now, to be sought by words.
    Palette,
    /// The keys.
    Keys,
    /// Every term with its definition.
    Glossary,
    /// The run as a link.
    Share,
    /// The same commands under other policies.
    Policies,
    /// The run as text.
    Text,
}

/// Opens a panel, or closes the one that is open.
#[derive(Clone, PartialEq)]
struct Show(Callback<Option<Panel>>);

#[derive(Properties, PartialEq)]
pub struct PanelsProps {
    pub children: Html,
}

/// Everything within it can open a panel, and can know which is open.
#[component]
pub fn Panels(props: &PanelsProps) -> Html {
    let open = use_state_eq(|| None::<Panel>);
    let show = use_callback(open.setter(), |panel: Option<Panel>, open| open.set(panel));
    html! {
        <ContextProvider<Show> context={Show(show)}>
            <ContextProvider<Option<Panel>> context={*open}>{ props.children.clone() }</ContextProvider<Option<Panel>>>
        </ContextProvider<Show>>
    }
}

/// The panel that is open.
#[hook]
pub fn use_panel() -> Option<Panel> {
    use_context::<Option<Panel>>().flatten()
}

/// A callback that opens a panel, or closes the one that is open. It stays the same.
#[hook]
pub fn use_show() -> Callback<Option<Panel>> {
    use_context::<Show>().map_or_else(Callback::noop, |show| show.0)
}
