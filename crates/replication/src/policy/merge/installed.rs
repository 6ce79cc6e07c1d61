//! The code that merges, which a program may install later: other policies need none of it.

use std::sync::Arc;

use super::Merge;
use crate::policy::conflict_policy::Resolution;
use crate::store::Entry;
use crate::write::Write;

#[cfg(not(feature = "deferred-merging"))]
impl Merge {
    /// Merges an arriving write with the stored versions.
    pub(super) fn merge_installed(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        self.merge_in(entry, incoming)
    }
}

#[cfg(feature = "deferred-merging")]
mod deferred {
    use std::sync::OnceLock;

    use super::{Arc, Entry, Merge, Resolution, Write};

    type MergeIn = fn(&Merge, &Entry, &Arc<Write>) -> Resolution;

    static MERGE_IN: OnceLock<MergeIn> = OnceLock::new();

    impl Merge {
        /// Installs the code that merges. It must be there before a run with merge on write is computed.
        pub fn install() {
            // Installed before: it is the same.
            let _ = MERGE_IN.set(Self::merge_in);
        }

        /// Merges an arriving write with the stored versions.
        ///
        /// # Panics
        /// If the code is not installed: any other result would be wrong.
        pub(in crate::policy::merge) fn merge_installed(
            &self,
            entry: &Entry,
            incoming: &Arc<Write>,
        ) -> Resolution {
            let merge_in = MERGE_IN.get().expect("the code that merges is installed before a run needs it");
            merge_in(self, entry, incoming)
        }
    }
}
