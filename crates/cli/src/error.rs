//! The errors of the command: one sentence each, and its exit code.

use std::{fmt, io};

use replication::{Fingerprint, excerpt, excerpt_from_end};
use scenario::invariants::InvariantError;
use scenario::{PermalinkError, ScenarioError};

/// The exit code of every error but a fingerprint mismatch.
pub const EXIT_ERROR: u8 = 2;
/// The exit code when a link's run has another fingerprint than the link states, and when a check fails.
pub const EXIT_NO: u8 = 1;

/// What every step of the command returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the command failed.
#[derive(Debug)]
pub enum Error {
    /// The arguments are wrong; holds a sentence.
    Usage(String),
    /// A file cannot be read.
    Unreadable {
        /// The file's name, or “standard input”.
        file: String,
        /// Why, as a clause.
        reason: String,
    },
    /// A file cannot be written.
    Unwritable {
        /// The file's name.
        file: String,
        /// Why, as a clause.
        reason: String,
    },
    /// A file holds no valid scenario.
    Scenario {
        /// The file's name, or “standard input”.
        file: String,
        /// What is wrong with it, and where.
        error: ScenarioError,
    },
    /// A link cannot be decoded.
    Link(PermalinkError),
    /// The scenario is too large for any link.
    TooLargeForLink,
    /// The run of a link has another fingerprint than the link states.
    FingerprintMismatch {
        /// The fingerprint of the run that was just computed.
        computed: Fingerprint,
        /// The fingerprint in the link.
        stated: Fingerprint,
    },
    /// The same, and the link was made with earlier semantics: what has changed since.
    OlderSemantics(String),
    /// The run of a link is not the one that was shared, so there is nothing to check; holds the sentence about it.
    OtherRun(String),
    /// The scenario has no merge rule, or its code does not compile; holds a sentence.
    NoMergeRule(String),
    /// A text is no invariant.
    Invariant {
        /// The text.
        text: String,
        /// What is wrong with it, and where.
        error: InvariantError,
    },
}

impl Error {
    /// The arguments are wrong, as this sentence says.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::Usage(sentence.into())
    }

    /// A file cannot be read.
    pub fn unreadable(file: &str, error: &io::Error) -> Self {
        Self::Unreadable { file: file.into(), reason: reason(error, "no such file") }
    }

    /// A file cannot be written.
    pub fn unwritable(file: &str, error: &io::Error) -> Self {
        Self::Unwritable { file: file.into(), reason: reason(error, "no such folder") }
    }

    /// The exit code of the command.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::FingerprintMismatch { .. } | Self::OlderSemantics(_) => EXIT_NO,
            Self::Usage(_)
            | Self::Unreadable { .. }
            | Self::Unwritable { .. }
            | Self::Scenario { .. }
            | Self::Link(_)
            | Self::OtherRun(_)
            | Self::NoMergeRule(_)
            | Self::Invariant { .. }
            | Self::TooLargeForLink => EXIT_ERROR,
        }
    }
}

/// Why a file cannot be used, as a clause.
fn reason(error: &io::Error, not_found: &str) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => not_found.into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(sentence) => write!(f, "{sentence} (see polyleader --help)"),
            Self::Unreadable { file, reason } => {
                write!(f, "{} cannot be read: {reason}", excerpt_from_end(file))
            }
            Self::Unwritable { file, reason } => {
                write!(f, "{} cannot be written: {reason}", excerpt_from_end(file))
            }
            Self::Scenario { file, error } => {
                write!(f, "{}: {error}", excerpt_from_end(file))
            }
            Self::Link(error) => write!(f, "{error}"),
            Self::TooLargeForLink => write!(f, "the scenario is too large for a link"),
            Self::OtherRun(sentence) | Self::NoMergeRule(sentence) => f.write_str(sentence),
            Self::Invariant { text, error } => write!(f, "the invariant “{}”, {error}", excerpt(text)),
            Self::OlderSemantics(changes) => f.write_str(changes.trim_end_matches('.')),
            Self::FingerprintMismatch { computed, stated } => write!(
                f,
                "this run has the fingerprint {computed}, but the link states {stated}, so they are different runs"
            ),
        }
    }
}

impl From<lexopt::Error> for Error {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(shortened(error).to_string())
    }
}

/// The same error with the arguments that it quotes shortened.
fn shortened(error: lexopt::Error) -> lexopt::Error {
    use lexopt::Error as E;
    let short = |argument: std::ffi::OsString| excerpt(&argument.to_string_lossy());
    match error {
        E::UnexpectedOption(option) => E::UnexpectedOption(excerpt(&option)),
        E::UnexpectedArgument(argument) => E::UnexpectedArgument(short(argument).into()),
        E::UnexpectedValue { option, value } => {
            E::UnexpectedValue { option: excerpt(&option), value: short(value).into() }
        }
        E::ParsingFailed { value, error } => E::ParsingFailed { value: excerpt(&value), error },
        E::NonUnicodeValue(value) => E::NonUnicodeValue(short(value).into()),
        other @ (E::MissingValue { .. } | E::Custom(_)) => other,
    }
}
