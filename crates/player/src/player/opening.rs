//! Opening runs and stored documents: each replaces all branches and the history of edits.

use std::rc::Rc;

use explain::describe_semantics_changes;
use replication::{Fingerprint, Micros};
use scenario::{Permalink, Scenario};

use super::Player;
use crate::action::{DocumentAction, Selection, StartAt};
use crate::branches::Branches;
use crate::document::{DocumentId, DocumentRevision};
use crate::history::History;
use crate::job::{Destination, OnFinished, Opening};
use crate::run_cache::Run;
use crate::saved::{Restored, Saved, Unreadable};
use timeline::Timeline;

use super::background::Background;
use super::shown::Shown;
use super::workspace::Workspace;

/// The notice after the first run was cancelled.
const NOT_COMPUTED: &str =
    "The run was cancelled before it finished, and nothing in it was changed. Open it again to see it.";

impl Player {
    pub(super) fn act_on_documents(&mut self, action: DocumentAction) {
        match action {
            DocumentAction::Open(permalink) => self.open(*permalink),
            DocumentAction::Restore { document, saved, at } => self.restore(document, &saved, at),
            DocumentAction::Follow { document, saved, unedited } => self.follow(document, &saved, &unedited),
            DocumentAction::Identify { opening, id } => self.identify(opening, id),
        }
    }

    /// Opens a link, and shows a notice if the fingerprint differs.
    #[must_use]
    pub fn from_permalink(permalink: Permalink) -> Self {
        let branches = Branches::single(Rc::new(permalink.scenario.clone()));
        Self::opened(branches, History::default(), permalink, None)
    }

    /// Opens a stored document. If a part of it cannot be read, what can be is shown as a run that is no document yet.
    ///
    /// # Errors
    /// Why nothing of it can be read.
    pub fn from_saved(saved: &Saved, document: Option<DocumentRevision>) -> Result<Self, Unreadable> {
        let restored = saved.restore()?;
        let document = document.filter(|_| restored.unread.is_none());
        let mut player = Self::opened(restored.branches, restored.history, restored.shown, document);
        if let Some(unread) = restored.unread {
            player.notice.show(describe_unread(&unread));
        }
        Ok(player)
    }

    fn opened(
        branches: Branches,
        history: History,
        permalink: Permalink,
        document: Option<DocumentRevision>,
    ) -> Self {
        let scenario = permalink.scenario.clone();
        // Shown while a long run is being computed.
        let mut player = Self::new(Scenario { commands: Vec::new(), workload: None, ..scenario });
        player.compute_short_runs(&branches);
        let then = opening_of(&permalink, document, true);
        player.start_job(Rc::new(branches), Rc::new(history), None, then);
        player
    }

    /// Opens another run, which is no document yet.
    fn open(&mut self, permalink: Permalink) {
        match permalink.scenario.check() {
            Ok(()) => {
                self.playhead.horizon = None;
                let branches = Branches::single(Rc::new(permalink.scenario.clone()));
                let then = opening_of(&permalink, None, false);
                self.open_workspace(branches, History::default(), then);
            }
            Err(error) => self.notice.show(error.to_string()),
        }
    }

    /// Opens a stored document, or as much of it as can be read.
    fn restore(&mut self, document: Option<DocumentRevision>, saved: &Saved, at: StartAt) {
        self.playhead.horizon = None;
        match saved.restore() {
            Ok(restored) => {
                let seek = match at {
                    StartAt::Saved => restored.shown.at,
                    StartAt::At(at) => at,
                };
                self.open_restored(restored, document, Some(Destination::At(seek)));
            }
            Err(unreadable) => {
                self.notice.show(format!("This run cannot be opened: {unreadable}. It is kept unchanged."));
            }
        }
    }

    /// Shows what was stored elsewhere. What cannot be read is not shown: nobody has asked for it.
    fn follow(&mut self, document: DocumentRevision, saved: &Saved, unedited: &Rc<Branches>) {
        let is_unedited = Rc::ptr_eq(unedited, self.latest_branches());
        let is_left = self.document_being_opened().is_some_and(|opened| opened != Some(&document.id));
        if let (true, false, Ok(restored)) = (is_unedited, is_left, saved.restore()) {
            // A playhead at the end stays at the end.
            self.open_restored(restored, Some(document), None);
        }
    }

    fn open_restored(
        &mut self,
        restored: Restored,
        document: Option<DocumentRevision>,
        seek: Option<Destination>,
    ) {
        let document = document.filter(|_| restored.unread.is_none());
        let then = OnFinished { seek, ..opening_of(&restored.shown, document, false) };
        self.open_workspace(restored.branches, restored.history, then);
        if let Some(unread) = restored.unread {
            self.notice.show(describe_unread(&unread));
        }
    }

    /// The document of the run that is being opened, if one is.
    fn document_being_opened(&self) -> Option<Option<&DocumentId>> {
        let opening = self.background.job.as_ref()?.on_finished.opening.as_ref()?;
        Some(opening.document.as_ref().map(|document| &document.id))
    }

    /// Notes which document a run is from now on, if it is still shown.
    fn identify(&mut self, opening: u32, id: Option<DocumentId>) {
        if opening == self.workspace.opening {
            self.workspace.document = id;
            self.workspace.read = None;
        }
    }

    /// Starts computing other branches, in place of whatever is being computed.
    fn open_workspace(&mut self, branches: Branches, history: History, then: OnFinished) {
        self.select(Selection::Nothing);
        self.notice.dismiss();
        self.pause();
        self.compute_short_runs(&branches);
        self.start_job(Rc::new(branches), Rc::new(history), None, then);
    }

    /// Remembers what was opened, and shows a notice if its run is not the one that was expected.
    pub(super) fn note_opened(&mut self, opening: Opening) {
        self.workspace.opened = self.scenario().clone();
        let read = opening.document.as_ref().map(|document| document.revision);
        self.workspace.read = read.map(|revision| (revision, self.workspace.branches.clone()));
        self.workspace.document = opening.document.map(|document| document.id);
        self.workspace.opening += 1;
        self.check_fingerprint(opening.expected);
    }

    /// Cancels the edit or the opening whose run is being computed. If there is no other run, the opening example is
    /// shown.
    pub(super) fn cancel_run(&mut self) {
        let Some(job) = self.background.job.take() else {
            return;
        };
        if job.on_finished.opening.as_ref().is_some_and(|opening| opening.is_first) {
            let scenario = Rc::new(scenario::default_scenario());
            let run = Run::new(scenario.clone(), Rc::new(Timeline::new(&scenario)));
            let opening = self.workspace.opening + 1;
            self.workspace = Workspace { opening, ..Workspace::new(scenario) };
            self.shown = Shown::new(run);
            self.background = Background::default();
            self.seek(Micros::ZERO);
            self.notice.show(NOT_COMPUTED);
        }
    }

    /// Shows a notice if the run's fingerprint differs from the expected one, which was computed under these semantics.
    fn check_fingerprint(&mut self, expected: Option<(Fingerprint, u32)>) {
        let actual = self.timeline().fingerprint();
        let Some((expected, semantics)) = expected.filter(|(expected, _)| *expected != actual) else {
            return;
        };
        let sentence = describe_semantics_changes(self.scenario(), semantics).unwrap_or_else(|| {
            format!(
                "This run differs from the one that was shared: its fingerprint is {actual}, but the link says {expected}."
            )
        });
        self.notice.show(sentence);
    }
}

/// What happens once the run of a link is computed.
fn opening_of(permalink: &Permalink, document: Option<DocumentRevision>, is_first: bool) -> OnFinished {
    let expected = permalink.fingerprint.map(|fingerprint| (fingerprint, permalink.semantics));
    OnFinished {
        seek: Some(Destination::At(permalink.at)),
        opening: Some(Opening { document, is_first, expected }),
        ..OnFinished::default()
    }
}

fn describe_unread(unread: &Unreadable) -> String {
    format!(
        "Part of this run cannot be read: {unread}. The original is kept unchanged; this is a copy of the rest."
    )
}
