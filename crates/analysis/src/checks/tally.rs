//! Counting along a run, so that the count can be told as of any record.

/// How many cases there were up to each record.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally(Vec<(u32, u32)>);

impl Tally {
    /// Counts cases at a record, which is none before the last.
    pub(super) fn add(&mut self, number: usize, cases: usize) {
        let (number, cases) = (short(number), short(cases));
        let before = self.0.last().map_or(0, |(_, total)| *total);
        match self.0.last_mut().filter(|(last, _)| *last == number) {
            Some((_, total)) => *total = total.saturating_add(cases),
            None if cases == 0 => {}
            None => self.0.push((number, before.saturating_add(cases))),
        }
    }

    /// How many cases there were in the first `count` records.
    pub(super) fn up_to(&self, count: usize) -> usize {
        let known = self.0.partition_point(|(number, _)| (*number as usize) < count);
        known.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |(_, total)| *total as usize)
    }
}

/// Runs have far fewer records than this can hold.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_counted_up_to_each_record() {
        let mut tally = Tally::default();
        for (number, cases) in [(3, 1), (3, 2), (5, 0), (9, 4)] {
            tally.add(number, cases);
        }
        let counts: Vec<usize> = [0, 3, 4, 6, 9, 10, 100].map(|count| tally.up_to(count)).to_vec();
        assert_eq!(counts, [0, 0, 3, 3, 3, 7, 7]);
    }
}
