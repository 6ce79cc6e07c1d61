//! Which commands did nothing, and by which records that is told. A record says why, and not of which command.

use imbl::Vector;

/// For each record of a command that did nothing its number, and the number of the command among all. Both rise.
#[derive(Clone, Debug, Default)]
pub(super) struct Ignored(Vector<(u32, u32)>);

impl Ignored {
    pub(super) fn note(&mut self, record: usize, command: usize) {
        // A run has a million events at the most.
        self.0.push_back((record as u32, command as u32));
    }

    /// The number of the command of which a record says that it did nothing.
    pub(super) fn command_of(&self, record: usize) -> Option<usize> {
        let place = self.0.binary_search_by(|(there, _)| (*there as usize).cmp(&record)).ok()?;
        self.0.get(place).map(|(_, command)| *command as usize)
    }

    /// The number of the record that says that a command did nothing.
    pub(super) fn record_of(&self, command: usize) -> Option<usize> {
        let place = self.0.binary_search_by(|(_, there)| (*there as usize).cmp(&command)).ok()?;
        self.0.get(place).map(|(record, _)| *record as usize)
    }
}
