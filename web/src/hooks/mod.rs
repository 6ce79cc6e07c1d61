//! Effects: everything that reaches from the tree of components to the world outside it.

mod address;
mod keep;
mod keyboard;
mod listener;
mod merge_code;
mod playback;
mod size;
mod sizes;
mod wheel;
mod work;

pub use address::use_address;
pub use keep::use_keeping;
pub use keyboard::use_keyboard;
pub use listener::use_listener;
pub use merge_code::use_merge_code;
pub use playback::use_playback;
pub use size::use_size;
pub use sizes::use_sizes;
pub use wheel::use_wheel;
pub use work::use_work;
