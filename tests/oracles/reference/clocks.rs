//! Physical clocks, hybrid logical clocks and Lamport clocks (L1, V3).

use serde_json::Value;

/// A physical clock: an offset, and a drift counted from the start of the run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    offset_us: i64,
    drift_ppm: i64,
}

impl Clock {
    /// Reads the clock of a leader, a client or a command; a missing clock is correct.
    pub fn read(json: Option<&Value>) -> Clock {
        let field = |name: &str| json.and_then(|json| json.get(name)).and_then(Value::as_f64).unwrap_or(0.0);
        Clock { offset_us: micros(field("offset_ms")), drift_ppm: field("drift_ppm").round() as i64 }
    }

    /// What the clock shows at an instant of true time.
    pub fn at(&self, time_us: i64) -> i64 {
        time_us + self.offset_us + time_us * self.drift_ppm / 1_000_000
    }

    /// Moves the clock by some time, or to the true time.
    pub fn jump(&mut self, by_ms: Option<f64>, time_us: i64) {
        self.offset_us += by_ms.map_or(time_us - self.at(time_us), micros);
    }
}

/// Milliseconds as whole microseconds.
pub fn micros(milliseconds: f64) -> i64 {
    (milliseconds * 1000.0).round() as i64
}

/// A reading of a logical clock: a time and a count. A Lamport clock uses the count alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// The greatest physical time known, in microseconds.
    pub time_us: i64,
    /// The count of events within it.
    pub count: i64,
}

/// The kinds of logical clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logical {
    /// A hybrid logical clock.
    Hybrid,
    /// A Lamport clock.
    Lamport,
}

impl Logical {
    /// The reading after a local event: accepting a write from a client with a token.
    pub fn accept(self, own: Reading, token: Reading, physical_us: i64) -> Reading {
        let own = own.max(token);
        match self {
            Logical::Lamport => Reading { time_us: 0, count: own.count + 1 },
            Logical::Hybrid if physical_us > own.time_us => Reading { time_us: physical_us, count: 0 },
            Logical::Hybrid => Reading { time_us: own.time_us, count: own.count + 1 },
        }
    }

    /// The reading after receiving a write with a reading.
    pub fn receive(self, own: Reading, other: Reading, physical_us: i64) -> Reading {
        if self == Logical::Lamport {
            return Reading { time_us: 0, count: own.count.max(other.count) + 1 };
        }
        let time_us = own.time_us.max(other.time_us).max(physical_us);
        let count = match (own.time_us == time_us, other.time_us == time_us) {
            (true, true) => own.count.max(other.count) + 1,
            (true, false) => own.count + 1,
            (false, true) => other.count + 1,
            (false, false) => 0,
        };
        Reading { time_us, count }
    }

    /// The reading of a write that was accepted without a logical clock (C8).
    pub fn missing(self, leader_us: i64) -> Reading {
        match self {
            Logical::Hybrid => Reading { time_us: leader_us, count: 0 },
            Logical::Lamport => Reading::default(),
        }
    }
}
