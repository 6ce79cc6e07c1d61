//! Clients away from leaders: their marks and requests on the canvas, and the handles over them. Their code is a chunk, which
//! is fetched when a run has such clients.

use std::rc::Rc;

use figure::stage::layout::Layout;
use yew::prelude::*;

use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;
use crate::stage::client_handles;
use crate::stage::client_layer::{self, ClientLayer};
use crate::stage::sprites::SpriteCache;
use crate::stage::viewport::Viewport;
use crate::store::View;

/// Draws clients away from leaders.
#[derive(Clone, Copy)]
pub struct Clients {
    /// The handles over their marks.
    pub handles: fn(&Rc<Layout>, &Viewport) -> Html,
    /// The clients and their requests until the next event.
    pub layer: fn(&View, &Layout, &mut SpriteCache) -> ClientLayer,
}

chunk! {
    /// The code that draws clients away from leaders.
    pub CLIENTS in clients: fn() -> Clients = || Clients {
        handles: client_handles::handles,
        layer: client_layer::layer,
    }
}

/// What draws the clients away from leaders, once there are any and its code is there.
#[hook]
pub fn use_clients(view: &View) -> Option<Clients> {
    match use_chunk(&CLIENTS, view.frame().clients_elsewhere().next().is_some()) {
        Loading::Ready(clients) => Some(clients()),
        Loading::Underway | Loading::Failed(_) => None,
    }
}
