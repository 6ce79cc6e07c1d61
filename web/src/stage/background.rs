//! The stage's background: a world map where latency follows distance, or a plain canvas with fixed latency.

use player::Frame;
use replication::{Latency, LinkSettings, Micros};
use yew::prelude::*;

/// The kind of background, which follows from the links' latency setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// A world map: latency follows distance.
    Map,
    /// A free canvas: latency does not depend on where leaders are.
    Canvas,
}

/// The fixed latency on a canvas when there is no link to take an average of.
const DEFAULT_FIXED_LATENCY: Micros = Micros::from_ms(100);

impl Background {
    /// The background for a latency setting.
    pub fn of(latency: Latency) -> Self {
        if latency == Latency::ByDistance { Self::Map } else { Self::Canvas }
    }

    /// The value of `data-background` in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Canvas => "canvas",
        }
    }

    /// The link settings after switching to the other background. Switching to the canvas fixes the average latency.
    pub fn toggled_links(self, frame: &Frame) -> LinkSettings {
        let latency = match self {
            Self::Canvas => Latency::ByDistance,
            Self::Map => Latency::Fixed(mean_latency(frame).unwrap_or(DEFAULT_FIXED_LATENCY)),
        };
        LinkSettings { latency, ..frame.link_settings() }
    }
}

/// The average latency over all links, to the millisecond.
fn mean_latency(frame: &Frame) -> Option<Micros> {
    let links = u64::try_from(frame.link_count()).ok().filter(|links| *links > 0)?;
    let sum: u64 = frame.links().map(|(link, _)| frame.latency(link).0).sum();
    Some(Micros::from_ms((sum / links / 1_000).max(1)))
}

#[derive(Properties, PartialEq)]
pub struct BackdropProps {
    pub background: Background,
    /// The CSS that positions and sizes the scene.
    pub style: AttrValue,
}

/// The background's picture. The coastlines are part of the page's HTML.
#[component]
pub fn Backdrop(props: &BackdropProps) -> Html {
    html! {
        <div class="backdrop" data-background={props.background.name()} style={&props.style} aria-hidden="true">
            if props.background == Background::Map {
                <svg viewBox="0 0 2000 1000" preserveAspectRatio="none"><use href="#land" /></svg>
            }
        </div>
    }
}
