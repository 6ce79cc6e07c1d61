//! One person's work on a scenario: its timeline, playback, edits, undo, selection, and what to say about it.
//!
//! Pure and natively tested. A [`Player`] takes [`Action`]s; the page draws what the player then shows.

mod action;
mod ask;
mod beside;
mod branches;
mod busy;
mod causality;
mod cities;
mod deeds;
mod faults;
mod flips;
mod history;
mod homes;
mod merge_examples;
mod merging;
mod narration;
mod newcomer;
mod nudges;
mod outcome;
mod playback;
mod player;
mod policies;
mod runs;
mod saved;
mod stops;
mod telling;
mod timeline;
mod typing;
mod versions;
mod words;
mod work;

pub use action::{Action, Direction, Later, Scope, Selection};
pub use ask::{Ask, Typed};
pub use beside::{Difference, Parting};
pub use branches::{Branch, BranchId, Branches};
pub use busy::first_workload;
pub use causality::{Causality, Relation};
pub use cities::{CITIES, City, nearest_city};
pub use deeds::{Deed, Doing};
pub use faults::{CutOff, cut_off, does_nothing, faults};
pub use flips::{Flip, Flips, Found, Turning, WhyNot, describe_flip, describe_flips};
pub use history::Edit;
pub use homes::{
    AtHome, HomeWindow, HomeWindows, describe_window, describe_window_cost, fail_over, map_of_homes,
};
pub use merge_examples::{MERGE_EXAMPLES, MergeExample};
pub use merging::{Apart, AtOnce, Draft, Field, Item, Kind, Part, Piece, Taken, apart, client_at};
pub use narration::{Narration, Suggestion};
pub use newcomer::newcomer;
pub use nudges::Nudge;
pub use outcome::{Conflict, Outcome, Progress};
pub use playback::{Playback, SPEEDS, Speed, Until};
pub use player::{Frame, Player};
pub use policies::{PolicyTable, Row, Summary};
pub use saved::{Saved, SavedBranch};
pub use stops::{STOPS, Stop};
pub use telling::{describe_record, tell, tell_crossing, tell_flight};
pub use timeline::{Cargo, Crossing, Flight, Index, Landing, Making, Records, Sign, Timeline, WriteRecord};
pub use typing::{typed_value, value_to_type};
pub use versions::{
    Compared, Has, Journey, KeyVersions, Order, Place, SeenRow, Standing, Version, compare, compare_all,
    journeys, seen_by_leader, seen_by_writer, standing_of,
};
pub use words::{
    describe_command, describe_event, describe_offset, entry_text, idleness, list_of, quoted, reading_text,
    refusal, value_text,
};
pub use work::WorkProgress;
