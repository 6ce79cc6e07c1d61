//! By how much each write of a number changed what its writer had seen.

use persistent::Map;

use crate::merge_history::written::Written;
use crate::value::Value;
use crate::versions::Dot;

/// Beyond this, a delta counts as too large; sums of all deltas within it cannot overflow.
const MAX_DELTA: u128 = 1 << 100;

/// The delta of each write, and their sum.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    /// None for a delta that is too large.
    deltas: Map<Dot, Option<i128>>,
    total: i128,
    too_large: usize,
}

impl Sums {
    /// Adds a write: its value minus the deltas that its writer had seen, which are all but those of `unseen`.
    pub(super) fn apply<W: Written>(&mut self, write: &W, unseen: &[Dot]) {
        let (mut seen, mut too_large) = (self.total, self.too_large);
        for dot in unseen {
            match self.deltas.get(dot).copied().flatten() {
                Some(delta) => seen -= delta,
                None => too_large -= 1,
            }
        }
        let value = match write.value() {
            Some(Value::Integer(number)) => i128::from(*number),
            Some(Value::Text(_) | Value::List(_) | Value::Set(_) | Value::Map(_)) | None => 0,
        };
        let delta = Some(value - seen).filter(|delta| too_large == 0 && delta.unsigned_abs() <= MAX_DELTA);
        match delta {
            Some(delta) => self.total += delta,
            None => self.too_large += 1,
        }
        self.deltas.insert(write.dot(), delta);
    }

    /// The sum of all deltas, if it is a number that a version can hold.
    pub(crate) fn total(&self) -> Option<i64> {
        (self.too_large == 0).then_some(self.total).and_then(|total| i64::try_from(total).ok())
    }
}
