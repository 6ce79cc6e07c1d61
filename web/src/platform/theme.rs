//! Light or dark: what the system says, until a person says otherwise.

use crate::platform::{page, storage};

/// Makes a light page dark, and the other way round, and remembers it.
pub fn toggle() {
    let next = if page::is_dark() { "light" } else { "dark" };
    page::set_theme(next);
    storage::update(|kept| kept.theme = Some(next.into()));
    page::notify_theme_changed();
}
