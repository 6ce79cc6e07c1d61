//! The stage: where leaders, links and what is in flight are drawn, and the stage as a picture.

mod card;
mod card_drawing;
mod client_drawing;
pub mod clients;
pub mod in_flight;
pub mod layout;
pub mod link_edge;
mod network;
mod picture;

pub(crate) use picture::draw;
