//! Hooks: effects that connect components to the browser.

mod arrivals;
mod background_job;
mod chunk;
mod debounce;
mod documents;
mod latest;
mod listener;
mod min_heights;
mod playback;
mod resize_observer;
mod script_engine;
mod size;
mod sizes;
mod stable_size;
mod throttle;
mod wheel;

pub use arrivals::use_arrivals;
pub use background_job::{Slice, use_background_job, use_slices};
pub use chunk::{Loading, use_chunk, use_fetch};
pub use debounce::use_is_stable;
pub use documents::use_documents;
pub use latest::{Latest, use_latest};
pub use listener::use_listener;
pub use min_heights::use_min_heights;
pub use playback::use_playback;
pub use script_engine::use_script_engine;
pub use size::use_size;
pub use sizes::use_sizes;
pub use stable_size::use_stable_size;
pub use throttle::use_throttle;
pub use wheel::use_wheel;
