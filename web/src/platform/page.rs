//! The window and document: address, theme, preferences, focus and scrolling.

use std::cell::RefCell;

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, Window};

/// The browser window; `None` outside a browser.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The window's inner height in CSS pixels; 0 if unknown.
pub fn window_height() -> f64 {
    let height = window().and_then(|window| window.inner_height().ok());
    height.and_then(|height| height.as_f64()).unwrap_or_default()
}

/// The window's inner width and height without scroll bars, in CSS pixels; 0 if unknown.
pub fn window_size() -> (f64, f64) {
    let size = |root: Element| (f64::from(root.client_width()), f64::from(root.client_height()));
    root().map(size).unwrap_or_default()
}

/// All elements of the page that match a selector.
pub fn query_all(selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let nodes =
        found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |index| list.get(index)));
    nodes.filter_map(|node| node.dyn_into().ok())
}

/// The first element of the page that matches a selector.
pub fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

/// Acts once the current render is done.
pub fn after_render(act: impl FnOnce() + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::sleep(std::time::Duration::ZERO).await;
        act();
    });
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// Whether nothing of the page can be seen, because another tab is shown, or another program.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// The element that the page is rendered into.
pub fn root_of_page() -> Option<Element> {
    document()?.get_element_by_id("page")
}

/// The URL fragment without `#`; empty if there is none.
pub fn fragment() -> String {
    let fragment = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    fragment.trim_start_matches('#').to_string()
}

/// The page's URL without the fragment, and without the query.
pub fn address() -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split(['#', '?']).next().unwrap_or_default().to_string()
}

thread_local! {
    /// The query of the next entry of the browser's history; that of the present one if there is none.
    static NEXT_QUERY: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Goes to a fragment, without its `#`, as a link on the page would.
pub fn go_to_fragment(fragment: &str) {
    if let Some(window) = window() {
        // A fragment can always be set.
        let _ = window.location().set_hash(fragment);
    }
}

/// The query of the URL, with its `?`; empty if there is none.
pub fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Sets the query, without its `?`, that the URL has from the next entry of the browser's history on.
pub fn set_query(query: &str) {
    NEXT_QUERY.set(Some(query.to_owned()));
}

/// What the browser keeps with the current entry of its history.
pub fn entry_state() -> JsValue {
    window().and_then(|window| window.history().ok()?.state().ok()).unwrap_or_default()
}

/// Replaces the fragment and the state of the current entry of the browser's history.
pub fn replace_entry(fragment: &str, state: &JsValue) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Browsers rate-limit this call; the next edit tries again.
        let _ = history.replace_state_with_url(state, "", Some(&url_with(fragment)));
    }
}

/// Adds an entry to the browser's history, with this fragment and state.
pub fn push_entry(fragment: &str, state: &JsValue) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(state, "", Some(&url_with(fragment)));
    }
}

/// The page's URL with this fragment, or without one.
fn url_with(fragment: &str) -> String {
    let query = NEXT_QUERY.take().map_or_else(query, |next| match next.is_empty() {
        true => next,
        false => format!("?{next}"),
    });
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    format!("{}{query}{fragment}", address())
}

/// Whether this is a reload, or the user came back to the page by the browser's history.
pub fn is_loaded_again() -> bool {
    let navigation =
        window().and_then(|window| window.performance()).map(|performance| performance.navigation());
    navigation.is_some_and(|navigation| navigation.type_() != web_sys::PerformanceNavigation::TYPE_NAVIGATE)
}

/// Whether this is an embed: the page inside of another one. `loading.js` reads it from the address.
pub fn is_embed() -> bool {
    root().is_some_and(|root| root.has_attribute("data-embed"))
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(&format!("{title} – Polyleader"));
    }
}

/// Opens the browser’s dialog for printing, after the current render.
pub async fn print() {
    next_task().await;
    if let Some(window) = window() {
        // Where it is blocked, nothing is printed.
        let _ = window.print();
    }
}

/// Asks the browser not to delete what is stored when space runs out. Some ask the user.
pub fn ask_to_keep_storage() {
    if let Some(window) = window() {
        // Without HTTPS there is nothing to ask; the answer changes nothing here.
        let storage = window.navigator().storage();
        if !storage.is_undefined() {
            let _ = storage.persist();
        }
    }
}

/// Lets the browser do what is waiting.
pub async fn next_task() {
    gloo_timers::future::sleep(std::time::Duration::ZERO).await;
}

/// Whether the user prefers reduced motion.
pub fn prefers_reduced_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Whether the user points with fingers.
pub fn has_touch() -> bool {
    media_matches("(pointer: coarse)")
}

/// Whether the dark theme is on, by the user's choice or the system's.
pub fn is_dark() -> bool {
    match root().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some(theme) => theme == "dark",
        None => media_matches("(prefers-color-scheme: dark)"),
    }
}

/// Sets the theme to `dark` or `light`, overriding the system's.
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

/// Focuses the first element that matches a selector; the browser scrolls it into view.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take focus stays as it is.
        let _ = element.focus();
    }
}

/// Moves the focus from a field to the panel around it, where shortcuts work.
pub fn leave_field() {
    let Some(field) = focused() else {
        return;
    };
    let panel = field.closest("[tabindex='-1']").ok().flatten();
    match panel.and_then(|panel| panel.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take focus stays as it is.
        Some(panel) => drop(panel.focus()),
        None => drop(field.blur()),
    }
}

/// The window event fired after the theme changes.
pub const THEME_CHANGED: &str = "polyleader-theme";

/// The window event fired once everything that may be needed later has been fetched.
pub const COMPLETE: &str = "polyleader-complete";

/// Fires a window event, [`THEME_CHANGED`] for what draws on a canvas, [`COMPLETE`] for what keeps a copy of the page.
pub fn notify(event: &str) {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new(event)) {
        // The event is not cancelable, and it does not matter whether anyone listens.
        let _ = window.dispatch_event(&event);
    }
}

/// Focuses the first match of a selector after the current render.
pub fn focus_after_render(selector: impl Into<String>) {
    let selector = selector.into();
    after_render(move || {
        focus(&selector);
    });
}

/// Presses the first match of a selector after the current render.
pub fn press_after_render(selector: &'static str) {
    after_render(move || {
        if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            element.click();
        }
    });
}

/// Focuses the first match of a selector if the current render removed the focused element.
pub fn restore_focus_after_render(selector: &'static str) {
    after_render(move || {
        let focused = document().and_then(|document| document.active_element());
        if focused.is_none_or(|element| element.tag_name() == "BODY") {
            focus(selector);
        }
    });
}

/// Focuses the first match of a selector after the current render, scrolled to its top.
pub fn focus_top_after_render(selector: &'static str) {
    after_render(move || {
        if let Some(element) = find(selector) {
            element.set_scroll_top(0);
        }
        focus(selector);
    });
}

/// Scrolls a container until the first match of a selector inside it is visible. The page itself does not
/// scroll.
pub fn scroll_into_view(container: &yew::NodeRef, selector: &str) {
    let Some(container) = container.cast::<Element>() else {
        return;
    };
    let Some(part) = container.query_selector(selector).ok().flatten() else {
        return;
    };
    let (frame, bounds) = (container.get_bounding_client_rect(), part.get_bounding_client_rect());
    let above = frame.top() - bounds.top();
    let below = bounds.bottom() - frame.bottom();
    if above > 0.0 {
        container.set_scroll_top(container.scroll_top() - above.ceil() as i32);
    } else if below > 0.0 {
        container.set_scroll_top(container.scroll_top() + below.ceil() as i32);
    }
}

/// Scrolls the page to the first match of a selector, unless some of it is in sight.
pub fn scroll_page_to(selector: &str) {
    let Some(element) = find(selector) else { return };
    let bounds = element.get_bounding_client_rect();
    // On a phone the stage covers the upper part of the window.
    if bounds.bottom() <= window_height() * 0.5 || bounds.top() >= window_height() * 0.85 {
        element.scroll_into_view();
    }
}

/// Scrolls a panel to its top; and the page, if what sticks to the window's top covers the top of the panel below it.
pub fn show_from_top(panel: &str, sticky: &str) {
    let (Some(panel), Some(sticky)) = (find(panel), find(sticky)) else {
        return;
    };
    panel.set_scroll_top(0);
    let (bounds, cover) = (panel.get_bounding_client_rect(), sticky.get_bounding_client_rect());
    let is_below = bounds.left() < cover.right() && bounds.bottom() > cover.bottom();
    if is_below && bounds.top() < cover.bottom() {
        window().iter().for_each(|window| window.scroll_by_with_x_and_y(0.0, bounds.top() - cover.bottom()));
    }
}

/// Scrolls the focused element into view if it is in a panel that has changed above it.
pub fn keep_focus_in_sight(panel: &str) {
    let (Some(panel), Some(element)) = (find(panel), focused()) else {
        return;
    };
    let (frame, bounds) = (panel.get_bounding_client_rect(), element.get_bounding_client_rect());
    let is_hidden =
        bounds.bottom() <= frame.top().max(0.0) || bounds.top() >= frame.bottom().min(window_height());
    if is_hidden && panel.contains(Some(&element)) && !panel.is_same_node(Some(&element)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls the first match of a selector into view after the current render, no farther than needed.
pub fn reveal_after_render(selector: &'static str) {
    after_render(move || {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        find(selector).iter().for_each(|element| {
            element.scroll_into_view_with_scroll_into_view_options(&options);
        });
    });
}

/// Scrolls the first match of a selector to the top after the current render, and focuses it.
pub fn show_after_render(selector: &'static str) {
    after_render(move || {
        find(selector).iter().for_each(Element::scroll_into_view);
        focus(selector);
    });
}

/// Milliseconds since the page was opened, to measure how long something takes.
pub fn now_ms() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Whether the page is taller than the window, so that the wheel scrolls it.
pub fn can_scroll() -> bool {
    root().is_some_and(|root| root.scroll_height() > root.client_height())
}

/// The focused element.
pub fn focused() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}
