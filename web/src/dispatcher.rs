//! The dispatcher: hands actions to the store, whichever group they are of.

use player::Action;
use yew::prelude::*;

/// Takes every action. Copies are equal.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatcher(Callback<Action>);

impl Dispatcher {
    /// A dispatcher that calls this with each action.
    pub fn new(act: impl Fn(Action) + 'static) -> Self {
        Self(Callback::from(act))
    }

    /// Hands an action on.
    pub fn emit(&self, action: impl Into<Action>) {
        self.0.emit(action.into());
    }

    /// A callback that hands on the action made of what it is called with.
    pub fn reform<T, A: Into<Action>>(&self, make: impl Fn(T) -> A + 'static) -> Callback<T> {
        self.0.reform(move |value| make(value).into())
    }
}
