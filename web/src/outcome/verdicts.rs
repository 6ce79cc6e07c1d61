//! The verdicts: short findings about the run; a click leads to the evidence.

use analysis::{NeverApplied, Progress, SessionViolation, StrandedWrite, latest_refusal};
use explain::{Suggestion, describe_causes, describe_draining, list_of};
use player::{Action, Micros, PlaybackAction, Selection, ViewAction, suggested_action};
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::dispatcher::Dispatcher;
use crate::documents::reading;
use crate::hooks::use_stable_size;
use crate::questions::use_invariant_verdicts;
use crate::store::{View, use_dispatch, use_has_controls, use_is_beside, use_view};
use replication::sort_by;

/// At most this many findings of one kind have a verdict each; the rest are counted.
const MAX_EACH: usize = 4;

/// The detail of a verdict longer than this, in characters, may be cut off.
const LONG_DETAIL: usize = 40;

/// A short finding about the run.
struct Verdict {
    key: String,
    tone: &'static str,
    headline: String,
    detail: String,
    /// The action that shows the evidence.
    evidence: Option<Action>,
}

/// All verdicts in a row.
#[component]
pub fn Verdicts() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let node = use_node_ref();
    let style = use_stable_size(node.clone(), &view.scenario().title);
    let run = (view.timeline().fingerprint(), view.timeline().records().len());
    // Without the code, the run is the opening one, which has no causal delivery.
    let violations = use_memo(run, |_| {
        reading::get().map(|reading| (reading.session_violations)(view.timeline())).unwrap_or_default()
    });
    let broken = use_invariant_verdicts(&view);
    let (is_beside, has_controls) = (use_is_beside(), use_has_controls());
    let questions = if has_controls && !is_beside {
        questions_button(&view, &dispatch)
    } else {
        html! {}
    };
    let items = verdicts(&view, &violations).into_iter().map(|verdict| {
        let mark = match verdict.tone {
            "ok" => icon(Icon::Check),
            "warn" => html! { <i class="diamond"></i> },
            _ => html! {},
        };
        let title = is_long(&verdict.detail).then(|| format!("{} {}", verdict.headline, verdict.detail));
        let text = html! { <span class="text" {title}><b>{ verdict.headline }</b>{ " " }{ verdict.detail }</span> };
        let dispatch = dispatch.clone();
        let chip = match verdict.evidence {
            Some(action) => {
                let at = instant_of(&view, &action);
                let onclick = move |_: MouseEvent| {
                    if let Some(at) = at {
                        dispatch.emit(PlaybackAction::Seek(at));
                    }
                    dispatch.emit(action.clone());
                };
                html! { <button class="verdict" type="button" data-tone={verdict.tone} {onclick}>{ mark }{ text }</button> }
            }
            None => html! { <span class="verdict" data-tone={verdict.tone}>{ mark }{ text }</span> },
        };
        html! { <li key={verdict.key}>{ chip }</li> }
    });
    html! {
        <div class="verdicts-room" {style}>
            <ul class="verdicts" aria-label="Verdicts" tabindex="0" ref={node}>{ broken }{ for items }{ questions }</ul>
        </div>
    }
}

/// The button that opens the panel of questions and closes it.
fn questions_button(view: &View, dispatch: &Dispatcher) -> Html {
    let is_shown = view.shows_questions();
    let onclick = dispatch.reform(|_: MouseEvent| ViewAction::ToggleQuestions);
    html! {
        <li><button class="verdict asks" type="button" aria-expanded={is_shown.to_string()} title="What holds in this run, with evidence" {onclick}>{ "Questions" }</button></li>
    }
}

/// Whether the detail of a verdict may be cut off.
fn is_long(detail: &str) -> bool {
    detail.chars().count() > LONG_DETAIL
}

/// The instant of the event that an action selects; none if it selects no event.
fn instant_of(view: &View, action: &Action) -> Option<Micros> {
    match action {
        Action::View(ViewAction::Select(Selection::Event(number))) => {
            view.timeline().records().get(*number).map(|record| record.at)
        }
        _ => None,
    }
}

fn verdicts(view: &View, violations: &[SessionViolation]) -> Vec<Verdict> {
    let mut all = vec![progress(view), conflicts(view), lost_writes(view)];
    all.extend(home_windows(view));
    all.extend(repeated_applies(view));
    all.extend(event_limit(view));
    all.extend(blocked_links(view));
    all.extend(buffered_writes(view));
    all.extend(draining_leader(view));
    all.extend(stranded_writes(view));
    all.extend(given_up_writes(view));
    all.extend(impossible_dependencies(view));
    all.extend(remedy_verdicts(view));
    all.extend(violated_sessions(view, violations));
    all.extend(waiting_requests(view));
    all.extend(queued_writes(view));
    all.extend(refused_requests(view));
    all.extend(unreachable_leaders(view));
    all
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn progress(view: &View) -> Verdict {
    let (tone, strong, rest) = match view.frame().outcome.progress {
        Progress::NothingWritten => ("", "Nothing", "written yet".into()),
        Progress::InFlight { messages } => {
            ("", "Not converged:", format!("{} in flight", counted(messages, "message", "messages")))
        }
        Progress::Queued { .. } => ("warn", "Stuck:", "nothing in flight".into()),
        Progress::Converged if view.frame().leaders().all(|leader| !leader.is_up) => {
            ("warn", "All leaders are down:", "nothing can be read or written".into())
        }
        Progress::Converged if view.frame().outcome.versions_agree => {
            ("ok", "Converged:", "all leaders agree".into())
        }
        Progress::Converged => {
            ("ok", "Converged:", "all return the same values, from different versions".into())
        }
        Progress::Diverged => match view.frame().outcome.diverged_since_policy_change {
            Some(at) => ("bad", "Diverged:", format!("apart since the policy changed at {at}")),
            None => ("bad", "Diverged:", "nothing in flight".into()),
        },
        Progress::Halted => ("warn", "Not converged:", "stopped at the event limit".into()),
        Progress::NoLeaderLeft => ("warn", "Not converged:", "every leader has left".into()),
    };
    Verdict { key: "progress".into(), tone, headline: strong.into(), detail: rest, evidence: None }
}

fn conflicts(view: &View) -> Verdict {
    let conflicts = &view.frame().outcome.conflicts;
    let Some(first) = conflicts.first() else {
        return Verdict {
            key: "conflicts".into(),
            tone: "",
            headline: "0".into(),
            detail: "open conflicts".into(),
            evidence: None,
        };
    };
    let mut keys: Vec<_> = conflicts.iter().map(|conflict| &conflict.key).collect();
    sort_by(&mut keys, Ord::cmp);
    keys.dedup();
    let mut places: Vec<String> =
        conflicts.iter().map(|conflict| view.leader_name(conflict.leader)).collect();
    places.dedup();
    Verdict {
        key: "conflicts".into(),
        tone: "warn",
        headline: counted(keys.len(), "conflict", "conflicts"),
        detail: format!("open at {}", list_of(&places)),
        evidence: Some(ViewAction::Select(Selection::Leader(first.leader)).into()),
    }
}

fn lost_writes(view: &View) -> Verdict {
    let lost = &view.frame().outcome.lost;
    let Some(first) = lost.first() else {
        return Verdict {
            key: "lost".into(),
            tone: "",
            headline: "0".into(),
            detail: format!("writes lost{}", also(view)),
            evidence: None,
        };
    };
    let names: Vec<String> = lost.iter().take(3).map(|loss| view.label_of(loss.dot)).collect();
    let rest = if lost.len() > names.len() { format!("{}, …", names.join(", ")) } else { list_of(&names) };
    let causes = describe_causes(view.frame().outcome.fates.causes());
    let shown = if lost.len() == 1 { Selection::Write(first.dot) } else { Selection::LostWrites };
    let show_write = ViewAction::Select(shown);
    Verdict {
        key: "lost".into(),
        tone: "bad",
        headline: format!("{} lost:", counted(lost.len(), "write", "writes")),
        detail: format!("{rest} ({causes}){}", also(view)),
        evidence: Some(show_write.into()),
    }
}

/// A verdict for each of several findings of one kind, up to a limit, and one that counts the others.
fn each<T>(
    key: &str,
    found: &[T],
    verdict: impl Fn(&T) -> Verdict,
    more: impl Fn(usize) -> String,
) -> Vec<Verdict> {
    let mut all: Vec<Verdict> = found.iter().take(MAX_EACH).map(&verdict).collect();
    all.iter_mut().enumerate().for_each(|(place, verdict)| verdict.key = format!("{key}-{place}"));
    if let Some(first_hidden) = found.get(MAX_EACH) {
        let hidden = verdict(first_hidden);
        let headline = format!("and {}", found.len() - MAX_EACH);
        let detail = more(found.len() - MAX_EACH);
        all.push(Verdict { key: format!("{key}-more"), headline, detail, ..hidden });
    }
    all
}

/// One of several bad findings, told by a sentence that may begin with the headline.
fn finding(headline: &str, sentence: &str, evidence: Selection) -> Verdict {
    let detail = sentence.strip_prefix(headline).unwrap_or(sentence);
    Verdict {
        key: String::new(),
        tone: "bad",
        headline: headline.into(),
        detail: detail.trim_start().trim_end_matches('.').into(),
        evidence: Some(ViewAction::Select(evidence).into()),
    }
}

/// Writes that some remaining leaders have and others lack forever.
fn stranded_writes(view: &View) -> Vec<Verdict> {
    let verdict = |stranded: &StrandedWrite| {
        finding("Stranded:", &view.describe_stranded(stranded), Selection::Write(stranded.write))
    };
    each("stranded", &view.frame().outcome.stranded, verdict, |_| "more stranded".into())
}

/// A leader that leaves once it has sent everything.
fn draining_leader(view: &View) -> Option<Verdict> {
    let leader = view.frame().first_draining()?;
    Some(Verdict {
        key: "draining".into(),
        tone: "warn",
        headline: leader.name.into(),
        detail: describe_draining(leader.to_send.unwrap_or_default()),
        evidence: Some(ViewAction::Select(Selection::Leader(leader.id)).into()),
    })
}

/// Writes that leaders gave up waiting for.
fn given_up_writes(view: &View) -> Vec<Verdict> {
    let verdict = |given_up: &StrandedWrite| {
        finding("Purged:", &view.describe_given_up(given_up), Selection::Write(given_up.write))
    };
    each("given-up", &view.frame().outcome.given_up, verdict, |_| "more purged".into())
}

/// Writes that are held back for others that no remaining leader has.
fn impossible_dependencies(view: &View) -> Vec<Verdict> {
    let verdict = |never: &NeverApplied| {
        finding("Never applied:", &view.describe_never_applied(never), Selection::Leader(never.held_at))
    };
    each("never-arrives", &view.frame().outcome.never_arrives, verdict, |_| "more never applied".into())
}

/// What operators do about such writes; a click does it.
fn remedy_verdicts(view: &View) -> Vec<Verdict> {
    let verdict = |(place, remedy): (usize, Suggestion)| {
        let key = format!("remedy-{place}");
        let detail = view.suggestion_label(remedy);
        let evidence = Some(suggested_action(remedy, view.frame()));
        Verdict { key, tone: "", headline: "Remedy:".into(), detail, evidence }
    };
    view.remedies().into_iter().enumerate().map(verdict).collect()
}

/// Requests that were served without what their client had seen.
fn violated_sessions(view: &View, violations: &[SessionViolation]) -> Vec<Verdict> {
    let count = view.frame().count;
    let so_far = violations.partition_point(|violation| violation.number < count);
    let verdict = |violation: &SessionViolation| {
        let sentence = view.describe_violation(violation);
        let (headline, detail) = sentence.split_once(": ").unwrap_or((&sentence, ""));
        Verdict {
            key: String::new(),
            tone: "warn",
            headline: format!("{headline}:"),
            detail: detail.trim_end_matches('.').into(),
            evidence: Some(ViewAction::Select(Selection::Event(violation.number)).into()),
        }
    };
    let more = |more: usize| if more == 1 { "more violation" } else { "more violations" }.into();
    each("sessions", &violations[..so_far], verdict, more)
}

fn waiting_requests(view: &View) -> Option<Verdict> {
    let mut waiting = view.frame().waiting_requests();
    let count = waiting.len();
    let first = waiting.next()?;
    Some(Verdict {
        key: "waiting-requests".into(),
        tone: "warn",
        headline: format!("{} waiting", counted(count, "request", "requests")),
        detail: format!("at {}", view.leader_name(first)),
        evidence: Some(ViewAction::Select(Selection::Leader(first)).into()),
    })
}

/// The other fates of accepted writes that are not kept.
fn also(view: &View) -> String {
    let fates = view.frame().outcome.fates;
    let part = |count: usize, what: &str| (count > 0).then(|| format!("; {count} {what}"));
    let parts =
        [part(fates.superseded, "superseded"), part(fates.overwritten_in_order, "overwritten in order")];
    parts.into_iter().flatten().collect()
}

fn queued_writes(view: &View) -> Option<Verdict> {
    let waiting = &view.frame().outcome.queued;
    let (first, _) = waiting.first()?;
    let entries = waiting.iter().map(|(_, entries)| entries).sum::<usize>();
    Some(Verdict {
        key: "waiting".into(),
        tone: "bad",
        headline: format!("{entries} queued"),
        detail: format!("on {}", counted(waiting.len(), "link", "links")),
        evidence: Some(ViewAction::Select(Selection::Link(*first)).into()),
    })
}

fn refused_requests(view: &View) -> Option<Verdict> {
    let outcome = &view.frame().outcome;
    let (refused, unanswered) = (outcome.refused, outcome.unanswered);
    let counts = match (refused, unanswered) {
        (_, 0) => format!("{refused} refused"),
        (0, _) => format!("{unanswered} unanswered"),
        (_, _) => format!("{refused} refused, {unanswered} unanswered"),
    };
    let (reply, reason) = latest_refusal(view.timeline(), view.frame().count)?;
    let reason = view.describe_refusal(reason);
    Some(Verdict {
        key: "refused".into(),
        tone: "warn",
        headline: counts,
        detail: format!("at {}: {reason}", view.leader_name(reply.leader)),
        evidence: Some(PlaybackAction::Seek(reply.at).into()),
    })
}

/// Keys that more than one leader considers itself the home of.
fn home_windows(view: &View) -> Option<Verdict> {
    let windows = &view.frame().outcome.disputed_homes;
    let (key, homes) = windows.first()?;
    let names: Vec<String> = homes.iter().map(|id| view.leader_name(*id)).collect();
    let more = if windows.len() > 1 {
        format!(", and {} more", counted(windows.len() - 1, "key", "keys"))
    } else {
        String::new()
    };
    Some(Verdict {
        key: "windows".into(),
        tone: "warn",
        headline: format!("{} homes", homes.len()),
        detail: format!("of {key}: {}{more}", list_of(&names)),
        evidence: homes.first().map(|id| ViewAction::Select(Selection::Leader(*id)).into()),
    })
}

fn repeated_applies(view: &View) -> Option<Verdict> {
    let repeated = view.frame().outcome.reapplied;
    let verdict = Verdict {
        key: "repeated".into(),
        tone: "bad",
        headline: "Applied again:".into(),
        detail: counted(repeated, "time", "times"),
        evidence: None,
    };
    (repeated > 0).then_some(verdict)
}

/// The run hit the event limit at this point.
fn event_limit(view: &View) -> Option<Verdict> {
    let is_over = view.timeline().is_halted() && view.frame().count == view.timeline().records().len();
    let verdict = Verdict {
        key: "halted".into(),
        tone: "warn",
        headline: "Stopped".into(),
        detail: "at the event limit".into(),
        evidence: None,
    };
    is_over.then_some(verdict)
}

fn blocked_links(view: &View) -> Option<Verdict> {
    let blocked = &view.frame().outcome.blocked;
    let (link, dot) = blocked.first()?;
    Some(Verdict {
        key: "stopped".into(),
        tone: "bad",
        headline: format!("{} blocked", counted(blocked.len(), "link", "links")),
        detail: format!("at {dot}"),
        evidence: Some(ViewAction::Select(Selection::Link(*link)).into()),
    })
}

fn buffered_writes(view: &View) -> Option<Verdict> {
    let buffered = view.frame().outcome.buffered;
    let id = view.frame().first_with_buffered_writes()?;
    Some(Verdict {
        key: "buffered".into(),
        tone: "warn",
        headline: format!("{buffered} buffered"),
        detail: format!("at {}", view.leader_name(id)),
        evidence: Some(ViewAction::Select(Selection::Leader(id)).into()),
    })
}

fn unreachable_leaders(view: &View) -> Option<Verdict> {
    let pairs = &view.frame().outcome.unreachable;
    let (from, to) = pairs.first()?;
    let more = if pairs.len() > 1 { format!(", and {} more", pairs.len() - 1) } else { String::new() };
    Some(Verdict {
        key: "unreachable".into(),
        tone: "warn",
        headline: "No path".into(),
        detail: format!("from {} to {}{more}", view.leader_name(*from), view.leader_name(*to)),
        evidence: Some(ViewAction::Select(Selection::Leader(*from)).into()),
    })
}
