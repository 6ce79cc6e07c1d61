//! Pictures of the run: the diagram or the stage as an SVG or a PNG file, and printed pages. The code that draws them is a
//! chunk.

mod print_plan;
mod printed;
mod printing;

pub use print_plan::{PrintedPage, use_printed_lesson};
pub use printing::{PrintedPages, use_print};

use figure::{Request, Subject};
use player::{Micros, Player, ViewAction};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::documents::{Page, PictureFormat, save_picture, use_connection};
use crate::platform::chunk::chunk;
use crate::platform::page;
use crate::store::{use_playhead, use_view};

/// A picture to save, and what is called with the name of its file once it is saved.
pub type SavePicture = (PictureFile, Callback<String>);

/// A picture of the run that is shown, and how it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// What it shows.
    pub subject: Subject,
    /// Whether it shows the run at the playhead; else the whole run, or its end.
    pub at_playhead: bool,
    /// Whether it has the colours of the dark theme.
    pub dark: bool,
    /// The format of the file.
    pub format: PictureFormat,
}

impl PictureFile {
    /// The picture that a command saves: the whole diagram, or the stage as it is now, in the colours of the page.
    pub fn of_command(subject: Subject, format: PictureFormat) -> Self {
        Self { subject, at_playhead: subject == Subject::Stage, dark: page::is_dark(), format }
    }
}

/// What the chunk does: it draws a picture and saves it, and draws the pages that are printed.
#[derive(Clone, Copy)]
pub struct Pictures {
    save: fn((&Player, Micros), SavePicture, &Page),
    print: fn(&Player) -> String,
}

chunk! {
    /// The code that draws.
    pub PICTURES in pictures: Pictures = Pictures { save: draw_and_save, print: printed::html_of }
}

fn draw_and_save((player, at): (&Player, Micros), (file, onsaved): SavePicture, page: &Page) {
    let PictureFile { subject, at_playhead, dark, format } = file;
    let request =
        Request { subject, at: at_playhead.then_some(at), dark, horizon: player.horizon(), is_alone: true };
    let title = &player.scenario().title;
    let picture = figure::draw(title, player.timeline(), request);
    let subject = match subject {
        Subject::Diagram => "diagram",
        Subject::Stage => "stage",
    };
    save_picture(&format!("{title} {subject}"), picture, format, page, onsaved);
}

/// Returns a callback that saves a picture, once the code that draws it is there.
#[hook]
pub fn use_save_picture() -> Callback<SavePicture> {
    let (view, at, connection) = (use_view(), use_playhead(), use_connection());
    use_callback((view, at, connection), |file: SavePicture, (view, at, connection)| {
        let (player, at, connection) = (view.0.clone(), *at, connection.clone());
        spawn_local(async move {
            let Some(connection) = connection else {
                return;
            };
            PICTURES.load().await;
            match PICTURES.get() {
                Some(pictures) => (pictures.save)((&player, at), file, &connection.page),
                None => connection.page.dispatch.emit(ViewAction::Notice(NOT_LOADED.into())),
            }
        });
    })
}

/// The notice if the code could not be loaded.
const NOT_LOADED: &str = "The picture could not be drawn, because a part of the page could not be loaded. Check your connection and try again.";
