//! Folding merge code over concurrent writes, with what both sides had seen as the ancestor.

use crate::limits::{MAX_CODE_CALLS, MAX_CODE_WORK};
use crate::merge_history::Effects;
use crate::policy::merge::merge_function::merge_error;
use crate::script::{MergeError, MergeInput, MergeRun, script_engine};
use crate::value::Value;
use crate::versions::Dot;
use crate::write::MergeHistory;

/// One set of concurrent writes that is being merged, from the first to the last.
struct Fold {
    writes: Vec<Dot>,
    merged: Option<Value>,
    /// How many of the writes are merged.
    done: usize,
}

/// Merges writes, and before them whatever concurrent writes are their ancestors. A loop with a stack of its own:
/// there can be as many ancestors as writes.
pub(super) struct CodeFold<'a> {
    source: &'a str,
    history: &'a mut MergeHistory,
    cost: usize,
    calls: usize,
}

impl<'a> CodeFold<'a> {
    /// Merges these writes in this order.
    pub(super) fn run(source: &'a str, history: &'a mut MergeHistory, writes: Vec<Dot>) -> MergeRun {
        let mut fold = Self { source, history, cost: 0, calls: 0 };
        let result = fold.merge_all(writes);
        MergeRun { result, cost: fold.cost }
    }

    fn merge_all(&mut self, writes: Vec<Dot>) -> Result<Option<Value>, MergeError> {
        let mut stack = vec![self.begin(writes)];
        let mut result = Ok(None);
        while let Some(fold) = stack.last_mut() {
            let step = match fold.writes.get(fold.done) {
                Some(next) => self.step(fold, *next),
                None => Ok(None),
            };
            match step {
                Ok(Some(ancestors)) => stack.push(self.begin(ancestors)),
                Ok(None) if fold.done < fold.writes.len() => {}
                Ok(None) => {
                    result = Ok(fold.merged.take());
                    self.finish(&mut stack, &result);
                }
                Err(error) if self.calls >= MAX_CODE_CALLS => return Err(error),
                Err(error) => {
                    result = Err(error);
                    self.finish(&mut stack, &result);
                }
            }
        }
        result
    }

    fn begin(&self, writes: Vec<Dot>) -> Fold {
        let merged = writes.first().and_then(|dot| self.value_of(*dot));
        Fold { writes, merged, done: 1 }
    }

    /// Ends the latest fold, and remembers its result if it is an ancestor of another.
    fn finish(&mut self, stack: &mut Vec<Fold>, result: &Result<Option<Value>, MergeError>) {
        let fold = stack.pop();
        if let (Some(fold), false, Effects::Code(_, results)) =
            (fold, stack.is_empty(), self.history.effects_mut())
        {
            results.insert(fold.writes, result.clone());
        }
    }

    /// Merges the next write, or returns the concurrent writes that have to be merged first, as the ancestor.
    fn step(&mut self, fold: &mut Fold, next: Dot) -> Result<Option<Vec<Dot>>, MergeError> {
        let ancestors = self.history.latest_in_common(&fold.writes[..fold.done], next);
        let ancestor = match (&ancestors[..], self.history.effects()) {
            ([], _) => None,
            ([only], _) => self.value_of(*only),
            (_, Effects::Code(_, results)) => match results.get(&ancestors) {
                // What could not be merged is not known.
                Some(known) => known.clone().unwrap_or_default(),
                None => return Ok(Some(ancestors)),
            },
            (_, Effects::Latest | Effects::Deltas(_) | Effects::Items(_) | Effects::Fields(_)) => None,
        };
        let theirs = self.value_of(next);
        fold.merged = self.call(fold.merged.as_ref(), theirs.as_ref(), ancestor.as_ref())?;
        fold.done += 1;
        Ok(None)
    }

    fn call(
        &mut self,
        mine: Option<&Value>,
        theirs: Option<&Value>,
        ancestor: Option<&Value>,
    ) -> Result<Option<Value>, MergeError> {
        self.calls += 1;
        if self.calls >= MAX_CODE_CALLS {
            return Err(merge_error("merging everything that both sides had seen takes too many calls"));
        }
        if self.cost >= MAX_CODE_WORK {
            self.calls = MAX_CODE_CALLS;
            return Err(merge_error("merging everything that both sides had seen takes too long"));
        }
        let ran = script_engine()?.merge(self.source, MergeInput { mine, theirs, ancestor });
        self.cost += ran.cost;
        let merged = ran.result?;
        let violation = merged.as_ref().and_then(|value| value.check().err());
        violation.map_or(Ok(merged), |message| Err(MergeError { position: None, message }))
    }

    fn value_of(&self, dot: Dot) -> Option<Value> {
        self.history.get(dot).and_then(|write| write.value().cloned())
    }
}
