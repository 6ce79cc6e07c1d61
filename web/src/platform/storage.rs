//! The browser's local storage: the user's work, the theme, and which hints were read.

use player::Saved;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::platform::page::window;

const STORAGE_KEY: &str = "polyleader";

/// Everything in local storage. A missing or unreadable field takes its default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredState {
    /// The shown branch as a permalink's fragment, as the first version stored it; nothing writes it any more.
    #[serde(skip_serializing)]
    work: Option<String>,
    /// All branches.
    pub branches: Option<Saved>,
    /// `light` or `dark`, if the user chose one.
    pub theme: Option<String>,
    /// The ids of the hints that have been read.
    pub hints: Vec<String>,
}

impl StoredState {
    /// The shown branch as a permalink's fragment.
    pub fn link(&self) -> Option<&str> {
        self.branches.as_ref().and_then(Saved::link).or(self.work.as_deref())
    }
}

/// Reads the stored state.
pub fn load() -> StoredState {
    let text = storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
    let value = text.and_then(|text| js_sys::JSON::parse(&text).ok());
    value.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).unwrap_or_default()
}

/// Updates the stored state. Returns whether it was saved: storage may be full or blocked.
pub fn update(change: impl FnOnce(&mut StoredState)) -> bool {
    let mut stored = load();
    change(&mut stored);
    let text =
        serde_wasm_bindgen::to_value(&stored).ok().and_then(|value| js_sys::JSON::stringify(&value).ok());
    let saved = storage().zip(text).map(|(storage, text)| storage.set_item(STORAGE_KEY, &String::from(text)));
    matches!(saved, Some(Ok(())))
}

/// The local storage; `None` where the browser blocks it.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}
