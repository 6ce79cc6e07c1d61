//! The runs that were shown in this visit: which document each of them is, and what of it is stored.

use std::collections::BTreeMap;
use std::rc::Rc;

use player::{Branches, DocumentId, Player};

/// The runs that were shown in this visit, each by its number.
#[derive(Default)]
pub struct Runs {
    /// Those that are documents.
    documents: BTreeMap<u32, RunDocument>,
    /// The states due to be stored.
    due: BTreeMap<u32, Player>,
    /// The state being stored.
    in_flight: Option<Player>,
}

/// The document of a run.
#[derive(Clone)]
pub struct RunDocument {
    /// Its id.
    pub id: DocumentId,
    /// The revision that the run was made from; none if nothing of it is stored.
    pub revision: Option<u32>,
    /// The branches of the run as they are stored.
    stored: Option<Rc<Branches>>,
}

/// The state of a run that is not stored yet.
pub struct Unstored<'a> {
    /// The run.
    pub player: &'a Player,
    /// What it is to be stored as.
    pub document: &'a RunDocument,
}

impl RunDocument {
    /// A document of which nothing is stored.
    pub fn new(id: DocumentId) -> Self {
        Self { id, revision: None, stored: None }
    }

    /// The document of a run that was not shown before.
    fn of(player: &Player, id: &DocumentId) -> Self {
        let (revision, stored) = player.as_read().unzip();
        Self { id: id.clone(), revision, stored: stored.cloned() }
    }

    fn is_stored(&self, player: &Player) -> bool {
        self.stored.as_ref().is_some_and(|stored| Rc::ptr_eq(stored, player.latest_branches()))
    }
}

impl Runs {
    /// Tracks the shown state of a document: it is due if it differs from the stored one. Returns whether the run was not
    /// known yet.
    pub fn note(&mut self, player: &Player, id: &DocumentId) -> bool {
        let number = player.opening();
        let is_new = !self.documents.contains_key(&number);
        let document = self.documents.entry(number).or_insert_with(|| RunDocument::of(player, id));
        match document.is_stored(player) {
            true => self.due.remove(&number),
            false => self.due.insert(number, player.clone()),
        };
        is_new
    }

    /// The document of the run with this number.
    pub fn document(&self, number: u32) -> Option<&RunDocument> {
        self.documents.get(&number)
    }

    /// Whether the run with this number is a document that has not been edited since it was stored. Returns its
    /// branches.
    pub fn unedited(&self, number: u32) -> Option<Rc<Branches>> {
        let is_in_flight = self.in_flight.as_ref().is_some_and(|player| player.opening() == number);
        let is_pending = is_in_flight || self.due.contains_key(&number);
        self.documents.get(&number).filter(|_| !is_pending)?.stored.clone()
    }

    /// Whether something is to be stored, and nothing is being stored.
    pub fn can_start(&self) -> bool {
        self.in_flight.is_none() && !self.due.is_empty()
    }

    /// Takes the next state to store, and its document.
    pub fn start_next(&mut self) -> Option<(Player, RunDocument)> {
        let (number, player) = self.due.pop_first()?;
        let document = self.documents.get(&number)?.clone();
        self.in_flight = Some(player.clone());
        Some((player, document))
    }

    /// Notes that what was being stored is stored, as this revision of this document.
    pub fn finish(&mut self, id: &DocumentId, revision: u32) {
        if let Some(player) = self.in_flight.take() {
            let stored = Some(player.latest_branches().clone());
            let document = RunDocument { id: id.clone(), revision: Some(revision), stored };
            self.documents.insert(player.opening(), document);
        }
    }

    /// Notes that storing failed: the state is due again, unless there is a later one.
    pub fn fail(&mut self) {
        if let Some(player) = self.in_flight.take() {
            self.due.entry(player.opening()).or_insert(player);
        }
    }

    /// Whether anything of a document is not stored yet.
    pub fn is_pending(&self, id: &DocumentId) -> bool {
        self.unstored().iter().any(|unstored| unstored.document.id == *id)
    }

    /// What is not stored yet.
    pub fn unstored(&self) -> Vec<Unstored<'_>> {
        let in_flight = self.in_flight.iter().map(|player| (player.opening(), player));
        let due = self.due.iter().map(|(number, player)| (*number, player));
        // The due state is later than the one being stored.
        let latest: BTreeMap<_, _> = in_flight.chain(due).collect();
        let unstored = latest
            .into_iter()
            .filter_map(|(number, player)| Some(Unstored { player, document: self.documents.get(&number)? }));
        unstored.collect()
    }

    /// Removes a document that was deleted.
    pub fn remove(&mut self, id: &DocumentId) {
        self.documents.retain(|_, document| document.id != *id);
        self.due.retain(|number, _| self.documents.contains_key(number));
    }
}

#[cfg(test)]
mod tests {
    use player::{DocumentAction, DocumentRevision, EditAction, Saved, StartAt};
    use scenario::default_scenario;

    use super::*;

    fn carts() -> DocumentId {
        DocumentId::new("carts")
    }

    fn saved(title: &str) -> Saved {
        let mut player = Player::new(default_scenario());
        player.act(EditAction::SetTitle(title.into()));
        player.saved()
    }

    fn open(player: &mut Player, title: &str, revision: u32) {
        let document = Some(DocumentRevision { id: carts(), revision });
        let saved = Box::new(saved(title));
        player.act(DocumentAction::Restore { document, saved, at: StartAt::Saved });
    }

    fn edit(player: &mut Player, title: &str) {
        player.act(EditAction::SetTitle(title.into()));
    }

    fn unstored_titles(runs: &Runs) -> Vec<(Option<u32>, String)> {
        let title = |player: &Player| player.latest_branches().current().scenario.title.clone();
        runs.unstored().iter().map(|it| (it.document.revision, title(it.player))).collect()
    }

    #[test]
    fn read_document_is_due_once_it_is_edited_from_the_revision_that_was_read() {
        let (mut runs, mut player) = (Runs::default(), Player::new(default_scenario()));
        open(&mut player, "A", 3);
        runs.note(&player, &carts());
        assert!(!runs.is_pending(&carts()));
        edit(&mut player, "B");
        runs.note(&player, &carts());
        assert_eq!(unstored_titles(&runs), [(Some(3), "B".to_owned())]);
    }

    #[test]
    fn edit_of_a_document_that_is_first_noted_with_it_is_due() {
        let (mut runs, mut player) = (Runs::default(), Player::new(default_scenario()));
        open(&mut player, "A", 3);
        edit(&mut player, "B");
        runs.note(&player, &carts());
        assert_eq!(unstored_titles(&runs), [(Some(3), "B".to_owned())]);
    }

    #[test]
    fn edit_stays_due_from_its_own_revision_when_a_newer_one_is_opened_before_it_is_stored() {
        let (mut runs, mut player) = (Runs::default(), Player::new(default_scenario()));
        open(&mut player, "A", 3);
        edit(&mut player, "B");
        runs.note(&player, &carts());
        open(&mut player, "C", 4);
        runs.note(&player, &carts());
        assert_eq!(unstored_titles(&runs), [(Some(3), "B".to_owned())], "storing it meets a conflict");
    }

    #[test]
    fn stored_document_is_not_due_and_its_undo_is() {
        let (mut runs, mut player) = (Runs::default(), Player::new(default_scenario()));
        open(&mut player, "A", 3);
        edit(&mut player, "B");
        runs.note(&player, &carts());
        assert!(runs.start_next().is_some());
        assert!(runs.is_pending(&carts()), "what is being stored is not stored yet");
        runs.finish(&carts(), 4);
        runs.note(&player, &carts());
        assert!(!runs.is_pending(&carts()));
        player.act(EditAction::Undo);
        runs.note(&player, &carts());
        assert_eq!(unstored_titles(&runs), [(Some(4), "A".to_owned())]);
    }

    #[test]
    fn failed_state_is_due_again_unless_there_is_a_later_one() {
        let (mut runs, mut player) = (Runs::default(), Player::new(default_scenario()));
        edit(&mut player, "A");
        runs.note(&player, &carts());
        runs.start_next();
        runs.fail();
        assert_eq!(unstored_titles(&runs), [(None, "A".to_owned())]);
        runs.start_next();
        edit(&mut player, "B");
        runs.note(&player, &carts());
        runs.fail();
        assert_eq!(unstored_titles(&runs), [(None, "B".to_owned())]);
    }

    #[test]
    fn deleted_document_is_not_due() {
        let (mut runs, mut player) = (Runs::default(), Player::new(default_scenario()));
        open(&mut player, "A", 3);
        edit(&mut player, "B");
        runs.note(&player, &carts());
        runs.remove(&carts());
        assert!(!runs.can_start());
    }
}
