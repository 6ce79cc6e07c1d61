//! The release page's scripts without comments and indentation, which nobody needs to download.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

/// Drops comments and indentation from every script in a folder and in the folders below it.
pub fn shrink_all(folder: &Path) -> Result<()> {
    let not_read = || Error::because(format!("{} cannot be read", folder.display()));
    for entry in fs::read_dir(folder).map_err(not_read())? {
        let path = entry.map_err(not_read())?.path();
        if path.is_dir() {
            shrink_all(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            let script = fs::read_to_string(&path)
                .map_err(Error::because(format!("{} cannot be read", path.display())))?;
            fs::write(&path, without_comments(&script))
                .map_err(Error::because(format!("{} cannot be written", path.display())))?;
        }
    }
    Ok(())
}

/// The script without the lines that are only a comment, without indentation, and without empty lines. A comment behind code
/// stays. A script with a text of several lines stays as it is, because a line of that might look like a comment.
fn without_comments(script: &str) -> String {
    let has_long_text = script.lines().any(|line| !line.matches('`').count().is_multiple_of(2));
    if has_long_text {
        return script.to_owned();
    }
    let mut shrunk = String::with_capacity(script.len());
    let mut is_in_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = !is_in_comment && line.starts_with("/*");
        let is_comment = is_in_comment || begins || line.starts_with("//") || line.is_empty();
        if is_in_comment || begins {
            // What comes behind the end of a comment is rare, and is kept.
            match line.split_once("*/") {
                Some((_, "")) => is_in_comment = false,
                Some((_, rest)) => {
                    is_in_comment = false;
                    push_line(&mut shrunk, rest.trim_start());
                }
                None => is_in_comment = true,
            }
        } else if !is_comment {
            push_line(&mut shrunk, line);
        }
    }
    shrunk
}

fn push_line(script: &mut String, line: &str) {
    script.push_str(line);
    script.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_dropped() {
        let script = "// What it is.\n\nf(() => {\n  /** Documented. */\n  const a = \"// no comment\"; // kept\n  /**\n   * Longer.\n   */\n  g(a);\n});\n";
        assert_eq!(without_comments(script), "f(() => {\nconst a = \"// no comment\"; // kept\ng(a);\n});\n");
    }

    #[test]
    fn code_behind_a_comment_is_kept() {
        assert_eq!(without_comments("/* a */ f();\n/* b\n c */ g();\n"), "f();\ng();\n");
    }

    #[test]
    fn script_with_a_text_of_several_lines_stays_as_it_is() {
        let script = "const text = `\n  // part of it\n`;\n";
        assert_eq!(without_comments(script), script);
    }
}
