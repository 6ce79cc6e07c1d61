//! What is wrong with a scenario, in one sentence, and where.

use std::fmt;

/// A place in a text. Both count from 1; columns count bytes, as in compilers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// What is wrong with a scenario. Shown as `line 3, column 7, at commands[0].write: there is no client “x”`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// Where in the text, if it has lines to speak of.
    pub position: Option<Position>,
    /// Where in the scenario, such as `commands[2].write.client`; empty for the whole.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let position = self.position.map(|Position { line, column }| format!("line {line}, column {column}"));
        let path = (!self.path.is_empty()).then(|| format!("at {}", self.path));
        let place: Vec<String> = [position, path].into_iter().flatten().collect();
        let sentence = match place.is_empty() {
            true => self.message.clone(),
            false => format!("{}: {}", place.join(", "), self.message),
        };
        f.write_str(&escape_control_characters(&sentence))
    }
}

/// With control characters written out: parts of the file stand in the sentence, and terminals obey some.
fn escape_control_characters(sentence: &str) -> String {
    let written_out = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    sentence.chars().map(written_out).collect()
}

impl std::error::Error for ScenarioError {}
