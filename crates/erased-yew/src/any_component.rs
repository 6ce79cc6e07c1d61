//! The one component that is compiled: it renders whichever function component its properties name.

use yew::functional::{FunctionComponent, FunctionProvider, HookContext};
use yew::html::{BaseComponent, HtmlResult};
use yew::prelude::*;
use yew::virtual_dom::VNode;

use crate::any_props::AnyProps;

/// Shows the component of its properties. To Yew it stays the same component when those are of another one; it then
/// begins anew, without the state of the first, and with an element of its own.
pub struct AnyComponent {
    function: FunctionComponent<Self>,
    /// How many components it has shown before the current one.
    generation: usize,
}

impl FunctionProvider for AnyComponent {
    type Properties = AnyProps;

    fn run(hooks: &mut HookContext, props: &AnyProps) -> HtmlResult {
        props.render(hooks)
    }
}

impl BaseComponent for AnyComponent {
    type Message = ();
    type Properties = AnyProps;

    fn create(context: &Context<Self>) -> Self {
        Self { function: FunctionComponent::new(context), generation: 0 }
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn changed(&mut self, context: &Context<Self>, old: &AnyProps) -> bool {
        if !context.props().is_same_component(old) {
            self.function.destroy();
            self.function = FunctionComponent::new(context);
            self.generation += 1;
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> HtmlResult {
        let mut shown = self.function.render(context.props())?;
        // An element with another key is made anew, with what the user has done to it gone.
        if self.generation > 0
            && let VNode::VTag(element) = &mut shown
            && element.key.is_none()
        {
            std::rc::Rc::make_mut(element).key = Some(self.generation.into());
        }
        Ok(shown)
    }

    fn rendered(&mut self, _: &Context<Self>, _is_first: bool) {
        self.function.rendered();
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.function.destroy();
    }

    fn prepare_state(&self) -> Option<String> {
        None
    }
}
