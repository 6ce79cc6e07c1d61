//! The strings of an HTML file: text between tags, and visible attributes.

use super::rust::VISIBLE_ATTRIBUTES;

/// Each string with its line number.
pub fn texts(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        push(&mut found, source, &rest[..open]);
        rest = &rest[open..];
        let end = ["<!--", "<script", "<style"].iter().zip(["-->", "</script>", "</style>"]);
        let skipped = end
            .filter(|(start, _)| rest.starts_with(*start))
            .find_map(|(_, end)| Some(rest.find(end)? + end.len()));
        let length = skipped.or_else(|| Some(rest.find('>')? + 1)).unwrap_or(rest.len());
        if skipped.is_none() {
            attributes(&mut found, source, &rest[..length]);
        }
        rest = &rest[length..];
    }
    push(&mut found, source, rest);
    found
}

fn attributes(found: &mut Vec<(usize, String)>, source: &str, tag: &str) {
    let is_description = tag.contains("name=\"description\"");
    let names = VISIBLE_ATTRIBUTES.iter().copied().chain(is_description.then_some("content"));
    for name in names {
        let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
        if let Some((value, _)) = value {
            push(found, source, value);
        }
    }
}

/// `part` is a slice of `source`.
fn push(found: &mut Vec<(usize, String)>, source: &str, part: &str) {
    let text = part.trim();
    if text.chars().any(char::is_alphabetic) {
        let at = text.as_ptr() as usize - source.as_ptr() as usize;
        let line = source[..at].matches('\n').count() + 1;
        found.push((line, text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_visible_attributes_are_found() {
        let page = "<!doctype html>\n<!-- No. -->\n<title>A page</title>\n<meta name=\"description\" content=\"What it is\">\n\
            <style>p { color: red }</style>\n<p class=\"no\" title=\"A hint\">Some\n text</p><script>no()</script>";
        let found = texts(page);
        let expected = [(3, "A page"), (4, "What it is"), (6, "A hint"), (6, "Some text")];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }
}
