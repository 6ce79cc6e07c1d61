//! The player: playback, edits, undo, branches, selection and merge drafts for one scenario.
//!
//! A [`Player`] takes [`Action`]s and shows a [`Frame`] of a run; the page draws it. Pure and natively tested. This
//! crate never touches the browser or a clock, analyses no runs (`analysis`), and writes no sentences about
//! them (`explain`).

mod action;
mod branches;
mod breakpoints;
mod cities;
mod client_operation;
mod document;
mod faults;
mod first_workload;
mod frame;
mod history;
mod initial_members;
mod invariant_examples;
mod job;
mod merge_examples;
mod merging;
mod message_actions;
mod new_leader;
mod notable_instants;
mod playback;
mod player;
mod run_cache;
mod saved;
mod side_by_side;
mod suggestions;
mod suited;
mod view;

pub use action::{
    Action, BranchAction, DEFAULT_FAILOVER, DocumentAction, EditAction, ForkTail, JobAction, PlaybackAction,
    Scope, Selection, StartAt, ViewAction,
};
pub use branches::{Branch, BranchId, Branches};
pub use breakpoints::{BREAKPOINTS, Breakpoint, Direction};
pub use cities::{CITIES, City, nearest_city};
pub use client_operation::{ClientOperation, InputKind};
pub use document::{DocumentId, DocumentRevision};
pub use faults::{
    crash, crash_or_restart, cut, cut_off, cut_off_from, fail_over, fault_commands, heal, heal_all,
    ignored_reason, restart,
};
pub use first_workload::first_workload;
pub use frame::Frame;
pub use history::{CutOff, Edit, EditKind, SavedChange, SavedEdit, SavedHistory, SavedScenarioChange};
pub use invariant_examples::invariant_examples;
pub use merge_examples::{MERGE_EXAMPLES, MergeExample};
pub use merging::{ConcurrentMerge, Draft, Field, Item, Side, TextPart, VALUE_TYPES, ValueType, client_at};
pub use message_actions::MessageAction;
pub use new_leader::new_leader;
pub use playback::{PlayUntil, Playback, SPEEDS, Speed};
pub use player::Player;
pub use saved::{NotRenamed, Saved, SavedBranch, Unreadable};
pub use side_by_side::DescribedDivergence;
pub use suggestions::suggested_action;
pub use suited::{UnsuitedRequests, suited_options};
// What is in flight, as a frame says.
pub use analysis::{Course, InFlight, Payload};
// Ids and units, so a page need not depend on the simulation.
pub use replication::{ClientId, Dot, Key, LeaderId, LinkId, Message, Micros, Offset, Place};
pub use view::{BufferedWrite, ClientView, LeaderView, LinkFacts, LinkView, StoredKey};
