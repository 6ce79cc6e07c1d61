//! Classifies text to open: a link, a scenario or a document as JSON, or neither.

use std::fmt;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::limits::MAX_SCENARIO_BYTES;
use crate::link::Permalink;

/// The only field of a document's file.
pub const DOCUMENT_FIELD: &str = "polyleader-document";
const DOCUMENT_START: &str = "\"polyleader-document\"";
/// The first field of a lesson's file.
const LESSON_START: &str = "\"polyleader_lesson\"";
/// What the fragment of a link to a lesson starts with.
pub const LESSON_LINK_PREFIX: &str = "l1.";

/// The link of the branch that a document's file shows; none if there is none in it.
#[must_use]
pub fn shown_branch(json: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct File {
        #[serde(rename = "polyleader-document")]
        document: Document,
    }
    #[derive(Deserialize)]
    struct Document {
        branches: Vec<Branch>,
        current: usize,
    }
    #[derive(Deserialize)]
    struct Branch {
        link: String,
    }
    let Document { branches, current } = serde_json::from_str::<File>(json).ok()?.document;
    branches.into_iter().nth(current).map(|branch| branch.link)
}

/// A text that is to be opened, by what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunText<'a> {
    /// A link, or text that contains one.
    Link(&'a str),
    /// A run with all its branches as JSON; the page saves such files.
    Document(&'a str),
    /// A link to a lesson, from its prefix on.
    LessonLink(&'a str),
    /// A lesson as JSON.
    Lesson(&'a str),
    /// Another JSON object.
    Scenario(&'a str),
}

/// Why a text can be neither a link nor a scenario. Displayed as a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRunText {
    /// There is nothing but white space.
    Empty,
    /// It is JSON of another kind, such as “a list”.
    OtherJson(&'static str),
    /// It is neither JSON nor a link.
    Unknown,
}

impl fmt::Display for NoRunText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("There is nothing to open: paste a scenario as JSON, or a link."),
            Self::OtherJson(kind) => {
                write!(f, "This JSON is {kind}, but a scenario is an object: it starts with “{{”.")
            }
            Self::Unknown => f.write_str(
                "This is neither a scenario nor a link: a scenario starts with “{”, and a link contains “#s1.…”.",
            ),
        }
    }
}

impl std::error::Error for NoRunText {}

impl<'a> RunText<'a> {
    /// Tells what a text is, without white space around it and without the byte-order mark with which some editors begin
    /// a file.
    ///
    /// # Errors
    /// Why it can be neither a link nor a scenario.
    pub fn of(text: &'a str) -> Result<Self, NoRunText> {
        let text = text.trim().trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(NoRunText::Empty);
        }
        if let Some(object) = text.strip_prefix('{') {
            let starts_with = |field: &str| object.trim_start().starts_with(field);
            return Ok(match () {
                () if starts_with(DOCUMENT_START) => Self::Document(text),
                () if starts_with(LESSON_START) => Self::Lesson(text),
                () => Self::Scenario(text),
            });
        }
        if let Some(link) = lesson_link(text) {
            return Ok(Self::LessonLink(link));
        }
        if Permalink::is_in(text) {
            return Ok(Self::Link(text));
        }
        match other_json(text) {
            Some(kind) => Err(NoRunText::OtherJson(kind)),
            None if text.contains('#') => Ok(Self::Link(text)),
            None => Err(NoRunText::Unknown),
        }
    }
}

/// The link to a lesson in an address, or alone.
fn lesson_link(text: &str) -> Option<&str> {
    let start = match text.starts_with(LESSON_LINK_PREFIX) {
        true => 0,
        false => text.find(&format!("#{LESSON_LINK_PREFIX}"))? + 1,
    };
    let end = |letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_'));
    text[start..].split(end).next().map(|link| link.trim_end_matches('.'))
}

/// The kind of JSON in a text; none if it is not JSON, or too long to examine.
fn other_json(text: &str) -> Option<&'static str> {
    if text.len() > MAX_SCENARIO_BYTES {
        return None;
    }
    match serde_json::from_str(text).ok()? {
        Json::Null => Some("“null”"),
        Json::Bool(_) => Some("“true” or “false”"),
        Json::Number(_) => Some("a number"),
        Json::String(_) => Some("a string"),
        Json::Array(_) => Some("a list"),
        Json::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenario_is_distinguished_from_a_link_with_or_without_a_byte_order_mark() {
        for (text, expected) in [
            ("{}", RunText::Scenario("{}")),
            ("\u{feff}{ \"title\": \"#s1.\" }\n", RunText::Scenario("{ \"title\": \"#s1.\" }")),
            (" \u{feff} {", RunText::Scenario("{")),
            ("\u{feff}https://example.org/#s1.abc ", RunText::Link("https://example.org/#s1.abc")),
            ("\"https://example.org/#s1.abc\"", RunText::Link("\"https://example.org/#s1.abc\"")),
            ("#hello", RunText::Link("#hello")),
            ("l1.abc_-", RunText::LessonLink("l1.abc_-")),
            ("see https://example.org/#l1.abc.", RunText::LessonLink("l1.abc")),
            ("{\n \"polyleader_lesson\": 1}", RunText::Lesson("{\n \"polyleader_lesson\": 1}")),
            ("{ \"polyleader-document\": {}}", RunText::Document("{ \"polyleader-document\": {}}")),
        ] {
            assert_eq!(RunText::of(text), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn file_of_a_document_names_the_branch_that_it_shows() {
        let branch = |link: &str| serde_json::json!({ "name": "One", "link": link, "from": null });
        let document = serde_json::json!({ "branches": [branch("s1.a"), branch("s1.b")], "current": 1 });
        let file = |document: &Json| serde_json::json!({ DOCUMENT_FIELD: document }).to_string();
        assert_eq!(shown_branch(&file(&document)).as_deref(), Some("s1.b"));
        assert_eq!(shown_branch(&file(&serde_json::json!({ "branches": [], "current": 0 }))), None);
        assert_eq!(shown_branch("{}"), None);
    }

    #[test]
    fn text_that_is_neither_is_classified_in_the_error() {
        for (text, sentence) in [
            ("", "There is nothing to open"),
            (" \n\u{feff} ", "There is nothing to open"),
            ("[]", "This JSON is a list"),
            ("\u{feff}[{ \"title\": \"#\" }]", "This JSON is a list"),
            ("null", "This JSON is “null”"),
            ("true", "This JSON is “true” or “false”"),
            ("12", "This JSON is a number"),
            ("\"cart\"", "This JSON is a string"),
            ("cart", "This is neither a scenario nor a link"),
            ("[", "This is neither a scenario nor a link"),
        ] {
            let error = RunText::of(text).expect_err(text).to_string();
            assert!(error.starts_with(sentence), "{text:?}: {error}");
        }
    }
}
