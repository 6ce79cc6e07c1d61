//! What is pointed at without being chosen: a message or a leader, shown as such on the stage and on the
//! diagram alike. Only what shows it is drawn anew when it changes.

use player::{LeaderId, Message};
use yew::prelude::*;

/// What the pointer or the focus is on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Hovered {
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
struct SetHovered(Callback<Hovered>);

#[derive(Properties, PartialEq)]
pub struct HoverProviderProps {
    pub children: Html,
}

/// Everything within it can point, and can know what is pointed at.
#[component]
pub fn HoverProvider(props: &HoverProviderProps) -> Html {
    let pointed = use_state_eq(Hovered::default);
    let point = use_callback(pointed.setter(), |now: Hovered, pointed| pointed.set(now));
    html! {
        <ContextProvider<SetHovered> context={SetHovered(point)}>
            <ContextProvider<Hovered> context={*pointed}>
                { props.children.clone() }
            </ContextProvider<Hovered>>
        </ContextProvider<SetHovered>>
    }
}

/// What is pointed at.
#[hook]
pub fn use_hovered() -> Hovered {
    use_context().unwrap_or_default()
}

/// A callback that takes what is pointed at. It stays the same.
#[hook]
pub fn use_set_hovered() -> Callback<Hovered> {
    use_context::<SetHovered>().map_or_else(Callback::noop, |point| point.0)
}
