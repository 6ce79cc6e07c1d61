//! Checks as questions: each in words, and its verdict as an answer in one sentence.

use analysis::{Check, Finding, NotChecked, Status, Verdict, Witness};

use crate::names::Names;
use crate::witness::witness_clause;

/// The words for a check.
struct Question {
    /// The id of the check.
    id: &'static str,
    question: &'static str,
    /// The answer if it holds, after “Yes: ”.
    yes: &'static str,
    /// The answer while there was no case to look at.
    nothing: &'static str,
    /// What the cases are called, where a count of them means something.
    cases: Option<&'static str>,
}

const NO_WRITES: &str = "Nothing has been written yet.";
const NO_READS: &str = "Nothing has been read yet.";
const READS: Option<&str> = Some("reads");
const WRITES: Option<&str> = Some("writes");

const QUESTIONS: &[Question] = &[
    Question {
        id: "convergence",
        question: "Do all leaders end up agreeing?",
        yes: "nothing is in flight, and all leaders agree.",
        nothing: NO_WRITES,
        cases: None,
    },
    Question {
        id: "strong-eventual-consistency",
        question: "Do leaders with the same client writes agree?",
        yes: "whenever two leaders knew the same client writes, they returned the same values.",
        nothing: "No two leaders know the same client writes yet.",
        cases: None,
    },
    Question {
        id: "no-lost-writes",
        question: "Is every accepted write kept?",
        yes: "each is stored, was superseded by one whose writer had seen it, or was overwritten in order.",
        nothing: NO_WRITES,
        cases: WRITES,
    },
    Question {
        id: "causal-order",
        question: "Is every write applied after what it depends on?",
        yes: "no leader applied a write before one that its writer had seen.",
        nothing: NO_WRITES,
        cases: None,
    },
    Question {
        id: "no-inversions",
        question: "Do timestamps agree with what writers had seen?",
        yes: "no write lost to one that its writer had seen.",
        nothing: "No write has lost by its timestamp yet.",
        cases: None,
    },
    Question {
        id: "read-your-writes",
        question: "Does everyone read their own writes?",
        yes: "every leader that answered a read had the reader’s own writes to the key.",
        nothing: NO_READS,
        cases: READS,
    },
    Question {
        id: "monotonic-reads",
        question: "Do reads never go back in time?",
        yes: "every leader that answered a read had what the reader had read of the key before.",
        nothing: NO_READS,
        cases: READS,
    },
    Question {
        id: "monotonic-writes",
        question: "Is each write accepted after its writer’s earlier ones?",
        yes: "every leader that accepted a write had its writer’s earlier writes.",
        nothing: NO_WRITES,
        cases: WRITES,
    },
    Question {
        id: "writes-follow-reads",
        question: "Is each write accepted after what its writer had read?",
        yes: "every leader that accepted a write had what its writer had read.",
        nothing: NO_WRITES,
        cases: WRITES,
    },
    Question {
        id: "consistent-prefix",
        question: "Do reads see each leader’s writes without a gap?",
        yes: "every leader that answered a read had the writes of each leader without a gap.",
        nothing: NO_READS,
        cases: READS,
    },
    Question {
        id: "causal-prefix",
        question: "Do reads never show an effect without its cause?",
        yes: "every leader that answered a read had what its writes depend on.",
        nothing: NO_READS,
        cases: READS,
    },
    Question {
        id: "fresh-reads",
        question: "Is every read up to date?",
        yes: "every leader that answered a read had all acknowledged writes to the key.",
        nothing: NO_READS,
        cases: READS,
    },
    Question {
        id: "no-divergence",
        question: "Do leaders agree at all times?",
        yes: "every pair of leaders agreed at every instant.",
        nothing: "There are no two leaders to compare.",
        cases: None,
    },
    INVARIANT,
];

const INVARIANT: Question = Question {
    id: "invariant",
    question: "Does this invariant hold?",
    yes: "it held at each leader at every instant.",
    nothing: "No leader stores any of its keys yet.",
    cases: None,
};

/// The words for a check. Every check has some, as a test makes sure.
fn words(check: &Check) -> &'static Question {
    QUESTIONS.iter().find(|question| question.id == check.id).unwrap_or(&INVARIANT)
}

/// A check as a question: `Does everyone read their own writes?`
#[must_use]
pub fn question(check: &Check) -> &'static str {
    words(check).question
}

/// The question of a verdict, with the invariant that it is about.
#[must_use]
pub fn describe_question(verdict: &Verdict) -> String {
    match &verdict.invariant {
        Some(text) => format!("Does {text} hold?"),
        None => question(verdict.check).to_owned(),
    }
}

/// The answer to the question: `No: at 30 ms, Ana read cart at Tokyo, which lacked Ana’s own write, “milk” for cart.`
#[must_use]
pub fn describe_answer_to(names: Names<'_>, verdict: &Verdict) -> String {
    let words = words(verdict.check);
    match &verdict.status {
        Status::Holds if verdict.checked == 0 => words.nothing.to_owned(),
        Status::Holds => format!("Yes: {}", words.yes),
        Status::Open => "Not settled yet: writes are still in flight.".to_owned(),
        Status::NotChecked(why) => format!("Could not be checked: {}.", reason(names, why)),
        Status::Violated => {
            let shown = shown_witness(verdict);
            let shown = shown.map(|it| format!("at {}, {}", it.at, witness_clause(names, &it)));
            let shown = shown.unwrap_or_default();
            match (number(verdict), times(verdict, words), &verdict.worst) {
                (1, None, _) => format!("No: {shown}."),
                (1, Some(times), _) => format!("No, {times}: {shown}."),
                (_, times, worst) => {
                    let times = times.unwrap_or_else(|| format!("{} times", verdict.violations));
                    let which = if worst.is_some() { "at worst" } else { "first" };
                    format!("No, {times}: {which} {shown}.")
                }
            }
        }
    }
}

/// The witness that an answer reports: the worst, or else the first. All keys that leaders read differently in the end are
/// one.
fn shown_witness(verdict: &Verdict) -> Option<Witness> {
    let shown = verdict.worst.as_ref().or(verdict.witnesses.first())?.clone();
    Some(match shown.finding {
        Finding::ReadDifferently => {
            let keys = verdict.witnesses.iter().flat_map(|witness| witness.keys.clone()).collect();
            Witness { keys, ..shown }
        }
        _ => shown,
    })
}

/// How many violations to report.
fn number(verdict: &Verdict) -> usize {
    let is_one = verdict.witnesses.first().is_some_and(|it| it.finding == Finding::ReadDifferently);
    if is_one { 1 } else { verdict.violations }
}

/// `3 of 7 reads`; none where cases are not worth counting, or there is only one.
fn times(verdict: &Verdict, words: &Question) -> Option<String> {
    let cases = words.cases.filter(|_| verdict.checked > 1)?;
    Some(format!("{} of {} {cases}", verdict.violations, verdict.checked))
}

fn reason(names: Names<'_>, why: &NotChecked) -> String {
    match why {
        NotChecked::WrongType { leader, key, at } => {
            format!(
                "{key} at {} has a value of a type that the invariant cannot use, at {at}",
                names.leader(*leader)
            )
        }
        NotChecked::TooManyCombinations { leader, at } => {
            let most = analysis::invariant_limits::MAX_COMBINATIONS;
            let leader = names.leader(*leader);
            format!("{leader} has more than {most} combinations of siblings to check, at {at}")
        }
        NotChecked::TooMuchWork { at } => format!("it has too many values to check, from {at} on"),
    }
}

#[cfg(test)]
mod tests {
    use analysis::CHECKS;

    use super::*;

    #[test]
    fn every_check_is_a_question_of_its_own() {
        for (place, check) in CHECKS.iter().enumerate() {
            let words = words(check);
            assert_eq!(words.id, check.id);
            assert!(words.question.ends_with('?') && words.question.len() < 60, "{}", words.question);
            assert!(words.yes.ends_with('.') && words.nothing.ends_with('.'), "{}", words.yes);
            assert!(CHECKS[..place].iter().all(|other| question(other) != words.question));
        }
        assert_eq!(words(&analysis::INVARIANT).id, analysis::INVARIANT.id);
    }
}
