//! The properties of a value editor: the draft of a merge, and callbacks that change it.

use std::sync::Arc;

use player::Draft;
use replication::Write;
use yew::prelude::*;

use crate::platform::events::value_of;

/// The properties of a value editor.
#[derive(Clone, PartialEq, Properties)]
pub struct EditorProps {
    pub draft: Draft,
    pub versions: Vec<Arc<Write>>,
    pub ondraft: Callback<Draft>,
    /// Stores the draft.
    pub onstore: Callback<()>,
}

impl EditorProps {
    /// A callback that changes the draft.
    pub fn callback(&self, change: impl Fn(&mut Draft) + 'static) -> Callback<()> {
        let (draft, ondraft) = (self.draft.clone(), self.ondraft.clone());
        Callback::from(move |()| {
            let mut draft = draft.clone();
            change(&mut draft);
            ondraft.emit(draft);
        })
    }

    /// A click handler that changes the draft.
    pub fn onclick(&self, change: impl Fn(&mut Draft) + 'static) -> Callback<MouseEvent> {
        self.callback(change).reform(|_: MouseEvent| ())
    }

    /// An input handler that changes the draft by the typed text.
    pub fn oninput(&self, change: impl Fn(&mut Draft, String) + 'static) -> Callback<InputEvent> {
        let (draft, ondraft) = (self.draft.clone(), self.ondraft.clone());
        Callback::from(move |event: InputEvent| {
            let mut draft = draft.clone();
            change(&mut draft, value_of(&event));
            ondraft.emit(draft);
        })
    }
}
