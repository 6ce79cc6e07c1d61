//! Lessons as links: `l1.` followed by the lesson, packed like a run.

use std::fmt;

use scenario::{LESSON_LINK_PREFIX, pack_text, unpack_text};

use crate::error::LessonError;
use crate::lesson::Lesson;

/// A link begins with a checksum, which has about this many characters.
const SHORT_ID_CHARS: usize = 6;

/// Why a link to a lesson cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonLinkError {
    /// It is no link to a lesson, cut off, or damaged.
    Damaged,
    /// The lesson in it cannot be read.
    Lesson(LessonError),
}

impl fmt::Display for LessonLinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => f.write_str("the link is incomplete or damaged: copy all of it again"),
            Self::Lesson(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LessonLinkError {}

impl Lesson {
    /// The lesson as the fragment of a link, without the `#`.
    #[must_use]
    pub fn to_link(&self) -> String {
        format!("{LESSON_LINK_PREFIX}{}", pack_text(&self.to_compact_json()))
    }

    /// A few characters that tell lessons apart.
    #[must_use]
    pub fn short_id(&self) -> String {
        self.to_link().chars().skip(LESSON_LINK_PREFIX.len()).take(SHORT_ID_CHARS).collect()
    }

    /// Reads a link's fragment, without the `#`.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn from_link(fragment: &str) -> Result<Self, LessonLinkError> {
        let packed = fragment.trim().strip_prefix(LESSON_LINK_PREFIX).ok_or(LessonLinkError::Damaged)?;
        let json = unpack_text(packed).ok_or(LessonLinkError::Damaged)?;
        Self::from_json(&json).map_err(LessonLinkError::Lesson)
    }
}
