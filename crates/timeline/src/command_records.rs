//! Which commands some records tell of. That a command did nothing is recorded with the reason, and that the
//! topology or the policy was changed without what it was changed to: the command itself says that.

use imbl::Vector;
use replication::Event;

/// For each record that leaves its command unsaid its number, and the number of the command among all. Both rise.
#[derive(Clone, Debug, Default)]
pub(crate) struct CommandRecords(Vector<(u32, u32)>);

impl CommandRecords {
    pub(crate) fn add(&mut self, record: usize, event: &Event, command: usize) {
        if matches!(event, Event::Ignored(_) | Event::TopologyChanged | Event::PolicyChanged) {
            // A run has a million events at the most.
            self.0.push_back((record as u32, command as u32));
        }
    }

    /// The number of the command that a record tells of without saying which.
    pub(crate) fn command_of(&self, record: usize) -> Option<usize> {
        let place = self.0.binary_search_by(|(there, _)| (*there as usize).cmp(&record)).ok()?;
        self.0.get(place).map(|(_, command)| *command as usize)
    }

    /// The number of the record that tells of a command without saying which.
    pub(crate) fn record_of(&self, command: usize) -> Option<usize> {
        let place = self.0.binary_search_by(|(_, there)| (*there as usize).cmp(&command)).ok()?;
        self.0.get(place).map(|(record, _)| *record as usize)
    }
}
