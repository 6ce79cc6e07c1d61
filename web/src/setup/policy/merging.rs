//! Options of merge on write: which function makes one value of two.

use replication::{Merge, MergeRule, Script};
use yew::prelude::*;

use crate::parts::menu;
use crate::setup::fields::explained;
use crate::setup::policy::code::ScriptField;

/// The form.
pub fn form(merge: &Merge, onset: Callback<Merge>) -> Html {
    let chosen = merge.with.choice().id;
    let onchoose = {
        let onset = onset.clone();
        Callback::from(move |id: String| {
            if let Some(with) = MergeRule::by_id(&id) {
                onset.emit(Merge { with });
            }
        })
    };
    let onsource = onset.reform(|source: String| Merge { with: MergeRule::Script(Script { source }) });
    html! {
        <div class="options">
            { explained("Two values become one by", menu(MergeRule::CHOICES), chosen.into(), onchoose) }
            <div>
                if let MergeRule::Script(script) = &merge.with {
                    <ScriptField source={script.source.clone()} onset={onsource} />
                }
            </div>
        </div>
    }
}
