//! A function component together with its properties, of any type.

use std::any::{Any, TypeId};
use std::rc::Rc;

use yew::functional::{FunctionProvider, HookContext};
use yew::html::{BaseComponent, HtmlResult};
use yew::prelude::*;

/// A component and its properties. They are equal to those of the same component with equal properties.
#[derive(Clone, Properties)]
pub struct AnyProps {
    erased: Rc<dyn Erased>,
}

impl AnyProps {
    /// The component `C` with these properties.
    pub fn new<C>(props: Rc<<C as BaseComponent>::Properties>) -> Self
    where
        C: BaseComponent + FunctionProvider<Properties = <C as BaseComponent>::Properties>,
    {
        Self { erased: Rc::new(Typed::<C> { props }) }
    }

    /// Whether both are of one component.
    pub fn is_same_component(&self, other: &Self) -> bool {
        self.erased.component() == other.erased.component()
    }

    /// What the component shows.
    pub fn render(&self, hooks: &mut HookContext) -> HtmlResult {
        self.erased.render(hooks)
    }
}

impl PartialEq for AnyProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.erased, &other.erased) || self.erased.equals(&*other.erased)
    }
}

trait Erased: Any {
    fn component(&self) -> TypeId;
    fn equals(&self, other: &dyn Erased) -> bool;
    fn render(&self, hooks: &mut HookContext) -> HtmlResult;
}

struct Typed<C: BaseComponent> {
    props: Rc<C::Properties>,
}

impl<C> Erased for Typed<C>
where
    C: BaseComponent + FunctionProvider<Properties = <C as BaseComponent>::Properties>,
{
    fn component(&self) -> TypeId {
        TypeId::of::<C>()
    }

    fn equals(&self, other: &dyn Erased) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<Self>().is_some_and(|other| self.props == other.props)
    }

    fn render(&self, hooks: &mut HookContext) -> HtmlResult {
        C::run(hooks, &self.props)
    }
}
