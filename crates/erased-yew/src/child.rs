//! A component in a tree of elements, as `html!` makes it.

use std::rc::Rc;

use yew::functional::FunctionProvider;
use yew::html::{BaseComponent, ChildrenRenderer, IntoPropValue};
use yew::virtual_dom::{Key, VComp, VNode};

use crate::any_component::AnyComponent;
use crate::any_props::AnyProps;

/// A child that is the function component `C`.
pub struct VChild<C: BaseComponent> {
    props: Rc<<C as BaseComponent>::Properties>,
    key: Option<Key>,
}

impl<C: BaseComponent> VChild<C> {
    /// A child with these properties, which keeps its state among siblings by its key.
    pub fn new(props: <C as BaseComponent>::Properties, key: Option<Key>) -> Self {
        Self { props: Rc::new(props), key }
    }
}

impl<C> From<VChild<C>> for VNode
where
    C: BaseComponent + FunctionProvider<Properties = <C as BaseComponent>::Properties>,
{
    fn from(child: VChild<C>) -> Self {
        any_node(AnyProps::new::<C>(child.props), child.key)
    }
}

/// Not part of the conversion, which is compiled for each component.
fn any_node(props: AnyProps, key: Option<Key>) -> VNode {
    VComp::new::<AnyComponent>(Rc::new(props), key).into()
}

impl<C> IntoPropValue<VNode> for VChild<C>
where
    VNode: From<Self>,
    C: BaseComponent,
{
    fn into_prop_value(self) -> VNode {
        self.into()
    }
}

impl<C> IntoPropValue<ChildrenRenderer<VNode>> for VChild<C>
where
    VNode: From<Self>,
    C: BaseComponent,
{
    fn into_prop_value(self) -> ChildrenRenderer<VNode> {
        ChildrenRenderer::new(vec![self.into()])
    }
}
