//! How a client sends its requests: to which leader, over which network, how long it waits and what it then does.

use serde::{Deserialize, Deserializer, Serialize};

use crate::limits::MAX_ATTEMPTS;
use crate::links::Latency;
use crate::time::Micros;

/// The leader that a client sends a request to, unless the command names one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// Its own.
    #[default]
    Own,
    /// The nearest that it does not avoid (SEMANTICS N3).
    Nearest,
}

/// What a client does when a request timed out, or was refused by a leader that cannot serve it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// It gives up.
    #[default]
    Never,
    /// It sends the request to the same leader again.
    Same,
    /// It sends the request to the nearest other leader that it does not avoid.
    Nearest,
}

/// How many attempts a client makes by default, if it retries.
const ATTEMPTS: u32 = 3;
/// How long a client avoids a leader by default.
const AVOID: Micros = Micros::from_ms(10_000);

/// The request settings of a client. By default it is next to each leader and never waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RequestSettings {
    /// The leader that it sends a request to.
    #[serde(skip_serializing_if = "is_default")]
    pub contact: Contact,
    /// The one-way latency to each leader. Left out, it is by distance for a client with a place, and none for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency: Option<Latency>,
    /// How long it waits for the response to an attempt; forever if left out.
    #[serde(rename = "timeout_ms", skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Micros>,
    /// What it does when an attempt fails.
    #[serde(skip_serializing_if = "is_default")]
    pub retry: Retry,
    /// How many attempts it makes at most, if it retries.
    #[serde(skip_serializing_if = "is_default_attempts", deserialize_with = "attempts_within_bounds")]
    pub attempts: u32,
    /// Whether its writes carry an idempotency key, by which a leader recognises a write that it has applied.
    #[serde(skip_serializing_if = "is_default")]
    pub idempotency_key: bool,
    /// How long it avoids a leader that did not respond in time, or could not serve it.
    #[serde(rename = "avoid_ms", skip_serializing_if = "is_default_avoid")]
    pub avoid: Micros,
}

impl Default for RequestSettings {
    fn default() -> Self {
        Self {
            contact: Contact::default(),
            latency: None,
            timeout: None,
            retry: Retry::default(),
            attempts: ATTEMPTS,
            idempotency_key: false,
            avoid: AVOID,
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_default_attempts(attempts: &u32) -> bool {
    *attempts == ATTEMPTS
}

fn is_default_avoid(avoid: &Micros) -> bool {
    *avoid == AVOID
}

fn attempts_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let number = u64::deserialize(deserializer)?;
    match u32::try_from(number) {
        Ok(attempts) if (1..=MAX_ATTEMPTS).contains(&attempts) => Ok(attempts),
        _ => {
            let message = format!("the number of attempts must be from 1 to {MAX_ATTEMPTS}, not {number}");
            Err(serde::de::Error::custom(message))
        }
    }
}
