//! Requests that wait at a leader, and violations of session guarantees.

use super::dots::Dots;

/// A request that waits at a leader.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its number.
    pub number: u64,
    pub leader: String,
    pub client: String,
    pub key: String,
    pub session: Dots,
    pub since_us: i64,
    pub timeout_us: i64,
    pub is_write: bool,
    /// Whether the leader that forwarded it has stopped waiting for the answer: nobody is told what becomes of it (D2).
    pub abandoned: bool,
}

/// A request that was served by a leader behind its client: when, by whom, where, the key and the guarantee.
pub type Violation = (i64, String, String, String, String);

impl Waiting {
    /// Whether it is a write of a client to a leader for a key.
    pub fn is_write_of(&self, leader: &str, client: &str, key: &str) -> bool {
        self.is_write && self.leader == leader && self.client == client && self.key == key
    }
}
