//! The release page's style sheets as one file, without comments and spaces: together they compress to two thirds.

use std::fs;
use std::path::Path;

use super::stamp::hash;
use crate::error::{Error, Result};

/// How the page's source, as trunk writes it, loads a style sheet.
const LINK: &str = r#"<link rel="stylesheet" href="./"#;

/// Replaces the style sheets that the page in this folder loads by one.
pub fn join(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let html = read(&page)?;
    let mut sheets = String::new();
    for name in html.lines().filter_map(linked) {
        let sheet = folder.join(name);
        sheets.push_str(&read(&sheet)?);
        fs::remove_file(&sheet).map_err(Error::because(format!("{} cannot be removed", sheet.display())))?;
    }
    let sheet = shrunk(&sheets);
    let name = format!("style-{:016x}.css", hash(sheet.as_bytes()));
    write(&folder.join(&name), &sheet)?;
    write(&page, &loading_one(&html, &name)?)
}

/// The style sheet that a line of the page's source loads.
fn linked(line: &str) -> Option<&str> {
    let (name, _) = line.trim().strip_prefix(LINK)?.split_once('"')?;
    Some(name)
}

/// The page's source with one style sheet in the place of the first.
fn loading_one(html: &str, name: &str) -> Result<String> {
    let first = html.lines().position(|line| linked(line).is_some());
    let first = first.ok_or_else(|| Error::new("the page loads no style sheet"))?;
    let link = format!("{LINK}{name}\" />");
    let lines = html.lines().enumerate().filter_map(|(number, line)| match linked(line) {
        Some(_) => (number == first).then_some(link.as_str()),
        None => Some(line),
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The rules without comments, and with spaces only where they separate words or are part of a text.
fn shrunk(css: &str) -> String {
    let mut shrunk = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(letter) = rest.chars().next() {
        let length = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let '"' | '\'' = letter {
            let text = &rest[..text_length(rest, letter)];
            shrunk.push_str(text);
            text.len()
        } else if letter.is_whitespace() {
            push_space(&mut shrunk);
            letter.len_utf8()
        } else {
            push_letter(&mut shrunk, letter);
            letter.len_utf8()
        };
        rest = &rest[length..];
    }
    shrunk
}

/// The bytes of a text with its quotes, which nothing in it escapes: a test checks the project's own sheets.
fn text_length(css: &str, quote: char) -> usize {
    css[1..].find(quote).map_or(css.len(), |end| end + 2)
}

/// Adds a space, unless there is one or what is before it needs none.
fn push_space(css: &mut String) {
    if !css.ends_with([' ', '{', '}', ';', ',']) && !css.is_empty() {
        css.push(' ');
    }
}

/// Adds a letter, without a space before it and a semicolon at a block's end where they mean nothing.
fn push_letter(css: &mut String, letter: char) {
    if let '{' | '}' | ';' | ',' = letter
        && css.ends_with(' ')
    {
        css.pop();
    }
    if letter == '}' && css.ends_with(';') {
        css.pop();
    }
    css.push(letter);
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(Error::because(format!("{} cannot be read", file.display())))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(Error::because(format!("{} cannot be written", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn comments_and_spaces_that_mean_nothing_are_dropped() {
        let css = "/* A */\n@layer page {\n  .a > .b, .c :is(p) { margin: 0 auto;  color: red; }\n\n  q::before { content: \"/* , }  \"; }\n}\n";
        assert_eq!(
            shrunk(css),
            "@layer page{.a > .b,.c :is(p){margin: 0 auto;color: red}q::before{content: \"/* , }  \"}}"
        );
    }

    #[test]
    fn page_loads_one_sheet_in_place_of_all() {
        let html = "<title>Page</title>\n  <link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\"/>\n<meta>\n<link rel=\"stylesheet\" href=\"./b-2.css\" integrity=\"y\"/>\n</head>";
        assert_eq!(html.lines().filter_map(linked).collect::<Vec<_>>(), ["a-1.css", "b-2.css"]);
        assert_eq!(
            loading_one(html, "style-3.css").unwrap(),
            "<title>Page</title>\n<link rel=\"stylesheet\" href=\"./style-3.css\" />\n<meta>\n</head>"
        );
        assert!(loading_one("<html></html>", "style-3.css").is_err());
    }

    #[test]
    fn the_projects_sheets_escape_no_quotes_and_close_what_they_open() {
        for entry in fs::read_dir(workspace::root().join("web/style")).unwrap() {
            let file = entry.unwrap().path();
            let css = read(&file).unwrap();
            assert!(!css.contains("\\\"") && !css.contains("\\'"), "{}", file.display());
            let css = shrunk(&css);
            assert_eq!(css.matches('{').count(), css.matches('}').count(), "{}", file.display());
            assert!(!css.contains("/*") && !css.contains('\n'), "{}", file.display());
        }
    }
}
