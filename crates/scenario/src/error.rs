//! Scenario errors: one sentence, with its position.

use std::fmt;

use replication::{escape_control_characters, excerpt};

/// A position in a text. Lines and columns start at 1; columns count bytes, as in compilers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in bytes.
    pub column: usize,
}

/// An error in a scenario. Displayed as `there is no client “x” (line 3, column 7, at commands[0].write)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The position in the text, if the scenario was read from one.
    pub position: Option<Position>,
    /// The path in the scenario, such as `commands[2].write.client`; empty for the whole.
    pub path: String,
    /// What is wrong, as one sentence.
    pub message: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let position = self.position.map(|Position { line, column }| format!("line {line}, column {column}"));
        let path = (!self.path.is_empty()).then(|| format!("at {}", excerpt(&self.path)));
        let location: Vec<String> = [position, path].into_iter().flatten().collect();
        let sentence = match location.is_empty() {
            true => self.message.clone(),
            false => format!("{} ({})", self.message, location.join(", ")),
        };
        f.write_str(&escape_control_characters(&sentence))
    }
}

impl std::error::Error for ScenarioError {}
