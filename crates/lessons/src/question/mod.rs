//! Questions about a run. Each is asked with its right answer, which is computed from the run.

mod ask;
mod requests;

use std::collections::BTreeMap;
use std::fmt;

use replication::{ClientId, Key, LeaderId, Micros, Offset, Value};
use serde::{Deserialize, Serialize};

use crate::request::RequestRef;

/// A question about a run, with what can be answered where that does not follow from the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Question {
    /// What does a read of a key return at a leader?
    Read {
        /// The leader.
        leader: LeaderId,
        /// The key.
        key: Key,
        /// When it is read.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The values of each answer: none for nothing, several for siblings.
        answers: Vec<Vec<Value>>,
    },
    /// How many values does a leader store for a key?
    Siblings {
        /// The leader.
        leader: LeaderId,
        /// The key.
        key: Key,
        /// When.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The numbers to choose from.
        answers: Vec<usize>,
    },
    /// Which writes are lost?
    Lost {
        /// Until when.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The writes of each answer: none for “none of them”.
        answers: Vec<Vec<RequestRef>>,
    },
    /// Which leaders have applied a write?
    Applied {
        /// The write.
        write: RequestRef,
        /// Until when.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The leaders of each answer.
        answers: Vec<Vec<LeaderId>>,
    },
    /// How many hops does a write take to reach a leader?
    Hops {
        /// The write.
        write: RequestRef,
        /// The leader.
        leader: LeaderId,
        /// The numbers to choose from.
        answers: Vec<usize>,
    },
    /// At what offset of a client's clock does the other write start to win?
    Offset {
        /// The client.
        client: ClientId,
        /// When the conflict has happened.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The offsets to choose from, in milliseconds.
        answers: Vec<Offset>,
    },
    /// How do two writes relate: before, after or concurrent?
    Order {
        /// The write that the answers speak of.
        one: RequestRef,
        /// The write that it is compared with.
        other: RequestRef,
    },
    /// How do the version vectors of two leaders compare?
    Vectors {
        /// The leader that the answers speak of.
        one: LeaderId,
        /// The leader that it is compared with.
        other: LeaderId,
        /// When.
        #[serde(rename = "at_ms")]
        at: Micros,
    },
    /// Which version vector does a leader have?
    Vector {
        /// The leader.
        leader: LeaderId,
        /// When.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The vectors to choose from: by leader, how many of its writes; 0 where left out.
        answers: Vec<BTreeMap<LeaderId, u64>>,
    },
    /// Which writes does a leader hold back?
    HeldBack {
        /// The leader.
        leader: LeaderId,
        /// When.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The writes of each answer: none for “none of them”.
        answers: Vec<Vec<RequestRef>>,
    },
    /// Which leaders accept writes to a key as its home?
    Homes {
        /// The key.
        key: Key,
        /// When.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The leaders of each answer.
        answers: Vec<Vec<LeaderId>>,
    },
    /// What happens to a client's request?
    Request(RequestRef),
    /// How long does a client wait for the response to a request?
    Latency {
        /// The request.
        request: RequestRef,
        /// The times to choose from, in whole milliseconds.
        answers: Vec<u64>,
    },
    /// Which leaders break an invariant of the run?
    Broken {
        /// When.
        #[serde(rename = "at_ms")]
        at: Micros,
        /// The leaders of each answer.
        answers: Vec<Vec<LeaderId>>,
    },
    /// Do all leaders agree in the end?
    End {},
}

/// A question as it is asked of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub text: String,
    /// The answers to choose from.
    pub choices: Vec<Choice>,
    /// The place of the right one among them.
    pub right: usize,
    /// The instant at which the run shows it.
    pub seen_at: Micros,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The answer in words.
    pub text: String,
    /// Whether it is right.
    pub is_right: bool,
}

/// Why a question cannot be asked of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAsk {
    /// No answer is right.
    NoneIsRight,
    /// Several answers are right.
    SeveralAreRight,
    /// A client sends nothing at the instant that is named, or it was not accepted.
    NoSuchWrite,
    /// A leader that is named does not exist then.
    NoSuchLeader,
    /// The client sends nothing at the instant that is named, or is not served.
    NotServed,
    /// The run has no invariant.
    NoInvariant,
    /// The number of answers is not between 2 and 4.
    NumberOfAnswers,
    /// Two answers read the same.
    SameAnswers,
}

impl fmt::Display for CannotAsk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoneIsRight => "none of the answers is right in this run",
            Self::SeveralAreRight => "several answers are right in this run",
            Self::NoSuchWrite => "the client has no write accepted at this instant",
            Self::NoSuchLeader => "this leader does not exist at that instant",
            Self::NotServed => "the client sends nothing at this instant, or is not served",
            Self::NoInvariant => "the run has no invariant",
            Self::NumberOfAnswers => "there must be two to four answers",
            Self::SameAnswers => "two of the answers are the same",
        })
    }
}

impl std::error::Error for CannotAsk {}
