//! Yew, with one compiled component instead of one for each function component.
//!
//! Yew compiles the code that creates, compares, renders and destroys a component once per component, about 4 kB each.
//! The page depends on this crate under the name of Yew, so that `html!` makes its components with the [`VChild`] below:
//! one component that calls the rendering function it is given.
//!
//! [`VChild`]: virtual_dom::VChild

mod any_component;
mod any_props;
mod child;
mod provider;

pub use yew::*;

/// What is usually imported.
pub mod prelude {
    pub use yew::prelude::*;

    pub use crate::provider::ContextProvider;
}

/// Yew's virtual elements, with children of one compiled component.
pub mod virtual_dom {
    pub use yew::virtual_dom::*;

    pub use crate::child::VChild;
}
