//! Which direction of traffic between some leaders and the rest a cut blocks.

/// What no longer passes between some leaders and the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CutOff {
    /// Nothing, either way.
    #[default]
    BothWays,
    /// What they send to the rest.
    Outward,
    /// What the rest sends to them.
    Inward,
}
