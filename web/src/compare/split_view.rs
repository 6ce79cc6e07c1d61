//! The centre of the page: one branch, or two side by side on one clock.

use yew::prelude::*;

use super::both_runs::SIDE_BY_SIDE;
use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::outcome::{NarrationBar, Verdicts};
use crate::screens::Screens;
use crate::stage::Stage;
use crate::store::{View, use_view};

/// Stage, narration and verdicts of the current branch, and of the compared branch if there is one.
#[component]
pub fn SplitView() -> Html {
    let view = use_view();
    let beside = view.compared_player();
    let chunk = use_chunk(&SIDE_BY_SIDE, beside.is_some());
    match (beside, chunk) {
        (Some(beside), Loading::Ready(both)) => both(View(beside)),
        (Some(_), Loading::Underway) => loading_note(None),
        (Some(_), Loading::Failed(retry)) => loading_note(Some(&retry)),
        (None, _) => html! {
            <div class="sides">
                <Stage />
                <Screens />
                <NarrationBar />
                <Verdicts />
            </div>
        },
    }
}
