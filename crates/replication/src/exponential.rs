//! Exponentially distributed draws.
//!
//! The logarithm goes through `libm`, which gives the same bits natively and in WebAssembly, and is rounded to whole
//! microseconds immediately.

use crate::canonical::Canonical;
use crate::random::KeyedRng;
use crate::time::Micros;

/// An exponentially distributed time with this mean.
pub(crate) fn exponential(draws: KeyedRng, mean: Micros, purpose: &str, subject: &impl Canonical) -> Micros {
    /// The number of values between 0 and 1 that an `f64` distinguishes.
    const PARTS: u64 = 1 << 53;
    let part = draws.up_to(PARTS - 1, purpose, subject) + 1;
    Micros(libm::round(-libm::log(part as f64 / PARTS as f64) * mean.0 as f64) as u64)
}
