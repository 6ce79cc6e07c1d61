//! The choices in the embed dialog.

use crate::embed::options::EmbedOptions;
use crate::embed::studio::code::FrameSize;

/// What the dialog lets the user choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// What the embed shows and allows.
    pub options: EmbedOptions,
    /// The size of its frame.
    pub size: FrameSize,
    /// Whether it is of the lesson that is open, if one is, and not of the run.
    pub is_of_lesson: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self { options: EmbedOptions::default(), size: FrameSize::default(), is_of_lesson: true }
    }
}
