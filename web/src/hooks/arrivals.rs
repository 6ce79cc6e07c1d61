//! Files that are dropped on the page, and text that is pasted where no field takes it.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event};
use yew::prelude::*;

use crate::documents::{Page, reading};
use crate::hooks::listener::use_listener;

/// Opens what is dropped or pasted on the page: files, links, and scenarios as JSON.
#[hook]
pub fn use_arrivals(page: &Page) {
    // Without this, the browser would leave the page and open the file itself.
    let accept = use_callback((), |event: Event, ()| {
        if transfer_of(&event).is_some_and(|transfer| brings_something(&transfer)) {
            event.prevent_default();
        }
    });
    let ondrop = use_callback(page.clone(), |event: Event, page| {
        if let Some(transfer) = transfer_of(&event).filter(brings_something) {
            event.prevent_default();
            open(&transfer, page);
        }
    });
    let onpaste = use_callback(page.clone(), |event: Event, page| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        if let (false, Some(data)) = (is_in_field(&event), data) {
            open(&data, page);
        }
    });
    use_listener("dragover", accept);
    use_listener("drop", ondrop);
    use_listener("paste", onpaste);
}

fn open(data: &DataTransfer, page: &Page) {
    let files = data.files().filter(|files| files.length() > 0);
    let text = data.get_data("text/plain").unwrap_or_default();
    let page = page.clone();
    spawn_local(async move {
        let Some(reading) = reading::load().await else {
            return;
        };
        match files {
            Some(files) => (reading.open_files)(files, &page),
            None if text.is_empty() => {}
            None => page.dispatch.emit((reading.open_text)(&text)),
        }
    });
}

fn transfer_of(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

/// Whether it has files or text; a drag within the page has neither.
fn brings_something(transfer: &DataTransfer) -> bool {
    let types = transfer.types();
    ["Files", "text/plain"].into_iter().any(|kind| types.includes(&kind.into(), 0))
}

fn is_in_field(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.closest("input, textarea, select, [contenteditable]").ok().flatten().is_some()
    })
}
