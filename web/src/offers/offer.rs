//! One thing that can be done: its name, what it does, and doing it.

use player::{Action, Micros};
use yew::prelude::*;

use crate::offers::keys::{Deed, keys_of};
use crate::panels::{Panel, use_show};
use crate::platform::{page, theme};
use crate::store::use_dispatch;

/// One thing that can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What it is called where it is clear to what it is done: “Crash”.
    pub name: String,
    /// To what it is done, where that is to be said: “Tokyo”.
    pub to: Option<String>,
    /// What it does.
    pub does: Does,
}

/// What comes of taking an offer.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    /// These, one after the other.
    Acts(Vec<Action>),
    /// Selects something, and puts the focus on what fits a selector.
    Goes(Action, &'static str),
    /// Opens a dialog.
    Shows(Panel),
    /// Makes a light page dark, and the other way round.
    TurnsTheme,
}

impl Offer {
    /// Something that is one action.
    pub fn act(name: impl Into<String>, action: impl Into<Action>) -> Self {
        Self { name: name.into(), to: None, does: Does::Acts(vec![action.into()]) }
    }

    /// Something that opens a dialog.
    pub fn show(name: impl Into<String>, panel: Panel) -> Self {
        Self { name: name.into(), to: None, does: Does::Shows(panel) }
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
            Does::Acts(actions) => match &actions[..] {
                [action] => keys_of(|deed| deed.action(Micros::ZERO).as_ref() == Some(action)),
                _ => None,
            },
            Does::Shows(panel) => keys_of(|deed| deed == Deed::Show(*panel)),
            _ => None,
        }
    }
}

/// A callback that takes offers.
#[hook]
pub fn use_take() -> Callback<Offer> {
    let (dispatch, show) = (use_dispatch(), use_show());
    use_callback((dispatch, show), |offer: Offer, (dispatch, show)| match offer.does {
        Does::Acts(actions) => actions.into_iter().for_each(|action| dispatch.emit(action)),
        Does::Goes(action, selector) => {
            dispatch.emit(action);
            page::focus_soon(selector);
        }
        Does::Shows(panel) => show.emit(Some(panel)),
        Does::TurnsTheme => theme::turn(),
    })
}
