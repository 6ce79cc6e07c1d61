//! The dispatcher: sends actions of any group to the store.

use player::Action;
use yew::prelude::*;

/// Sends actions to the store. Clones compare equal.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatcher(Callback<Action>);

impl Dispatcher {
    /// A dispatcher that calls `act` with each action.
    pub fn new(act: impl Fn(Action) + 'static) -> Self {
        Self(Callback::from(act))
    }

    /// Sends one action.
    pub fn emit(&self, action: impl Into<Action>) {
        self.0.emit(action.into());
    }

    /// A callback that maps its argument to an action and sends it.
    pub fn reform<T, A: Into<Action>>(&self, make: impl Fn(T) -> A + 'static) -> Callback<T> {
        self.0.reform(move |value| make(value).into())
    }
}
