//! The one component that is compiled: it renders whichever function component its properties name.

use std::rc::Rc;

use yew::functional::{FunctionComponent, FunctionProvider, HookContext};
use yew::html::{BaseComponent, HtmlResult};
use yew::prelude::*;
use yew::virtual_dom::{VList, VNode};

use crate::any_props::AnyProps;

/// Renders the component of its properties. To Yew it stays the same component when those are of another one; it then
/// starts over, without the state of the first, and with its own element.
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
        let shown = self.function.render(context.props())?;
        Ok(if self.generation == 0 { shown } else { keyed_by_generation(shown, self.generation) })
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

/// Keyed by generation: an element with another key is not reused, nor are the user's changes to it or the state of the
/// components inside.
fn keyed_by_generation(shown: VNode, generation: usize) -> VNode {
    let key = Some(generation.into());
    match shown {
        VNode::VTag(mut element) if element.key.is_none() => {
            Rc::make_mut(&mut element).key = key;
            VNode::VTag(element)
        }
        // Only a list around them can be given a key, and only among siblings does a list's key count.
        other => VList::with_children(vec![VList::with_children(vec![other], key).into()], None).into(),
    }
}
