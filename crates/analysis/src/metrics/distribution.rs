//! How a figure is distributed over runs that differ in their seeds.

use std::fmt;

/// The range, the quartiles and the median of a figure. Each is the figure of some run (the nearest rank).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// How many runs have the figure.
    pub runs: usize,
    /// How many runs have none, because they never converge, say.
    pub without: usize,
    /// The least.
    pub least: u64,
    /// A quarter of the runs have at most this.
    pub lower_quartile: u64,
    /// Half of the runs have at most this.
    pub median: u64,
    /// Three quarters of the runs have at most this.
    pub upper_quartile: u64,
    /// The greatest.
    pub greatest: u64,
}

/// Why there is no distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFigures {
    /// No run has been measured yet.
    NoRuns,
    /// No run has the figure.
    NotMeasurable,
}

impl fmt::Display for NoFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRuns => "not measured yet",
            Self::NotMeasurable => "not measurable in any run",
        })
    }
}

impl Distribution {
    /// The distribution of a figure over several runs.
    ///
    /// # Errors
    /// If no run has it.
    pub fn of(figures: &[Option<u64>]) -> Result<Self, NoFigures> {
        let mut known: Vec<u64> = figures.iter().copied().flatten().collect();
        known.sort_unstable();
        let runs = known.len();
        if runs == 0 {
            return Err(if figures.is_empty() { NoFigures::NoRuns } else { NoFigures::NotMeasurable });
        }
        // The nearest rank: the least figure that this many quarters of all figures do not exceed.
        let quarter = |quarters: usize| known[(runs * quarters).div_ceil(4).max(1) - 1];
        Ok(Self {
            runs,
            without: figures.len() - runs,
            least: quarter(0),
            lower_quartile: quarter(1),
            median: quarter(2),
            upper_quartile: quarter(3),
            greatest: quarter(4),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quartiles(figures: &[u64]) -> [u64; 5] {
        let figures: Vec<Option<u64>> = figures.iter().copied().map(Some).collect();
        let it = Distribution::of(&figures).unwrap();
        [it.least, it.lower_quartile, it.median, it.upper_quartile, it.greatest]
    }

    #[test]
    fn quartiles_are_figures_by_nearest_rank() {
        assert_eq!(quartiles(&[7]), [7; 5]);
        assert_eq!(quartiles(&[2, 1]), [1, 1, 1, 2, 2]);
        assert_eq!(quartiles(&[4, 3, 2, 1]), [1, 1, 2, 3, 4]);
        assert_eq!(quartiles(&[5, 4, 3, 2, 1]), [1, 2, 3, 4, 5]);
        assert_eq!(quartiles(&[1, 2, 3, 4, 5, 6, 7, 8, 100]), [1, 3, 5, 7, 100]);
    }

    #[test]
    fn runs_without_the_figure_are_counted_apart() {
        let it = Distribution::of(&[None, Some(3), None]).unwrap();
        assert_eq!((it.runs, it.without, it.median), (1, 2, 3));
        assert_eq!(Distribution::of(&[None]), Err(NoFigures::NotMeasurable));
        assert_eq!(Distribution::of(&[]), Err(NoFigures::NoRuns));
    }
}
