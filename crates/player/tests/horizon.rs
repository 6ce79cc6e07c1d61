//! Playing to an instant, and hiding what comes after one.

use player::{Breakpoint, Direction, DocumentAction, EditAction, Micros, PlaybackAction, Player};
use replication::Command;
use scenario::Permalink;

const LATER: Micros = Micros::from_ms(60);
const EARLIER: Micros = Micros::from_ms(20);

fn two_carts() -> Player {
    Player::new(scenario::default_scenario())
}

fn tick_until_it_stops(player: &mut Player) {
    while player.is_moving() {
        player.act(PlaybackAction::Tick { wall_us: 16_000 });
    }
}

#[test]
fn playing_to_an_instant_stops_exactly_there() {
    let mut player = two_carts();
    player.act(PlaybackAction::PlayTo(LATER));
    assert!(player.is_moving());
    tick_until_it_stops(&mut player);
    assert_eq!((player.at(), player.playback().playing), (LATER, false));
}

#[test]
fn playing_to_an_instant_that_has_passed_stays_there() {
    let mut player = two_carts();
    player.act(PlaybackAction::Seek(LATER));
    player.act(PlaybackAction::PlayTo(EARLIER));
    assert_eq!((player.at(), player.is_moving()), (LATER, false));
}

#[test]
fn edit_while_playing_to_an_instant_keeps_the_instant() {
    let mut player = two_carts();
    player.act(PlaybackAction::PlayTo(LATER));
    let crash = Command::Crash { leader: player.frame().members()[0] };
    player.act(EditAction::Issue(crash));
    assert_eq!(player.playback().until.and_then(|until| until.at), Some(LATER));
}

#[test]
fn no_way_of_moving_passes_what_is_hidden() {
    let mut player = two_carts();
    player.act(PlaybackAction::HideAfter(Some(LATER)));
    player.act(PlaybackAction::SeekEnd);
    assert_eq!((player.at(), player.ends_at()), (LATER, LATER));
    player.act(PlaybackAction::Seek(Micros::from_ms(150)));
    assert_eq!(player.at(), LATER);
    player.act(PlaybackAction::Seek(EARLIER));
    player.act(PlaybackAction::Play);
    tick_until_it_stops(&mut player);
    assert_eq!(player.at(), LATER);
    player.act(PlaybackAction::HideAfter(None));
    player.act(PlaybackAction::SeekEnd);
    assert!(player.at() > LATER);
}

#[test]
fn playhead_goes_back_to_where_hiding_begins() {
    let mut player = two_carts();
    player.act(PlaybackAction::SeekEnd);
    player.act(PlaybackAction::HideAfter(Some(EARLIER)));
    assert_eq!(player.at(), EARLIER);
}

#[test]
fn nothing_of_another_run_is_hidden() {
    let mut player = two_carts();
    player.act(PlaybackAction::HideAfter(Some(EARLIER)));
    player.act(DocumentAction::Open(Box::new(Permalink::of(scenario::GALLERY[1].scenario()))));
    assert_eq!(player.horizon(), None);
}

#[test]
fn search_beyond_the_horizon_reveals_nothing() {
    let notice_after = |action: PlaybackAction, horizon: Micros| {
        let mut player = two_carts();
        player.act(PlaybackAction::Seek(horizon));
        player.act(PlaybackAction::HideAfter(Some(horizon)));
        player.act(action);
        assert_eq!((player.at(), player.is_moving()), (horizon, false));
        player.notice().map(|sentence| sentence.to_string())
    };
    for search in [Breakpoint::Conflict, Breakpoint::LostWrite, Breakpoint::Convergence] {
        for action in [PlaybackAction::Step(Direction::Forward, search), PlaybackAction::PlayUntil(search)] {
            // Whether there is a conflict, as in this run, or none, as a lost write, is told in the same words.
            let notice = notice_after(action, EARLIER);
            assert_eq!(notice.as_deref(), Some("The rest of the run is hidden until you answer."));
        }
    }
}

#[test]
fn idle_stretch_is_not_offered_if_its_end_is_hidden() {
    let mut player = two_carts();
    player.act(PlaybackAction::SetSpeed(player::SPEEDS[0]));
    player.act(PlaybackAction::HideAfter(Some(Micros::from_ms(5))));
    player.act(PlaybackAction::Play);
    assert_eq!(player.idle_stretch(), None);
    let hidden = (player.hides(Micros::from_ms(6)), player.hides(Micros::from_ms(5)), player.hides_future());
    assert_eq!(hidden, (true, false, true));
}
