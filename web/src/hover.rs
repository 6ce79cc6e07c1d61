//! The hovered item: a message or a leader under the pointer or the focus, highlighted on the stage and on the
//! diagram alike. It is a context of its own so that only what highlights it renders again.

use player::{LeaderId, Message};
use yew::prelude::*;

/// The item under the pointer or the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Hovered {
    /// Neither a leader nor a message.
    #[default]
    Nothing,
    /// A leader, by its card or lane.
    Leader(LeaderId),
    /// A message, by its disc or line.
    Message(Message),
}

/// Context: sets the hovered item.
#[derive(Clone, PartialEq)]
struct SetHovered(Callback<Hovered>);

#[derive(Properties, PartialEq)]
pub struct HoverProviderProps {
    pub children: Html,
}

/// Lets its children set and read the hovered item.
#[component]
pub fn HoverProvider(props: &HoverProviderProps) -> Html {
    let hovered = use_state_eq(Hovered::default);
    let set_hovered = use_callback(hovered.setter(), |now: Hovered, hovered| hovered.set(now));
    html! {
        <ContextProvider<SetHovered> context={SetHovered(set_hovered)}>
            <ContextProvider<Hovered> context={*hovered}>
                { props.children.clone() }
            </ContextProvider<Hovered>>
        </ContextProvider<SetHovered>>
    }
}

/// The hovered item.
#[hook]
pub fn use_hovered() -> Hovered {
    use_context().unwrap_or_default()
}

/// A stable callback that sets the hovered item.
#[hook]
pub fn use_set_hovered() -> Callback<Hovered> {
    use_context::<SetHovered>().map_or_else(Callback::noop, |set_hovered| set_hovered.0)
}
