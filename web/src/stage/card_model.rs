//! What stands on a leader's card, so that a card is drawn anew only when that changes.

use analysis::Conflict;
use player::{LeaderView, Selection, StoredKey};
use replication::{LeaderId, Offset, Value, Write};

use crate::components::{Colours, colours_of};
use crate::stage::layout::MAX_ROWS;
use crate::store::View;

/// Everything on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardModel {
    pub id: LeaderId,
    pub name: String,
    pub colours: Colours,
    pub selected: bool,
    pub is_up: bool,
    /// Whether it waits for its snapshot.
    pub is_joining: bool,
    pub offset: Offset,
    pub rows: Vec<Row>,
    /// How many keys have no room.
    pub hidden_keys: usize,
    /// The most siblings that one of its keys has; 0 where no key has any.
    pub siblings: usize,
    /// How many entries wait to be sent.
    pub waiting: usize,
}

/// One key with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: String,
    pub cells: Vec<Cell>,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Those of the leader that it came from, if it came from one.
    pub colours: Option<Colours>,
    pub text: String,
    /// Whether it stands for a value that was deleted.
    pub deleted: bool,
}

impl CardModel {
    /// What stands on the card of a leader that has room for so many keys.
    pub fn of(view: &View, leader: &LeaderView<'_>, room: usize) -> Self {
        let id = leader.id;
        let conflicts: Vec<&Conflict> =
            view.frame().outcome.conflicts.iter().filter(|conflict| conflict.leader == id).collect();
        Self {
            id,
            name: leader.name.into(),
            colours: colours_of(view, id),
            selected: view.selection() == Selection::Leader(id),
            is_up: leader.is_up,
            is_joining: leader.is_joining,
            offset: leader.clock_offset,
            rows: conflicts_first(leader, &conflicts).take(room).map(|stored| row(view, stored)).collect(),
            hidden_keys: leader.keys.saturating_sub(room),
            siblings: conflicts.iter().map(|conflict| conflict.dots.len()).max().unwrap_or(0),
            waiting: waiting_entries(view, id),
        }
    }

    /// Whether its clock is off, and it is up to show it.
    pub fn shows_offset(&self) -> bool {
        self.offset != Offset(0) && self.is_up && !self.is_joining
    }
}

/// What a leader keeps, the keys with siblings first.
fn conflicts_first<'a>(
    leader: &'a LeaderView<'a>,
    conflicts: &'a [&'a Conflict],
) -> impl Iterator<Item = StoredKey<'a>> {
    let in_conflict = conflicts.iter().filter_map(|conflict| leader.stored(&conflict.key));
    in_conflict.chain(leader.store().filter(|stored| !stored.has_siblings))
}

fn row(view: &View, stored: StoredKey<'_>) -> Row {
    let of = |version: &Write| Cell {
        colours: version.value().map(|_| colours_of(view, version.dot.leader)),
        ..cell(version.value())
    };
    let cells = match stored.reading {
        Some(value) => vec![cell(Some(value))],
        None => stored.versions.iter().take(MAX_ROWS).map(|version| of(version)).collect(),
    };
    Row { key: stored.key.to_string(), cells }
}

/// A value that is read of all versions together, in no one's colours.
fn cell(value: Option<&Value>) -> Cell {
    let text = value.map_or_else(|| "deleted".into(), Value::to_string);
    Cell { colours: None, text, deleted: value.is_none() }
}

/// How many entries wait to be sent by a leader.
pub fn waiting_entries(view: &View, id: LeaderId) -> usize {
    view.frame().outcome.queued.iter().filter(|(link, _)| link.from == id).map(|(_, entries)| entries).sum()
}
