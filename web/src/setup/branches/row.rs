//! One branch in the tree: its summary and buttons.

use analysis::{Outcome, Progress};
use player::{Branch, BranchAction};
use yew::prelude::*;

use crate::components::{Icon, InPlaceField, icon};
use crate::setup::branches::thumbnail::Thumbnail;
use crate::store::{use_dispatch, use_settings};

#[derive(Properties, PartialEq)]
pub struct BranchRowProps {
    pub branch: Branch,
}

/// A branch with a thumbnail of its final state.
#[component]
pub fn BranchRow(props: &BranchRowProps) -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let renaming = use_state_eq(|| false);
    let branch = &props.branch;
    let (id, name) = (branch.id, branch.name.to_string());
    let is_current = view.branches().current().id == id;
    let is_compared = view.compared_branch().is_some_and(|branch| branch.id == id);
    let differs = view.branches().differs_from(branch).or(branch.from.map(|(_, at)| at));
    let origin = differs.map_or_else(|| "from the start".into(), |at| format!("from {at}"));
    let summary = view.end_frame_of(branch).map_or("not computed yet".into(), |end| summarize(&end.outcome));
    let button = |label: String, shape: Icon, pressed: Option<bool>, action: BranchAction| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        let pressed = pressed.map(|pressed| pressed.to_string());
        html! {
            <button class="button" type="button" data-icon="" data-kind="ghost" aria-label={label.clone()} title={label} aria-pressed={pressed} {onclick}>
                { icon(shape) }
            </button>
        }
    };
    let show = dispatch.reform(move |_: MouseEvent| BranchAction::Switch(id));
    let rename = renaming.setter();
    let compared = (!is_compared).then_some(id);
    let onname = {
        let (dispatch, renaming) = (dispatch.clone(), renaming.setter());
        Callback::from(move |name: Option<String>| {
            renaming.set(false);
            name.into_iter().for_each(|name| dispatch.emit(BranchAction::Rename(id, name)));
        })
    };
    html! {
        <div class="branch" data-current={is_current.then_some("")}>
            <button class="choose" type="button" aria-current={is_current.then_some("true")} onclick={show}>
                <span class="visually-hidden">{ "Switch to" }</span>
                <Thumbnail branch={branch.clone()} />
                <span class="told"><b>{ &name }</b><span>{ origin }</span><span>{ summary }</span></span>
            </button>
            <div class="doing">
                if *renaming {
                    <InPlaceField label="Branch name" text={name.clone()} max_length={60} focus_next=".branch[data-current] > .choose" onend={onname} />
                } else {
                    <div class="button-row">
                        <span>if !is_current { { button(format!("Compare with {name}"), Icon::Compare, Some(is_compared), BranchAction::Compare(compared)) } }</span>
                        <button
                            class="button" type="button" data-icon="" data-kind="ghost" aria-label={format!("Rename {name}")} title={format!("Rename {name}")}
                            onclick={move |_| rename.set(true)}
                        >{ icon(Icon::Write) }</button>
                        { button(format!("Remove {name}"), Icon::Trash, None, BranchAction::Remove(id)) }
                    </div>
                }
            </div>
        </div>
    }
}

/// The outcome of a run in a few words.
fn summarize(outcome: &Outcome) -> String {
    let progress = match outcome.progress {
        Progress::NothingWritten => "nothing written",
        Progress::InFlight { .. } => "messages in flight",
        Progress::Halted => "stopped at the event limit",
        Progress::NoLeaderLeft => "no leader left",
        Progress::Queued { .. } => "writes queued",
        Progress::Converged => "converged",
        Progress::Diverged => "diverged",
    };
    let conflicts = (!outcome.conflicts.is_empty()).then(|| "open conflict".to_owned());
    let lost = (!outcome.lost.is_empty()).then(|| format!("{} lost", outcome.lost.len()));
    let parts = [Some(progress.to_owned()), conflicts, lost];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
