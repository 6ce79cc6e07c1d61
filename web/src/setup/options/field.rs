//! One option of a form: its current value and the callback that sets it.

use replication::{Configuration, OptionInfo};
use yew::prelude::*;

use crate::components::Choices;
use crate::store::View;

/// One option of a form.
pub(super) struct Field<'a> {
    pub view: &'a View,
    pub option: &'static OptionInfo,
    pub configuration: &'a Configuration,
    pub onset: &'a Callback<Configuration>,
}

impl Field<'_> {
    /// The help text as a paragraph, if the option has one.
    pub fn help(&self) -> Html {
        match self.option.help {
            "" => html! {},
            help => html! { <p class="help">{ help }</p> },
        }
    }

    /// A callback that converts a control's input and sets the option; `None` removes the option.
    pub fn set<I: 'static, T: serde::Serialize>(
        &self,
        value: impl Fn(I) -> Option<T> + 'static,
    ) -> Callback<I> {
        let (configuration, option) = (self.configuration.clone(), self.option);
        self.onset.reform(move |input| configuration.with(option, value(input)))
    }
}

/// The choices of a leader picker.
pub(super) fn leader_choices(view: &View) -> Choices {
    view.frame().members().iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect()
}
