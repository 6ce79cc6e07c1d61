//! What the browser keeps besides documents: the user's preferences in local storage (the theme, which hints were read, and
//! whether there are documents), and values for one tab in session storage.

use serde::{Deserialize, Serialize};
use web_sys::{Storage, Window};

use crate::platform::page::{self, window};

const KEY: &str = "polyleader-preferences";
/// Where earlier versions kept the preferences together with the work.
const EARLIER_KEY: &str = "polyleader";

/// All preferences. A missing field takes its default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// `light` or `dark`, if the user chose one.
    pub theme: Option<String>,
    /// The ids of the hints that have been read.
    pub hints: Vec<String>,
    /// Whether the stage shows version vectors.
    pub vectors: bool,
    /// Whether the page shows what each client sees.
    pub screens: bool,
    /// How far the user has come in lessons.
    pub lessons: Vec<LessonProgress>,
    /// Whether documents are stored: if not, the page need not wait for the database.
    pub has_documents: bool,
}

/// How far the user has come in a lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LessonProgress {
    /// The id of the lesson.
    pub lesson: String,
    /// How many of its steps have been done.
    pub steps: usize,
}

/// Reads the preferences. If they cannot be read, they are the default.
pub fn load() -> Preferences {
    let text = [KEY, EARLIER_KEY].into_iter().find_map(read_item);
    let value = text.and_then(|text| js_sys::JSON::parse(&text).ok());
    value.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).unwrap_or_default()
}

/// Changes the preferences. If that fails, they hold for this visit only.
pub fn update(change: impl FnOnce(&mut Preferences)) {
    let before = load();
    let mut preferences = before.clone();
    change(&mut preferences);
    if preferences == before {
        return;
    }
    let text = serde_wasm_bindgen::to_value(&preferences)
        .ok()
        .and_then(|value| js_sys::JSON::stringify(&value).ok());
    if let Some((storage, text)) = local_storage().zip(text) {
        let _ = storage.set_item(KEY, &String::from(text));
    }
}

/// The work that an earlier version stored here, as it is.
pub fn earlier_work() -> Option<String> {
    read_item(EARLIER_KEY)
}

/// Forgets the work that an earlier version stored here.
pub fn forget_earlier_work() {
    if let Some(storage) = local_storage() {
        let _ = storage.remove_item(EARLIER_KEY);
    }
}

/// Keeps a value in this tab, until it is closed. If that fails, it is not kept.
pub fn write_for_tab(key: &str, value: &impl Serialize) {
    let text =
        serde_wasm_bindgen::to_value(value).ok().and_then(|value| js_sys::JSON::stringify(&value).ok());
    if let Some((storage, text)) = session_storage().zip(text) {
        let _ = storage.set_item(key, &String::from(text));
    }
}

/// The value that was kept in this tab, if it can be read.
pub fn read_for_tab<T: for<'a> Deserialize<'a>>(key: &str) -> Option<T> {
    let text = session_storage()?.get_item(key).ok().flatten()?;
    serde_wasm_bindgen::from_value(js_sys::JSON::parse(&text).ok()?).ok()
}

fn session_storage() -> Option<Storage> {
    storing_window()?.session_storage().ok().flatten()
}

/// The window, unless it is an embed, which stores nothing.
fn storing_window() -> Option<Window> {
    window().filter(|_| !page::is_embed())
}

/// The local storage; none where the browser blocks it, and in an embed.
pub fn local_storage() -> Option<Storage> {
    storing_window()?.local_storage().ok().flatten()
}

fn read_item(key: &str) -> Option<String> {
    local_storage()?.get_item(key).ok().flatten()
}
