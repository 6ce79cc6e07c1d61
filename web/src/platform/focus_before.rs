//! Returns the focus after a dialog to the element that had it before.

use web_sys::HtmlElement;

use super::page::{after_render, focus, focused};

/// What had the focus, without its tooltip: some browsers show that of a button which gets the focus back, over what is
/// beside it.
pub struct FocusBefore {
    element: Option<HtmlElement>,
    tooltip: Option<String>,
}

impl FocusBefore {
    /// What has the focus now.
    pub fn take() -> Self {
        // The focus of a page in which nothing has it is no place to return to.
        let element = focused().filter(|element| element.tag_name() != "BODY");
        let tooltip = element.as_ref().and_then(|element| element.get_attribute("title"));
        if let (Some(element), Some(_)) = (&element, &tooltip) {
            // An attribute of this name can always be removed.
            let _ = element.remove_attribute("title");
        }
        Self { element, tooltip }
    }

    /// Gives it the focus after the current render, if the render removed the focused element.
    pub fn give_back_after_render(self) {
        after_render(move || {
            let is_lost = focused().is_none_or(|element| element.tag_name() == "BODY");
            match self.element.as_ref().filter(|element| is_lost && element.is_connected()) {
                // An element that cannot take focus stays as it is.
                Some(element) => drop(element.focus()),
                None if is_lost => focus(".playback-controls .play"),
                None => {}
            }
            self.give_tooltip_back();
        });
    }

    fn give_tooltip_back(self) {
        if let (Some(element), Some(tooltip)) = (self.element, self.tooltip)
            && !element.has_attribute("title")
        {
            // An attribute of this name can always be set.
            let _ = element.set_attribute("title", &tooltip);
        }
    }
}
