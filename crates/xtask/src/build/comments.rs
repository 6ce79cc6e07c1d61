//! Leaves comments and indentation out of the page's own scripts: visitors download them before first use.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

/// Shortens every script in a folder and its folders, without those whose names begin with one of these: generated ones,
/// which are not written in this way.
pub fn leave_out(folder: &Path, generated: &[&str]) -> Result<()> {
    let unreadable = || Error::because(format!("{} cannot be read", folder.display()));
    for entry in fs::read_dir(folder).map_err(unreadable())? {
        let path = entry.map_err(unreadable())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            leave_out(&path, generated)?;
        } else if name.ends_with(".js") && !generated.iter().any(|beginning| name.starts_with(beginning)) {
            let problem = |what: &str| Error::because(format!("{} cannot be {what}", path.display()));
            let script = fs::read_to_string(&path).map_err(problem("read"))?;
            fs::write(&path, shortened(&script)).map_err(problem("written"))?;
        }
    }
    Ok(())
}

/// A script without the comments that fill whole lines, without blank lines and without indentation. Text between
/// backticks stays as it is.
fn shortened(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let (mut in_comment, mut in_text) = (false, false);
    for line in script.lines() {
        let code = if in_text { line } else { line.trim() };
        let begins_comment = !in_text && code.starts_with("/*");
        if in_comment || begins_comment {
            in_comment = !code.ends_with("*/");
            continue;
        }
        if in_text || !(code.is_empty() || code.starts_with("//")) {
            kept.push_str(code);
            kept.push('\n');
            in_text ^= code.matches('`').count() % 2 == 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_on_lines_of_their_own_are_left_out() {
        let script = "// A file.\n\n/** Adds.\n * Well. */\nexport function add(a, b) {\n  // Now.\n  return a + b; // it\n}\n";
        assert_eq!(shortened(script), "export function add(a, b) {\nreturn a + b; // it\n}\n");
        assert_eq!(shortened("/** One line. */\nlet a = 1;\n"), "let a = 1;\n");
    }

    #[test]
    fn text_over_several_lines_stays_as_it_is() {
        let script = "const a = `\n  // kept\n\n`;\n  const b = `c`;\n";
        assert_eq!(shortened(script), "const a = `\n  // kept\n\n`;\nconst b = `c`;\n");
    }
}
