//! The rows of the map of homes: the keys of each leader.

use std::rc::Rc;

use analysis::KeyAssignment;
use player::LeaderId;
use yew::prelude::*;

/// The keys of each leader.
pub type KeysByHome = Vec<(LeaderId, Vec<KeyAssignment>)>;

#[derive(Properties, PartialEq)]
pub struct HomeRowsProps {
    pub rows: Rc<KeysByHome>,
}
