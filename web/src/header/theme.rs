//! The switch between the light and the dark theme. The system setting applies until it is used.

use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::hooks::use_listener;
use crate::platform::{page, theme};

/// A button that switches the theme.
#[component]
pub fn ThemeButton() -> Html {
    let dark = use_state_eq(page::is_dark);
    let onchange = use_callback(dark.setter(), |_: web_sys::Event, dark| dark.set(page::is_dark()));
    use_listener(page::THEME_CHANGED, onchange);
    let switch = |_: MouseEvent| theme::toggle();
    let label = if *dark { "Light theme" } else { "Dark theme" };
    html! {
        <button class="button theme-button" type="button" data-icon="" aria-label={label} title={label} onclick={switch}>
            { icon(Icon::Theme) }
        </button>
    }
}
