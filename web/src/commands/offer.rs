//! One thing that can be done: its name, what it does, and doing it.

use player::{Action, Micros};
use yew::prelude::*;

use crate::commands::keys::{Deed, keys_of};
use crate::dialogs::{Panel, use_show};
use crate::platform::{page, theme};
use crate::store::use_dispatch;

/// One thing that can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct UiCommand {
    /// What it is called where it is clear to what it is done: “Crash”.
    pub name: String,
    /// To what it is done, where that is to be said: “Tokyo”.
    pub to: Option<String>,
    /// What it does.
    pub does: Effect,
}

/// What comes of taking an offer.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// These, one after the other.
    Acts(Vec<Action>),
    /// Selects something, and puts the focus on what fits a selector.
    Goes(Action, &'static str),
    /// Opens a dialog.
    Shows(Panel),
    /// Makes a light page dark, and the other way round.
    TurnsTheme,
}

impl UiCommand {
    /// Something that is one action.
    pub fn act(name: impl Into<String>, action: impl Into<Action>) -> Self {
        Self { name: name.into(), to: None, does: Effect::Acts(vec![action.into()]) }
    }

    /// Something that opens a dialog.
    pub fn show(name: impl Into<String>, panel: Panel) -> Self {
        Self { name: name.into(), to: None, does: Effect::Shows(panel) }
    }

    /// The same, done to something that is named.
    pub fn to(self, to: impl Into<String>) -> Self {
        Self { to: Some(to.into()), ..self }
    }

    /// Its whole name: “Tokyo: Crash”.
    pub fn whole_name(&self) -> String {
        self.to.as_ref().map_or_else(|| self.name.clone(), |to| format!("{to}: {}", self.name))
    }

    /// The keys that do the same.
    pub fn keys(&self) -> Option<&'static str> {
        match &self.does {
            Effect::Acts(actions) => match &actions[..] {
                [action] => keys_of(|deed| deed.action(Micros::ZERO).as_ref() == Some(action)),
                _ => None,
            },
            Effect::Shows(panel) => keys_of(|deed| deed == Deed::Show(*panel)),
            _ => None,
        }
    }
}

/// A callback that takes offers.
#[hook]
pub fn use_run_command() -> Callback<UiCommand> {
    let (dispatch, show) = (use_dispatch(), use_show());
    use_callback((dispatch, show), |offer: UiCommand, (dispatch, show)| match offer.does {
        Effect::Acts(actions) => actions.into_iter().for_each(|action| dispatch.emit(action)),
        Effect::Goes(action, selector) => {
            dispatch.emit(action);
            page::focus_soon(selector);
        }
        Effect::Shows(panel) => show.emit(Some(panel)),
        Effect::TurnsTheme => theme::turn(),
    })
}
