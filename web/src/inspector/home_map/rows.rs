//! The keys of each leader, for the list of homes.

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
