//! A UI command: its name, its effect, and the hook that runs it.

use player::Action;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::commands::keys::{KeyAction, keys_for};
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::documents::{reading, use_connection};
use crate::lesson_place::{Place, use_go_to_place};
use crate::pictures::use_print;
use crate::platform::{page, theme};
use crate::store::{use_dispatch, use_view};

/// A command that the palette and the menus offer.
#[derive(Clone, Debug, PartialEq)]
pub struct UiCommand {
    /// Its name without the subject: “Crash”.
    pub name: String,
    /// The object or category it belongs to, for lists that mix several: “Tokyo”.
    pub subject: Option<String>,
    /// Its effect.
    pub effect: Effect,
}

/// The effect of running a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Dispatches actions in order.
    Dispatch(Vec<Action>),
    /// Dispatches a selection, then focuses the first element that matches a CSS selector.
    SelectAndFocus(Action, &'static str),
    /// Opens a dialog.
    OpenDialog(DialogKind),
    /// Switches between the light and the dark theme.
    ToggleTheme,
    /// Saves the run as a file.
    SaveAsFile,
    /// Prints the run, or the open lesson.
    Print,
    /// Opens the panel in which a lesson is made of the run.
    MakeLesson,
}

impl UiCommand {
    /// A command with an effect.
    pub fn new(name: impl Into<String>, effect: Effect) -> Self {
        Self { name: name.into(), subject: None, effect }
    }

    /// A command that dispatches one action.
    pub fn action(name: impl Into<String>, action: impl Into<Action>) -> Self {
        Self::new(name, Effect::Dispatch(vec![action.into()]))
    }

    /// A command that opens a dialog.
    pub fn open_dialog(name: impl Into<String>, panel: DialogKind) -> Self {
        Self::new(name, Effect::OpenDialog(panel))
    }

    /// The same command, listed under a subject.
    pub fn with_subject(self, subject: impl Into<String>) -> Self {
        Self { subject: Some(subject.into()), ..self }
    }

    /// Its name with the subject: “Tokyo: Crash”.
    pub fn full_name(&self) -> String {
        self.subject.as_ref().map_or_else(|| self.name.clone(), |subject| format!("{subject}: {}", self.name))
    }

    /// The keyboard shortcut with the same effect.
    pub fn keys(&self) -> Option<&'static str> {
        match &self.effect {
            Effect::Dispatch(actions) => match &actions[..] {
                [action] => keys_for(|key| key.action().as_ref() == Some(action)),
                _ => None,
            },
            Effect::OpenDialog(panel) => keys_for(|key| key == KeyAction::OpenDialog(*panel)),
            _ => None,
        }
    }
}

/// Returns a callback that saves the run as a file, once the code for that is there.
#[hook]
pub fn use_save_as_file() -> Callback<()> {
    let (view, connection) = (use_view(), use_connection());
    use_callback((view, connection), |(), (view, connection)| {
        let (player, connection) = (view.0.clone(), connection.clone());
        spawn_local(async move {
            if let (Some(reading), Some(connection)) = (reading::load().await, connection) {
                (reading.save_as_file)(&player, &connection.page);
            }
        });
    })
}

/// Returns a callback that runs commands.
#[hook]
pub fn use_run_command() -> Callback<UiCommand> {
    let (dispatch, show) = (use_dispatch(), use_show_dialog());
    let (save, print, go) = (use_save_as_file(), use_print(), use_go_to_place());
    let means = (dispatch, show, save, print, go);
    use_callback(means, |command: UiCommand, (dispatch, show, save, print, go)| match command.effect {
        Effect::Dispatch(actions) => actions.into_iter().for_each(|action| dispatch.emit(action)),
        Effect::SelectAndFocus(action, selector) => {
            dispatch.emit(action);
            page::focus_after_render(selector);
        }
        Effect::OpenDialog(panel) => show.emit(Some(panel)),
        Effect::ToggleTheme => theme::toggle(),
        Effect::SaveAsFile => save.emit(()),
        Effect::Print => print.emit(()),
        Effect::MakeLesson => go.emit(Some(Place::new_lesson())),
    })
}
