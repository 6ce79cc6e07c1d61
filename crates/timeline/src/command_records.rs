//! Links records to the commands behind them, for the events that do not carry their command: an ignored command, a changed
//! setting, a leader that joined or moved.

use persistent::List;
use replication::Event;

/// Pairs of record number and command number; both ascend.
#[derive(Clone, Debug, Default)]
pub(crate) struct CommandRecords(List<(u32, u32)>);

impl CommandRecords {
    pub(crate) fn add(&mut self, record: usize, event: &Event, command: usize) {
        let is_without_details = matches!(
            event,
            Event::Ignored(_)
                | Event::TopologyChanged
                | Event::PolicyChanged
                | Event::ReplicationChanged
                | Event::LinksChanged
                | Event::Moved(_)
                | Event::Joined(_)
        );
        if is_without_details {
            // Fits: a run has at most a million events.
            self.0.push_back((record as u32, command as u32));
        }
    }

    /// The number of the command behind a record.
    pub(crate) fn command_of(&self, record: usize) -> Option<usize> {
        let index = self.0.binary_search_by(|(there, _)| (*there as usize).cmp(&record)).ok()?;
        self.0.get(index).map(|(_, command)| *command as usize)
    }

    /// The number of the record of a command.
    pub(crate) fn record_of(&self, command: usize) -> Option<usize> {
        let index = self.0.binary_search_by(|(_, there)| (*there as usize).cmp(&command)).ok()?;
        self.0.get(index).map(|(record, _)| *record as usize)
    }
}
