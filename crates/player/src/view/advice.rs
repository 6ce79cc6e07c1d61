//! The one sentence about the playhead's instant, and what to try next.

use explain::{Narration, Suggestion, remedies};

use crate::player::Player;
use crate::suited::{UnsuitedRequests, unsuited};

impl Player {
    /// The sentence about this instant, and a suggestion.
    #[must_use]
    pub fn narration(&self) -> Narration {
        let frame = self.frame();
        Narration::new(self.timeline(), frame.count, self.world(), &frame.outcome)
    }

    /// What operators do about writes that some leaders lack forever.
    #[must_use]
    pub fn remedies(&self) -> Vec<Suggestion> {
        remedies(self.world(), &self.frame().outcome)
    }

    /// The requests that the policy refuses because of their kind, if there are any.
    #[must_use]
    pub fn unsuited_requests(&self) -> Option<UnsuitedRequests> {
        unsuited(self.timeline(), self.scenario())
    }

    /// The label of a suggestion's button.
    #[must_use]
    pub fn suggestion_label(&self, suggestion: Suggestion) -> String {
        suggestion.label(self.world())
    }
}
