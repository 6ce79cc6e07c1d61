//! The latencies of several requests in a few figures.

use replication::Micros;

use super::request_time::{RequestEnd, RequestTime};

/// The figures of several requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LatencySummary {
    /// Requests sent.
    pub sent: usize,
    /// Writes that were acknowledged.
    pub acknowledged: usize,
    /// Reads that were answered.
    pub answered: usize,
    /// Requests refused.
    pub refused: usize,
    /// Requests that got no answer.
    pub unanswered: usize,
    /// Requests with more than one attempt.
    pub retried: usize,
    /// Attempts that timed out.
    pub timed_out: usize,
    /// The median, 95th percentile and maximum of the latencies of writes; none without any.
    pub writes: Option<Percentiles>,
    /// The same for reads.
    pub reads: Option<Percentiles>,
}

/// The median, 95th percentile and maximum of latencies, each one of them (nearest rank).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percentiles {
    /// Half of them are at most this.
    pub median: Micros,
    /// 95 % of them are at most this.
    pub p95: Micros,
    /// All of them are at most this.
    pub max: Micros,
}

impl Percentiles {
    fn of(mut latencies: Vec<Micros>) -> Option<Self> {
        latencies.sort_unstable();
        let rank = |percent: usize| latencies.get((latencies.len() * percent).div_ceil(100).max(1) - 1);
        Some(Self { median: *rank(50)?, p95: *rank(95)?, max: *latencies.last()? })
    }
}

impl LatencySummary {
    /// The figures of these requests.
    #[must_use]
    pub fn of<'r>(requests: impl Iterator<Item = &'r RequestTime> + Clone) -> Self {
        let count = |wanted: RequestEnd| {
            let ends = requests.clone().filter_map(|request| request.end);
            ends.filter(|(end, _)| *end == wanted).count()
        };
        let latencies = |wanted: RequestEnd| {
            let such = requests.clone().filter(|request| request.end.is_some_and(|(end, _)| end == wanted));
            Percentiles::of(such.filter_map(RequestTime::latency).collect())
        };
        Self {
            sent: requests.clone().count(),
            acknowledged: count(RequestEnd::Acknowledged),
            answered: count(RequestEnd::Answered),
            refused: count(RequestEnd::Refused),
            unanswered: count(RequestEnd::Unanswered),
            retried: requests.clone().filter(|request| request.attempts > 1).count(),
            timed_out: requests.clone().map(|request| request.timed_out as usize).sum(),
            writes: latencies(RequestEnd::Acknowledged),
            reads: latencies(RequestEnd::Answered),
        }
    }

    /// The requests that were served.
    #[must_use]
    pub fn served(&self) -> usize {
        self.acknowledged + self.answered
    }

    /// Availability: the served requests in hundredths of a percent of those sent; none if nothing was sent.
    #[must_use]
    pub fn availability(&self) -> Option<usize> {
        (self.served() * 10_000).checked_div(self.sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_the_nearest_ranks() {
        let of = |numbers: &[u64]| Percentiles::of(numbers.iter().copied().map(Micros).collect());
        let expected = |median, p95, max| {
            Some(Percentiles { median: Micros(median), p95: Micros(p95), max: Micros(max) })
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), expected(7, 7, 7));
        assert_eq!(of(&[4, 1, 3, 2]), expected(2, 4, 4));
        let hundred: Vec<u64> = (1..=100).rev().collect();
        assert_eq!(of(&hundred), expected(50, 95, 100));
    }
}
