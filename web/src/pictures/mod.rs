//! Pictures of the run: the diagram or the stage as an SVG or a PNG file. The code that draws them is a chunk.

use figure::{Request, Subject};
use player::{Player, ViewAction};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::documents::{Page, PictureFormat, save_picture, use_connection};
use crate::platform::chunk::chunk;
use crate::platform::page;
use crate::store::use_view;

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

chunk! {
    /// Draws a picture and saves it.
    pub PICTURES in pictures: fn(&Player, PictureFile, &Page) = draw_and_save
}

fn draw_and_save(player: &Player, file: PictureFile, page: &Page) {
    let PictureFile { subject, at_playhead, dark, format } = file;
    let request = Request { subject, at: at_playhead.then(|| player.at()), dark, horizon: player.horizon() };
    let title = &player.scenario().title;
    let picture = figure::draw(title, player.timeline(), request);
    let subject = match subject {
        Subject::Diagram => "diagram",
        Subject::Stage => "stage",
    };
    save_picture(&format!("{title} {subject}"), picture, format, page);
}

/// Returns a callback that saves a picture, once the code that draws it is there.
#[hook]
pub fn use_save_picture() -> Callback<PictureFile> {
    let (view, connection) = (use_view(), use_connection());
    use_callback((view, connection), |file: PictureFile, (view, connection)| {
        let (player, connection) = (view.0.clone(), connection.clone());
        spawn_local(async move {
            let Some(connection) = connection else {
                return;
            };
            PICTURES.load().await;
            match PICTURES.get() {
                Some(save) => save(&player, file, &connection.page),
                None => connection.page.dispatch.emit(ViewAction::Notice(NOT_LOADED.into())),
            }
        });
    })
}

/// The notice if the code could not be loaded.
const NOT_LOADED: &str = "The picture could not be drawn, because a part of the page could not be loaded. Check your connection and try again.";
