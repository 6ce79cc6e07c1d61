//! The dialog that compares the run under every policy.

use analysis::{PolicyRow, Progress, RunSummary};
use explain::{describe_causes, list_of};
use player::BranchAction;
use yew::prelude::*;

use crate::compare::outcome_dialog::{outcome_dialog, use_policy_comparison};
use crate::components::Dialog;
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::store::{View, use_dispatch, use_view};

const TITLE: &str = "This run under every policy";

#[derive(Properties, PartialEq)]
pub struct PoliciesProps {
    pub onclose: Callback<()>,
}

/// The dialog. It compares how runs end, so it waits while a question about that is open.
#[component]
pub fn PoliciesDialog(props: &PoliciesProps) -> Html {
    outcome_dialog(&use_view(), ("policies-title", TITLE), &props.onclose, || {
        html! { <Policies onclose={props.onclose.clone()} /> }
    })
}

/// A table with one row per policy, computed while the dialog is open.
#[component]
fn Policies(props: &PoliciesProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    use_policy_comparison();
    let table = view.policies();
    let rows = table.iter().flat_map(|table| table.rows().iter().enumerate());
    let rows = rows.map(|(number, row)| {
        let ontry = {
            let (dispatch, onclose) = (dispatch.clone(), props.onclose.clone());
            move |_: MouseEvent| {
                dispatch.emit(BranchAction::TryPolicy(number));
                onclose.emit(());
            }
        };
        policy_row(&view, row, ontry)
    });
    let show = use_show_dialog();
    let onmeasure = show.reform(|_: MouseEvent| Some(DialogKind::Measure));
    let oncertain = show.reform(|_: MouseEvent| Some(DialogKind::Certainty));
    let progress = table.and_then(|table| table.progress());
    let changes = table.is_some_and(|table| table.changes_policy());
    html! {
        <Dialog id="policies-title" title={TITLE} onclose={props.onclose.clone()}>
            <div class="body">
                <p class="quiet">{ "Every write, read and fault stays the same. Policies other than this run’s have their default options." }</p>
                <div class="table-scroll" tabindex="0" role="region" aria-label="Policies">
                    <table class="compare">
                        <thead><tr>
                            <th scope="col">{ "Policy" }</th>
                            <th scope="col" class="count">{ "Accepted" }</th>
                            <th scope="col" class="count">{ "Kept" }</th>
                            <th scope="col" class="count">{ "Partly" }</th>
                            <th scope="col" class="count">{ "Superseded" }</th>
                            <th scope="col" class="count">{ "In order" }</th>
                            <th scope="col" class="count">{ "Lost" }</th>
                            <th scope="col" class="count">{ "Siblings" }</th>
                            <th scope="col" class="count">{ "Refused" }</th>
                            <th scope="col" class="count">{ "Unanswered" }</th>
                            <th scope="col" class="count">{ "Duplicated" }</th>
                            <th scope="col">{ "Result" }</th>
                            <th scope="col"><span class="visually-hidden">{ "Compare" }</span></th>
                        </tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
                <div role="status">
                    if let Some(progress) = progress {
                        <p class="quiet">{ format!("Computing: {} events so far. Close this dialog to cancel.", progress.events) }</p>
                    }
                </div>
                <div class="button-row"><button class="button" type="button" onclick={onmeasure}>{ "Measure over many seeds…" }</button><button class="button" type="button" onclick={oncertain}>{ "When is the outcome certain?" }</button></div>
                <p class="hint">{ "Merge code: unless the run has its own code, a function that takes the union of sets and lists, joins strings that differ, and otherwise keeps the greater value. Open it side by side to read it." }</p>
                <p class="hint">{ "A CRDT is compared only if it is this run’s policy, since it needs its own operations." }</p>
                <div>
                    if changes {
                        <p class="hint">{ "This run changes its policy partway. Here each policy applies to the whole run." }</p>
                    }
                </div>
                <p class="hint">{ "Kept: some leader keeps a value that contains it; partly, if only some of its fields or items are left. Superseded: replaced by a write whose writer had seen it. In order: replaced at the leader that accepted the later write, whose client had not seen it. Lost: the rest. Kept, superseded, in order and lost add up to the writes accepted; partly kept writes count as kept. Siblings: keys with several versions. Duplicated: applied again, stored as equal siblings, or in a list more often than anyone wrote it." }</p>
            </div>
        </Dialog>
    }
}

fn policy_row(view: &View, row: &PolicyRow, ontry: impl Fn(MouseEvent) + 'static) -> Html {
    let cells = match &row.summary {
        Some(summary) => summary_cells(view, summary),
        None => html! { <td colspan="11" class="quiet">{ "…" }</td> },
    };
    let last = match row.is_current {
        true => html! { <span class="quiet small">{ "this run" }</span> },
        false => html! {
            <button class="button" type="button" aria-label={format!("Open side by side: {}", row.name)} onclick={ontry}>{ "Open side by side" }</button>
        },
    };
    html! {
        <tr key={row.name.clone()} data-current={row.is_current.then_some("")}>
            <th scope="row">{ &row.name }</th>
            { cells }
            <td class="last">{ last }</td>
        </tr>
    }
}

fn summary_cells(view: &View, summary: &RunSummary) -> Html {
    let tone = |count: usize| (count > 0).then_some("bad");
    let (lost, duplicated) = (summary.lost.len(), summary.duplicated.len());
    let fates = &summary.fates;
    let counts = [
        ("accepted", fates.accepted),
        ("kept", fates.kept),
        ("partly", fates.kept_partly),
        ("superseded", fates.superseded),
        ("in order", fates.overwritten_in_order),
    ];
    html! {
        <>
            { for counts.into_iter().map(|(label, count)| html! { <td class="count" data-label={label}>{ count }</td> }) }
            <td class="count" data-label="lost" data-tone={tone(lost)} title={join_first(&lost_labels(view, summary))}>{ lost }</td>
            <td class="count" data-label="siblings">{ summary.conflicts }</td>
            <td class="count" data-label="refused">{ summary.refused }</td>
            <td class="count" data-label="unanswered">{ summary.unanswered }</td>
            <td class="count" data-label="duplicated" data-tone={tone(duplicated)} title={join_first(&duplicates(view, summary))}>{ duplicated }</td>
            <td class="result">
                <span class="reading">{ view.describe_readings(&summary.readings) }</span>
                <span class="quiet small">{ remarks(view, summary).join(" · ") }</span>
            </td>
        </>
    }
}

fn lost_labels(view: &View, summary: &RunSummary) -> Vec<String> {
    summary.lost.iter().map(|write| view.write_label(write)).collect()
}

fn duplicates(view: &View, summary: &RunSummary) -> Vec<String> {
    summary.duplicated.iter().map(|duplicate| view.describe_duplicate(duplicate)).collect()
}

/// The first five names of a list and the number of others; `None` for an empty list.
fn join_first(names: &[String]) -> Option<String> {
    let more = names.len().saturating_sub(5);
    let mut shown: Vec<String> = names.iter().take(5).cloned().collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    (!shown.is_empty()).then(|| list_of(&shown))
}

/// Further facts about how the run ends.
fn remarks(view: &View, summary: &RunSummary) -> Vec<String> {
    let progress = match summary.progress {
        Progress::Converged => "all agree",
        Progress::Diverged => "leaders disagree permanently",
        Progress::Queued { .. } => "some writes still queued",
        Progress::InFlight { .. } => "messages in flight",
        Progress::NothingWritten => "nothing was written",
        Progress::Halted => "stopped at the event limit",
        Progress::NoLeaderLeft => "no leader left",
    };
    let counted = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let causes = describe_causes(summary.fates.causes());
    let lost = join_first(&lost_labels(view, summary));
    let lost = lost.map(|names| format!("lost: {names} ({causes})"));
    let duplicated = join_first(&duplicates(view, summary)).map(|names| format!("duplicated: {names}"));
    let parts = [
        Some(progress.to_owned()),
        counted(summary.stranded, "stranded"),
        lost,
        duplicated,
        counted(summary.merged, "merged"),
    ];
    parts.into_iter().flatten().collect()
}
