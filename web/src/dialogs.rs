//! The dialogs of the page, of which one is open at a time, and the way to open one from anywhere.

use yew::prelude::*;

/// One dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogKind {
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
    EditJson,
}

/// Opens a panel, or closes the one that is open.
#[derive(Clone, PartialEq)]
struct ShowDialog(Callback<Option<DialogKind>>);

#[derive(Properties, PartialEq)]
pub struct DialogProviderProps {
    pub children: Html,
}

/// Everything within it can open a panel, and can know which is open.
#[component]
pub fn DialogProvider(props: &DialogProviderProps) -> Html {
    let open = use_state_eq(|| None::<DialogKind>);
    let show = use_callback(open.setter(), |panel: Option<DialogKind>, open| open.set(panel));
    html! {
        <ContextProvider<ShowDialog> context={ShowDialog(show)}>
            <ContextProvider<Option<DialogKind>> context={*open}>{ props.children.clone() }</ContextProvider<Option<DialogKind>>>
        </ContextProvider<ShowDialog>>
    }
}

/// The panel that is open.
#[hook]
pub fn use_open_dialog() -> Option<DialogKind> {
    use_context::<Option<DialogKind>>().flatten()
}

/// A callback that opens a panel, or closes the one that is open. It stays the same.
#[hook]
pub fn use_show_dialog() -> Callback<Option<DialogKind>> {
    use_context::<ShowDialog>().map_or_else(Callback::noop, |show| show.0)
}
