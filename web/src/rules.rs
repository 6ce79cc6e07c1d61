//! Code of the simulation and its sentences that the opening run does not need.

/// Installs it. Every chunk does: whichever comes first may compute or show another run.
#[cfg(feature = "split")]
pub fn install() {
    replication::install_rules();
    timeline::install_rules();
    analysis::install_rules();
    explain::install_rules();
}
