//! What is kept in the browser: the work as it is made, and the theme.

use player::Saved;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::platform::page::window;

const STORAGE_KEY: &str = "polyleader";

/// Everything that is kept. What is missing or unreadable counts as never kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredState {
    /// The work, as a permalink's fragment: what is shown of it. Earlier versions kept nothing else.
    pub work: Option<String>,
    /// The work with all its branches.
    pub branches: Option<Saved>,
    /// `light` or `dark`, if it was chosen.
    pub theme: Option<String>,
    /// The hints that have been read, by their ids.
    pub hints: Vec<String>,
}

/// What was kept.
pub fn load() -> StoredState {
    let text = storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
    let value = text.and_then(|text| js_sys::JSON::parse(&text).ok());
    value.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).unwrap_or_default()
}

/// Changes what is kept. Storage that is full or blocked is no reason to stop: the link holds the work too.
pub fn update(change: impl FnOnce(&mut StoredState)) -> bool {
    let mut kept = load();
    change(&mut kept);
    let text =
        serde_wasm_bindgen::to_value(&kept).ok().and_then(|value| js_sys::JSON::stringify(&value).ok());
    let saved = storage().zip(text).map(|(storage, text)| storage.set_item(STORAGE_KEY, &String::from(text)));
    matches!(saved, Some(Ok(())))
}

/// None where the browser blocks it.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}
