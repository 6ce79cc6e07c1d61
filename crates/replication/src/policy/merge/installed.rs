//! The code that merges, which a program may install later: other policies need none of it.

use std::sync::Arc;

use super::Merge;
use crate::policy::conflict_policy::Resolution;
use crate::store::Entry;
use crate::write::Write;

/// Merges an arriving write with the stored versions.
#[cfg(not(feature = "deferred-merging"))]
pub(super) fn resolve(merge: &Merge, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
    merge.merge_in(entry, incoming)
}

#[cfg(feature = "deferred-merging")]
mod deferred {
    use std::sync::OnceLock;

    use super::{Arc, Entry, Merge, Resolution, Write};

    type Resolve = fn(&Merge, &Entry, &Arc<Write>) -> Resolution;

    static RESOLVE: OnceLock<Resolve> = OnceLock::new();

    /// Installs the code that merges. It must be there before a run with merge on write is computed.
    pub fn install_merging() {
        // Installed before: it is the same.
        let _ = RESOLVE.set(Merge::merge_in);
    }

    /// Merges an arriving write with the stored versions.
    ///
    /// # Panics
    /// If the code is not installed: any other result would be wrong.
    pub(in crate::policy::merge) fn resolve(
        merge: &Merge,
        entry: &Entry,
        incoming: &Arc<Write>,
    ) -> Resolution {
        let resolve = RESOLVE.get().expect("the code that merges is installed before a run needs it");
        resolve(merge, entry, incoming)
    }
}

#[cfg(feature = "deferred-merging")]
pub use deferred::install_merging;
#[cfg(feature = "deferred-merging")]
pub(super) use deferred::resolve;
