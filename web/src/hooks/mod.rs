//! Effects: everything that reaches from the tree of components to the world outside it.

mod address;
mod floors;
mod keep;
mod listener;
mod merge_code;
mod now_and_then;
mod observer;
mod playback;
mod settled;
mod size;
mod sizes;
mod tallest;
mod wheel;
mod work;

pub use address::use_address;
pub use floors::use_floors;
pub use keep::use_keeping;
pub use listener::use_listener;
pub use merge_code::use_merge_code;
pub use now_and_then::use_now_and_then;
pub use playback::use_playback;
pub use settled::use_settled;
pub use size::use_size;
pub use sizes::use_sizes;
pub use tallest::use_tallest;
pub use wheel::use_wheel;
pub use work::use_work;
