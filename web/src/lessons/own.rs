//! Lessons that are not of the course: opened from a link or a file, and kept in this browser.

use lessons::Lesson;

use crate::platform::preferences::local_storage;

/// What the id of such a lesson starts with.
const PREFIX: &str = "own-";
/// Where it is kept, followed by its id.
const KEY: &str = "polyleader-lesson-";
/// Where the lesson that is being written is kept.
const DRAFT_KEY: &str = "polyleader-lesson-draft";

/// The id under which the address names a lesson.
fn id_of(lesson: &Lesson) -> String {
    format!("{PREFIX}{}", lesson.short_id())
}

/// Keeps a lesson, and returns its id.
pub fn keep(lesson: &Lesson) -> String {
    let id = id_of(lesson);
    if let Some(storage) = local_storage() {
        // Without storage, the lesson is open until the page is reloaded.
        let _ = storage.set_item(&format!("{KEY}{id}"), &lesson.to_json());
    }
    id
}

/// The JSON of a lesson that was kept.
pub fn kept(id: &str) -> Option<String> {
    let _ = id.strip_prefix(PREFIX)?;
    local_storage()?.get_item(&format!("{KEY}{id}")).ok().flatten()
}

/// Keeps the lesson that is being written.
pub fn keep_draft(lesson: &Lesson) {
    if let Some(storage) = local_storage() {
        let _ = storage.set_item(DRAFT_KEY, &lesson.to_json());
    }
}

/// Forgets the lesson that was being written.
pub fn forget_draft() {
    if let Some(storage) = local_storage() {
        let _ = storage.remove_item(DRAFT_KEY);
    }
}

/// Whether the lesson of this id is the one that is being written.
pub fn is_draft(id: &str) -> bool {
    id.starts_with(PREFIX) && draft().is_some_and(|lesson| id_of(&lesson) == id)
}

/// The lesson that was being written.
pub fn draft() -> Option<Lesson> {
    let json = local_storage()?.get_item(DRAFT_KEY).ok().flatten()?;
    Lesson::from_json(&json).ok()
}
