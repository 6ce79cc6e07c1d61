//! One option of a form: what it is now, and what sets it.

use replication::{Configuration, OptionInfo};
use yew::prelude::*;

use crate::components::Choices;
use crate::store::View;

/// One option of the form.
pub(super) struct Field<'a> {
    pub view: &'a View,
    pub option: &'static OptionInfo,
    pub configuration: &'a Configuration,
    pub onset: &'a Callback<Configuration>,
}

impl Field<'_> {
    /// The help in a line of its own, if there is any.
    pub fn help(&self) -> Html {
        match self.option.help {
            "" => html! {},
            help => html! { <p class="help">{ help }</p> },
        }
    }

    /// What sets the option to a value that is made of what a control gives; none leaves it out.
    pub fn set<I: 'static, T: serde::Serialize>(
        &self,
        value: impl Fn(I) -> Option<T> + 'static,
    ) -> Callback<I> {
        let (configuration, option) = (self.configuration.clone(), self.option);
        self.onset.reform(move |given| configuration.with(option, value(given)))
    }
}

/// Every leader as a choice.
pub(super) fn leader_choices(view: &View) -> Choices {
    view.world().members.iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect()
}
