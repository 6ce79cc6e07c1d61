//! The crash panel: shown when the program panics, with the user's work as a link.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::HtmlTextAreaElement;

use crate::platform::page;

thread_local! {
    static LAST_LINK: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Remembers the link to the current work for the crash panel.
pub fn remember_link(link: String) {
    LAST_LINK.with(|last| last.replace(link));
}

/// Shows panics on the page and in the console. Goes through Yew, which would replace any other hook.
pub fn install_panic_hook() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        web_sys::console::error_1(&format!("Polyleader failed: {panic}").into());
        // The page may be in any state: show as much of the panel as possible.
        let _ = show_failure_panel();
    }));
}

fn show_failure_panel() -> Option<()> {
    let document = page::document()?;
    let element = |name: &str| document.create_element(name).ok();
    let heading = element("h1")?;
    heading.set_text_content(Some("Polyleader crashed"));
    let sentence = element("p")?;
    sentence.set_text_content(Some(
        "This is a bug in Polyleader, not something you did. Copy the link below, which contains your work, then reload the page.",
    ));
    let link = element("textarea")?.dyn_into::<HtmlTextAreaElement>().ok()?;
    link.set_read_only(true);
    link.set_class_name("input");
    link.set_rows(4);
    link.set_value(&LAST_LINK.with(|last| format!("{}#{}", page::address(), last.borrow())));
    // Setting an attribute of a fixed name cannot fail.
    let _ = link.set_attribute("aria-label", "Link to your work");
    let (outer, inner) = (element("div")?, element("div")?);
    outer.set_class_name("failure");
    let _ = outer.set_attribute("role", "alert");
    for part in [heading, sentence, link.into()] {
        inner.append_child(&part).ok()?;
    }
    outer.append_child(&inner).ok()?;
    document.body()?.append_child(&outer).ok()?;
    Some(())
}
