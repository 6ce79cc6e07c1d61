//! What an editor of one type of value works on: the draft of a merge, and what changes it.

use std::sync::Arc;

use player::Draft;
use replication::Write;
use yew::prelude::*;

use crate::platform::events::value_of;

/// What an editor of one type of value works on.
#[derive(Clone, PartialEq, Properties)]
pub struct EditorProps {
    pub draft: Draft,
    pub versions: Vec<Arc<Write>>,
    pub ondraft: Callback<Draft>,
    /// Stores what there is.
    pub onstore: Callback<()>,
}

impl EditorProps {
    /// What changes the draft.
    pub fn callback(&self, change: impl Fn(&mut Draft) + 'static) -> Callback<()> {
        let (draft, ondraft) = (self.draft.clone(), self.ondraft.clone());
        Callback::from(move |()| {
            let mut draft = draft.clone();
            change(&mut draft);
            ondraft.emit(draft);
        })
    }

    /// The same, when something is pressed.
    pub fn onclick(&self, change: impl Fn(&mut Draft) + 'static) -> Callback<MouseEvent> {
        self.callback(change).reform(|_: MouseEvent| ())
    }

    /// What changes the draft by what is typed.
    pub fn oninput(&self, change: impl Fn(&mut Draft, String) + 'static) -> Callback<InputEvent> {
        let (draft, ondraft) = (self.draft.clone(), self.ondraft.clone());
        Callback::from(move |event: InputEvent| {
            let mut draft = draft.clone();
            change(&mut draft, value_of(&event));
            ondraft.emit(draft);
        })
    }
}
