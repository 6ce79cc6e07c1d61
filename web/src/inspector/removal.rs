//! The button that removes the selected write, read or change from the run.

use explain::capitalized;
use player::EditAction;
use yew::prelude::*;

use crate::commands::removal;
use crate::dispatcher::Dispatcher;
use crate::store::View;

/// The button, unless the selection followed from others or the workload generated it.
pub fn removal_button(view: &View, dispatch: &Dispatcher) -> Html {
    let Some(name) = removal(view) else {
        return html! { <div></div> };
    };
    let onclick = dispatch.reform(|_: MouseEvent| EditAction::RemoveSelected);
    html! {
        <div class="section"><button class="button" type="button" data-size="small" {onclick}>{ capitalized(&name) }</button></div>
    }
}
