//! The code of an embed: the frame or the custom element as HTML, and a Markdown link to the whole page.

use crate::embed::options::EmbedOptions;
use crate::embed::studio::subject::Subject;

/// The size of a frame, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameSize {
    /// The width.
    pub width: u64,
    /// The height.
    pub height: u64,
}

impl FrameSize {
    /// The sizes that the dialog offers, with their names.
    pub const PRESETS: [(&str, Self); 3] = [
        ("Small", Self { width: 480, height: 360 }),
        ("Medium", Self { width: 768, height: 480 }),
        ("Large", Self { width: 960, height: 640 }),
    ];
    /// The bounds of width and height.
    pub const WIDTHS: (u64, u64) = (320, 2_000);
    /// The bounds of the height.
    pub const HEIGHTS: (u64, u64) = (240, 2_000);

    /// As the dialog names it: `480 × 360`.
    pub fn name(self) -> String {
        format!("{} × {}", self.width, self.height)
    }
}

impl Default for FrameSize {
    fn default() -> Self {
        Self { width: 768, height: 480 }
    }
}

/// The input of an embed's code.
pub struct Code<'a> {
    /// The address of the page, without query and fragment.
    pub page: &'a str,
    /// What is embedded.
    pub subject: &'a Subject,
    /// The title of the run or the lesson.
    pub title: &'a str,
}

impl Code<'_> {
    /// The address of the embed.
    pub fn address(&self, options: &EmbedOptions) -> String {
        self.subject.embed(self.page, options)
    }

    /// The address of the whole page.
    pub fn whole(&self) -> String {
        self.subject.whole(self.page)
    }

    /// The frame as HTML.
    pub fn iframe(&self, options: &EmbedOptions, FrameSize { width, height }: FrameSize) -> String {
        let (source, title) = (in_attribute(&self.address(options)), in_attribute(self.title));
        format!(
            r#"<iframe src="{source}" title="{title} (Polyleader)" width="{width}" height="{height}" style="border: 0; max-width: 100%" loading="lazy"></iframe>"#
        )
    }

    /// The custom element as HTML, with the script that defines it. It has the height that it needs.
    pub fn element(&self, options: &EmbedOptions, FrameSize { width, .. }: FrameSize) -> String {
        let folder = self.page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let script = in_attribute(&format!("{folder}/embed.js"));
        let query = self.subject.query(options);
        let named = query.split('&').filter_map(|field| field.split_once('='));
        let link = Some(("link", self.subject.link())).filter(|(_, link)| !link.is_empty());
        let title = format!("{} (Polyleader)", self.title);
        let all = link.into_iter().chain(named).chain([("title", title.as_str())]);
        let attributes: String =
            all.map(|(name, value)| format!(r#" {name}="{}""#, in_attribute(value))).collect();
        format!(
            r#"<script src="{script}" async></script><polyleader-run{attributes} width="{width}"></polyleader-run>"#
        )
    }

    /// A Markdown link to the whole page.
    pub fn markdown(&self) -> String {
        let title: String = self.title.chars().flat_map(in_link_text).collect();
        format!("[{title}]({})", self.whole().replace('(', "%28").replace(')', "%29"))
    }
}

/// A text as the value of an HTML attribute.
fn in_attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A character in the text of a Markdown link.
fn in_link_text(letter: char) -> Vec<char> {
    match letter {
        '\\' | '[' | ']' | '*' | '_' | '`' | '<' | '!' => vec!['\\', letter],
        '\n' | '\r' => vec![' '],
        plain => vec![plain],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::options::Part;

    /// The code of a run with this title.
    fn of_run<T>(title: &str, look: impl FnOnce(Code<'_>) -> T) -> T {
        let subject = Subject::Run("s1.abc-_".to_owned());
        look(Code { page: "https://example.org/some/where/", subject: &subject, title })
    }

    fn small() -> FrameSize {
        FrameSize { width: 480, height: 360 }
    }

    #[test]
    fn frame_has_the_address_of_the_embed_and_its_size() {
        let options = EmbedOptions::default().with_part(Part::Verdicts, false);
        assert_eq!(
            of_run("Two carts, one key", |code| code.iframe(&options, small())),
            "<iframe src=\"https://example.org/some/where/?embed&amp;show=stage,diagram#s1.abc-_\" title=\"Two carts, one key (Polyleader)\" \
             width=\"480\" height=\"360\" style=\"border: 0; max-width: 100%\" loading=\"lazy\"></iframe>"
        );
    }

    #[test]
    fn markdown_links_to_the_whole_page() {
        let markdown = of_run("Two carts, one key", |code| code.markdown());
        assert_eq!(markdown, "[Two carts, one key](https://example.org/some/where/#s1.abc-_)");
    }

    #[test]
    fn element_has_the_link_and_the_options_as_attributes() {
        let options = EmbedOptions { plays: true, ..EmbedOptions::default() };
        assert_eq!(
            of_run("Two carts, one key", |code| code.element(&options, small())),
            "<script src=\"https://example.org/some/where/embed.js\" async></script><polyleader-run link=\"s1.abc-_\" start=\"playing\" \
             title=\"Two carts, one key (Polyleader)\" width=\"480\"></polyleader-run>"
        );
        let lesson = Subject::Course("ring".to_owned());
        let code = Code { page: "https://example.org/index.html", subject: &lesson, title: "The ring" };
        assert_eq!(
            code.element(&options, small()),
            "<script src=\"https://example.org/embed.js\" async></script><polyleader-run lesson=\"ring\" \
             title=\"The ring (Polyleader)\" width=\"480\"></polyleader-run>"
        );
    }

    #[test]
    fn title_cannot_leave_its_place() {
        of_run("a\"><script>&\n](x)", |code| {
            let frame = code.iframe(&EmbedOptions::default(), FrameSize::default());
            let title = "title=\"a&quot;&gt;&lt;script&gt;&amp;\n](x) (Polyleader)\"";
            assert!(frame.contains(title), "{frame}");
            assert!(code.element(&EmbedOptions::default(), FrameSize::default()).contains(title));
            assert!(code.markdown().starts_with(r#"[a">\<script>& \](x)](https:"#), "{}", code.markdown());
        });
    }
}
