//! What is pointed at without being chosen: a message or a leader, shown as such on the stage and on the
//! diagram alike. Only what shows it is drawn anew when it changes.

use player::{LeaderId, Message};
use yew::prelude::*;

/// What the pointer or the focus is on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Pointed {
    /// Nothing of these.
    #[default]
    Nothing,
    /// A leader, by its card or its lane.
    Leader(LeaderId),
    /// A message, by its disc or its line.
    Message(Message),
}

/// Takes what is pointed at now.
#[derive(Clone, PartialEq)]
struct Point(Callback<Pointed>);

#[derive(Properties, PartialEq)]
pub struct PointingProps {
    pub children: Html,
}

/// Everything within it can point, and can know what is pointed at.
#[component]
pub fn Pointing(props: &PointingProps) -> Html {
    let pointed = use_state_eq(Pointed::default);
    let point = use_callback(pointed.setter(), |now: Pointed, pointed| pointed.set(now));
    html! {
        <ContextProvider<Point> context={Point(point)}>
            <ContextProvider<Pointed> context={*pointed}>
                { props.children.clone() }
            </ContextProvider<Pointed>>
        </ContextProvider<Point>>
    }
}

/// What is pointed at.
#[hook]
pub fn use_pointed() -> Pointed {
    use_context().unwrap_or_default()
}

/// A callback that takes what is pointed at. It stays the same.
#[hook]
pub fn use_point() -> Callback<Pointed> {
    use_context::<Point>().map_or_else(Callback::noop, |point| point.0)
}
