//! Messages between tabs: each says which document it has stored.

use player::DocumentId;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "polyleader-documents";

/// The channel to the other tabs.
pub struct Tabs {
    channel: BroadcastChannel,
    /// Kept as long as the channel: it is called for each message.
    _onmessage: Closure<dyn Fn(MessageEvent)>,
}

impl Tabs {
    /// Listens to the other tabs; none where the browser has no such channel.
    pub fn listen(stored_elsewhere: impl Fn(DocumentId) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(NAME).ok()?;
        let onmessage = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(id) = event.data().as_string() {
                stored_elsewhere(DocumentId::new(&id));
            }
        });
        channel.set_onmessage(Some(onmessage.as_ref().unchecked_ref()));
        Some(Self { channel, _onmessage: onmessage })
    }

    /// Tells the other tabs that this one has stored or deleted a document.
    pub fn announce(&self, id: &DocumentId) {
        // A closed channel reaches nobody.
        let _ = self.channel.post_message(&JsValue::from_str(id.as_str()));
    }
}
