//! A user's override of the delivery of one message.

use serde::{Deserialize, Serialize};

use super::Message;
use crate::id::{LeaderId, LinkId};
use crate::time::Micros;
use crate::versions::Dot;

/// Overrides the delivery of one message: `{"from": "F", "to": "T", "write": "F1", "then": "lost"}`.
///
/// `hops`, `attempt` and `copy` tell apart several messages with the same link and write; omitted ones match
/// any. If several match, messages in flight come before buffered ones, then originals before duplicates, then
/// the first in the sender's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct MessageOverride {
    /// The link that carries it.
    pub link: LinkId,
    /// The write that it carries.
    pub dot: Dot,
    /// The hop count of the write on arrival.
    pub hops: Option<u32>,
    /// The attempt number, from 1.
    pub attempt: Option<u32>,
    /// Whether it is a duplicate that the link made.
    pub is_duplicate: Option<bool>,
    /// What happens to the message instead.
    pub delivery: DeliveryOverride,
}

/// What happens to a message instead of its normal delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryOverride {
    /// It arrives at this time of the run.
    #[serde(rename = "arrives_ms")]
    ArriveAt(Micros),
    /// The link loses it.
    Lost,
    /// The link duplicates it.
    #[serde(rename = "doubled")]
    Duplicated,
}

impl MessageOverride {
    /// Whether the override applies to a message.
    #[must_use]
    pub fn matches(&self, message: &Message) -> bool {
        let is_match = |expected: Option<u32>, actual| expected.is_none_or(|expected| expected == actual);
        (self.link, self.dot) == (message.link, message.dot)
            && is_match(self.hops, message.hops)
            && is_match(self.attempt, message.attempt)
            && self.is_duplicate.is_none_or(|expected| expected == message.is_duplicate)
    }

    /// Overrides exactly this message.
    #[must_use]
    pub fn exactly(message: Message, delivery: DeliveryOverride) -> Self {
        let Message { link, dot, hops, attempt, is_duplicate } = message;
        Self {
            link,
            dot,
            hops: Some(hops),
            attempt: Some(attempt),
            is_duplicate: Some(is_duplicate),
            delivery,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    from: LeaderId,
    to: LeaderId,
    write: Dot,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hops: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attempt: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copy: Option<bool>,
    then: DeliveryOverride,
}

impl TryFrom<Form> for MessageOverride {
    type Error = &'static str;

    fn try_from(form: Form) -> Result<Self, Self::Error> {
        let Form { from, to, write, hops, attempt, copy: is_duplicate, then: delivery } = form;
        if from == to {
            return Err("a link needs two different leaders");
        }
        if hops == Some(0) || attempt == Some(0) {
            return Err("“hops” and “attempt” are counted from 1");
        }
        Ok(Self { link: LinkId::new(from, to), dot: write, hops, attempt, is_duplicate, delivery })
    }
}

impl From<MessageOverride> for Form {
    fn from(message_override: MessageOverride) -> Self {
        let MessageOverride { link: LinkId { from, to }, dot, hops, attempt, is_duplicate, delivery } =
            message_override;
        Self { from, to, write: dot, hops, attempt, copy: is_duplicate, then: delivery }
    }
}
