//! Documents: opening, storing and restoring runs, and what is said of those that cannot be read.

use std::rc::Rc;

use player::{
    BranchAction, Branches, DocumentAction, DocumentId, DocumentRevision, EditAction, ForkTail, NotRenamed,
    PlaybackAction, Player, Saved, SavedBranch, StartAt,
};
use replication::{ClientRequest, Command, Micros, RequestedOperation, Value};
use scenario::Permalink;

fn crash() -> EditAction {
    EditAction::Issue(Command::Crash { leader: "T".parse().unwrap() })
}

fn carts() -> DocumentId {
    DocumentId::new("carts")
}

/// The opening run with a crash in a second branch.
fn edited() -> Player {
    let mut player = Player::new(scenario::default_scenario());
    player.act(PlaybackAction::Seek(Micros::from_ms(60)));
    player.act(BranchAction::Fork { tail: ForkTail::Keep });
    player.act(crash());
    player
}

/// What the player shows after it opened what is saved as a document.
fn after_restoring(saved: &Saved) -> Player {
    let mut player = Player::new(scenario::GALLERY[1].scenario());
    player.act(DocumentAction::Restore {
        document: Some(DocumentRevision { id: carts(), revision: 3 }),
        saved: Box::new(saved.clone()),
        at: StartAt::Saved,
    });
    player
}

#[test]
fn restored_document_is_the_saved_one_with_its_undo_history_and_instant() {
    let before = edited();
    let mut player = after_restoring(&before.saved());
    assert_eq!(player.branches(), before.branches());
    assert_eq!((player.at(), player.document()), (before.at(), Some(&carts())));
    assert!(player.undo_and_redo().0.is_some());
    player.act(EditAction::Undo);
    player.act(EditAction::Undo);
    assert_eq!(player.branches().all().len(), 1);
    assert_eq!(player.document(), Some(&carts()), "undo leads to no other document");
}

#[test]
fn restored_document_is_as_it_was_read_until_its_first_edit() {
    let mut player = after_restoring(&edited().saved());
    let branches = player.latest_branches().clone();
    assert_eq!(player.as_read(), Some((3, &branches)));
    player.act(EditAction::Undo);
    assert_eq!(player.as_read(), Some((3, &branches)), "an edit changes nothing of what was read");
    assert!(!Rc::ptr_eq(&branches, player.latest_branches()));
    let opening = player.opening();
    player.act(DocumentAction::Identify { opening, id: Some(DocumentId::new("copy")) });
    assert_eq!(player.as_read(), None, "nothing was read from the new document");
}

/// What another tab has stored of the document, after its own edit.
fn stored_elsewhere(unedited: &Rc<Branches>) -> (Saved, DocumentAction) {
    let mut elsewhere = edited();
    elsewhere.act(EditAction::SetTitle("Changed elsewhere".into()));
    let document = DocumentRevision { id: carts(), revision: 4 };
    let saved = elsewhere.saved();
    let follow =
        DocumentAction::Follow { document, saved: Box::new(saved.clone()), unedited: unedited.clone() };
    (saved, follow)
}

#[test]
fn document_that_was_stored_elsewhere_is_followed_and_the_playhead_stays() {
    let mut player = after_restoring(&edited().saved());
    player.act(PlaybackAction::Seek(Micros::from_ms(30)));
    let (_, follow) = stored_elsewhere(&player.latest_branches().clone());
    player.act(follow);
    assert_eq!(player.scenario().title, "Changed elsewhere");
    assert_eq!(player.at(), Micros::from_ms(30));
    assert_eq!(player.as_read().map(|(revision, _)| revision), Some(4));
}

#[test]
fn document_that_was_edited_here_is_not_followed() {
    let mut player = after_restoring(&edited().saved());
    let (_, follow) = stored_elsewhere(&player.latest_branches().clone());
    player.act(EditAction::SetTitle("Changed here".into()));
    player.act(follow);
    assert_eq!(player.scenario().title, "Changed here");
    assert_eq!(player.as_read().map(|(revision, _)| revision), Some(3));
}

#[test]
fn opened_link_is_not_a_document_and_cannot_be_undone() {
    let mut player = after_restoring(&edited().saved());
    let opening = player.opening();
    player.act(DocumentAction::Open(Box::new(Permalink::of(scenario::GALLERY[2].scenario()))));
    assert_eq!((player.document(), player.opening()), (None, opening + 1));
    assert_eq!(player.undo_and_redo(), (None, None));
    assert!(!player.is_edited());
}

#[test]
fn run_becomes_a_document_unless_another_was_opened_since() {
    let mut player = edited();
    let opening = player.opening();
    player.act(DocumentAction::Identify { opening, id: Some(carts()) });
    assert_eq!(player.document(), Some(&carts()));
    player.act(DocumentAction::Open(Box::new(Permalink::of(scenario::GALLERY[2].scenario()))));
    player.act(DocumentAction::Identify { opening, id: Some(carts()) });
    assert_eq!(player.document(), None);
}

#[test]
fn document_of_a_newer_version_is_not_opened_and_the_sentence_says_why() {
    let saved = Saved { version: 2, ..edited().saved() };
    let player = after_restoring(&saved);
    assert_eq!(**player.scenario(), scenario::GALLERY[1].scenario());
    assert_eq!(
        player.notice().map(|notice| &**notice),
        Some(
            "This run cannot be opened: it was saved by a newer version of Polyleader. It is kept unchanged."
        )
    );
}

#[test]
fn document_with_a_damaged_branch_is_shown_as_a_copy_without_it() {
    let mut saved = edited().saved();
    saved.branches[0].link = "s2.AAAA".into();
    let player = after_restoring(&saved);
    assert_eq!(player.branches().all().len(), 1);
    assert_eq!(player.document(), None, "the document itself must not be overwritten");
    let notice = player.notice().unwrap();
    assert!(
        notice.starts_with("Part of this run cannot be read: the branch “First run” cannot be read: "),
        "{notice}"
    );
}

#[test]
fn document_without_branches_is_not_opened() {
    let player = after_restoring(&Saved::default());
    assert!(player.notice().unwrap().contains("it contains no run"));
    assert!(Player::from_saved(&Saved::default(), None).is_err());
}

#[test]
fn largest_scenario_that_does_not_compress_is_saved_and_restored() {
    let mut scenario = scenario::default_scenario();
    let mut state = 1_u64;
    let mut letters = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + ((state >> 33) % 26) as u8)
    };
    for number in 0..700 {
        let value: String = (0..950).map(|_| letters()).collect();
        let (client, key) = ("cleo".parse().unwrap(), "cart".parse().unwrap());
        let operation = RequestedOperation::Put(Value::text(&value));
        let request = ClientRequest { client, at: None, key, operation, context: None };
        scenario.insert_command(Micros::from_ms(number), Command::Request(request));
    }
    let link = Permalink::of(scenario).encode();
    assert!(link.len() > scenario::MAX_LINK_CHARS, "{}", link.len());
    let branch = SavedBranch { id: Some(0), name: "Long".into(), from: None, link };
    let saved = Saved { version: 1, branches: vec![branch], next: 1, ..Saved::default() };
    assert!(saved.with_title("Another").is_ok());
}

#[test]
fn title_of_a_saved_run_can_be_changed_without_opening_it() {
    let saved = edited().saved().with_title("My carts").unwrap();
    let player = after_restoring(&saved);
    assert_eq!(player.scenario().title, "My carts");
    assert_eq!(player.notice(), None, "the fingerprint of the run is the same");
}

#[test]
fn saved_run_does_not_get_a_title_that_could_not_be_read_again() {
    let longest = "x".repeat(replication::limits::MAX_TEXT_BYTES);
    let saved = edited().saved().with_title(&longest).unwrap();
    assert_eq!(after_restoring(&saved).scenario().title, longest);
    let refused = edited().saved().with_title(&format!("{longest}x"));
    assert!(matches!(refused, Err(NotRenamed::Title(_))), "{refused:?}");
}

#[test]
fn renaming_a_run_is_an_edit_and_editing_it_as_json_too() {
    let mut player = edited();
    let events = player.timeline().fingerprint();
    player.act(EditAction::SetTitle("My carts".into()));
    assert_eq!(player.scenario().title, "My carts");
    assert_eq!(player.timeline().fingerprint(), events);
    player.act(EditAction::Replace(Box::new(scenario::GALLERY[1].scenario())));
    player.act(EditAction::Undo);
    assert_eq!(player.scenario().title, "My carts");
    player.act(EditAction::Undo);
    assert_eq!(player.scenario().title, scenario::default_scenario().title);
}
