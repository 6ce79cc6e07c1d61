//! The code of an embed: the frame as HTML, and a Markdown link to the whole page.

use crate::embed::options::EmbedOptions;

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

/// What the code of an embed is made from.
pub struct Code<'a> {
    /// The address of the page, without query and fragment.
    pub page: &'a str,
    /// The run as a link, without its `#`.
    pub link: &'a str,
    /// The title of the run.
    pub title: &'a str,
}

impl Code<'_> {
    /// The address of the embed.
    pub fn address(&self, options: &EmbedOptions) -> String {
        format!("{}?{}#{}", self.page, options.query(), self.link)
    }

    /// The frame as HTML.
    pub fn iframe(&self, options: &EmbedOptions, FrameSize { width, height }: FrameSize) -> String {
        let (source, title) = (in_attribute(&self.address(options)), in_attribute(self.title));
        format!(
            r#"<iframe src="{source}" title="{title} (Polyleader)" width="{width}" height="{height}" style="border: 0; max-width: 100%" loading="lazy"></iframe>"#
        )
    }

    /// A Markdown link to the whole page.
    pub fn markdown(&self) -> String {
        let title: String = self.title.chars().flat_map(in_link_text).collect();
        format!("[{title}]({}#{})", self.page.replace('(', "%28").replace(')', "%29"), self.link)
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

    const CODE: Code<'_> =
        Code { page: "https://example.org/some/where/", link: "s1.abc-_", title: "Two carts, one key" };

    #[test]
    fn frame_has_the_address_of_the_embed_and_its_size() {
        let options = EmbedOptions::default().with_part(Part::Verdicts, false);
        assert_eq!(
            CODE.iframe(&options, FrameSize { width: 480, height: 360 }),
            "<iframe src=\"https://example.org/some/where/?embed&amp;show=stage,diagram#s1.abc-_\" title=\"Two carts, one key (Polyleader)\" \
             width=\"480\" height=\"360\" style=\"border: 0; max-width: 100%\" loading=\"lazy\"></iframe>"
        );
    }

    #[test]
    fn markdown_links_to_the_whole_page() {
        assert_eq!(CODE.markdown(), "[Two carts, one key](https://example.org/some/where/#s1.abc-_)");
    }

    #[test]
    fn title_cannot_leave_its_place() {
        let code = Code { title: "a\"><script>&\n](x)", ..CODE };
        let frame = code.iframe(&EmbedOptions::default(), FrameSize::default());
        assert!(frame.contains("title=\"a&quot;&gt;&lt;script&gt;&amp;\n](x) (Polyleader)\""), "{frame}");
        assert!(code.markdown().starts_with(r#"[a">\<script>& \](x)](https:"#), "{}", code.markdown());
    }
}
