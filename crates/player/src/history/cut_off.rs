//! The direction of a partition: which traffic between some leaders and the rest it blocks.

/// Which traffic between some leaders and the rest is blocked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CutOff {
    /// Both directions.
    #[default]
    BothWays,
    /// Messages from them to the rest.
    Outward,
    /// Messages from the rest to them.
    Inward,
}
