//! The verdicts of checks on a run: the JSON that `polyleader check --json` prints.

use analysis::{CheckKind, Finding, NotChecked, SessionGuarantee, Status, Verdict, Witness};
use explain::{Names, describe_answer_to, describe_question, describe_witness};
use replication::{ClientId, Dot, LeaderId, Micros};
use scenario::Scenario;
use serde::Serialize;
use timeline::Timeline;

use crate::report::guarantee_id;

/// The verdicts of checks on a run, as of an instant.
#[derive(Serialize)]
pub struct CheckReport {
    /// The scenario's title.
    pub title: String,
    /// The instant as of which the checks were asked, in milliseconds.
    pub at_ms: Micros,
    /// Whether no verdict fails.
    pub holds: bool,
    /// The verdicts.
    pub verdicts: Vec<VerdictReport>,
}

/// The verdict of one check.
#[derive(Serialize)]
pub struct VerdictReport {
    /// The id of the check.
    pub check: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The invariant, as it was stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invariant: Option<String>,
    /// `property` or `figure`.
    pub kind: &'static str,
    /// `holds`, `violated`, `open` or `not-checked`.
    pub status: &'static str,
    /// Whether the run fails for it.
    pub fails: bool,
    /// How many cases were looked at.
    pub checked: usize,
    /// In how many of them it does not hold.
    pub violations: usize,
    /// The first of them.
    pub witnesses: Vec<WitnessReport>,
    /// The worst of all, for a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<WitnessReport>,
    /// Why it could not be checked everywhere: `wrong-type`, `too-many-combinations` or `too-much-work`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The check as a question.
    pub question: String,
    /// The answer to it, in a sentence.
    pub sentence: String,
}

/// A place in the run at which a check does not hold.
#[derive(Serialize)]
pub struct WitnessReport {
    /// The number of the event that shows it, from 0.
    pub event: usize,
    /// When it happens, in milliseconds.
    pub at_ms: Micros,
    /// The clients that take part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<ClientId>,
    /// The leaders that take part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leaders: Vec<LeaderId>,
    /// The keys concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// The dots of the writes concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub writes: Vec<String>,
    /// The figures of the finding.
    #[serde(flatten)]
    pub details: Details,
    /// What it shows, in a sentence.
    pub sentence: String,
}

/// What only some findings have.
#[derive(Default, Serialize)]
pub struct Details {
    /// A write that was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// How many writes were missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_count: Option<usize>,
    /// How long before the read the oldest of them was acknowledged, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_ms: Option<Micros>,
    /// On how many keys two leaders differed at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differing_keys: Option<usize>,
    /// When it ended, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<Micros>,
    /// Why a write is lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'static str>,
    /// The session guarantee that is violated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guarantee: Option<&'static str>,
}

impl CheckReport {
    /// The report on verdicts as of an instant.
    pub fn new(scenario: &Scenario, timeline: &Timeline, at: Micros, verdicts: &[Verdict]) -> Self {
        let run = timeline.run_at(at, None);
        let names = Names::of_run(timeline, run.world());
        Self {
            title: scenario.title.clone(),
            at_ms: at,
            holds: !verdicts.iter().any(Verdict::is_failure),
            verdicts: verdicts.iter().map(|verdict| report(names, verdict)).collect(),
        }
    }
}

fn report(names: Names<'_>, verdict: &Verdict) -> VerdictReport {
    let (status, reason) = match &verdict.status {
        Status::Holds => ("holds", None),
        Status::Violated => ("violated", None),
        Status::Open => ("open", None),
        Status::NotChecked(NotChecked::WrongType { .. }) => ("not-checked", Some("wrong-type")),
        Status::NotChecked(NotChecked::TooManyCombinations { .. }) => {
            ("not-checked", Some("too-many-combinations"))
        }
        Status::NotChecked(NotChecked::TooMuchWork { .. }) => ("not-checked", Some("too-much-work")),
    };
    VerdictReport {
        check: verdict.check.id,
        name: verdict.check.name,
        invariant: verdict.invariant.clone(),
        kind: match verdict.check.kind {
            CheckKind::Property => "property",
            CheckKind::Figure => "figure",
        },
        status,
        fails: verdict.is_failure(),
        checked: verdict.checked,
        violations: verdict.violations,
        witnesses: verdict.witnesses.iter().map(|it| witness(names, it)).collect(),
        worst: verdict.worst.as_ref().map(|it| witness(names, it)),
        reason,
        question: describe_question(verdict),
        sentence: describe_answer_to(names, verdict),
    }
}

fn witness(names: Names<'_>, witness: &Witness) -> WitnessReport {
    WitnessReport {
        event: witness.number,
        at_ms: witness.at,
        clients: witness.clients.clone(),
        leaders: witness.leaders.clone(),
        keys: witness.keys.iter().map(|key| key.as_str().to_owned()).collect(),
        writes: witness.writes.iter().map(Dot::to_string).collect(),
        details: details(&witness.finding),
        sentence: describe_witness(names, witness),
    }
}

fn details(finding: &Finding) -> Details {
    let missing = |dot: &Dot| Some(dot.to_string());
    match finding {
        Finding::ReadDifferently
        | Finding::NotAtRest(_)
        | Finding::DifferAfterSameWrites
        | Finding::LostToEarlier(_) => Details::default(),
        Finding::Lost { cause, .. } => Details { cause: Some(cause.id()), ..Details::default() },
        Finding::AppliedBefore(dot) => Details { missing: missing(dot), ..Details::default() },
        Finding::Session(guarantee, dot) => {
            let guarantee: SessionGuarantee = *guarantee;
            Details { missing: missing(dot), guarantee: Some(guarantee_id(guarantee)), ..Details::default() }
        }
        Finding::OriginGap { missing: dot, .. } | Finding::CausalGap { missing: dot, .. } => {
            Details { missing: missing(dot), ..Details::default() }
        }
        Finding::Stale { missing: count, oldest, age } => Details {
            missing: missing(oldest),
            missing_count: Some(*count),
            age_ms: Some(*age),
            ..Details::default()
        },
        Finding::Apart { until, keys } => {
            Details { until_ms: *until, differing_keys: Some(*keys), ..Details::default() }
        }
        Finding::Broken { until } => Details { until_ms: *until, ..Details::default() },
    }
}
