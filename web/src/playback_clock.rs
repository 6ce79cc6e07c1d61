//! The clock of playback: it drives the player, and says where the playhead is.

use player::Micros;
use yew::prelude::*;

use crate::documents::place;
use crate::hooks::use_playback;
use crate::store::{Playhead, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct PlaybackClockProps {
    /// The playhead at the last tick.
    pub at: Micros,
    pub children: Html,
}

/// Drives playback and provides the playhead's position to its children.
#[component]
pub fn PlaybackClock(props: &PlaybackClockProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let since_tick = use_playback(&view, dispatch);
    let at = view.playhead_after(props.at, since_tick);
    place::note(at, view.is_moving());
    html! { <ContextProvider<Playhead> context={Playhead(at)}>{ props.children.clone() }</ContextProvider<Playhead>> }
}
