//! State that every callback reads as it was last set.

use std::cell::RefCell;
use std::rc::Rc;

use yew::functional::UseForceUpdateHandle;
use yew::prelude::*;

use crate::platform::events::value_of;

/// State that redraws its component, as Yew's does. But a callback of an earlier drawing reads the latest value too, not
/// the value that was drawn: Yew puts off drawing while the browser is busy, and a key that is pressed meanwhile must act
/// on everything that was typed.
#[derive(Clone)]
pub struct Latest<T> {
    value: Rc<RefCell<T>>,
    redraw: UseForceUpdateHandle,
}

/// State that begins with `first`.
#[hook]
pub fn use_latest<T: Clone + PartialEq + 'static>(first: impl FnOnce() -> T) -> Latest<T> {
    Latest { value: use_mut_ref(first), redraw: use_force_update() }
}

/// Equal if they are the same state, whatever its value.
impl<T> PartialEq for Latest<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.value, &other.value)
    }
}

impl<T: Clone + PartialEq> Latest<T> {
    /// The latest value.
    pub fn get(&self) -> T {
        self.value.borrow().clone()
    }

    /// Sets the value and redraws the component, unless it is the same value.
    pub fn set(&self, value: T) {
        if *self.value.borrow() != value {
            self.value.replace(value);
            self.redraw.force_update();
        }
    }

    /// Changes the latest value.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let mut value = self.get();
        change(&mut value);
        self.set(value);
    }
}

impl Latest<String> {
    /// Keeps each change of a field's text.
    pub fn oninput(&self) -> Callback<InputEvent> {
        let text = self.clone();
        Callback::from(move |event: InputEvent| text.set(value_of(&event)))
    }
}
