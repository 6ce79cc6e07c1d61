//! The options of an embed, from the query of its address.

use std::collections::BTreeSet;

/// A part of an embed that can be shown or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The leaders, links and messages.
    Stage,
    /// The space-time diagram.
    Diagram,
    /// The result of reading the run.
    Verdicts,
    /// The selected object, where it is edited.
    Inspector,
    /// The pickers of policy and topology.
    Setup,
}

impl Part {
    /// All parts, in the order in which addresses name them.
    pub const ALL: [Self; 5] = [Self::Stage, Self::Diagram, Self::Verdicts, Self::Inspector, Self::Setup];

    /// Its name in an address.
    pub fn id(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Diagram => "diagram",
            Self::Verdicts => "verdicts",
            Self::Inspector => "inspector",
            Self::Setup => "setup",
        }
    }

    /// Whether it is there only to edit the run.
    pub fn edits(self) -> bool {
        match self {
            Self::Stage | Self::Diagram | Self::Verdicts => false,
            Self::Inspector | Self::Setup => true,
        }
    }
}

/// The theme of an embed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmbedTheme {
    /// That of the reader's system.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

impl EmbedTheme {
    /// Its name in an address; none for the system's, which an address need not name.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What an embed shows and allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedOptions {
    /// The parts that are shown. Those that only edit are shown only if the run may be edited.
    pub show: BTreeSet<Part>,
    /// Its theme.
    pub theme: EmbedTheme,
    /// Whether it plays automatically.
    pub plays: bool,
    /// Whether readers may edit the run.
    pub can_edit: bool,
}

impl Default for EmbedOptions {
    fn default() -> Self {
        Self {
            show: BTreeSet::from([Part::Stage, Part::Diagram, Part::Verdicts]),
            theme: EmbedTheme::System,
            plays: false,
            can_edit: false,
        }
    }
}

impl EmbedOptions {
    /// The options that the query of an address names. Missing or invalid options have their defaults.
    pub fn of_query(query: &str) -> Self {
        let fields: Vec<(&str, &str)> =
            query.trim_start_matches('?').split('&').filter_map(|field| field.split_once('=')).collect();
        let value = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
        let show = value("show").map(parts_of).filter(|parts| !parts.is_empty());
        Self {
            show: show.unwrap_or_else(|| Self::default().show),
            theme: match value("theme") {
                Some("light") => EmbedTheme::Light,
                Some("dark") => EmbedTheme::Dark,
                Some(_) | None => EmbedTheme::System,
            },
            plays: value("start") == Some("playing"),
            can_edit: value("edit") == Some("yes"),
        }
    }

    /// The query of an address, without its `?`. Defaults are left out.
    pub fn query(&self) -> String {
        let mut query = String::from("embed");
        if self.show != Self::default().show {
            let parts: Vec<&str> = self.show.iter().map(|part| part.id()).collect();
            query.push_str(&format!("&show={}", parts.join(",")));
        }
        if let Some(theme) = self.theme.id() {
            query.push_str(&format!("&theme={theme}"));
        }
        if self.plays {
            query.push_str("&start=playing");
        }
        if self.can_edit {
            query.push_str("&edit=yes");
        }
        query
    }

    /// The same theme, and what a lesson leaves open: what is shown depends on the step.
    pub fn of_lesson(&self) -> Self {
        Self { theme: self.theme, ..Self::default() }
    }

    /// The same theme with what a step of a lesson shows, whose run may be edited. `shows` are the words of its parts.
    pub fn of_step(&self, shows: &str) -> Self {
        let parts = shows.split_whitespace().filter_map(|word| match word {
            "diagram" => Some(Part::Diagram),
            "verdicts" => Some(Part::Verdicts),
            "details" => Some(Part::Inspector),
            _ => None,
        });
        let show = parts.chain([Part::Stage]).collect();
        Self { show, theme: self.theme, plays: false, can_edit: true }
    }

    /// Whether a part is shown.
    pub fn shows(&self, part: Part) -> bool {
        self.show.contains(&part) && (self.can_edit || !part.edits())
    }

    /// The same options with a part shown or left out.
    pub fn with_part(&self, part: Part, is_shown: bool) -> Self {
        let mut options = self.clone();
        if is_shown {
            options.show.insert(part);
        } else {
            options.show.remove(&part);
        }
        options
    }
}

/// The parts in a list such as `stage,diagram`. A comma may be percent-encoded.
fn parts_of(list: &str) -> BTreeSet<Part> {
    let list = list.replace("%2C", ",").replace("%2c", ",");
    list.split(',').filter_map(|name| Part::ALL.into_iter().find(|part| part.id() == name.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_without_options_shows_stage_diagram_and_verdicts_paused_and_not_editable() {
        for query in
            ["", "?", "?embed", "?embed=", "?embed=1&utm_source=mail", "?embed&show=&theme=blue&start=&edit="]
        {
            assert_eq!(EmbedOptions::of_query(query), EmbedOptions::default(), "{query}");
        }
    }

    #[test]
    fn options_are_read_in_any_order() {
        let options =
            EmbedOptions::of_query("?edit=yes&start=playing&embed&theme=dark&show=setup,stage,nothing");
        assert_eq!(options.show, BTreeSet::from([Part::Stage, Part::Setup]));
        assert_eq!((options.theme, options.plays, options.can_edit), (EmbedTheme::Dark, true, true));
    }

    #[test]
    fn list_of_parts_may_be_percent_encoded() {
        assert_eq!(
            EmbedOptions::of_query("?embed&show=diagram%2Cverdicts").show,
            BTreeSet::from([Part::Diagram, Part::Verdicts])
        );
    }

    #[test]
    fn written_options_are_read_back() {
        for plays in [false, true] {
            for can_edit in [false, true] {
                for theme in [EmbedTheme::System, EmbedTheme::Light, EmbedTheme::Dark] {
                    for part in Part::ALL {
                        let options = EmbedOptions { show: BTreeSet::from([part]), theme, plays, can_edit };
                        assert_eq!(EmbedOptions::of_query(&format!("?{}", options.query())), options);
                    }
                }
            }
        }
    }

    #[test]
    fn default_options_need_no_words() {
        assert_eq!(EmbedOptions::default().query(), "embed");
    }

    #[test]
    fn step_of_a_lesson_shows_its_parts_and_may_be_edited() {
        let options = EmbedOptions::of_query("?embed&theme=dark&show=verdicts&start=playing&edit=no");
        let step = options.of_step("diagram details vectors");
        assert_eq!(step.show, BTreeSet::from([Part::Stage, Part::Diagram, Part::Inspector]));
        assert!(step.can_edit && !step.plays && step.theme == EmbedTheme::Dark);
    }

    #[test]
    fn inspector_and_setup_are_shown_only_where_the_run_may_be_edited() {
        let options = EmbedOptions::of_query("?embed&show=stage,inspector,setup");
        assert!(options.shows(Part::Stage) && !options.shows(Part::Inspector) && !options.shows(Part::Setup));
        let options = EmbedOptions { can_edit: true, ..options };
        assert!(options.shows(Part::Inspector) && options.shows(Part::Setup));
        assert!(!options.with_part(Part::Setup, false).shows(Part::Setup));
    }
}
