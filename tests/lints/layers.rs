//! Which folders of the page may import from which others: parts of the screen from what they share, never
//! back and never sideways.

use crate::sources::Source;

/// The modules of the page, from what knows nothing of the others up to what brings them all together. A module
/// imports only from layers before its own.
const LAYERS: &[&[&str]] = &[
    // Geometry, icons, the code that chunks install, and the browser.
    &["geometry", "icon", "rules"],
    &["platform"],
    &["dispatcher", "hover", "lesson_place", "spotlight"],
    // Reading, storing and opening runs.
    &["documents"],
    &["store"],
    &["hooks"],
    &["dialogs"],
    &["terms", "pictures"],
    // What the parts of the screen share.
    &["components"],
    &["hints", "commands", "glossary_dialog", "playback_clock"],
    // What several parts of the screen show.
    &["questions"],
    // The parts of the screen.
    &[
        "gallery",
        "header",
        "inspector",
        "menu",
        "outcome",
        "skip_links",
        "recent_runs",
        "screens",
        "setup",
        "stage",
        "timeline",
        "playback_controls",
    ],
    &["compare", "lessons"],
    &["embed", "palette"],
    &["chunks"],
    &["app"],
    &["main"],
];

const PAGE: &str = "web/src/";

/// Each import that leads up or sideways, and each module without a layer.
pub fn violations(source: &Source) -> Vec<String> {
    let Some(path) = source.path.strip_prefix(PAGE) else {
        return Vec::new();
    };
    let module = path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    let Some(layer) = layer_of(module) else {
        return vec![format!("{}: tests/lints/layers.rs does not say where `{module}` belongs", source.path)];
    };
    let code = source.text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let imported = code.flat_map(|line| line.split("crate::").skip(1)).map(first_word);
    let others = imported.filter(|other| *other != module);
    let wrong = others.filter(|other| layer_of(other).is_some_and(|there| there >= layer));
    wrong.map(|other| format!("{}: may not import from `{other}`", source.path)).collect()
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn first_word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planted(path: &str, text: &str) -> Vec<String> {
        violations(&Source { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn import_sideways_or_back_is_reported() {
        assert_eq!(planted("web/src/setup/policy/mod.rs", "use crate::header::menu;").len(), 1);
        assert_eq!(planted("web/src/hooks/keyboard.rs", "use crate::commands::command_of;").len(), 1);
    }

    #[test]
    fn module_without_a_layer_is_reported() {
        assert_eq!(planted("web/src/newest.rs", "").len(), 1);
    }

    #[test]
    fn imports_from_lower_layers_itself_and_comments_are_accepted() {
        let text =
            "use crate::components::Face;\nuse crate::stage::layout::Layout;\n// crate::inspector::Log\n";
        assert_eq!(planted("web/src/stage/mod.rs", text), Vec::<String>::new());
    }
}
