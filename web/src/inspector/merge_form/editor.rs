//! What a value editor works on: the draft of a merge, and callbacks that change it.

use std::sync::Arc;

use player::Draft;
use replication::Write;
use yew::prelude::*;

use crate::hooks::Latest;
use crate::platform::events::value_of;

/// The draft of a merge and the siblings that it is made from.
#[derive(Clone)]
pub struct Editor {
    /// The draft that is drawn.
    pub draft: Draft,
    /// The draft that changes apply to.
    pub latest: Latest<Draft>,
    pub versions: Vec<Arc<Write>>,
    /// Stores the draft.
    pub onstore: Callback<()>,
}

impl Editor {
    /// A callback that changes the draft.
    pub fn callback(&self, change: impl Fn(&mut Draft) + 'static) -> Callback<()> {
        let latest = self.latest.clone();
        Callback::from(move |()| latest.update(&change))
    }

    /// A click handler that changes the draft.
    pub fn onclick(&self, change: impl Fn(&mut Draft) + 'static) -> Callback<MouseEvent> {
        self.callback(change).reform(|_: MouseEvent| ())
    }

    /// An input handler that changes the draft by the typed text.
    pub fn oninput(&self, change: impl Fn(&mut Draft, String) + 'static) -> Callback<InputEvent> {
        let latest = self.latest.clone();
        Callback::from(move |event: InputEvent| latest.update(|draft| change(draft, value_of(&event))))
    }
}
