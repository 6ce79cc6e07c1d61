//! Making a lesson from the run that is shown: steps at instants, with captions and suggested questions.

mod draft;
mod suggestions;

pub use draft::{Draft, DraftStep};
pub use suggestions::{SuggestedQuestion, suggested_questions};
