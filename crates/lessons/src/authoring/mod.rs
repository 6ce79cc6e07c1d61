//! Making a lesson from the run that is shown: steps at instants, with captions, suggested questions, and goals.

mod draft;
mod goals;
mod solution;
mod suggestions;

pub use draft::{Draft, DraftStep};
pub use goals::{RunAt, SuggestedGoal, suggested_goals};
pub use solution::{GoalTexts, needed_controls, recorded_goal};
pub use suggestions::{SuggestedQuestion, suggested_questions};
