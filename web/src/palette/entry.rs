//! An entry of the palette: a command, or a control of the page, with its search text.

use figure::Subject;
use scenario::GALLERY;

use super::synonyms::synonyms_of;
use crate::commands::{UiCommand, all_commands, offered_command, shown_commands};
use crate::components::Candidate;
use crate::documents::PictureFormat;
use crate::lesson_place::Place;
use crate::lessons::ListedLesson;
use crate::pictures::PictureFile;
use crate::platform::controls;
use crate::store::View;

/// What choosing an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Runs a command.
    Run(Box<UiCommand>),
    /// Saves a picture.
    Save(PictureFile),
    /// Opens a lesson.
    Learn(Place),
    /// Presses the button with this name.
    Press(String),
    /// Shows and focuses the setting with this label.
    Reveal(String),
}

/// An entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name without the subject.
    pub name: String,
    /// The object or category it belongs to.
    pub subject: Option<String>,
    /// What choosing it does.
    pub choice: Choice,
}

impl Entry {
    /// The entry of a command.
    pub fn of(command: UiCommand) -> Self {
        Self {
            name: command.name.clone(),
            subject: command.subject.clone(),
            choice: Choice::Run(Box::new(command)),
        }
    }

    /// Its name with the subject: “Tokyo: Crash”.
    pub fn full_name(&self) -> String {
        self.subject.as_ref().map_or_else(|| self.name.clone(), |subject| format!("{subject}: {}", self.name))
    }

    /// The keyboard shortcut with the same effect.
    pub fn keys(&self) -> Option<&'static str> {
        match &self.choice {
            Choice::Run(command) => command.keys(),
            Choice::Save(_) | Choice::Learn(_) | Choice::Press(_) | Choice::Reveal(_) => None,
        }
    }

    /// Its search text; `more` is its text besides its name.
    fn candidate(&self, more: &str) -> Candidate {
        let name = self.full_name();
        Candidate::new(&name, &format!("{more} {}", synonyms_of(&name)))
    }
}

/// The pictures of the run that can be saved.
fn pictures() -> impl Iterator<Item = Entry> {
    let all = [
        ("Save diagram as SVG", Subject::Diagram, PictureFormat::Svg),
        ("Save diagram as PNG", Subject::Diagram, PictureFormat::Png),
        ("Save stage as SVG", Subject::Stage, PictureFormat::Svg),
        ("Save stage as PNG", Subject::Stage, PictureFormat::Png),
    ];
    all.into_iter().map(|(name, subject, format)| {
        let choice = Choice::Save(PictureFile::of_command(subject, format));
        Entry { name: name.into(), subject: None, choice }
    })
}

/// Every entry with its search text, with lessons once they are known. The page's own controls come first.
pub fn all_entries(view: &View, lessons: Option<Vec<ListedLesson>>) -> (Vec<Entry>, Vec<Candidate>) {
    let offered = offered_command(view).map(|offered| offered.with_subject("Next"));
    let commands = offered.into_iter().chain(all_commands(view)).chain(shown_commands(view));
    let examples: Vec<(String, String)> =
        GALLERY.iter().map(|example| (example.scenario().title, example.search_words())).collect();
    let words = |entry: &Entry| {
        let example = examples.iter().find(|(title, _)| *title == entry.name);
        example.map(|(_, words)| words.clone()).unwrap_or_default()
    };
    let commands = commands.map(Entry::of).map(|entry| (words(&entry), entry));
    let buttons = controls::buttons().into_iter().map(|name| {
        (String::new(), Entry { name: name.clone(), subject: None, choice: Choice::Press(name) })
    });
    let settings = controls::settings().into_iter().map(|setting| {
        let (name, subject) = (setting.label.clone(), Some("Setting".into()));
        (setting.text, Entry { name, subject, choice: Choice::Reveal(setting.label) })
    });
    let pictures = pictures().map(|entry| (String::new(), entry));
    let lessons = lessons.into_iter().flatten().map(|ListedLesson { title, purpose, place }| {
        // “The ring” is found by what it is for, too.
        (purpose, Entry { name: title, subject: Some("Lesson".into()), choice: Choice::Learn(place) })
    });
    let all = commands.chain(lessons).chain(pictures).chain(buttons).chain(settings);
    all.map(|(more, entry)| (entry.clone(), entry.candidate(&more))).unzip()
}
