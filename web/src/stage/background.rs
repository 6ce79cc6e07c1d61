//! What lies behind the leaders: a map of the world where latency follows distance, else a plain canvas.

use player::Frame;
use replication::{Latency, LinkSettings, Micros};
use yew::prelude::*;

use crate::geometry::land;

/// What lies behind the leaders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// A map: how far leaders are apart is how long messages take.
    Map,
    /// A canvas: every link takes as long as every other, wherever leaders stand.
    Canvas,
}

/// The latency that links have on a canvas if there were none before.
const DEFAULT_FIXED_LATENCY: Micros = Micros::from_ms(100);

impl Background {
    /// What goes with how links behave.
    pub fn of(latency: Latency) -> Self {
        if latency == Latency::ByDistance { Self::Map } else { Self::Canvas }
    }

    /// For `data-ground` in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Canvas => "canvas",
        }
    }

    /// The settings of links on the other ground. On the canvas they all take as long as they did on average.
    pub fn toggled_links(self, frame: &Frame) -> LinkSettings {
        let latency = match self {
            Self::Canvas => Latency::ByDistance,
            Self::Map => Latency::Fixed(mean_latency(frame).unwrap_or(DEFAULT_FIXED_LATENCY)),
        };
        LinkSettings { latency, ..frame.link_settings() }
    }
}

/// How long messages take on average over all links, to the millisecond.
fn mean_latency(frame: &Frame) -> Option<Micros> {
    let links = u64::try_from(frame.link_count()).ok().filter(|links| *links > 0)?;
    let sum: u64 = frame.links().map(|(link, _)| frame.latency(link).0).sum();
    Some(Micros::from_ms((sum / links / 1_000).max(1)))
}

#[derive(Properties, PartialEq)]
pub struct BackdropProps {
    pub background: Background,
    /// Where the ground is, and how large.
    pub style: AttrValue,
}

/// The picture of it.
#[component]
pub fn Backdrop(props: &BackdropProps) -> Html {
    html! {
        <div class="backdrop" data-ground={props.background.name()} style={&props.style} aria-hidden="true">
            if props.background == Background::Map {
                <svg viewBox={format!("0 0 {} {}", land::WIDTH, land::HEIGHT)} preserveAspectRatio="none"><path d={land::PATH} /></svg>
            }
        </div>
    }
}
