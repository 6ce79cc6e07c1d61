//! Dots and causal contexts, as plain sets.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// The name of a write: the leader that accepted it and that leader's count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dot {
    /// The accepting leader.
    pub leader: String,
    /// The number of the write there, from 1.
    pub counter: u64,
}

/// A set of dots.
pub type Dots = BTreeSet<Dot>;

impl Dot {
    /// Reads `F1`, or `L2:1` where the leader's id ends in a digit.
    pub fn parse(text: &str) -> Option<Dot> {
        let split = match text.rfind(':') {
            Some(colon) => (&text[..colon], &text[colon + 1..]),
            None => text.split_at(text.trim_end_matches(|c: char| c.is_ascii_digit()).len()),
        };
        Some(Dot { leader: split.0.to_string(), counter: split.1.parse().ok()? })
    }

    /// Reads the dot in a field of an object.
    pub fn of(object: &Value, field: &str) -> Option<Dot> {
        object.get(field)?.as_str().and_then(Dot::parse)
    }
}

impl fmt::Display for Dot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.leader.ends_with(|c: char| c.is_ascii_digit()) { ":" } else { "" };
        write!(formatter, "{}{colon}{}", self.leader, self.counter)
    }
}

/// The dots of a list of texts; a missing list is empty.
pub fn dots_of(list: Option<&Value>) -> Dots {
    let items = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| Dot::parse(item.as_str()?)).collect()
}

/// The dots up to a number for each leader: `{ "F": 2 }` is F1 and F2.
pub fn dots_up_to(counters: Option<&Value>) -> Dots {
    let mut dots = Dots::new();
    for (leader, count) in counters.and_then(Value::as_object).into_iter().flatten() {
        dots.extend((1..=count.as_u64().unwrap_or(0)).map(|counter| Dot { leader: leader.clone(), counter }));
    }
    dots
}

/// The dots of a causal context: `up_to` and `beyond`; a missing context is empty.
pub fn context_dots(context: Option<&Value>) -> Dots {
    let mut dots = dots_up_to(context.and_then(|context| context.get("up_to")));
    dots.extend(dots_of(context.and_then(|context| context.get("beyond"))));
    dots
}

/// The dots in words, such as `{A1, B2}`.
pub fn listed<'a>(dots: impl IntoIterator<Item = &'a Dot>) -> String {
    let names: Vec<String> = dots.into_iter().map(Dot::to_string).collect();
    format!("{{{}}}", names.join(", "))
}
