//! A clock that jumps at the playhead, or is put right there.

use player::EditAction;
use replication::{ClockOwner, Command, Offset, StepClock};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::disclosure::disclosure;
use crate::components::offset_field::parse_offset;
use crate::store::use_dispatch;

#[derive(Properties, PartialEq)]
pub struct ClockStepProps {
    pub owner: ClockOwner,
    /// Whose it is, in words.
    pub name: AttrValue,
}

/// What a clock does at an instant, folded away.
#[component]
pub fn ClockStepForm(props: &ClockStepProps) -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let bad = use_state_eq(|| false);
    let whose = props.owner;
    let jump = move |by: Option<Offset>| EditAction::Issue(Command::StepClock(StepClock { owner, by }));
    let onsubmit = {
        let (field, bad, dispatch) = (field.clone(), bad.setter(), dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let typed = field.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            let by = parse_offset(&typed);
            bad.set(by.is_none());
            if by.is_some() {
                dispatch.emit(jump(by));
            }
        }
    };
    let right = dispatch.reform(move |_: MouseEvent| jump(None));
    let error =
        if *bad { "A clock jumps by a whole number of milliseconds, a year of them at most." } else { "" };
    let body = html! {
        <form class="form" aria-label={format!("Jump of {}’s clock", props.name)} {onsubmit}>
            <div class="button-row">
                <span class="with-unit">
                    <input
                        ref={field} class="input" data-size="small" type="number" step="1" value="-50"
                        aria-label={format!("Jump of {}’s clock in milliseconds", props.name)} aria-invalid={bad.then_some("true")}
                    />
                    <span class="unit" aria-hidden="true">{ "ms" }</span>
                </span>
                <button class="button" data-size="small">{ "Jump" }</button>
                <button class="button" type="button" data-size="small" title="As NTP does at a step." onclick={right}>{ "Put right" }</button>
            </div>
            <p class="field-error" role="status">{ error }</p>
        </form>
    };
    disclosure("Jump, or step to true time", body)
}
