//! The commands of a run that are requests of a client for a key.

use replication::{ClientId, ClientRequest, Command, Key, Micros};
use timeline::Timeline;

/// The requests of a client for a key at an instant, in the order of the scenario.
pub(crate) fn requests_at<'t>(
    timeline: &'t Timeline,
    at: Micros,
    client: ClientId,
    key: &Key,
) -> impl Iterator<Item = &'t Command> {
    let is_for_key = move |command: &&Command| match command {
        Command::Request(ClientRequest { key: asked, .. })
        | Command::Read { key: asked, .. }
        | Command::Merge { key: asked, .. } => asked == key,
        _ => false,
    };
    let commands = timeline.commands_at(at).iter().map(|scheduled| &scheduled.command);
    commands.filter(move |command| command.client() == Some(client)).filter(is_for_key)
}
