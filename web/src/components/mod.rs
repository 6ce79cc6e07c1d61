//! Components that every region of the page shares.

mod choice;
mod clock_face;
mod clock_step;
mod dial;
mod dialog;
mod direction;
mod disclosure;
mod entity_links;
mod event_line;
mod fields;
mod hidden_note;
mod in_place_field;
mod leader_mark;
mod loading_note;
mod matching;
mod number_field;
mod offset_field;
mod requests_form;
mod service_form;
mod show_more;
mod typed_text;
mod value_chip;

pub use figure::leaders::mark_letters;
pub use figure::text_width::{estimated_width, fitting};

pub use crate::icon::{Icon, icon, solid_icon};
pub use choice::{Choices, Segmented, SelectOne, named_choices, variant_choices};
pub use clock_face::{ClockFace, ClockOffsetField};
pub use clock_step::ClockStepForm;
pub use dialog::Dialog;
pub use direction::direction;
pub use disclosure::disclosure;
pub use entity_links::{ClientLink, DotLink, KeyLink, LeaderLink};
pub use event_line::event_line;
pub use fields::{NamedChoice, choice_field, choice_field_by_id, labelled};
pub use hidden_note::hidden_note;
pub use in_place_field::InPlaceField;
pub use leader_mark::{DotTag, LeaderColours, LeaderMark, colours_of, context_tags};
pub use loading_note::loading_note;
pub use matching::{Candidate, rank_matches};
pub use number_field::{NumberField, OptionalNumber, Range, Switch};
pub use requests_form::RequestsForm;
pub use service_form::ServiceForm;
pub use show_more::use_show_more;
pub use typed_text::use_typed_text;
pub use value_chip::{ValueChip, display_value, value_chips};
