//! Printing: when the browser is about to print, the pages are made, and the screen’s content stays out.

use player::ViewAction;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::PICTURES;
use crate::documents::use_connection;
use crate::hooks::use_listener;
use crate::platform::page;
use crate::store::use_view;

/// Where the printed pages are while the browser prints. Without the code that draws them, the page itself is printed.
#[component]
pub fn PrintedPages() -> Html {
    let view = use_view();
    let node = use_node_ref();
    let fill = use_callback((node.clone(), view), |_: web_sys::Event, (node, view)| {
        // At once: the browser does not wait for the page to render again.
        if let (Some(element), Some(pictures)) = (node.cast::<Element>(), PICTURES.get()) {
            element.set_inner_html(&(pictures.print)(view));
        }
    });
    let empty = use_callback(node.clone(), |_: web_sys::Event, node| {
        if let Some(element) = node.cast::<Element>() {
            element.set_inner_html("");
        }
    });
    use_listener("beforeprint", fill);
    use_listener("afterprint", empty);
    html! { <div class="printed-pages" aria-hidden="true" data-user="" ref={node}></div> }
}

/// Returns a callback that prints, once the code that draws the pages is there.
#[hook]
pub fn use_print() -> Callback<()> {
    let connection = use_connection();
    use_callback(connection, |(), connection| {
        let connection = connection.clone();
        spawn_local(async move {
            match (PICTURES.load().await, connection) {
                (false, Some(connection)) => {
                    connection.page.dispatch.emit(ViewAction::Notice(super::NOT_LOADED.into()));
                }
                (true, _) | (false, None) => page::print().await,
            }
        });
    })
}
