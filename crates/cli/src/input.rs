//! Where a scenario comes from: a file, standard input, or a link.

use std::io::Read as _;

use replication::{Fingerprint, Micros};
use scenario::{MAX_SCENARIO_BYTES, Permalink, Scenario};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::failure::Failure;

/// No run packs into less; what is shorter and begins like a link is the name of a file.
const SHORTEST_LINK: usize = 24;

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Input,
    /// A file of this name.
    File(String),
    /// A link.
    Link(String),
}

/// Holds the fingerprint of the run to the one that the link says it has.
pub fn check_fingerprint(opened: &Permalink, here: Fingerprint) -> Result<(), Failure> {
    match opened.fingerprint.filter(|there| *there != here) {
        Some(there) => Err(Failure::OtherRun(here.to_string(), there.to_string())),
        None => Ok(()),
    }
}

impl Source {
    /// `-` is standard input; what has `#` in it or looks like a link is one, unless there is such a file.
    pub fn of(word: &str) -> Self {
        if word == "-" {
            return Self::Input;
        }
        let is_link = word.contains('#')
            || word.contains("://")
            || (begins_with_a_form(word) && word.len() >= SHORTEST_LINK);
        match is_link && !std::path::Path::new(word).exists() {
            true => Self::Link(word.into()),
            false => Self::File(word.into()),
        }
    }

    /// Reads it, and checks it. What is no link is one to the beginning, without a fingerprint.
    pub fn open(&self) -> Result<Permalink, Failure> {
        match self {
            Self::Link(link) => open_link(link),
            Self::File(name) => {
                let file = std::fs::File::open(name).map_err(|error| unreadable(name, &error))?;
                read(name, file)
            }
            Self::Input => read("standard input", std::io::stdin().lock()),
        }
    }
}

/// `s1.`, or that of a later form, so that its link is not looked for as a file.
fn begins_with_a_form(word: &str) -> bool {
    let number = word.strip_prefix('s').and_then(|rest| rest.split_once('.')).map(|(number, _)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn unreadable(name: &str, error: &std::io::Error) -> Failure {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::IsADirectory => "it is a folder".into(),
        std::io::ErrorKind::PermissionDenied => "that is not allowed".into(),
        _ => error.to_string(),
    };
    Failure::Unreadable(name.into(), reason)
}

/// Opens a link, and holds it to be one.
pub fn open_link(link: &str) -> Result<Permalink, Failure> {
    Permalink::decode(link).map_err(Failure::Link)
}

/// Reads no more than a scenario can have. A text that holds a link is taken as one.
fn read(name: &str, reader: impl std::io::Read) -> Result<Permalink, Failure> {
    let mut bytes = Vec::new();
    let most = MAX_SCENARIO_BYTES as u64 + 1;
    reader.take(most).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::Unreadable(name.into(), "it is not text in UTF-8".into()))?;
    // A scenario begins with a brace, which neither an address nor the part of it from # on does.
    let begins_as_link = text.trim_start().starts_with("s1.") || text.contains("#s1.");
    if begins_as_link && !text.trim_start().starts_with('{') {
        return open_link(&text);
    }
    let wrong = |error| Failure::Scenario(name.into(), error);
    let scenario = match scenario_of_statement(&text) {
        Some((says, inner)) => {
            let scenario = Scenario::from_json(inner).map_err(wrong)?;
            let title = if scenario.title.is_empty() { says } else { scenario.title };
            Scenario { title, ..scenario }
        }
        None => Scenario::from_json(&text).map_err(wrong)?,
    };
    Ok(Permalink { scenario, at: Micros::ZERO, fingerprint: None })
}

/// A statement is a scenario beside a sentence and what must come out of it: what it says, and the scenario's
/// text.
fn scenario_of_statement(text: &str) -> Option<(String, &str)> {
    #[derive(Deserialize)]
    struct Statement<'a> {
        says: String,
        #[serde(borrow)]
        scenario: &'a RawValue,
    }
    let statement: Statement<'_> = serde_json::from_str(text).ok()?;
    Some((statement.says, statement.scenario.get()))
}
