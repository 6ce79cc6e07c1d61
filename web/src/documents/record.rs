//! The stored form of a document: a summary for lists, and the content.

use player::{DocumentId, Player, Saved};
use serde::{Deserialize, Serialize};

use super::runs::RunDocument;
use crate::geometry::projection;

/// A document as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What a list shows of it.
    pub summary: Summary,
    /// All of it.
    pub saved: Saved,
}

/// What a list shows of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Its id.
    pub id: DocumentId,
    /// How often it was stored: two tabs that store the same revision have not seen each other's edit.
    pub revision: u32,
    /// When it was last edited, in milliseconds since 1970.
    pub edited_at: f64,
    /// The title of the run; empty if it has none.
    pub title: String,
    /// The number of branches.
    pub branches: usize,
    /// A small picture.
    pub thumbnail: Thumbnail,
}

/// A small picture of a run: where its leaders are, and how they are linked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thumbnail {
    /// The position of each leader on the map, in thousandths of its width and height.
    pub leaders: Vec<(u16, u16)>,
    /// The linked leaders, by their places in `leaders`.
    pub links: Vec<(u16, u16)>,
}

impl Record {
    /// The record that stores a run as the next revision of a document.
    pub fn of(player: &Player, document: &RunDocument) -> Self {
        let (id, revision) =
            (document.id.clone(), document.revision.map_or(1, |seen| seen.saturating_add(1)));
        let title = player.latest_branches().current().scenario.title.clone();
        let branches = player.latest_branches().all().len();
        let summary =
            Summary { id, revision, edited_at: now(), title, branches, thumbnail: Thumbnail::of(player) };
        Self { summary, saved: player.saved() }
    }
}

impl Thumbnail {
    /// The picture of the run that is shown.
    pub fn of(player: &Player) -> Self {
        let frame = player.frame();
        let members = frame.members();
        let place_of = |id| members.iter().position(|member| *member == id).map(|place| place as u16);
        let leaders = frame.leaders().map(|leader| {
            let at = projection::to_stage(leader.place.latitude(), leader.place.longitude());
            let thousandths = |fraction: f64| (fraction * 1_000.0).round() as u16;
            (thousandths(at.x), thousandths(at.y))
        });
        let links = frame.topology_links().into_iter();
        let links = links.filter_map(|link| Some((place_of(link.from)?, place_of(link.to)?)));
        let one_of_two = |(from, to): &(u16, u16)| from < to;
        Self { leaders: leaders.collect(), links: links.filter(one_of_two).collect() }
    }
}

/// The time in milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// An id that no other document has.
pub fn new_id() -> DocumentId {
    let random = (js_sys::Math::random() * 2f64.powi(53)) as u64;
    DocumentId::new(&format!("{:x}-{random:x}", now() as u64))
}
