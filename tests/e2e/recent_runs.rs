//! The list of recent runs: a title is typed at once and never lost, several deletions are undone, many runs are listed
//! quickly, and no title moves a control out of sight.

use serde_json::{Value, json};
use tests::browser::{Motion, Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

fn title() -> String {
    scenario::default_scenario().title
}

/// The opening run, changed and stored, and its copy, in the open list.
async fn two_listed_runs(page: &Page) -> StepResult {
    page.control("button", "Undo").await?;
    page.select_option("Topology", "Star").await?;
    page.expect_stored(&[&title()]).await?;
    page.press("Recent runs").await?;
    page.press(&format!("Duplicate {}", title())).await?;
    page.expect_stored(&[&copy(), &title()]).await
}

fn copy() -> String {
    format!("{} (copy)", title())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn new_title_is_typed_at_once_and_escape_keeps_the_old_one() {
    story("renaming by keys", Visit::on_desktop(), async |page| {
        two_listed_runs(page).await?;
        page.press(&format!("Rename {}", copy())).await?;
        page.expect_focus("textbox", "Title").await?;
        page.send_keys("Mine").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_stored(&["Mine", &title()]).await?;
        page.expect_focus("searchbox", "Search recent runs").await?;
        page.press("Rename Mine").await?;
        page.expect_focus("textbox", "Title").await?;
        page.send_keys("Yours").await?;
        page.send_keys(Key::Escape).await?;
        page.control("button", "Rename Mine").await?;
        page.expect_stored(&["Mine", &title()]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn title_that_is_too_long_is_refused_and_the_run_stays_readable() {
    let too_long = "x".repeat(1_001);
    story("a title that is too long", Visit::on_desktop(), async |page| {
        two_listed_runs(page).await?;
        page.press(&format!("Rename {}", copy())).await?;
        page.expect_focus("textbox", "Title").await?;
        page.send_keys(too_long.as_str()).await?;
        page.send_keys(Key::Enter).await?;
        page.expect_text("This run cannot have that title: this text is too long: 1000 bytes at most.")
            .await?;
        page.press_prefixed_in(("dialog", "Recent runs"), &copy()).await?;
        page.expect_title(&copy()).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn each_of_several_deleted_runs_can_be_brought_back() {
    story("several deletions", Visit::on_desktop(), async |page| {
        two_listed_runs(page).await?;
        for name in [copy(), title()] {
            page.press(&format!("Delete {name}")).await?;
            page.expect_text(&format!("“{name}” was deleted.")).await?;
        }
        page.expect_stored(&[]).await?;
        page.press_in(("dialog", "Recent runs"), "Undo").await?;
        page.expect_stored(&[&title()]).await?;
        page.press_in(("dialog", "Recent runs"), "Undo").await?;
        page.expect_stored(&[&copy(), &title()]).await
    });
}

/// Stores the only document this many more times, with other ids and this title.
const MULTIPLY: &str = "const [count, title, done] = arguments; const request = indexedDB.open('polyleader'); \
    request.onsuccess = () => { \
        const write = request.result.transaction(['summaries', 'documents'], 'readwrite'); \
        const [summaries, documents] = ['summaries', 'documents'].map((name) => write.objectStore(name)); \
        summaries.getAll().onsuccess = ({ target: { result: [summary] } }) => { \
            documents.getAll().onsuccess = ({ target: { result: [content] } }) => { \
                for (let number = 0; number < count; number += 1) { \
                    const id = `copy-${number}`; \
                    summaries.put({ ...summary, id, title: `${title} ${number}`, edited_at: summary.edited_at - 60_000 * number }, id); \
                    documents.put(content, id); \
                } \
            }; \
        }; \
        write.oncomplete = () => { request.result.close(); done(true); }; \
    };";

/// The opening run, changed and stored, and as many others, in the closed list.
async fn many_runs(page: &Page, count: usize, title_of_others: &str) -> StepResult {
    page.control("button", "Undo").await?;
    page.select_option("Topology", "Star").await?;
    page.expect_stored(&[&title()]).await?;
    multiply(page, count, title_of_others).await
}

async fn multiply(page: &Page, count: usize, title_of_others: &str) -> StepResult {
    let arguments = vec![json!(count), json!(title_of_others)];
    page.browser().driver().execute_async(MULTIPLY, arguments).await?;
    Ok(())
}

/// Presses the button, and calls back once the list is painted, with how many milliseconds that took.
const OPEN_LIST: &str = "const done = arguments[0]; \
    const button = [...document.querySelectorAll('button')].find((it) => it.ariaLabel === 'Recent runs' && it.checkVisibility()); \
    const begun = performance.now(); \
    button.click(); \
    const look = () => requestAnimationFrame(() => { \
        if (!document.querySelector('.runs > .run')) return look(); \
        const { port1, port2 } = new MessageChannel(); \
        port1.onmessage = () => done(performance.now() - begun); \
        port2.postMessage(null); \
    }); \
    look();";

/// The list of 200 runs may take this many times as long as the list of one.
const LIST_WITHIN: f64 = 8.0;

/// The least time that the list takes to open, in milliseconds, of several: other work on the machine only adds to it.
async fn least_time_of_list(page: &Page) -> StepResult<f64> {
    let mut least = f64::INFINITY;
    for _ in 0..7 {
        let time = page.evaluate_async(OPEN_LIST).await?;
        least = least.min(time.as_f64().unwrap_or(f64::INFINITY));
        page.press_in(("dialog", "Recent runs"), "Close").await?;
        page.expect_no_text("Open files…").await?;
    }
    Ok(least)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn list_of_two_hundred_runs_is_there_at_once_and_finds_each_of_them() {
    story("two hundred runs", Visit::on_desktop(), async |page| {
        many_runs(page, 0, "").await?;
        let of_one = least_time_of_list(page).await?;
        multiply(page, 199, "Run").await?;
        let of_many = least_time_of_list(page).await?;
        println!("the list of 200 runs takes {of_many:.0} ms, that of one {of_one:.0}");
        assert!(of_many < LIST_WITHIN * of_one, "{of_many} ms, and {of_one} ms for a list of one");
        page.press("Recent runs").await?;
        page.fill_search("Search recent runs", "run 198").await?;
        page.press_prefixed_in(("dialog", "Recent runs"), "Run 198").await?;
        page.expect_no_text("Open files…").await
    });
}

/// Lists what is cut off or out of sight in the dialog.
const OUT_OF_PLACE: &str = "const dialog = document.querySelector('dialog[open]'); \
    const box = (it) => it.getBoundingClientRect(); const outer = box(dialog); \
    const beside = [...dialog.querySelectorAll('button, input:not([type=file]), .file, b')] \
        .filter((it) => box(it).left < outer.left || box(it).right > outer.right + 0.5).map((it) => it.ariaLabel ?? it.textContent.slice(0, 30)); \
    const below = innerHeight < 480 ? [] : [...dialog.querySelectorAll('.foot > *, .recent > .input')] \
        .filter((it) => box(it).top < outer.top || box(it).bottom > outer.bottom + 0.5).map((it) => it.textContent); \
    const wide = dialog.scrollWidth > dialog.clientWidth + 1 ? [`the dialog is ${dialog.scrollWidth} wide`] : []; \
    return [...beside, ...below, ...wide];";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn long_list_with_titles_of_any_length_and_direction_leaves_every_control_in_sight() {
    for (name, titles) in
        [("long titles", "x".repeat(990)), ("titles from right to left", "עגלת \u{202e}קניות".to_owned())]
    {
        story(name, Visit::on_desktop(), async |page| {
            many_runs(page, 30, &titles).await?;
            for (width, height) in [(1440, 900), (768, 1024), (390, 844), (320, 568), (844, 390)] {
                let screen = Screen { width, height, touch: width < 800 };
                page.browser().show(screen, Theme::Light, Motion::Reduced).await?;
                // On a narrow screen, the button is in the setup.
                page.evaluate("document.querySelector('.recent-button').click();", Vec::new()).await?;
                page.control("button", &format!("Rename {}", title())).await?;
                let found: Value = page.at_rest(OUT_OF_PLACE, Vec::new()).await?;
                assert_eq!(found, json!([]), "at {width}");
                page.press_in(("dialog", "Recent runs"), "Close").await?;
                page.expect_no_text("Open files…").await?;
            }
            Ok(())
        });
    }
}
