//! Scenarios: the setup, seed and timed commands that define a run; their JSON and link formats; the gallery.

mod chance;
mod check;
mod check_error;
mod edit;
mod error;
mod error_messages;
mod gallery;
pub mod invariants;
mod json;
mod limits;
mod link;
mod object_form;
mod opening;
mod request_edit;
mod run_text;
mod scenario;
mod semantics;
mod single_leader;
mod source_position;
mod teaching;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod value_input;
mod workload;

pub use error::{Position, ScenarioError};
pub use gallery::{Example, FIRST_EXAMPLES, GALLERY, example, example_of, gallery_groups};
pub use limits::{MAX_LINK_CHARS, MAX_SCENARIO_BYTES};
pub use link::{Permalink, PermalinkError, pack_text, unpack_text};
pub use opening::{default_scenario, empty_scenario};
pub use run_text::{DOCUMENT_FIELD, LESSON_LINK_PREFIX, NoRunText, RunText, shown_branch};
pub use scenario::{FORMAT_VERSION, Scenario};
pub use semantics::{SEMANTICS_VERSION, SemanticsChange};
pub use teaching::Teaching;
pub use value_input::{value_from_input, value_to_input};
