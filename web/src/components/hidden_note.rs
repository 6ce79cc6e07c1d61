//! What stands in place of anything that tells of the rest of a run while that is hidden.

use yew::prelude::*;

use crate::store::View;

/// The note, if what comes after the playhead is hidden: the answer of a question is not to be read elsewhere.
pub fn hidden_note(view: &View) -> Option<Html> {
    view.hides_future().then(|| html! { <p class="help">{ "Hidden until you answer." }</p> })
}
