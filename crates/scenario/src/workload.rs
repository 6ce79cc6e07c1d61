//! Expands the workload of a scenario.

use std::collections::BTreeSet;

use replication::{ClientId, ExpandedWorkload, LeaderId, gather};

use crate::scenario::Scenario;

impl Scenario {
    /// The same scenario with its workload replaced by ordinary clients and commands that can be edited. At the
    /// same instant, listed commands come first.
    #[must_use]
    pub fn with_expanded_workload(&self) -> Self {
        let (setup, commands) = self.setup_and_commands();
        Self { workload: None, clients: setup.clients, commands, ..self.clone() }
    }

    /// Whether the workload generates this client.
    pub(crate) fn is_workload_client(&self, client: ClientId) -> bool {
        self.expand_workload().clients.iter().any(|spec| spec.id == client)
    }

    /// The clients and commands of the workload; empty without one.
    pub(crate) fn expand_workload(&self) -> ExpandedWorkload {
        let leaders: Vec<LeaderId> = self.leaders.iter().map(|spec| spec.id).collect();
        let taken: BTreeSet<ClientId> = gather(self.clients.iter().map(|spec| spec.id));
        let expanded =
            self.workload.as_ref().map(|workload| workload.expand(&self.randomness(), &leaders, &taken));
        expanded.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use replication::limits::MAX_COMMANDS;
    use replication::{Clock, ClockOwner, Command, Micros, Offset, ScheduledCommand, SetClock};

    use super::*;

    const BUSY: &str = r#"{
  "polyleader": 1,
  "seed": 7,
  "leaders": [
    { "id": "F" },
    { "id": "T" }
  ],
  "policy": "siblings",
  "clients": [
    { "id": "ana", "at": "F" },
    { "id": "w2", "at": "T" }
  ],
  "workload": { "clients": 4, "at": { "F": 3, "T": 1 }, "until_ms": 5000, "per_second": 2.5, "reads_percent": 50, "keys": 5, "zipf": 1.2 },
  "commands": [
    { "at_ms": 40, "write": { "client": "ana", "key": "k1", "value": "by hand" } },
    { "at_ms": 50, "read": { "client": "w3", "key": "k1" } }
  ]
}
"#;

    fn busy() -> Scenario {
        Scenario::from_json(BUSY).unwrap()
    }

    fn rejection(from: &str, to: &str) -> String {
        assert!(BUSY.contains(from), "{from}");
        let text = BUSY.replace(from, to);
        Scenario::from_json(&text).expect_err(&text).to_string()
    }

    #[test]
    fn scenario_with_workload_round_trips_verbatim() {
        assert_eq!(busy().to_json(), BUSY);
        assert_eq!(Scenario::from_json(&busy().to_compact_json()).unwrap(), busy());
        assert_eq!(busy().check(), Ok(()));
    }

    #[test]
    fn expanded_workload_gives_the_same_run() {
        let written = busy().with_expanded_workload();
        assert_eq!(written.workload, None);
        let clients: Vec<&str> = written.clients.iter().map(|spec| spec.id.as_str()).collect();
        assert_eq!(clients, ["ana", "w2", "w1", "w2-2", "w3", "w4"]);
        assert!(written.commands.len() > 30 && written.commands.is_sorted_by_key(|timed| timed.at));
        assert_eq!(written.run(), busy().run());
        assert_eq!(written.setup(), busy().setup());
        assert_eq!(Scenario::from_json(&written.to_json()).unwrap(), written);
        assert_eq!(written.with_expanded_workload(), written);
    }

    #[test]
    fn explicit_commands_precede_workload_at_the_same_instant() {
        let mut scenario = busy();
        let ScheduledCommand { at, command } = busy().with_expanded_workload().commands.swap_remove(20);
        let listed = Command::Read { client: "ana".parse().unwrap(), at: None, key: "k1".parse().unwrap() };
        scenario.insert_command(at, listed.clone());
        let commands = scenario.with_expanded_workload().commands;
        assert_eq!(commands[20..22], [ScheduledCommand::new(at, listed), ScheduledCommand::new(at, command)]);
    }

    #[test]
    fn workload_error_is_one_sentence_with_its_position() {
        for ((from, to), sentence) in [
            (("\"T\": 1", "\"X\": 1"), "there is no leader “X” (line 13, column 52, at workload.at.X)"),
            (
                ("\"F\": 3, \"T\": 1", "\"F\": 0, \"T\": 0"),
                "all weights are 0: at least one must be greater than 0 (line 13, column 37, at workload.at)",
            ),
            (
                ("\"until_ms\"", "\"from_ms\": 5001, \"until_ms\""),
                "the workload ends before it starts (…, at workload.until_ms)",
            ),
            (
                ("\"reads_percent\": 50", "\"reads_percent\": 120"),
                "120 is out of range: from 0 to 100 (…, at workload.reads_percent)",
            ),
            (
                ("\"zipf\": 1.2", "\"zipf\": \"steep\""),
                "expected a number, found the string “steep” (…, at workload.zipf)",
            ),
            (("\"keys\": 5", "\"kees\": 5"), "unknown field `kees`…, at workload.kees)"),
            (
                ("\"clients\": 4", "\"clients\": 63"),
                "too many clients: 65 with the 63 of the workload, at most 64 (…, at workload.clients)",
            ),
            (
                ("\"until_ms\": 5000", "\"until_ms\": 86400000"),
                "the workload generates about 864000 commands; at most 10000 are allowed (line 13, column 15, at workload)",
            ),
            (("\"client\": \"w3\"", "\"client\": \"w5\""), "there is no client “w5” (…, at commands[1])"),
        ] {
            let message = rejection(from, to);
            assert!(sentence.split('…').all(|part| message.contains(part)), "{message}");
        }
    }

    #[test]
    fn array_in_place_of_a_workload_object_is_rejected() {
        let start = BUSY.find("{ \"clients\": 4").unwrap();
        let end = start + BUSY[start..].find('\n').unwrap() - 1;
        let fields = r#"[4, {}, 0, 5000, 2.5, 50, "put", 0, false, 5, 1.2]"#;
        let message = rejection(&BUSY[start..end], fields);
        assert!(
            message.starts_with("expected an object, found a list") && message.ends_with(", at workload)"),
            "{message}"
        );
    }

    #[test]
    fn command_limit_counts_explicit_and_workload_commands() {
        let mut scenario = busy();
        let generated = scenario.expand_workload().commands.len();
        let again = scenario.commands[0].clone();
        scenario.commands = vec![again.clone(); MAX_COMMANDS - generated];
        assert_eq!(scenario.check(), Ok(()));
        scenario.commands.push(again);
        let message = scenario.check().unwrap_err().to_string();
        let sentence = format!("too many commands: 10001 with the {generated} of the workload");
        assert!(message.contains(&sentence), "{message}");
    }

    #[test]
    fn workload_client_clock_can_be_set_from_the_start() {
        let owner = ClockOwner::Client("w1".parse().unwrap());
        let clock = |ms| Clock { offset: Offset::from_ms(ms), drift_ppm: 0 };
        let mut scenario = busy();
        for ms in [40, -40] {
            assert_eq!(
                scenario.apply_to_setup(Command::SetClock(SetClock { owner, clock: clock(ms) })),
                Ok(())
            );
        }
        let set =
            ScheduledCommand::new(Micros::ZERO, Command::SetClock(SetClock { owner, clock: clock(-40) }));
        assert_eq!(scenario.commands[0], set);
        assert_eq!(scenario.commands.len(), busy().commands.len() + 1);
        assert_eq!(scenario.check(), Ok(()));
        assert_eq!(
            scenario.apply_to_setup(Command::SetClock(SetClock { owner, clock: Clock::TRUE })),
            Ok(())
        );
        assert_eq!(scenario, busy());
    }
}
