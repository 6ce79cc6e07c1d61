//! One thing that can be done: its name, what it does, and doing it.

use player::{Action, Micros};
use yew::prelude::*;

use crate::commands::keys::{KeyAction, keys_for};
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::platform::{page, theme};
use crate::store::use_dispatch;

/// One thing that can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct UiCommand {
    /// What it is called where it is clear to what it is done: “Crash”.
    pub name: String,
    /// To what it is done, where that is to be said: “Tokyo”.
    pub subject: Option<String>,
    /// What it does.
    pub effect: Effect,
}

/// What comes of taking an offer.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// These, one after the other.
    Dispatch(Vec<Action>),
    /// Selects something, and puts the focus on what fits a selector.
    SelectAndFocus(Action, &'static str),
    /// Opens a dialog.
    OpenDialog(DialogKind),
    /// Makes a light page dark, and the other way round.
    ToggleTheme,
}

impl UiCommand {
    /// Something that is one action.
    pub fn action(name: impl Into<String>, action: impl Into<Action>) -> Self {
        Self { name: name.into(), subject: None, effect: Effect::Dispatch(vec![action.into()]) }
    }

    /// Something that opens a dialog.
    pub fn open_dialog(name: impl Into<String>, panel: DialogKind) -> Self {
        Self { name: name.into(), subject: None, effect: Effect::OpenDialog(panel) }
    }

    /// The same, done to something that is named.
    pub fn with_subject(self, to: impl Into<String>) -> Self {
        Self { subject: Some(to.into()), ..self }
    }

    /// Its whole name: “Tokyo: Crash”.
    pub fn full_name(&self) -> String {
        self.subject.as_ref().map_or_else(|| self.name.clone(), |to| format!("{to}: {}", self.name))
    }

    /// The keys that do the same.
    pub fn keys(&self) -> Option<&'static str> {
        match &self.effect {
            Effect::Dispatch(actions) => match &actions[..] {
                [action] => keys_for(|deed| deed.action(Micros::ZERO).as_ref() == Some(action)),
                _ => None,
            },
            Effect::OpenDialog(panel) => keys_for(|deed| deed == KeyAction::OpenDialog(*panel)),
            _ => None,
        }
    }
}

/// A callback that takes offers.
#[hook]
pub fn use_run_command() -> Callback<UiCommand> {
    let (dispatch, show) = (use_dispatch(), use_show_dialog());
    use_callback((dispatch, show), |offer: UiCommand, (dispatch, show)| match offer.effect {
        Effect::Dispatch(actions) => actions.into_iter().for_each(|action| dispatch.emit(action)),
        Effect::SelectAndFocus(action, selector) => {
            dispatch.emit(action);
            page::focus_after_render(selector);
        }
        Effect::OpenDialog(panel) => show.emit(Some(panel)),
        Effect::ToggleTheme => theme::toggle(),
    })
}
