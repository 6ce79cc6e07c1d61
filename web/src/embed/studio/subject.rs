//! What is embedded: the run that is shown, or the lesson that is open; and its addresses.

use crate::embed::options::EmbedOptions;

/// What is embedded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A run, as a link without its `#`.
    Run(String),
    /// A lesson of the course, by its id.
    Course(String),
    /// Another lesson, as a link without its `#`.
    Lesson(String),
}

impl Subject {
    /// The fragment of its addresses, without the `#`; empty if they have none.
    pub fn link(&self) -> &str {
        match self {
            Self::Run(link) | Self::Lesson(link) => link,
            Self::Course(_) => "",
        }
    }

    /// The query of its embed.
    pub fn query(&self, options: &EmbedOptions) -> String {
        match self {
            Self::Run(_) => options.query(),
            Self::Course(id) => format!("{}&lesson={id}", options.of_lesson().query()),
            Self::Lesson(_) => options.of_lesson().query(),
        }
    }

    /// The address of its embed.
    pub fn embed(&self, page: &str, options: &EmbedOptions) -> String {
        with_fragment(format!("{page}?{}", self.query(options)), self.link())
    }

    /// The address of the whole page with it.
    pub fn whole(&self, page: &str) -> String {
        match self {
            Self::Run(link) | Self::Lesson(link) => with_fragment(page.to_owned(), link),
            Self::Course(id) => format!("{page}?lesson={id}"),
        }
    }
}

fn with_fragment(address: String, fragment: &str) -> String {
    if fragment.is_empty() { address } else { format!("{address}#{fragment}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::options::{EmbedTheme, Part};

    const PAGE: &str = "https://example.org/some/where/";

    fn addresses(subject: &Subject) -> (String, String) {
        let dark = EmbedOptions { theme: EmbedTheme::Dark, can_edit: true, ..EmbedOptions::default() };
        (subject.embed(PAGE, &dark.with_part(Part::Verdicts, false)), subject.whole(PAGE))
    }

    #[test]
    fn run_has_its_options_and_its_link() {
        let (embed, whole) = addresses(&Subject::Run("s1.abc".to_owned()));
        assert_eq!(embed, format!("{PAGE}?embed&show=stage,diagram&theme=dark&edit=yes#s1.abc"));
        assert_eq!(whole, format!("{PAGE}#s1.abc"));
    }

    #[test]
    fn lesson_of_the_course_has_its_id_and_no_option_but_the_theme() {
        let (embed, whole) = addresses(&Subject::Course("ring".to_owned()));
        assert_eq!(embed, format!("{PAGE}?embed&theme=dark&lesson=ring"));
        assert_eq!(whole, format!("{PAGE}?lesson=ring"));
    }

    #[test]
    fn other_lesson_has_its_link() {
        let (embed, whole) = addresses(&Subject::Lesson("l1.abc".to_owned()));
        assert_eq!(embed, format!("{PAGE}?embed&theme=dark#l1.abc"));
        assert_eq!(whole, format!("{PAGE}#l1.abc"));
    }
}
