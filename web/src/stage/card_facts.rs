//! What stands on a leader's card, taken from the world, so that a card is drawn anew only when that changes.

use analysis::Conflict;
use replication::{Entry, Key, Leader, LeaderId, Offset, Value, Write};

use crate::parts::{Colours, colours_of};
use crate::stage::layout::MOST_ROWS;
use crate::store::View;

/// Everything on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardFacts {
    pub id: LeaderId,
    pub name: String,
    pub colours: Colours,
    pub selected: bool,
    pub up: bool,
    /// Whether it waits for its snapshot.
    pub joins: bool,
    pub offset: Offset,
    pub rows: Vec<Row>,
    /// How many keys have no room.
    pub more: usize,
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

impl CardFacts {
    /// What stands on the card of a leader that has room for so many keys.
    pub fn of(view: &View, id: LeaderId, leader: &Leader, room: usize) -> Self {
        let conflicts: Vec<&Conflict> =
            view.frame().outcome.conflicts.iter().filter(|conflict| conflict.leader == id).collect();
        Self {
            id,
            name: leader.name.clone(),
            colours: colours_of(view, id),
            selected: view.selection() == player::Selection::Leader(id),
            up: leader.up,
            joins: joins(view, id),
            offset: leader.clock.offset_at(view.world().now),
            rows: conflicts_first(leader, &conflicts)
                .take(room)
                .map(|(key, entry)| row(view, key, entry))
                .collect(),
            more: leader.store.len().saturating_sub(room),
            siblings: conflicts.iter().map(|conflict| conflict.dots.len()).max().unwrap_or(0),
            waiting: waiting_at(view, id),
        }
    }

    /// Whether its clock is off, and it is up to show it.
    pub fn is_off(&self) -> bool {
        self.offset != Offset(0) && self.up && !self.joins
    }
}

/// What a leader keeps, the keys with siblings first.
fn conflicts_first<'a>(
    leader: &'a Leader,
    conflicts: &'a [&Conflict],
) -> impl Iterator<Item = (&'a Key, &'a Entry)> {
    let in_conflict =
        conflicts.iter().filter_map(|conflict| Some((&conflict.key, leader.store.get(&conflict.key)?)));
    in_conflict.chain(leader.store.iter().filter(|(_, entry)| !entry.has_siblings()))
}

fn row(view: &View, key: &Key, entry: &Entry) -> Row {
    let of = |version: &Write| Cell {
        colours: version.value().map(|_| colours_of(view, version.dot.leader)),
        ..cell(version.value())
    };
    let cells = match &entry.reading {
        Some(value) => vec![cell(Some(value))],
        None => entry.versions.iter().take(MOST_ROWS).map(|version| of(version)).collect(),
    };
    Row { key: key.to_string(), cells }
}

/// A value that is read of all versions together, in no one's colours.
fn cell(value: Option<&Value>) -> Cell {
    let text = value.map_or_else(|| "deleted".into(), Value::to_string);
    Cell { colours: None, text, deleted: value.is_none() }
}

/// Whether a leader waits for its snapshot.
pub fn joins(view: &View, id: LeaderId) -> bool {
    view.world().snapshots.contains_key(&id)
}

/// How many entries wait to be sent by a leader.
pub fn waiting_at(view: &View, id: LeaderId) -> usize {
    view.frame().outcome.waiting.iter().filter(|(link, _)| link.from == id).map(|(_, entries)| entries).sum()
}
