//! The bare event queue: the least that any simulation of messages has to do for each of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many messages are in flight at once: about as many as in the standard workload.
const IN_FLIGHT: u64 = 64;

/// Pushes and pops this many entries of a due time and a number. Returns a sum, so that nothing is optimised away.
#[must_use]
pub fn push_and_pop(messages: u64) -> u64 {
    let mut queue: BinaryHeap<Reverse<(u64, u64)>> = BinaryHeap::new();
    let (mut now, mut sum) = (0, 0_u64);
    for number in 0..messages {
        // A linear congruential generator spreads the due times.
        let delay = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1) >> 44;
        queue.push(Reverse((now + delay, number)));
        if number >= IN_FLIGHT
            && let Some(Reverse((at, first))) = queue.pop()
        {
            now = at;
            sum = sum.wrapping_add(first);
        }
    }
    sum
}
