//! The panes of an embed, and how they share its frame: all at once, or one at a time where it is small.

use crate::embed::options::{EmbedOptions, Part};
use crate::geometry::point::Size;

/// The minimum and the preferred height of the stage beside or above another pane, in pixels.
const STAGE_PX: (f64, f64) = (210.0, 300.0);
/// The least height of panes that are side by side, and the least width of both together, in pixels.
const BESIDE_PX: Size = Size { width: 700.0, height: 190.0 };
/// The least width of a frame with the inspector beside the other panes, in pixels.
const WITH_INSPECTOR_PX: f64 = 900.0;
/// The least height of the diagram of one leader, and what every further one adds, in pixels.
const DIAGRAM_PX: (f64, f64) = (98.0, 30.0);

/// A large part of an embed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The leaders, links and messages.
    Stage,
    /// The space-time diagram.
    Diagram,
    /// The selected object.
    Inspector,
}

impl Pane {
    /// Every pane.
    const ALL: [Self; 3] = [Self::Stage, Self::Diagram, Self::Inspector];

    /// The panes that an embed shows.
    pub fn of(options: &EmbedOptions) -> Vec<Self> {
        Self::ALL.into_iter().filter(|pane| options.shows(pane.part())).collect()
    }

    fn part(self) -> Part {
        match self {
            Self::Stage => Part::Stage,
            Self::Diagram => Part::Diagram,
            Self::Inspector => Part::Inspector,
        }
    }

    /// Its name in the style sheet.
    pub fn id(self) -> &'static str {
        self.part().id()
    }

    /// Its name for users.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stage => "Stage",
            Self::Diagram => "Diagram",
            Self::Inspector => "Inspector",
        }
    }

    /// The pane with this id.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pane| pane.id() == id)
    }
}

/// How the panes share the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrangement {
    /// One at a time.
    Single,
    /// The diagram, of this height in pixels, below the stage.
    Stacked(f64),
    /// Side by side.
    Beside,
}

impl Arrangement {
    /// The arrangement that fits into this room. `diagram` is the preferred height of the diagram in pixels.
    pub fn of(panes: &[Pane], room: Size, leaders: usize, diagram: f64) -> Self {
        let has = |pane: Pane| panes.contains(&pane);
        if panes.len() <= 1 || (has(Pane::Inspector) && room.width < WITH_INSPECTOR_PX) {
            return Self::Single;
        }
        let needed = least_diagram(leaders);
        if has(Pane::Stage) && has(Pane::Diagram) && room.height >= STAGE_PX.0 + needed {
            let spare = room.height - STAGE_PX.0.max(room.height * 0.5);
            return Self::Stacked(diagram.min(spare.max(needed)));
        }
        let is_wide = room.width >= BESIDE_PX.width && room.height >= BESIDE_PX.height.max(needed);
        if is_wide { Self::Beside } else { Self::Single }
    }

    /// Its name in the style sheet.
    pub fn id(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Stacked(_) => "stacked",
            Self::Beside => "beside",
        }
    }
}

/// The minimum height of the diagram with this many leaders.
fn least_diagram(leaders: usize) -> f64 {
    DIAGRAM_PX.1.mul_add(leaders.saturating_sub(1) as f64, DIAGRAM_PX.0)
}

/// The height at which all panes are seen at once, one above the other.
pub fn ideal_height(panes: &[Pane], diagram: f64) -> f64 {
    let height = |pane: &Pane| match pane {
        Pane::Stage => STAGE_PX.1,
        Pane::Diagram => diagram,
        Pane::Inspector => 0.0,
    };
    panes.iter().map(height).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Pane; 2] = [Pane::Stage, Pane::Diagram];

    fn arrangement(panes: &[Pane], width: f64, height: f64) -> Arrangement {
        Arrangement::of(panes, Size::new(width, height), 3, 232.0)
    }

    #[test]
    fn small_frame_has_one_pane_at_a_time() {
        assert_eq!(arrangement(&BOTH, 320.0, 140.0), Arrangement::Single);
        assert_eq!(arrangement(&BOTH, 480.0, 220.0), Arrangement::Single);
        assert_eq!(arrangement(&[Pane::Diagram], 2_000.0, 900.0), Arrangement::Single);
    }

    #[test]
    fn wide_and_low_frame_has_both_side_by_side() {
        assert_eq!(arrangement(&BOTH, 768.0, 320.0), Arrangement::Beside);
    }

    #[test]
    fn diagram_below_the_stage_takes_no_more_than_it_needs() {
        assert_eq!(arrangement(&BOTH, 640.0, 800.0), Arrangement::Stacked(232.0));
        let Arrangement::Stacked(diagram) = arrangement(&BOTH, 640.0, 400.0) else {
            panic!("both fit");
        };
        assert!((158.0..=190.0).contains(&diagram), "{diagram}");
    }

    #[test]
    fn inspector_is_beside_the_others_only_where_there_is_room() {
        let all = [Pane::Stage, Pane::Diagram, Pane::Inspector];
        assert_eq!(arrangement(&all, 800.0, 700.0), Arrangement::Single);
        assert_eq!(arrangement(&all, 1_200.0, 700.0), Arrangement::Stacked(232.0));
    }

    #[test]
    fn reported_height_shows_everything() {
        let height = ideal_height(&BOTH, 232.0);
        assert_eq!(arrangement(&BOTH, 480.0, height), Arrangement::Stacked(232.0));
    }

    #[test]
    fn panes_are_found_by_id() {
        for pane in Pane::ALL {
            assert_eq!(Pane::by_id(pane.id()), Some(pane));
        }
    }
}
