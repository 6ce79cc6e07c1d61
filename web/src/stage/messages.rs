//! What is on its way, drawn on one canvas. A message is a disc in the colour and with the letter of the
//! write's origin, a copy of one its outline; requests between leaders and snapshots are square.

use std::rc::Rc;

use player::Selection;
use replication::{Leg, LinkId, Micros, Stage, Transmission};
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::hooks::use_listener;
use crate::parts::letter;
use crate::platform::page::{THEME_CHANGED, window};
use crate::pointed::{Pointed, use_pointed};
use crate::scene::point::Point;
use crate::stage::discs::Discs;
use crate::stage::ink::{Ink, context_of};
use crate::stage::layout::Layout;
use crate::store::{View, use_playhead, use_view};

/// Half the side of a client's request on its way between leaders, and of a snapshot.
const ERRAND_PX: f64 = 9.0;
const SNAPSHOT_PX: f64 = 13.0;
/// Beyond so much of its way a message that will be lost is no longer seen.
const VANISHES_AT: f64 = 0.6;

#[derive(Properties, PartialEq)]
pub struct MessagesProps {
    pub layout: Rc<Layout>,
    /// Takes down where the discs are.
    pub discs: Discs,
}

/// The canvas. It is drawn anew when the playhead moves or what there is changes, and at no other time.
#[component]
pub fn Messages(props: &MessagesProps) -> Html {
    let node = use_node_ref();
    let view = use_view();
    let at = use_playhead();
    let pointed = use_pointed();
    let theme = use_state(|| ());
    let ink = use_mut_ref(|| None::<Ink>);
    let onchange = use_callback((), {
        let (theme, ink) = (theme.setter(), ink.clone());
        move |_: web_sys::Event, ()| {
            ink.take();
            theme.set(());
        }
    });
    use_listener(THEME_CHANGED, onchange);
    {
        let (node, layout, discs) = (node.clone(), props.layout.clone(), props.discs.clone());
        use_effect(move || {
            if let Some(canvas) = node.cast::<HtmlCanvasElement>() {
                let mut ink = ink.borrow_mut();
                let ink = ink.get_or_insert_with(|| Ink::new(&canvas));
                draw(&canvas, ink, &view, &layout, &discs, at);
                mark(&canvas, ink, &view, &discs, pointed);
            }
        });
    }
    html! { <canvas class="messages" ref={node} aria-hidden="true"></canvas> }
}

/// Rings around the discs of the message that is pointed at and of the one that is chosen.
fn mark(canvas: &HtmlCanvasElement, ink: &Ink, view: &View, discs: &Discs, pointed: Pointed) {
    let chosen = match view.selection() {
        Selection::Message(message) => Some(message),
        _ => None,
    };
    let pointed = match pointed {
        Pointed::Message(message) => Some(message),
        _ => None,
    };
    let places = [chosen, pointed].into_iter().flatten().filter_map(|message| discs.place(message));
    if let Some(context) = context_of(canvas) {
        places.for_each(|place| ink.ring(&context, place));
    }
}

fn draw(canvas: &HtmlCanvasElement, ink: &mut Ink, view: &View, layout: &Layout, discs: &Discs, at: Micros) {
    discs.clear();
    let ratio = window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0);
    let (width, height) = ((layout.size.width * ratio) as u32, (layout.size.height * ratio) as u32);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
        ink.is_dry = true;
    }
    let Some(context) = context_of(canvas) else {
        return;
    };
    // A transform of finite numbers cannot fail.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, layout.size.width, layout.size.height);
    ink.wet(&context);
    for (link, sent) in view.world().in_flight() {
        if let Some((place, fading)) = place(layout, link, sent, at) {
            context.set_global_alpha(1.0 - fading);
            ink.disc(&context, view, sent, place, ratio);
            discs.put(sent.message(link), place);
        }
    }
    context.set_global_alpha(1.0);
    for errand in view.world().errands.values() {
        let (leg, sign) = match &errand.leg {
            Leg::Going { sent_at, arrives_at } => ((*sent_at, *arrives_at), "?"),
            Leg::Returning { sent_at, arrives_at, .. } => ((*sent_at, *arrives_at), "✓"),
            Leg::Nowhere => continue,
        };
        if let Some(place) = between(layout, errand.request.link, leg, at) {
            ink.card(&context, view, errand.asked, sign, ERRAND_PX, place);
        }
    }
    for (to, snapshot) in &view.world().snapshots {
        let leg = snapshot.under_way.as_ref().map(|copy| (copy.sent_at, copy.arrives_at));
        let place = leg.and_then(|leg| between(layout, LinkId::new(snapshot.from, *to), leg, at));
        if let Some(place) = place {
            ink.card(&context, view, snapshot.from, &letter(snapshot.from), SNAPSHOT_PX, place);
        }
    }
}

/// Where something that goes straight from leader to leader is at an instant.
fn between(layout: &Layout, link: LinkId, leg: (Micros, Micros), at: Micros) -> Option<Point> {
    layout.way_between(link).map(|way| way.point_at(part_of(leg, at)))
}

/// Which part of a leg is done at an instant.
fn part_of((from, to): (Micros, Micros), at: Micros) -> f64 {
    ((at - from).0 as f64 / ((to - from).0 as f64).max(1.0)).min(1.0)
}

/// Where a message is at an instant, and how far it has faded.
fn place(layout: &Layout, link: LinkId, sent: &Transmission, at: Micros) -> Option<(Point, f64)> {
    let way = layout.way(link)?;
    match sent.stage {
        // In the queue of a narrow link it has not left yet: it stands at its sender.
        Stage::Flying { sent_at, arrives_at } => {
            Some((way.point_at(part_of((sent_at, arrives_at), at)), 0.0))
        }
        Stage::Doomed { sent_at, resend_at } => {
            let along = part_of((sent_at, resend_at), at) * 2.0;
            (along < VANISHES_AT).then(|| (way.point_at(along), along / VANISHES_AT))
        }
        Stage::Held => Some((way.point_at(1.0), 0.0)),
        Stage::Stopped => None,
    }
}
