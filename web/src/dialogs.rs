//! Which dialog is open, at most one at a time, and how to open one from anywhere.

use yew::prelude::*;

use crate::hooks::{Latest, use_latest};

/// A dialog of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogKind {
    /// The command palette.
    Palette,
    /// The keyboard shortcuts.
    Keys,
    /// The glossary.
    Glossary,
    /// A link to the run.
    Share,
    /// The run in a frame of another page.
    Embed,
    /// The gallery of examples.
    Gallery,
    /// The stored runs.
    RecentRuns,
    /// The lessons.
    Lessons,
    /// This run under every policy.
    Policies,
    /// Metrics of several policies, topologies and seeds.
    Measure,
    /// When an outcome of this run is certain.
    Certainty,
    /// The run as editable JSON.
    EditJson,
}

/// Context: opens a dialog, or closes the open one.
#[derive(Clone, PartialEq)]
struct ShowDialog {
    show: Callback<Option<DialogKind>>,
    latest: Latest<Option<DialogKind>>,
}

#[derive(Properties, PartialEq)]
pub struct DialogProviderProps {
    pub children: Html,
}

/// Lets its children open a dialog and know which one is open.
#[component]
pub fn DialogProvider(props: &DialogProviderProps) -> Html {
    let latest = use_latest(|| None::<DialogKind>);
    let show = use_callback(latest.clone(), |dialog: Option<DialogKind>, latest| latest.set(dialog));
    let open = latest.get();
    html! {
        <ContextProvider<ShowDialog> context={ShowDialog { show, latest }}>
            <ContextProvider<Option<DialogKind>> context={open}>{ props.children.clone() }</ContextProvider<Option<DialogKind>>>
        </ContextProvider<ShowDialog>>
    }
}

/// The open dialog, if any.
#[hook]
pub fn use_open_dialog() -> Option<DialogKind> {
    use_context::<Option<DialogKind>>().flatten()
}

/// A stable callback that opens a dialog, or closes the open one with `None`.
#[hook]
pub fn use_show_dialog() -> Callback<Option<DialogKind>> {
    use_context::<ShowDialog>().map_or_else(Callback::noop, |context| context.show)
}

/// Which dialog is open, even before it is drawn; none where there are no dialogs.
#[hook]
pub fn use_latest_dialog() -> Option<Latest<Option<DialogKind>>> {
    use_context::<ShowDialog>().map(|context| context.latest)
}
