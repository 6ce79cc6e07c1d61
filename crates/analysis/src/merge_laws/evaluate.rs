//! Tries a law on a case.

use replication::{MergeInput, Value};

use super::case::{Case, Merged, MergesAt, ValueMerge};
use super::kept::{LostChange, lost_change};
use super::law::Law;

/// A case in which a law of values does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The law.
    pub law: Law,
    /// The values.
    pub case: Case,
    /// What the first merge that the law compares gives.
    pub first: Merged,
    /// What the second gives; the same as the first if the law is about one merge.
    pub second: Merged,
    /// The change that is lost, if the law is about that.
    pub lost: Option<LostChange>,
}

/// Merges values and counts what that costs.
struct Meter<'a> {
    merge: &'a dyn ValueMerge,
    ancestor: Option<&'a Value>,
    cost: usize,
}

impl Meter<'_> {
    fn merge(&mut self, mine: Option<&Value>, theirs: Option<&Value>, at: MergesAt) -> Merged {
        let run = self.merge.merge(MergeInput { mine, theirs, ancestor: self.ancestor }, at);
        self.cost += run.cost;
        run.result
    }
}

/// The breach of a law in a case, if it does not hold there, and what it cost to find out, in units of one event.
pub(super) fn evaluate(law: Law, merge: &dyn ValueMerge, case: &Case) -> (Option<Breach>, usize) {
    let mut meter = Meter { merge, ancestor: case.ancestor.as_ref(), cost: 0 };
    let [a, b, c] = case.values.each_ref().map(Option::as_ref);
    let here = MergesAt::First;
    let compared = match law {
        Law::Commutative => {
            let (forward, backward) = (meter.merge(a, b, here), meter.merge(b, a, here));
            differ(&forward, &backward).then_some((forward, backward, None))
        }
        Law::Associative => not_associative(&mut meter, a, b, c),
        Law::Idempotent => {
            let merged = meter.merge(a, a, here);
            let is_other = merged.as_ref().is_ok_and(|value| value.as_ref() != a);
            is_other.then(|| (merged.clone(), merged, None))
        }
        Law::Total => {
            let merged = meter.merge(a, b, here);
            merged.is_err().then(|| (merged.clone(), merged, None))
        }
        Law::Deterministic => {
            let (now, _) = (meter.merge(a, b, here), meter.merge(b, a, here));
            let (elsewhere, later) = (meter.merge(a, b, MergesAt::Second), meter.merge(a, b, here));
            let other = if differ(&now, &elsewhere) { elsewhere } else { later };
            differ(&now, &other).then_some((now, other, None))
        }
        Law::KeepsBothSides => {
            let merged = meter.merge(a, b, here);
            let value = merged.as_ref().ok().map(Option::as_ref);
            let lost = value.and_then(|value| lost_change(case.ancestor.as_ref(), a, b, value));
            lost.map(|lost| (merged.clone(), merged, Some(lost)))
        }
        Law::SameWritesSameValue | Law::RedeliveryChangesNothing => None,
    };
    let breach =
        compared.map(|(first, second, lost)| Breach { law, case: case.clone(), first, second, lost });
    (breach, meter.cost)
}

/// Both sides of the law, if they differ. An inner merge that fails gives no value to go on with.
fn not_associative(
    meter: &mut Meter<'_>,
    a: Option<&Value>,
    b: Option<&Value>,
    c: Option<&Value>,
) -> Option<(Merged, Merged, Option<LostChange>)> {
    let here = MergesAt::First;
    let (left, right) = (meter.merge(a, b, here).ok()?, meter.merge(b, c, here).ok()?);
    let (left, right) = (meter.merge(left.as_ref(), c, here), meter.merge(a, right.as_ref(), here));
    differ(&left, &right).then_some((left, right, None))
}

/// Whether two merges end differently. Two that fail end alike: both values stay as siblings.
fn differ(one: &Merged, other: &Merged) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => one != other,
        (Err(_), Err(_)) => false,
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => true,
    }
}
