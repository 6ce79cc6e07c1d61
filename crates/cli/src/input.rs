//! Reading a scenario from a file, standard input or a link.

use std::io::Read as _;

use replication::Fingerprint;
use scenario::{MAX_SCENARIO_BYTES, Permalink, RunText, Scenario, shown_branch};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Error, Result};

/// The least length of a link, in bytes: a shorter argument that begins like a link is a file name.
const MIN_LINK_LENGTH: usize = 24;

/// Where a scenario comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file of this name.
    File(String),
    /// A link.
    Link(String),
}

/// Compares the fingerprint of the run with the one that the link states, if it states one.
pub fn check_fingerprint(opened: &Permalink, computed: Fingerprint) -> Result<()> {
    let Some(stated) = opened.fingerprint.filter(|stated| *stated != computed) else {
        return Ok(());
    };
    Err(match explain::describe_semantics_changes(&opened.scenario, opened.semantics) {
        Some(changes) => Error::OlderSemantics(changes),
        None => Error::FingerprintMismatch { computed, stated },
    })
}

impl Source {
    /// `-` is standard input. Anything with `#` or `://`, or shaped like a link, is a link unless such a file exists.
    pub fn from_argument(word: &str) -> Self {
        if word == "-" {
            return Self::Stdin;
        }
        let is_link = word.contains('#')
            || word.contains("://")
            || (has_version_prefix(word) && word.len() >= MIN_LINK_LENGTH);
        match is_link && !std::path::Path::new(word).exists() {
            true => Self::Link(word.into()),
            false => Self::File(word.into()),
        }
    }

    /// Reads and validates it. A plain scenario becomes a link to its beginning, without a fingerprint.
    pub fn load(&self) -> Result<Permalink> {
        match self {
            Self::Link(link) => decode_link(link),
            Self::File(name) => {
                let file = std::fs::File::open(name).map_err(|error| Error::unreadable(name, &error))?;
                read_scenario(name, file)
            }
            Self::Stdin => read_scenario("standard input", std::io::stdin().lock()),
        }
    }
}

/// Whether it begins with `s1.`, or the prefix of a newer version, whose links must not be taken for files.
fn has_version_prefix(word: &str) -> bool {
    let number = word.strip_prefix('s').and_then(|rest| rest.split_once('.')).map(|(number, _)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Decodes a link.
pub fn decode_link(link: &str) -> Result<Permalink> {
    Permalink::decode(link).map_err(Error::Link)
}

/// The branch that a document's file shows.
fn decode_document(json: &str) -> Result<Permalink> {
    Permalink::decode_stored(&shown_branch(json).unwrap_or_default()).map_err(Error::Link)
}

/// Reads a scenario, or a link to one. It stops one byte past the size limit, which is enough to refuse the rest.
fn read_scenario(name: &str, reader: impl std::io::Read) -> Result<Permalink> {
    let mut bytes = Vec::new();
    let limit = MAX_SCENARIO_BYTES as u64 + 1;
    reader.take(limit).read_to_end(&mut bytes).map_err(|error| Error::unreadable(name, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::Unreadable { file: name.into(), reason: "it is not valid UTF-8".into() })?;
    match RunText::of(&text) {
        Ok(RunText::Link(link)) if Permalink::is_in(link) => return decode_link(link),
        Ok(RunText::Document(json)) => return decode_document(json),
        Ok(RunText::Lesson(_) | RunText::LessonLink(_)) => {
            let reason = "it is a lesson, which the page opens; this command runs scenarios".into();
            return Err(Error::Unreadable { file: name.into(), reason });
        }
        Ok(RunText::Link(_) | RunText::Scenario(_)) | Err(_) => {}
    }
    let invalid = |error| Error::Scenario { file: name.into(), error };
    let scenario = match scenario_of_case(&text) {
        Some((sentence, json)) => {
            let scenario = Scenario::from_json(json).map_err(invalid)?;
            let title = if scenario.title.is_empty() { sentence } else { scenario.title };
            Scenario { title, ..scenario }
        }
        None => Scenario::from_json(&text).map_err(invalid)?,
    };
    Ok(Permalink::of(scenario))
}

/// The sentence and the scenario, as JSON, of a case in `tests/spec`: a sentence, a scenario and its expected result.
fn scenario_of_case(text: &str) -> Option<(String, &str)> {
    #[derive(Deserialize)]
    struct Case<'a> {
        says: String,
        #[serde(borrow)]
        scenario: &'a RawValue,
    }
    let case: Case<'_> = serde_json::from_str(text).ok()?;
    Some((case.says, case.scenario.get()))
}
