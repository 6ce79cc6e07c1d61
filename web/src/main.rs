//! The page: a thin shell over the player. It hands on what a person does and draws what the player shows.
#![deny(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod compare;
mod dispatcher;
mod header;
mod hints;
mod hooks;
mod inspector;
mod menu;
mod offers;
mod outcome;
mod palette;
mod panels;
mod parts;
mod platform;
mod pointed;
mod scene;
mod setup;
mod stage;
mod store;
mod terms;
mod timeline;
mod transport;
mod words;

fn main() {
    platform::failure::show_panics();
    replication::scripts_come_later();
    yew::Renderer::<app::App>::new().render();
}
