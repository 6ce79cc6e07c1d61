//! The diagram and the stage: their elements and positions, and both as SVG pictures.
//!
//! The page draws by the same marks, lines and positions. A picture is a function of a run, an instant and a theme: the
//! same in the page and in the `polyleader` command, without scripts or references to other files.

mod axis;
mod box_plots;
mod certainty_chart;
pub mod diagram;
pub mod geometry;
pub mod leaders;
mod sheet;
pub mod stage;
mod svg;
pub mod text_width;
mod theme;

pub use box_plots::{BoxPlot, box_plots, box_plots_in_words};
pub use certainty_chart::certainty_chart;
use replication::Micros;
pub use sheet::Picture;
use sheet::Run;
use theme::{DARK, LIGHT};
use timeline::Timeline;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The space-time diagram.
    Diagram,
    /// The leaders, the links between them and what is in flight.
    Stage,
}

/// A picture that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// What it shows.
    pub subject: Subject,
    /// The instant: a diagram has its playhead there and a faint future, a stage shows it. Without one, the diagram shows
    /// the whole run, and the stage its end.
    pub at: Option<Micros>,
    /// Whether it has the colours of the dark theme.
    pub dark: bool,
    /// Nothing later is shown; everything is if there is none.
    pub horizon: Option<Micros>,
    /// Whether it stands alone: else it has no heading, the stage has no sentence, and both are smaller, for a page that
    /// says that beside it.
    pub is_alone: bool,
}

/// Draws a run with this title.
#[must_use]
pub fn draw(title: &str, timeline: &Timeline, request: Request) -> Picture {
    let theme = if request.dark { &DARK } else { &LIGHT };
    let run = Run::new(title, timeline, (request.at, request.horizon), theme).with_heading(request.is_alone);
    match request.subject {
        Subject::Diagram => diagram::draw(&run),
        Subject::Stage => stage::draw(&run),
    }
}
