//! The window, its address, and what its owner prefers.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, HtmlElement, Window};

/// The window; none outside a browser.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// How high the window is, in CSS pixels; nothing if that cannot be known.
pub fn window_height() -> f64 {
    let height = window().and_then(|window| window.inner_height().ok());
    height.and_then(|height| height.as_f64()).unwrap_or_default()
}

/// How wide and high the window is inside, without scroll bars, in CSS pixels; nothing if that cannot be known.
pub fn window_size() -> (f64, f64) {
    let size = |root: Element| (f64::from(root.client_width()), f64::from(root.client_height()));
    root().map(size).unwrap_or_default()
}

/// All elements of the page that fit a selector; none if it is empty.
pub fn query_all(selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let nodes =
        found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |index| list.get(index)));
    nodes.filter_map(|node| node.dyn_into().ok())
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The part of the address behind `#`, without it. Empty if there is none.
pub fn fragment() -> String {
    let fragment = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    fragment.trim_start_matches('#').to_string()
}

/// The page's address without fragment.
pub fn address() -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_string()
}

/// Puts a fragment into the address bar without a new entry in the browser's history.
pub fn replace_fragment(fragment: &str) {
    let history = window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Browsers refuse it when it is asked for too often; the next edit asks again.
        let _ =
            history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&format!("#{fragment}")));
    }
}

/// Whether the owner of this machine wants as little motion as possible.
pub fn prefers_reduced_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Whether the page is dark now, by the switch or by the system.
pub fn is_dark() -> bool {
    match root().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some(theme) => theme == "dark",
        None => media_matches("(prefers-color-scheme: dark)"),
    }
}

/// Makes the page dark or light, whatever the system is.
pub fn set_theme(theme: &str) {
    if let Some(root) = root() {
        // An attribute of this name can always be set.
        let _ = root.set_attribute("data-theme", theme);
    }
}

fn media_matches(query: &str) -> bool {
    window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Puts the focus on the first element that fits a selector; the browser brings it into sight.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot have the focus is left as it is.
        let _ = element.focus();
    }
}

/// The event on the window that says that colours have changed.
pub const THEME_CHANGED: &str = "polyleader-theme";

/// Tells what draws by itself that colours have changed.
pub fn notify_theme_changed() {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new(THEME_CHANGED)) {
        // Nobody can stop this event, and nothing follows if nobody listens.
        let _ = window.dispatch_event(&event);
    }
}

/// Puts the focus on what fits a selector, once what is being drawn now is there.
pub fn focus_after_render(selector: impl Into<String>) {
    let selector = selector.into();
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::sleep(std::time::Duration::ZERO).await;
        focus(&selector);
    });
}

/// Puts the focus on what fits a selector if, once what is being drawn now is there, nothing has it any more.
pub fn restore_focus_after_render(selector: &'static str) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::sleep(std::time::Duration::ZERO).await;
        let focused = document().and_then(|document| document.active_element());
        if focused.is_none_or(|element| element.tag_name() == "BODY") {
            focus(selector);
        }
    });
}

/// Puts the focus on what fits a selector, scrolled to its top, once what is being drawn now is there.
pub fn focus_top_after_render(selector: &'static str) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::sleep(std::time::Duration::ZERO).await;
        let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
        if let Some(element) = found {
            element.set_scroll_top(0);
        }
        focus(selector);
    });
}

/// Scrolls what scrolls by itself so that the first part of it that fits a selector is in sight. The page
/// stays where it is.
pub fn scroll_into_view(scrolls: &yew::NodeRef, selector: &str) {
    let Some(scrolls) = scrolls.cast::<Element>() else {
        return;
    };
    let Some(part) = scrolls.query_selector(selector).ok().flatten() else {
        return;
    };
    let (frame, box_of_part) = (scrolls.get_bounding_client_rect(), part.get_bounding_client_rect());
    let above = frame.top() - box_of_part.top();
    let below = box_of_part.bottom() - frame.bottom();
    if above > 0.0 {
        scrolls.set_scroll_top(scrolls.scroll_top() - above.ceil() as i32);
    } else if below > 0.0 {
        scrolls.set_scroll_top(scrolls.scroll_top() + below.ceil() as i32);
    }
}

/// Whether the page is higher than the window, so that the wheel scrolls it.
pub fn can_scroll() -> bool {
    root().is_some_and(|root| root.scroll_height() > root.client_height())
}

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}
