//! The colours of pictures, those of the page's style sheet, in light and dark.

use crate::leaders::COLOURS;

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The ground of the diagram, and of cards.
    pub panel: &'static str,
    /// The ground of the stage.
    pub stage: &'static str,
    /// Text.
    pub ink: &'static str,
    /// Text of less weight.
    pub soft: &'static str,
    /// Lanes, ticks and the edges of cards.
    pub line: &'static str,
    /// The edges of clients' marks.
    pub edge: &'static str,
    /// Links, and the edges of outages.
    pub wire: &'static str,
    /// Land on the map.
    pub land: &'static str,
    /// Coasts on the map.
    pub coast: &'static str,
    /// The dots of a stage without a map.
    pub grain: &'static str,
    /// The playhead.
    pub accent: &'static str,
    /// Text on the accent.
    pub on_accent: &'static str,
    /// What needs attention: conflicts.
    pub warn: &'static str,
    /// What is in order again.
    pub ok: &'static str,
    /// What is wrong: lost writes, cuts.
    pub bad: &'static str,
    /// The colours of leaders.
    leaders: [&'static str; COLOURS],
    /// Text on a leader's colour.
    pub on_leader: &'static str,
}

/// For screens and paper.
pub const LIGHT: Theme = Theme {
    panel: "#ffffff",
    stage: "#eef1f5",
    ink: "#14181f",
    soft: "#5b6472",
    line: "#dfe3e8",
    edge: "#8b94a1",
    wire: "#8f98a6",
    land: "#e1e6ed",
    coast: "#d0d7e0",
    grain: "#d5dae2",
    accent: "#3b5bdb",
    on_accent: "#ffffff",
    warn: "#b54708",
    ok: "#0b7a4b",
    bad: "#b42318",
    leaders: ["#0b6fb8", "#c2410c", "#0b7f5f", "#872cf8", "#812800", "#075144", "#71497a", "#5a13ab"],
    on_leader: "#ffffff",
};

/// For dark slides.
pub const DARK: Theme = Theme {
    panel: "#161a21",
    stage: "#11151b",
    ink: "#eceff4",
    soft: "#9aa4b2",
    line: "#2a303a",
    edge: "#6a7484",
    wire: "#667080",
    land: "#1b212b",
    coast: "#28303c",
    grain: "#262c36",
    accent: "#8ea8ff",
    on_accent: "#0e1116",
    warn: "#ffb86b",
    ok: "#5bd6a0",
    bad: "#ff8f85",
    leaders: ["#6cb8f0", "#ff9966", "#58d1a8", "#9886fd", "#f6d32b", "#8efeaf", "#b28a86", "#c8d3f6"],
    on_leader: "#0e1116",
};

impl Theme {
    /// The colour of the leader on a lane.
    #[must_use]
    pub fn leader(&self, lane: usize) -> &'static str {
        self.leaders[lane % COLOURS]
    }

    /// The ground of a value that came from the leader on a lane.
    #[must_use]
    pub fn leader_soft(&self, lane: usize) -> String {
        mixed(self.leader(lane), self.panel, 11)
    }
}

/// A mix of this many percent of one colour and the rest of another; both as `#rrggbb`.
#[must_use]
pub fn mixed(colour: &str, rest: &str, percent: u32) -> String {
    let part = |text: &str, at: usize| {
        text.get(at..at + 2).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default()
    };
    let mix = |at: usize| (part(colour, at) * percent + part(rest, at) * (100 - percent) + 50) / 100;
    format!("#{:02x}{:02x}{:02x}", mix(1), mix(3), mix(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_style_sheet() {
        let sheet = include_str!("../../../web/style/tokens.css");
        let both = |name: &str, light: &str, dark: &str| {
            let declared = format!("--{name}: light-dark({light}, {dark})");
            assert!(sheet.contains(&declared), "{declared}");
        };
        both("panel", LIGHT.panel, DARK.panel);
        both("stage", LIGHT.stage, DARK.stage);
        both("ink", LIGHT.ink, DARK.ink);
        both("soft", LIGHT.soft, DARK.soft);
        both("line", LIGHT.line, DARK.line);
        both("edge", LIGHT.edge, DARK.edge);
        both("wire", LIGHT.wire, DARK.wire);
        both("land", LIGHT.land, DARK.land);
        both("coast", LIGHT.coast, DARK.coast);
        both("grain", LIGHT.grain, DARK.grain);
        both("accent", LIGHT.accent, DARK.accent);
        both("on-accent", LIGHT.on_accent, DARK.on_accent);
        both("warn", LIGHT.warn, DARK.warn);
        both("ok", LIGHT.ok, DARK.ok);
        both("bad", LIGHT.bad, DARK.bad);
        both("on-leader", LIGHT.on_leader, DARK.on_leader);
        for (lane, (light, dark)) in LIGHT.leaders.iter().zip(DARK.leaders).enumerate() {
            assert!(
                sheet.contains(&format!(
                    "[data-leader=\"{lane}\"] {{ --leader: light-dark({light}, {dark}); }}"
                ))
            );
        }
    }

    #[test]
    fn colours_are_mixed_by_percent() {
        assert_eq!(mixed("#ff0000", "#0000ff", 50), "#800080");
        assert_eq!(mixed("#123456", "#ffffff", 100), "#123456");
    }
}
