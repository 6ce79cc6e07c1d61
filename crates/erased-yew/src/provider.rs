//! Giving a value to all components below.

use std::rc::Rc;

use yew::context::ContextProviderProps;
use yew::prelude::*;
use yew::virtual_dom::VComp;

/// Yew's provider of a context, as a function component.
#[component]
pub fn ContextProvider<T: Clone + PartialEq + 'static>(props: &ContextProviderProps<T>) -> Html {
    VComp::new::<yew::ContextProvider<T>>(Rc::new(props.clone()), None).into()
}
