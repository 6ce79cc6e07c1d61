//! The content of a leader's card as plain data: a card renders again only when this changes.

use analysis::{Conflict, VectorEntry, VectorMatrix};
use explain::{describe_backlog, describe_draining, describe_empty_store, shown_value};
use player::{LeaderView, Selection, StoredKey};
use replication::{LeaderId, Offset, Value, Write};

use crate::components::{LeaderColours, colours_of, estimated_width, mark_letters};
use crate::store::View;
use figure::stage::layout::MAX_ROWS;

/// The widest key and values that fit side by side on a card of normal size, and what the edges of a value take up.
const ROW_FITS: usize = 20;
const CELL_EDGES: usize = 3;

/// At most this many entries of a version vector fit on a card.
const MAX_ENTRIES: usize = 6;

/// The content of one card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardModel {
    pub id: LeaderId,
    pub name: String,
    pub colours: LeaderColours,
    pub selected: bool,
    pub is_up: bool,
    /// Whether it is waiting for its snapshot.
    pub is_joining: bool,
    /// What it still has to send before it leaves, in words; none if it does not drain.
    pub leaving: Option<String>,
    pub offset: Offset,
    /// The placeholder for the values if there are none.
    pub if_empty: &'static str,
    pub rows: Vec<Row>,
    /// The number of keys that do not fit on the card.
    pub hidden_keys: usize,
    /// The largest number of siblings under one key; 0 if no key has siblings.
    pub siblings: usize,
    /// How many log entries wait to be sent, and how many jobs are in its queue, in words; empty if there is neither.
    pub waiting: String,
    /// Its version vector, if the stage shows vectors.
    pub vector: Vec<VectorCell>,
}

/// An entry of a version vector on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct VectorCell {
    pub colours: LeaderColours,
    /// The origin's letters with the count: `F2`.
    pub text: String,
    /// Whether the leader has not applied every write that the origin has accepted.
    pub is_behind: bool,
}

/// One key with its value or siblings.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: String,
    pub cells: Vec<Cell>,
    /// Whether its siblings stand one below the other, because they do not fit side by side.
    pub stacked: bool,
}

impl Row {
    /// The row of a key, with its siblings stacked if they need it and there is room for this many values.
    fn new(key: String, cells: Vec<Cell>, room: usize) -> Self {
        let widths = cells.iter().map(|cell| estimated_width(&cell.text) + CELL_EDGES);
        let is_wide = estimated_width(&key) + widths.sum::<usize>() > ROW_FITS;
        Self { stacked: is_wide && (2..=room).contains(&cells.len()), key, cells }
    }

    /// How many values it has room for.
    fn lines(&self) -> usize {
        if self.stacked { self.cells.len() } else { 1 }
    }
}

/// One value on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The colours of the leader that accepted the write, if there is exactly one.
    pub colours: Option<LeaderColours>,
    pub text: String,
    /// Whether the value was deleted.
    pub deleted: bool,
}

impl CardModel {
    /// The content of a card with room for `room` keys.
    pub fn of(view: &View, leader: &LeaderView<'_>, room: usize, vectors: &VectorMatrix) -> Self {
        let id = leader.id;
        let conflicts: Vec<&Conflict> =
            view.frame().outcome.conflicts.iter().filter(|conflict| conflict.leader == id).collect();
        let rows = rows(view, conflicts_first(leader, &conflicts), room);
        Self {
            id,
            name: leader.name.into(),
            colours: colours_of(view, id),
            selected: view.selection() == Selection::Leader(id),
            is_up: leader.is_up,
            is_joining: leader.is_joining,
            leaving: leader.to_send.map(describe_draining),
            offset: leader.clock_offset,
            if_empty: describe_empty_store(!leader.applied.is_empty()),
            hidden_keys: leader.keys.saturating_sub(rows.len()),
            rows,
            siblings: conflicts.iter().map(|conflict| conflict.dots.len()).max().unwrap_or(0),
            waiting: describe_backlog(waiting_entries(view, id), leader.jobs),
            vector: vector_cells(view, id, vectors),
        }
    }

    /// Whether the card shows a clock offset: the clock is wrong and the leader is up.
    pub fn shows_offset(&self) -> bool {
        self.offset != Offset(0) && self.is_up && !self.is_joining
    }
}

/// The first entries of a leader's version vector.
fn vector_cells(view: &View, id: LeaderId, vectors: &VectorMatrix) -> Vec<VectorCell> {
    let row = vectors.rows.iter().find(|(row, _)| *row == id);
    let entries = row.map(|(_, entries)| entries.as_slice()).unwrap_or_default();
    let cell = |(origin, entry): (&LeaderId, &VectorEntry)| VectorCell {
        colours: colours_of(view, *origin),
        text: format!("{}{}", mark_letters(*origin), entry.count + entry.beyond_gap),
        is_behind: entry.count < entry.accepted,
    };
    vectors.origins.iter().zip(entries).take(MAX_ENTRIES).map(cell).collect()
}

/// A leader's keys, those with siblings first.
fn conflicts_first<'a>(
    leader: &'a LeaderView<'a>,
    conflicts: &'a [&'a Conflict],
) -> impl Iterator<Item = StoredKey<'a>> {
    let in_conflict = conflicts.iter().filter_map(|conflict| leader.stored(&conflict.key));
    in_conflict.chain(leader.store().filter(|stored| !stored.has_siblings))
}

/// The rows of the first keys, in the room for this many values.
fn rows<'a>(view: &View, keys: impl Iterator<Item = StoredKey<'a>>, room: usize) -> Vec<Row> {
    let mut left = room;
    let fitting = keys.map_while(|stored| {
        let row = (left > 0).then(|| row(view, stored, left))?;
        left -= row.lines();
        Some(row)
    });
    fitting.collect()
}

fn row(view: &View, stored: StoredKey<'_>, room: usize) -> Row {
    let of = |version: &Write| Cell {
        colours: version.value().map(|_| colours_of(view, version.dot.leader)),
        ..cell(version.value())
    };
    let cells = match stored.reading {
        Some(value) => vec![cell(Some(value))],
        None => stored.versions.iter().take(MAX_ROWS).map(|version| of(version)).collect(),
    };
    Row::new(stored.key.to_string(), cells, room)
}

/// A value computed from all versions together, without a leader's colours.
fn cell(value: Option<&Value>) -> Cell {
    let text = value.map_or_else(|| "deleted".into(), shown_value);
    Cell { colours: None, text, deleted: value.is_none() }
}

/// The number of log entries that a leader has yet to send.
pub fn waiting_entries(view: &View, id: LeaderId) -> usize {
    view.frame().outcome.queued.iter().filter(|(link, _)| link.from == id).map(|(_, entries)| entries).sum()
}
