//! The page's module, split into what is needed at first and chunks that are fetched on demand.
//!
//! The linker keeps relocations, so that the splitter knows which function needs which; each function goes into the
//! first part, or into the chunk, or the piece common to some chunks, from which alone it is reached.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use super::stamp::{Stamp, hash};
use super::{import_names, pieces, shrink};
use crate::error::{Error, Result};
use crate::profile::PARTS_FOLDER;
use crate::tools::{Toolbox, wasm_target};
use crate::{progress, shell, workspace};

/// The code by which the module is split and shrunk, and the versions of what it uses.
const RULES: [&str; 7] = [
    include_str!("split.rs"),
    include_str!("pieces.rs"),
    include_str!("import_names.rs"),
    include_str!("../tools/wasm_bindgen.rs"),
    shrink::RULES[0],
    shrink::RULES[1],
    include_str!("../../../../Cargo.lock"),
];

/// Where the finished files are made, below the workspace's root.
const MODULE_FOLDER: &str = "target/page/module";

/// How the splitter's script enters the module when a chunk is there.
const ENTRY: &str =
    "sharedImports.__wasm_split.__indirect_function_table.get(callbackIndex)(callbackData, success);";
/// The same through the guard of `failure.js`, which lets nothing enter a module that has failed.
const GUARDED_ENTRY: &str = "guardCall(sharedImports.__wasm_split.__indirect_function_table.get(callbackIndex))(callbackData, success);";
const GUARD_IMPORT: &str = "import { guardCall } from \"./failure.js\";\n";

/// The finished files of the module.
pub struct SplitModule {
    /// What the names of all files begin with. It holds a hash of the module, so that a cached chunk of another
    /// release is never loaded.
    pub name: String,
    folder: PathBuf,
}

/// Compiles the module, and unless it is the same as before, splits it and makes each part as small as it gets.
pub fn build(tools: &Toolbox) -> Result<SplitModule> {
    let linked = compile(tools)?;
    let wasm = fs::read(&linked).map_err(Error::because(format!("{} cannot be read", linked.display())))?;
    let name = format!("web-{:016x}", hash(&wasm));
    let folder = workspace::root().join(MODULE_FOLDER);
    let stamp = Stamp::new(&folder, &wasm, &RULES);
    if !stamp.matches() || !workspace::root().join(PARTS_FOLDER).exists() {
        progress::step("splitting the page's module");
        make(tools, &wasm, &name, &emptied(MODULE_FOLDER)?)?;
        stamp.write()?;
    }
    Ok(SplitModule { name, folder })
}

/// Splits the module and shrinks its parts, into an empty folder.
fn make(tools: &Toolbox, wasm: &[u8], name: &str, folder: &Path) -> Result<()> {
    let work = emptied(PARTS_FOLDER)?;
    let main = work.join(format!("{name}.wasm"));
    let chunks = split(wasm, name, &work, &main)?;
    bind(tools, name, &main, folder)?;
    let first_part = folder.join(format!("{name}_bg.wasm"));
    let chunks: Vec<Chunk> = chunks.into_iter().map(|file| Chunk::new(file, name, folder)).collect();
    shrink(tools, &first_part, &chunks, &work)?;
    number_imports(&first_part, &folder.join(format!("{name}.js")))?;
    let script = chunks_script(&read(&work.join(script_name(name)))?, name, chunks, folder)?;
    let script_file = folder.join(script_name(name));
    fs::write(&script_file, script).map_err(Error::because("the chunks' script cannot be written"))
}

/// A chunk, as the splitter wrote it and as the page has it.
struct Chunk {
    file: PathBuf,
    new_name: String,
    shrunk: PathBuf,
}

impl Chunk {
    fn new(file: PathBuf, name: &str, folder: &Path) -> Self {
        let new_name = format!("{name}.{}", file_name(&file).trim_start_matches("split_"));
        Self { shrunk: folder.join(&new_name), new_name, file }
    }
}

/// Shrinks the first part in place, and the chunks into their files.
fn shrink(tools: &Toolbox, first_part: &Path, chunks: &[Chunk], work: &Path) -> Result<()> {
    let first = shrink::Job { from: first_part.to_owned(), to: first_part.to_owned() };
    let chunks =
        chunks.iter().map(|chunk| shrink::Job { from: chunk.file.clone(), to: chunk.shrunk.clone() });
    let jobs: Vec<shrink::Job> = [first].into_iter().chain(chunks).collect();
    shrink::shrink_all(tools, &jobs, &work.join("to-shrink"))
}

/// The splitter's script, with the chunks' new names and with the guard; small chunks are moved into one file.
fn chunks_script(script: &str, name: &str, chunks: Vec<Chunk>, folder: &Path) -> Result<String> {
    let mut script = script.to_owned();
    let mut small = Vec::new();
    for Chunk { file, new_name, shrunk } in chunks {
        script =
            replaced_once(&script, &format!("\"./{}\"", file_name(&file)), &format!("\"./{new_name}\""))?;
        if pieces::is_small(&file, &shrunk)? {
            small.push((new_name, shrunk));
        }
    }
    script = pieces::join(&script, &small, &folder.join(format!("{name}.pieces.bin")))?;
    Ok(GUARD_IMPORT.to_owned() + &replaced_once(&script, ENTRY, GUARDED_ENTRY)?)
}

impl SplitModule {
    /// Copies the files into the page's folder.
    pub fn write_into(&self, folder: &Path) -> Result<()> {
        copy(&self.folder, folder).map_err(Error::because(format!("cannot copy into {}", folder.display())))
    }
}

/// The linked module, with relocations and with the chunks' marks.
fn compile(tools: &Toolbox) -> Result<PathBuf> {
    let mut cargo = tools.command("cargo")?;
    cargo.args([
        "rustc",
        "--release",
        "--package",
        "web",
        "--features",
        "split",
        "--target",
        wasm_target::NAME,
    ]);
    cargo.args(["--", "-C", "link-arg=--emit-relocs"]);
    shell::run(&mut cargo, "compiling the page")?;
    Ok(workspace::target_folder()?.join(wasm_target::NAME).join("release/web.wasm"))
}

/// Writes the first part to `main`, and chunks and the script that fetches them into `work`; returns the chunks.
fn split(wasm: &[u8], name: &str, work: &Path, main: &Path) -> Result<Vec<PathBuf>> {
    let (script, bindings) = (format!("./{}", script_name(name)), format!("./{name}.js"));
    let mut options = Options::new(wasm);
    options.output_dir = work;
    options.main_out_path = main;
    options.link_name = &script;
    options.main_module = &bindings;
    let parts = transform(options)
        .map_err(|reason| Error::new(format!("the page's module cannot be split: {reason:#}")))?;
    Ok(parts.split_modules)
}

/// Generates the first part's bindings to JavaScript.
fn bind(tools: &Toolbox, name: &str, main: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = tools.command("wasm-bindgen")?;
    // The chunks import the function table, which is not exported otherwise. Functions are put in order by their names.
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--keep-debug",
        "--out-name",
        name,
    ]);
    bindgen.arg("--out-dir").arg(folder).arg(main);
    shell::run(&mut bindgen, "generating the module's bindings")
}

/// Takes the hashes out of the names of what the first part imports, in the part and in its script.
fn number_imports(part: &Path, script: &Path) -> Result<()> {
    let mut wasm = fs::read(part).map_err(Error::because(format!("{} cannot be read", part.display())))?;
    let renamed = import_names::number(&mut wasm, &read(script)?);
    fs::write(part, wasm).map_err(Error::because(format!("{} cannot be written", part.display())))?;
    fs::write(script, renamed).map_err(Error::because(format!("{} cannot be written", script.display())))
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn script_name(name: &str) -> String {
    format!("{name}-chunks.js")
}

/// Replaces what must be there exactly once, or the splitter is not the one that this was written for.
fn replaced_once(script: &str, old: &str, new: &str) -> Result<String> {
    match script.matches(old).count() {
        1 => Ok(script.replace(old, new)),
        count => Err(Error::new(format!("the splitter's script has `{old}` {count} times instead of once"))),
    }
}

/// A folder below the workspace's root, created empty.
fn emptied(folder: &str) -> Result<PathBuf> {
    let folder = workspace::root().join(folder);
    let created = match folder.exists() {
        true => fs::remove_dir_all(&folder).and_then(|()| fs::create_dir_all(&folder)),
        false => fs::create_dir_all(&folder),
    };
    created.map_err(Error::because(format!("{} cannot be emptied", folder.display())))?;
    Ok(folder)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(Error::because(format!("{} cannot be read", file.display())))
}

/// Copies a folder's files and folders.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if Stamp::is_in(&entry.file_name()) {
            continue;
        }
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(drop)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_there_once_is_reported() {
        assert_eq!(replaced_once("a b", "a", "c").unwrap(), "c b");
        assert!(replaced_once("a a", "a", "c").is_err());
        assert!(replaced_once("b", "a", "c").unwrap_err().to_string().contains("0 times"));
    }
}
