//! The form that steps a clock at the playhead, by an offset or to true time.

use player::EditAction;
use replication::{ClockOwner, Command, Offset, StepClock};
use yew::prelude::*;

use crate::components::disclosure::disclosure;
use crate::components::offset_field::parse_offset;
use crate::hooks::use_latest;
use crate::store::use_dispatch;

#[derive(Properties, PartialEq)]
pub struct ClockStepProps {
    pub owner: ClockOwner,
    /// The name of the clock's owner.
    pub name: AttrValue,
}

/// The form, collapsed at first.
#[component]
pub fn ClockStepForm(props: &ClockStepProps) -> Html {
    let dispatch = use_dispatch();
    let typed = use_latest(|| "-50".to_owned());
    let is_invalid = use_state_eq(|| false);
    let owner = props.owner;
    let step_clock = move |by: Option<Offset>| EditAction::Issue(Command::StepClock(StepClock { owner, by }));
    let onsubmit = {
        let (typed, is_invalid, dispatch) = (typed.clone(), is_invalid.setter(), dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let by = parse_offset(&typed.get());
            is_invalid.set(by.is_none());
            if by.is_some() {
                dispatch.emit(step_clock(by));
            }
        }
    };
    let set_to_true = dispatch.reform(move |_: MouseEvent| step_clock(None));
    let error = if *is_invalid { "Enter a whole number of milliseconds, at most one year." } else { "" };
    let body = html! {
        <form class="form" aria-label={format!("Step {}’s clock", props.name)} {onsubmit}>
            <div class="button-row">
                <span class="with-unit">
                    <input
                        class="input" data-size="small" type="number" step="1" value={typed.get()} oninput={typed.oninput()}
                        aria-label={format!("Step of {}’s clock in milliseconds", props.name)} aria-invalid={is_invalid.then_some("true")}
                    />
                    <span class="unit" aria-hidden="true">{ "ms" }</span>
                </span>
                <button class="button" data-size="small">{ "Step" }</button>
                <button class="button" type="button" data-size="small" title="Like an NTP step." onclick={set_to_true}>{ "Set to true time" }</button>
            </div>
            <p class="field-error" role="status">{ error }</p>
        </form>
    };
    disclosure("Step the clock", body)
}
