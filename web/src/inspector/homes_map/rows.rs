//! The keys of each leader, as the parts of the map get them.

use std::rc::Rc;

use analysis::KeyAssignment;
use replication::LeaderId;
use yew::prelude::*;

/// The keys of each leader.
pub type Rows = Vec<(LeaderId, Vec<KeyAssignment>)>;

#[derive(Properties, PartialEq)]
pub struct RowsProps {
    pub rows: Rc<Rows>,
}
