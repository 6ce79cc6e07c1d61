//! The content of a leader's card in a picture, and its size.

use analysis::writes_to_send;
use explain::{describe_backlog, describe_draining, describe_empty_store, describe_offset, shown_value};
use replication::{Entry, Key, Leader, LeaderId, Offset, Value, Write};

use super::layout::{CardDetail, MAX_ROWS};
use crate::geometry::point::Size;
use crate::leaders::lane_of;
use crate::sheet::{Run, text_width};
use crate::text_width::estimated_width;

/// The width of cards, and of the faces of leaders with their names. A full card is wider for long values.
const CARD_WIDTH_PX: f64 = 188.0;
const MAX_WIDTH_PX: f64 = 288.0;
const SMALL_WIDTH_PX: f64 = 148.0;
const FACE_PX: Size = Size::new(76.0, 52.0);
/// The space inside of a card's edge, and the height of its head: full and small.
pub const PADDING_PX: f64 = 10.0;
pub const HEAD_PX: f64 = 34.0;
pub const SMALL_HEAD_PX: f64 = 26.0;
/// The height of a value, of the key above stacked values, and the gaps between them.
pub const CELL_PX: f64 = 26.0;
pub const KEY_PX: f64 = 18.0;
pub const ROW_GAP_PX: f64 = 5.0;
pub const VALUES_GAP_PX: f64 = 9.0;
/// The size of letters of values, and what the edges of a value and the gap after a key take up.
pub const VALUE_PX: f64 = 13.0;
const CELL_EDGE_PX: f64 = 22.0;
const KEY_GAP_PX: f64 = 8.0;
/// The height of the line that counts the other keys.
pub const MORE_PX: f64 = 18.0;
/// The widest key and values that fit side by side, in narrow letters, and what the edges of a value take up.
const ROW_FITS: usize = 20;
const CELL_EDGES: usize = 3;

/// What one card shows.
#[derive(Clone, Debug)]
pub struct Card {
    /// The leader.
    pub id: LeaderId,
    /// Its lane, which gives it its colour.
    pub lane: usize,
    /// Its name.
    pub name: String,
    /// Whether it is up.
    pub is_up: bool,
    /// What its clock shows, or why it does not serve.
    pub state: String,
    /// Whether the clock is wrong.
    pub is_clock_off: bool,
    /// The keys that fit, with their values.
    pub rows: Vec<Row>,
    /// The placeholder for the values if there are none.
    pub if_empty: &'static str,
    /// The number of keys that do not fit.
    pub hidden_keys: usize,
    /// The largest number of siblings under one key; 0 without siblings.
    pub siblings: usize,
    /// What it still has to send and how many jobs are in its queue; empty if there is nothing.
    pub waiting: String,
}

/// A key with its value or siblings.
#[derive(Clone, Debug)]
pub struct Row {
    /// The key.
    pub key: String,
    /// The value, or each sibling.
    pub cells: Vec<Cell>,
    /// Whether siblings stand one below the other.
    pub is_stacked: bool,
}

/// A value.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The value as text.
    pub text: String,
    /// The lane of the leader that accepted it, if there is exactly one.
    pub lane: Option<usize>,
    /// Whether it is a deletion.
    pub is_deleted: bool,
}

impl Card {
    /// The card of a leader with room for this many values.
    pub fn new(run: &Run, id: LeaderId, leader: &Leader, room: usize) -> Self {
        let world = run.world();
        let offset = leader.clock.offset_at(world.now);
        let to_send = writes_to_send(world, id);
        let is_joining = world.pending_snapshots.contains_key(&id);
        let state = match (leader.up, is_joining, to_send) {
            (false, ..) => "down".into(),
            (true, true, _) => "joining".into(),
            (true, false, Some(_)) => "leaving".into(),
            (true, false, None) => format!("clock {}", describe_offset(offset)),
        };
        let rows = rows(run, leader, room);
        let siblings = leader.store.iter().filter(|(_, entry)| entry.has_siblings());
        Self {
            id,
            lane: lane_of(run.timeline, id),
            name: leader.name.clone(),
            is_up: leader.up,
            is_clock_off: leader.up && !is_joining && to_send.is_none() && offset != Offset(0),
            state,
            hidden_keys: leader.store.len().saturating_sub(rows.len()),
            if_empty: describe_empty_store(!leader.applied.is_empty()),
            rows,
            siblings: siblings.map(|(_, entry)| entry.versions.len()).max().unwrap_or(0),
            waiting: waiting(run, id, to_send),
        }
    }

    /// Its size at this level of detail.
    pub fn size(&self, detail: CardDetail) -> Size {
        let (width, head) = match detail {
            CardDetail::Full => (self.rows.iter().map(Row::width).fold(CARD_WIDTH_PX, f64::max), HEAD_PX),
            CardDetail::Small => (SMALL_WIDTH_PX, SMALL_HEAD_PX),
            CardDetail::Face => return FACE_PX,
        };
        let rows: f64 = match self.rows.is_empty() {
            true => CELL_PX,
            false => {
                self.rows.iter().map(Row::height).sum::<f64>() + ROW_GAP_PX * (self.rows.len() - 1) as f64
            }
        };
        let more = if self.hidden_keys > 0 { MORE_PX } else { 0.0 };
        Size::new(width, 2.0 * PADDING_PX + head + VALUES_GAP_PX + rows + more)
    }
}

impl Row {
    /// The width of a card that shows its value at full length, up to the widest, in pixels.
    fn width(&self) -> f64 {
        let cells = self.cells.iter().map(|cell| text_width(&cell.text, VALUE_PX) + CELL_EDGE_PX);
        let values = match self.is_stacked {
            true => cells.fold(0.0, f64::max),
            false => cells.sum::<f64>() + text_width(&self.key, VALUE_PX) + KEY_GAP_PX,
        };
        (2.0 * PADDING_PX + values).min(MAX_WIDTH_PX)
    }

    /// Its height in pixels.
    pub fn height(&self) -> f64 {
        match self.is_stacked {
            true => KEY_PX + self.cells.len() as f64 * (CELL_PX + 3.0) - 3.0,
            false => CELL_PX,
        }
    }

    /// How many values it has room for.
    fn lines(&self) -> usize {
        if self.is_stacked { self.cells.len() } else { 1 }
    }
}

fn waiting(run: &Run, id: LeaderId, to_send: Option<usize>) -> String {
    let queued = run.outcome.queued.iter().filter(|(link, _)| link.from == id);
    let jobs = run.world().leaders.get(&id).map_or(0, |leader| leader.queue.len());
    match to_send {
        Some(writes) => describe_draining(writes),
        None => describe_backlog(queued.map(|(_, entries)| entries).sum(), jobs),
    }
}

/// The first keys, those with siblings before others, that fit with this many values.
fn rows(run: &Run, leader: &Leader, room: usize) -> Vec<Row> {
    let with =
        |siblings: bool| leader.store.iter().filter(move |(_, entry)| entry.has_siblings() == siblings);
    let mut left = room;
    let rows = with(true).chain(with(false)).map_while(|(key, entry)| {
        let row = (left > 0).then(|| row(run, key, entry, left))?;
        left = left.saturating_sub(row.lines());
        Some(row)
    });
    rows.collect()
}

fn row(run: &Run, key: &Key, entry: &Entry, room: usize) -> Row {
    let version = |write: &Write| Cell {
        lane: write.value().map(|_| lane_of(run.timeline, write.dot.leader)),
        ..cell(write.value())
    };
    let cells: Vec<Cell> = match entry.materialized.as_deref() {
        Some(value) => vec![cell(Some(value))],
        None => entry.versions.iter().take(MAX_ROWS).map(|write| version(write)).collect(),
    };
    let widths = cells.iter().map(|cell| estimated_width(&cell.text) + CELL_EDGES);
    let is_wide = estimated_width(key.as_str()) + widths.sum::<usize>() > ROW_FITS;
    Row { key: key.to_string(), is_stacked: is_wide && (2..=room).contains(&cells.len()), cells }
}

/// A value of no leader in particular.
fn cell(value: Option<&Value>) -> Cell {
    let text = value.map_or_else(|| "deleted".into(), shown_value);
    Cell { text, lane: None, is_deleted: value.is_none() }
}
