//! The theme switch: the system's theme until the user chooses one.

use crate::platform::{page, preferences};

/// Switches between light and dark, and stores the choice.
pub fn toggle() {
    let next = if page::is_dark() { "light" } else { "dark" };
    page::set_theme(next);
    preferences::update(|stored| stored.theme = Some(next.into()));
    page::notify(page::THEME_CHANGED);
}
