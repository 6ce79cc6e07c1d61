//! Uncommitted text in a field: it survives when the page renders again.

use yew::prelude::*;

use crate::platform::events::value_of;

/// The text in a field, as long as it differs from the value that the field stands for.
#[derive(Clone, PartialEq)]
struct Typed {
    text: String,
    /// Whether the field was left, or Enter pressed, with an invalid text.
    is_refused: bool,
}

/// The state of a field whose text becomes a value when it is left or Enter is pressed.
pub struct TypedText(UseStateHandle<Option<Typed>>);

/// A field for `value`. When that changes, what was typed is dropped.
#[hook]
pub fn use_typed_text<T: PartialEq + 'static>(value: T) -> TypedText {
    let typed = use_state_eq(|| None);
    {
        let typed = typed.setter();
        use_effect_with(value, move |_| typed.set(None));
    }
    TypedText(typed)
}

impl TypedText {
    /// What the field shows: what was typed, or else the text of the value.
    pub fn text_or(&self, value: impl FnOnce() -> String) -> String {
        self.0.as_ref().map_or_else(value, |typed| typed.text.clone())
    }

    /// Whether the text was refused, and not taken back or replaced since.
    pub fn is_refused(&self) -> bool {
        self.0.as_ref().is_some_and(|typed| typed.is_refused)
    }

    /// Keeps each change of the text.
    pub fn oninput(&self) -> Callback<InputEvent> {
        let (typed, is_refused) = (self.0.setter(), self.is_refused());
        Callback::from(move |event: InputEvent| typed.set(Some(Typed { text: value_of(&event), is_refused })))
    }

    /// Commits the text if it is a value; otherwise keeps and rejects it.
    pub fn onchange<T: 'static>(
        &self,
        parse: impl Fn(&str) -> Option<T> + 'static,
        onset: Callback<T>,
    ) -> Callback<Event> {
        let typed = self.0.setter();
        Callback::from(move |event: Event| {
            let text = value_of(&event);
            match parse(&text) {
                Some(value) => {
                    typed.set(None);
                    onset.emit(value);
                }
                None => typed.set(Some(Typed { text, is_refused: true })),
            }
        })
    }
}
