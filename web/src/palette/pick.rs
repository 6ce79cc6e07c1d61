//! Doing what was chosen in the palette.

use yew::prelude::*;

use super::entry::{Choice, Entry};
use crate::commands::use_run_command;
use crate::lesson_place::use_go_to_place;
use crate::pictures::use_save_picture;
use crate::platform::controls;

/// Closes the palette by `onclose`, and does what the entry says.
#[hook]
pub fn use_pick(onclose: Callback<()>) -> Callback<Entry> {
    let run = use_run_command();
    let save = use_save_picture();
    let go = use_go_to_place();
    Callback::from(move |entry: Entry| {
        onclose.emit(());
        match entry.choice {
            Choice::Run(command) => run.emit(*command),
            Choice::Save(picture) => save.emit((picture, Callback::noop())),
            Choice::Learn(place) => go.emit(Some(place)),
            Choice::Press(name) => controls::press_after_render(name),
            Choice::Reveal(label) => controls::reveal_after_render(label),
        }
    })
}
