//! A tree of SVG elements and its text, in which nothing is left unescaped.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::geometry::number;
use crate::geometry::point::{Point, Rect};

/// An element of an SVG picture.
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    /// Attributes, escaped.
    attributes: String,
    content: Content,
}

/// What is in an element.
#[derive(Clone, Debug)]
enum Content {
    Children(Vec<Element>),
    /// Escaped.
    Text(String),
}

impl Element {
    /// An element without attributes or content.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: String::new(), content: Content::Children(Vec::new()) }
    }

    /// A group.
    #[must_use]
    pub fn group() -> Self {
        Self::new("g")
    }

    /// A path.
    #[must_use]
    pub fn path(data: &str) -> Self {
        Self::new("path").with("d", data)
    }

    /// A straight line.
    #[must_use]
    pub fn line(from: Point, to: Point) -> Self {
        Self::new("line").at("x1", from.x).at("y1", from.y).at("x2", to.x).at("y2", to.y)
    }

    /// A circle.
    #[must_use]
    pub fn circle(centre: Point, radius: f64) -> Self {
        Self::new("circle").at("cx", centre.x).at("cy", centre.y).at("r", radius)
    }

    /// A rectangle with rounded corners.
    #[must_use]
    pub fn rect(area: Rect, radius: f64) -> Self {
        let (width, height) = (area.size.width, area.size.height);
        let rect =
            Self::new("rect").at("x", area.centre.x - width / 2.0).at("y", area.centre.y - height / 2.0);
        let rect = rect.at("width", width).at("height", height);
        if radius > 0.0 { rect.at("rx", radius) } else { rect }
    }

    /// A line of text that begins at a point of its base line.
    #[must_use]
    pub fn text(at: Point, text: &str) -> Self {
        let element = Self::new("text").at("x", at.x).at("y", at.y);
        Self { content: Content::Text(escaped(text).into_owned()), ..element }
    }

    /// An element that holds nothing but text.
    #[must_use]
    pub fn of_text(name: &'static str, text: &str) -> Self {
        Self { content: Content::Text(escaped(text).into_owned()), ..Self::new(name) }
    }

    /// Text, followed by other text on the same line with a colour and a weight of its own.
    #[must_use]
    pub fn followed_by(mut self, text: &str, colour: &str, weight: &str) -> Self {
        if let Content::Text(all) = &mut self.content {
            // Writing to a String cannot fail.
            let _ =
                write!(all, "<tspan fill=\"{colour}\" font-weight=\"{weight}\">{}</tspan>", escaped(text));
        }
        self
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        // Writing to a String cannot fail.
        let _ = write!(self.attributes, " {name}=\"{}\"", escaped(value));
        self
    }

    /// With an attribute whose value is a number.
    #[must_use]
    pub fn at(self, name: &str, value: f64) -> Self {
        self.with(name, &number(value))
    }

    /// Filled with a colour.
    #[must_use]
    pub fn filled(self, colour: &str) -> Self {
        self.with("fill", colour)
    }

    /// Drawn with a line of a colour and a width.
    #[must_use]
    pub fn stroked(self, colour: &str, width: f64) -> Self {
        self.with("stroke", colour).at("stroke-width", width)
    }

    /// Moved so that its origin is at a point.
    #[must_use]
    pub fn moved_to(self, at: Point) -> Self {
        self.with("transform", &format!("translate({} {})", number(at.x), number(at.y)))
    }

    /// With a further child. An element of text has none.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        self.children([child])
    }

    /// With further children. An element of text has none.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        if let Content::Children(all) = &mut self.content {
            all.extend(children);
        }
        self
    }

    /// Whether it is a group of nothing.
    fn is_empty_group(&self) -> bool {
        matches!(&self.content, Content::Children(all) if self.name == "g" && all.iter().all(Self::is_empty_group))
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, attributes, content } = self;
        match content {
            Content::Text(text) => writeln!(f, "<{name}{attributes}>{text}</{name}>"),
            Content::Children(_) if self.is_empty_group() => Ok(()),
            Content::Children(children) if children.is_empty() => writeln!(f, "<{name}{attributes}/>"),
            Content::Children(children) => {
                writeln!(f, "<{name}{attributes}>")?;
                children.iter().try_for_each(|child| write!(f, "{child}"))?;
                writeln!(f, "</{name}>")
            }
        }
    }
}

/// Text in which nothing is taken for a tag, an entity or the end of an attribute. Characters that XML forbids become a
/// replacement character.
fn escaped(text: &str) -> Cow<'_, str> {
    if text
        .chars()
        .all(|letter| !is_forbidden(letter) && !matches!(letter, '<' | '>' | '&' | '"' | '\n' | '\t'))
    {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            forbidden if is_forbidden(forbidden) => escaped.push('\u{fffd}'),
            plain => escaped.push(plain),
        }
    }
    Cow::Owned(escaped)
}

/// Whether XML 1.0 does not allow a character, or discourages it as a control character.
fn is_forbidden(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
        || (u32::from(letter) & 0xfffe == 0xfffe)
        || ('\u{fdd0}'..='\u{fdef}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let text = Element::text(Point::default(), "<b> & \"c\"\u{0}\u{ffff}").with("class", "a\"b");
        assert_eq!(
            text.to_string(),
            "<text x=\"0\" y=\"0\" class=\"a&quot;b\">&lt;b&gt; &amp; &quot;c&quot;\u{fffd}\u{fffd}</text>\n"
        );
    }

    #[test]
    fn empty_groups_are_left_out() {
        let picture = Element::new("svg").child(Element::group().child(Element::group()));
        assert_eq!(picture.to_string(), "<svg>\n</svg>\n");
        assert_eq!(Element::path("M0 0").filled("none").to_string(), "<path d=\"M0 0\" fill=\"none\"/>\n");
    }
}
