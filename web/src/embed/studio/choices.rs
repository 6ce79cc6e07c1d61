//! What the dialog that makes embeds lets the user choose.

use crate::embed::options::EmbedOptions;
use crate::embed::studio::code::FrameSize;

/// What the dialog lets the user choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// What the embed shows and allows.
    pub options: EmbedOptions,
    /// The size of its frame.
    pub size: FrameSize,
}
