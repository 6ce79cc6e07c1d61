//! What the gallery says about a run besides its title and description. It is no part of the scenario, so links do not
//! carry it.

use serde::Deserialize;

/// The notes on a run of the gallery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teaching {
    /// What decides the run, and when.
    pub watch_for: String,
    /// One change that shows more.
    pub r#try: String,
    /// Other words by which people search for it.
    pub words: String,
    /// The number of the figure in the first edition of *Designing Data-Intensive Applications* that shows the same.
    #[serde(default)]
    pub figure: Option<String>,
}

impl Teaching {
    /// Reads the notes.
    pub(crate) fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The figure with its book: “DDIA, figure 5-7”.
    #[must_use]
    pub fn figure_name(&self) -> Option<String> {
        self.figure.as_ref().map(|number| format!("DDIA, figure {number}"))
    }
}
