//! Version vectors: who has seen what, how any two vectors compare, what they are for, and what a write met where it
//! arrived.

mod comparison;
mod encounters;
mod explanation;
mod matrix;
mod table;

use comparison::LeaderComparison;
pub use encounters::Encounters;
use explanation::Explanation;
pub use matrix::WhoHasSeenWhat;
use player::ViewAction;
use yew::prelude::*;

use crate::components::Switch;
use crate::inspector::section::section;
use crate::store::{use_dispatch, use_view};

/// The panel of all version vectors.
#[component]
pub fn VersionVectorsPanel() -> Html {
    html! {
        <div class="panel">
            <div class="flow">
                <WhoHasSeenWhat><VectorsSwitch /></WhoHasSeenWhat>
                { section("Compare two vectors".into(), html! { <LeaderComparison /> }) }
                <Explanation />
            </div>
        </div>
    }
}

/// Shows the vectors on the stage, or hides them.
#[component]
fn VectorsSwitch() -> Html {
    let on = use_view().shows_vectors();
    let onset = use_dispatch().reform(ViewAction::ShowVectors);
    html! { <Switch label="Show version vectors on leaders and messages" {on} {onset} /> }
}
