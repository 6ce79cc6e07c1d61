//! Editing how clients send their requests and how long operations keep leaders busy, for the whole run.

use replication::{ClientId, Command, LeaderId, Place, RequestSettings, ServiceTimes};

use crate::scenario::Scenario;

impl Scenario {
    /// Places a listed client on the globe, or where its own leader is.
    pub fn place_client(&mut self, id: ClientId, place: Option<Place>) {
        for spec in self.clients.iter_mut().filter(|spec| spec.id == id) {
            spec.place = place;
        }
    }

    /// Sets how one listed client sends its requests, or how every client does, those of the workload included.
    pub fn set_requests(&mut self, client: Option<ClientId>, requests: RequestSettings) {
        for spec in self.clients.iter_mut().filter(|spec| client.is_none_or(|id| spec.id == id)) {
            spec.requests = requests;
        }
        if let (None, Some(workload)) = (client, &mut self.workload) {
            workload.requests = requests;
        }
    }

    /// Sets the service times of one leader, or of every leader, whether it is there at the start or joins later.
    pub fn set_service_times(&mut self, leader: Option<LeaderId>, service: ServiceTimes) {
        let concerns = |id: LeaderId| leader.is_none_or(|leader| leader == id);
        for spec in self.leaders.iter_mut().filter(|spec| concerns(spec.id)) {
            spec.service = service;
        }
        for scheduled in &mut self.commands {
            if let Command::Join(newcomer) = &mut scheduled.command
                && concerns(newcomer.id)
            {
                newcomer.service = service;
            }
        }
    }

    /// The service times of a leader that is there at the start or joins later.
    #[must_use]
    pub fn service_times(&self, leader: LeaderId) -> Option<ServiceTimes> {
        let joins = self.commands.iter().filter_map(|scheduled| match &scheduled.command {
            Command::Join(newcomer) => Some((newcomer.id, newcomer.service)),
            _ => None,
        });
        let mut all = self.leaders.iter().map(|spec| (spec.id, spec.service)).chain(joins);
        all.find(|(id, _)| *id == leader).map(|(_, service)| service)
    }
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use super::*;

    fn scenario() -> Scenario {
        let text = r#"{ "polyleader": 1, "leaders": [{ "id": "F" }, { "id": "T" }],
            "clients": [{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }],
            "workload": { "clients": 2, "until_ms": 100, "per_second": 1 },
            "commands": [{ "at_ms": 5, "join": { "id": "S" } }] }"#;
        Scenario::from_json(text).unwrap()
    }

    #[test]
    fn requests_of_one_client_or_of_all_are_set() {
        let patient = RequestSettings { timeout: Some(Micros::from_ms(300)), ..RequestSettings::default() };
        let mut one = scenario();
        one.set_requests(Some(one.clients[1].id), patient);
        assert_eq!(one.clients[0].requests, RequestSettings::default());
        assert_eq!(one.clients[1].requests, patient);
        assert_eq!(one.workload.as_ref().unwrap().requests, RequestSettings::default());
        let mut all = scenario();
        all.set_requests(None, patient);
        assert!(all.setup().clients.iter().all(|spec| spec.requests == patient));
    }

    #[test]
    fn service_times_also_reach_leaders_that_join_later() {
        let busy = ServiceTimes { write: Micros::from_ms(2), ..ServiceTimes::default() };
        let newcomer: LeaderId = "S".parse().unwrap();
        let mut one = scenario();
        one.set_service_times(Some(newcomer), busy);
        assert_eq!(one.service_times(newcomer), Some(busy));
        assert_eq!(one.service_times(one.leaders[0].id), Some(ServiceTimes::default()));
        one.set_service_times(None, busy);
        assert!(one.leaders.iter().all(|spec| spec.service == busy));
    }
}
