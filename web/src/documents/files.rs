//! Files: saving a run or a picture as one, and opening those that the user chose or dropped.

use figure::Picture;
use player::{Action, Player, Saved, SavedHistory, ViewAction};
use scenario::{DOCUMENT_FIELD, MAX_SCENARIO_BYTES, Permalink, Scenario};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileList};
use yew::Callback;

use super::opening::open_text;
use super::visit::{self, Page};

/// A run's file is a scenario, or a document with several branches, which the `polyleader` command can run too.
const EXTENSION: &str = ".polyleader.json";
/// A longer name is cut: some systems allow 255 bytes.
const MAX_NAME_CHARS: usize = 60;
/// Enough for as many branches as a run may have, each of the largest scenario that does not compress.
const MAX_FILE_BYTES: f64 = 72.0 * 1024.0 * 1024.0;

/// A text with the name of the file that it is to be saved as.
pub struct TextFile {
    /// The file's name.
    pub name: String,
    /// Its content.
    pub text: String,
}

impl TextFile {
    /// The file of a lesson.
    pub fn of_lesson(title: &str, json: String) -> Self {
        Self { name: file_name(title), text: json }
    }
}

#[wasm_bindgen(module = "/src/documents/files.js")]
extern "C" {
    /// Saves text, bytes or a blob as a file: where the user chooses, or else as a download. Resolves to whether it was saved; it
    /// is not if the user cancels.
    #[wasm_bindgen(catch)]
    async fn save_file(name: &str, content: &JsValue, mime_type: &str) -> Result<JsValue, JsValue>;

    /// An SVG picture as a PNG of another size, as a blob.
    #[wasm_bindgen(catch)]
    async fn png_of(svg: &str, width: u32, height: u32) -> Result<JsValue, JsValue>;
}

/// Saves the run that is shown as a file.
pub fn save_run(player: &Player, page: &Page) {
    // What the player saves can be read.
    if let Some(file) = file_of(&player.saved()) {
        let (page, branches) = (page.clone(), player.latest_branches().clone());
        spawn_local(async move {
            if save(file, &page).await {
                visit::note_in_file(branches);
                page.report.emit(None);
            }
        });
    }
}

/// The file of a run: its scenario or, if there are several branches, all of them. None if the branch that is shown cannot
/// be read.
pub fn file_of(saved: &Saved) -> Option<TextFile> {
    let scenario = Permalink::decode_stored(saved.link()?).ok()?.scenario;
    let text = match saved.branches.len() {
        0 | 1 => scenario_text(&scenario),
        _ => {
            let document = Saved { history: SavedHistory::default(), ..saved.clone() };
            serde_json::json!({ DOCUMENT_FIELD: document }).to_string()
        }
    };
    Some(TextFile { name: file_name(&scenario.title), text })
}

/// A scenario as formatted JSON, or on one line if only so it is small enough to be opened again.
fn scenario_text(scenario: &Scenario) -> String {
    let formatted = scenario.to_json();
    if formatted.len() > MAX_SCENARIO_BYTES { scenario.to_compact_json() } else { formatted }
}

/// Saves a text as a file. Calls back once it is saved, and shows a notice on failure.
pub fn save_text(file: TextFile, page: &Page, onsaved: Callback<()>) {
    let page = page.clone();
    spawn_local(async move {
        if save(file, &page).await {
            onsaved.emit(());
        }
    });
}

/// Saves comma-separated values as a file named after a title. Calls back with the file's name once it is saved, and says so
/// if that fails.
pub fn save_as_csv(TextFile { name, text }: TextFile, page: &Page, onsaved: Callback<String>) {
    let (name, page) = (file_stem(&name) + ".csv", page.clone());
    spawn_local(async move {
        let saved = save_file(&name, &text.into(), "text/csv").await;
        if was_saved(saved, &name, &page) {
            onsaved.emit(name);
        }
    });
}

/// Saves a zip file named after a title. Calls back with the file's name once it is saved, and shows a notice on failure.
pub fn save_zip(title: &str, bytes: &[u8], page: &Page, onsaved: Callback<String>) {
    let (name, page, bytes) = (file_stem(title) + ".zip", page.clone(), js_sys::Uint8Array::from(bytes));
    spawn_local(async move {
        let saved = save_file(&name, &bytes, "application/zip").await;
        if was_saved(saved, &name, &page) {
            onsaved.emit(name);
        }
    });
}

/// Saves a text as a file, and shows a notice on failure. Returns whether it was saved.
async fn save(file: TextFile, page: &Page) -> bool {
    let saved = save_file(&file.name, &file.text.into(), "application/json").await;
    was_saved(saved, &file.name, page)
}

/// Whether a file was saved. Shows a notice on failure.
fn was_saved(saved: Result<JsValue, JsValue>, name: &str, page: &Page) -> bool {
    match saved {
        Ok(saved) => saved.is_truthy(),
        Err(_) => {
            page.dispatch.emit(ViewAction::Notice(format!("“{name}” could not be saved.")));
            false
        }
    }
}

/// The format of a picture's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Sharp at any size.
    Svg,
    /// Pixels, more than the picture's size for sharp screens.
    Png,
}

/// How many pixels a PNG has for each of the picture's, along each side.
const PNG_SCALE: u32 = 2;

/// Saves a picture as a file named after a title. Calls back with the file's name once it is saved, and shows a notice on failure.
pub fn save_picture(
    title: &str,
    picture: Picture,
    format: PictureFormat,
    page: &Page,
    onsaved: Callback<String>,
) {
    let (name, page) = (file_stem(title), page.clone());
    spawn_local(async move {
        let Picture { svg, width, height } = picture;
        let (name, saved) = match format {
            PictureFormat::Svg => {
                let name = name + ".svg";
                let saved = save_file(&name, &svg.into(), "image/svg+xml").await;
                (name, saved)
            }
            PictureFormat::Png => {
                let name = name + ".png";
                let saved = match png_of(&svg, width * PNG_SCALE, height * PNG_SCALE).await {
                    Ok(pixels) => save_file(&name, &pixels, "image/png").await,
                    Err(error) => Err(error),
                };
                (name, saved)
            }
        };
        if was_saved(saved, &name, &page) {
            onsaved.emit(name);
        }
    });
}

/// Opens files one after the other; the last one is shown, and Back leads to those before it. A file that is no run changes
/// nothing, and the sentence says which and why.
pub async fn open_all(list: FileList, page: Page) {
    let files: Vec<File> = (0..list.length()).filter_map(|index| list.get(index)).collect();
    let mut problems = Vec::new();
    for file in files {
        match read(&file).await {
            Ok(Action::View(ViewAction::Notice(problem))) | Err(problem) => {
                problems.push(format!("{}: {problem}", replication::isolated(&file.name())));
            }
            Ok(action) => {
                let before = visit::opening();
                page.dispatch.emit(action);
                visit::until_after(before).await;
            }
        }
    }
    if !problems.is_empty() {
        page.dispatch.emit(ViewAction::Notice(problems.join(" ")));
    }
}

async fn read(file: &File) -> Result<Action, String> {
    if file.size() > MAX_FILE_BYTES {
        return Err("the file is too large to be a run.".into());
    }
    let text = JsFuture::from(file.text()).await.map_err(|_| "the file could not be read.".to_owned())?;
    Ok(open_text(&text.as_string().unwrap_or_default()))
}

/// The name of a run's file.
fn file_name(title: &str) -> String {
    file_stem(title) + EXTENSION
}

/// A file name without an extension, of what a title has letters and digits of.
fn file_stem(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-").chars().take(MAX_NAME_CHARS).collect();
    if name.is_empty() { "run".into() } else { name.trim_end_matches('-').into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_named_after_the_letters_of_the_title() {
        assert_eq!(file_name("A cart, a cut/merge: 2"), "A-cart-a-cut-merge-2.polyleader.json");
        assert_eq!(file_name("../…"), "run.polyleader.json");
        assert_eq!(file_name(&"x".repeat(300)).len(), 60 + EXTENSION.len());
    }
}
