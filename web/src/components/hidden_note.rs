//! The placeholder for anything that would reveal the rest of a run while it is hidden.

use yew::prelude::*;

use crate::store::View;

/// The note, if what comes after the playhead is hidden: the answer to a question must not appear elsewhere.
pub fn hidden_note(view: &View) -> Option<Html> {
    view.hides_future().then(|| html! { <p class="help">{ "Hidden until you answer." }</p> })
}
