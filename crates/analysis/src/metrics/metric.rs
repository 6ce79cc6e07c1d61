//! Metrics and their units.

use super::run_facts::RunFacts;

/// A figure of a run.
pub struct Metric {
    /// Its id in commands and reports.
    pub id: &'static str,
    /// Its name, as the heading of a column.
    pub name: &'static str,
    /// Its unit.
    pub unit: MetricUnit,
    /// Its definition in one line.
    pub definition: &'static str,
    /// Measures it; none if the run has no such figure, such as the time to converge of a run that never does.
    pub(super) measure: fn(&RunFacts<'_>) -> Option<u64>,
}

/// The unit of a metric. All figures are whole numbers, so that they are the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricUnit {
    /// A number of things.
    Count,
    /// A time, in microseconds.
    Microseconds,
    /// A size, in bytes.
    Bytes,
    /// A share, in hundredths of a percent.
    Share,
    /// A mean, in hundredths.
    Mean,
}

impl Metric {
    /// The figure of a run.
    #[must_use]
    pub fn of(&self, run: &RunFacts<'_>) -> Option<u64> {
        (self.measure)(run)
    }
}

impl MetricUnit {
    /// Its name where figures are written with [`Self::decimal`].
    #[must_use]
    pub const fn decimal_name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Microseconds => "ms",
            Self::Bytes => "bytes",
            Self::Share => "%",
            Self::Mean => "mean",
        }
    }

    /// A figure as a number without its unit, exactly: `412.567` for milliseconds.
    #[must_use]
    pub fn decimal(self, figure: u64) -> String {
        match self {
            Self::Count | Self::Bytes => figure.to_string(),
            Self::Microseconds => format!("{}.{:03}", figure / 1_000, figure % 1_000),
            Self::Share | Self::Mean => format!("{}.{:02}", figure / 100, figure % 100),
        }
    }

    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Microseconds => "microseconds",
            Self::Bytes => "bytes",
            Self::Share => "hundredths of a percent",
            Self::Mean => "hundredths",
        }
    }

    /// A figure of this unit, for people: `3`, `412.5 ms`, `1,280 B`, `12.34%`, `2.67`.
    #[must_use]
    pub fn show(self, figure: u64) -> String {
        match self {
            Self::Count => figure.to_string(),
            Self::Microseconds => {
                let tenths = figure.saturating_add(50) / 100;
                format!("{}.{} ms", tenths / 10, tenths % 10)
            }
            Self::Bytes => format!("{figure} B"),
            Self::Share => format!("{}.{:02}%", figure / 100, figure % 100),
            Self::Mean => format!("{}.{:02}", figure / 100, figure % 100),
        }
    }
}

impl std::fmt::Debug for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_with_their_units() {
        assert_eq!(MetricUnit::Count.show(3), "3");
        assert_eq!(MetricUnit::Microseconds.show(412_567), "412.6 ms");
        assert_eq!(MetricUnit::Microseconds.decimal(412_567), "412.567");
        assert_eq!(MetricUnit::Share.show(1_234), "12.34%");
        assert_eq!(MetricUnit::Mean.show(205), "2.05");
        assert_eq!(MetricUnit::Bytes.show(80), "80 B");
    }
}
