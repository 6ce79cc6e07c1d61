//! Places and request settings of clients, service times of leaders, and the single-leader baseline, as edits.

use player::{BranchAction, EditAction, PlaybackAction, Player};
use replication::{ClientId, LeaderId, Micros, Place, RequestSettings, ServiceTimes};

fn player() -> Player {
    Player::new(scenario::default_scenario())
}

fn ana() -> ClientId {
    "ana".parse().unwrap()
}

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn last_edit(player: &Player) -> Option<String> {
    player.undo_and_redo().0.map(|edit| player.describe_edit(&edit.kind))
}

#[test]
fn client_with_a_place_takes_time_to_reach_its_leader_and_undo_takes_it_back() {
    let mut player = player();
    let before = player.scenario().clone();
    let paris = Place::from_degrees(48.9, 2.4);
    player.act(EditAction::PlaceClient { client: ana(), place: Some(paris), ongoing: false });
    assert_eq!(player.frame().client(ana()).unwrap().place, paris);
    assert_eq!(player.frame().clients_elsewhere().collect::<Vec<_>>(), [(ana(), paris)]);
    assert_eq!(last_edit(&player).as_deref(), Some("move Ana"));
    player.act(PlaybackAction::Seek(Micros::from_ms(12)));
    assert_eq!(player.frame().client_messages().count(), 1, "the request is on its way");
    player.act(EditAction::Undo);
    assert_eq!(*player.scenario(), before);
    assert_eq!(player.frame().client_messages().count(), 0);
}

#[test]
fn dragging_a_client_is_one_edit_and_its_latency_follows_the_distance() {
    let mut player = player();
    let place = |degrees: i32| Place::from_degrees(50.1, f64::from(degrees));
    player.act(EditAction::PlaceClient { client: ana(), place: Some(place(8)), ongoing: false });
    let before = player.scenario().clone();
    let frankfurt = player.frame().leader(leader("F")).unwrap().place;
    let latency = |player: &Player| {
        let spec = player.scenario().clients.iter().find(|spec| spec.id == ana()).unwrap().clone();
        replication::Latency::ByDistance.between(spec.place.unwrap(), frankfurt)
    };
    let near = latency(&player);
    for (degrees, ongoing) in [(20, true), (40, true), (60, true), (60, false)] {
        player.act(EditAction::PlaceClient { client: ana(), place: Some(place(degrees)), ongoing });
    }
    let far = latency(&player);
    assert!(far > near, "{far} after the drag, {near} before");
    player.act(PlaybackAction::Seek(Micros::from_ms(12)));
    let message = player.frame().client_messages().next().expect("Ana’s request is on its way");
    assert_eq!(message.arrives_at - message.sent_at, far);
    // The drag is over: the next one is an edit of its own.
    player.act(EditAction::PlaceClient { client: ana(), place: Some(place(80)), ongoing: true });
    player.act(EditAction::Undo);
    assert_eq!(latency(&player), far);
    player.act(EditAction::Undo);
    assert_eq!(*player.scenario(), before);
    player.act(EditAction::Redo);
    assert_eq!(latency(&player), far);
}

#[test]
fn unchanged_setting_is_not_an_edit() {
    let mut player = player();
    player.act(EditAction::PlaceClient { client: ana(), place: None, ongoing: false });
    player.act(EditAction::SetRequests { client: None, requests: RequestSettings::default() });
    player.act(EditAction::SetServiceTimes { leader: None, service: ServiceTimes::default() });
    assert_eq!(last_edit(&player), None);
}

#[test]
fn requests_wait_in_the_queue_of_a_busy_leader() {
    let mut player = player();
    let service = ServiceTimes { write: Micros::from_ms(50), ..ServiceTimes::default() };
    player.act(EditAction::SetServiceTimes { leader: Some(leader("F")), service });
    player.act(PlaybackAction::Seek(Micros::from_ms(12)));
    let busy = player.frame().leader(leader("F")).unwrap();
    assert_eq!((busy.jobs, busy.busy_until()), (1, Some(Micros::from_ms(60))));
    assert_eq!(player.frame().leader(leader("T")).unwrap().jobs, 0);
}

#[test]
fn single_leader_baseline_opens_beside_the_run_and_its_clients_wait_longer() {
    let mut player = player();
    let failover = Some(Micros::from_ms(300));
    player.act(BranchAction::TrySingleLeader { leader: None, failover });
    assert_eq!(&*player.branches().current().name, "Single leader Frankfurt, failover after 300 ms");
    let baseline = player.branches().all()[0].scenario.with_single_leader(leader("F"), failover);
    assert_eq!(**player.scenario(), baseline);
    player.act(PlaybackAction::SeekEnd);
    let writes = |player: &Player| player.latency_report().total.writes.map(|writes| writes.max);
    assert_eq!(writes(&player.compared_player().unwrap()), Some(Micros::ZERO), "next to their leaders");
    assert!(writes(&player) > Some(Micros::from_ms(100)), "across the world to the single leader");
    player.act(BranchAction::TrySingleLeader { leader: Some(leader("X")), failover: None });
    assert!(player.notice().is_some_and(|notice| notice.contains("single leader")));
    assert_eq!(player.branches().all().len(), 2);
}
