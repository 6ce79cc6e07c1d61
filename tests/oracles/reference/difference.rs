//! A difference between a run and its prediction.

/// Something in which a run differs from its prediction.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The index of the event in the trace; none for the end of the run.
    pub event: Option<usize>,
    /// What should be, and what is.
    pub says: String,
}
