//! The switch between light and dark. Until it is used, the system decides.

use yew::prelude::*;

use crate::parts::{Icon, icon};
use crate::platform::{page, storage};

/// Light or dark.
#[component]
pub fn ThemeButton() -> Html {
    let dark = use_state_eq(page::is_dark);
    let next = if *dark { "light" } else { "dark" };
    let switch = {
        let dark = dark.clone();
        move |_: MouseEvent| {
            page::set_theme(next);
            storage::change(|kept| kept.theme = Some(next.into()));
            dark.set(!*dark);
            page::tell_theme_changed();
        }
    };
    let label = if *dark { "Light theme" } else { "Dark theme" };
    html! {
        <button class="button" type="button" data-icon="" aria-label={label} title={label} onclick={switch}>
            { icon(Icon::Theme) }
        </button>
    }
}
