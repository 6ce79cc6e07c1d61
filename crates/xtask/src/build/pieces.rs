//! The small pieces of code that several chunks share, in one file instead of more than a hundred.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What pieces are called by the splitter.
const BEGINNING: &str = "chunk_";
/// A piece of at most this many bytes is small.
const SMALL: usize = 8_192;

/// What the script needs to take a piece out of the file, which is fetched with the first of them. As with a chunk, a
/// file that could not be fetched is fetched again when it is next needed.
const TAKE_PIECE: &str = r#"
let pieces = undefined;
function takePiece(start, end) {
    if (pieces === undefined) {
        const fetched = fetch(new URL("./{file}", import.meta.url)).then((response) => {
            if (!response.ok) throw new Error(`{file}: ${response.status}`);
            return response.arrayBuffer();
        });
        fetched.catch(() => {
            if (pieces === fetched) pieces = undefined;
        });
        pieces = fetched;
    }
    const all = pieces;
    return async (imports) => WebAssembly.instantiate((await all).slice(start, end), imports);
}
"#;

/// Whether a chunk is a piece that is small once it is shrunk.
pub fn is_small(chunk: &Path, shrunk: &Path) -> Result<bool> {
    let is_piece = chunk.file_name().is_some_and(|file| file.to_string_lossy().starts_with(BEGINNING));
    let bytes =
        fs::metadata(shrunk).map_err(Error::because(format!("{} cannot be read", shrunk.display())))?.len();
    Ok(is_piece && bytes <= SMALL as u64)
}

/// Moves the small pieces into one file, and makes the script take them from there. Each piece comes with the name by
/// which the script fetches it.
pub fn join(script: &str, pieces: &[(String, PathBuf)], file: &Path) -> Result<String> {
    if pieces.is_empty() {
        return Ok(script.to_owned());
    }
    let mut joined = Vec::new();
    let mut script = script.to_owned();
    for (name, path) in pieces {
        let failed = || Error::because(format!("{} cannot be moved", path.display()));
        let start = joined.len();
        joined.extend(fs::read(path).map_err(failed())?);
        fs::remove_file(path).map_err(failed())?;
        script = taking_piece(&script, name, start, joined.len())?;
    }
    fs::write(file, joined).map_err(Error::because(format!("{} cannot be written", file.display())))?;
    let file = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(script + &TAKE_PIECE.replace("{file}", &file))
}

/// The script with the function that fetches this piece replaced by one that takes it out of the file.
fn taking_piece(script: &str, name: &str, start: usize, end: usize) -> Result<String> {
    let not_there = || Error::new(format!("the splitter's script does not fetch {name} as expected"));
    let fetching = format!("fetch(new URL(\"./{name}\", import.meta.url))");
    let (before, behind) = script.split_once(&fetching).ok_or_else(not_there)?;
    let (before, _) = before.rsplit_once("makeLoad(() => {").ok_or_else(not_there)?;
    let (_, behind) = behind.split_once("\n}\n,").ok_or_else(not_there)?;
    Ok(format!("{before}makeLoad(() => takePiece({start}, {end}),{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fetching_a_piece_is_replaced_and_nothing_else() {
        let fetching = |name: &str| {
            format!(
                "const {name} = makeLoad(() => {{\n    const src = fetch(new URL(\"./{name}.wasm\", import.meta.url));\n    src.catch(() => {{}});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n, []);\n"
            )
        };
        let script = fetching("chunk_1") + &fetching("chunk_2");
        assert_eq!(
            taking_piece(&script, "chunk_2.wasm", 3, 9).unwrap(),
            fetching("chunk_1") + "const chunk_2 = makeLoad(() => takePiece(3, 9), []);\n"
        );
        assert!(taking_piece(&script, "chunk_3.wasm", 3, 9).is_err());
    }
}
