//! Files: saving a run as one, and dropping or pasting runs on the page.

use scenario::Permalink;
use serde_json::json;

use crate::documents::{catch_saved_files, expect_saved_file};
use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Drops files of these names and texts on the page.
pub async fn drop_files(page: &Page, files: &[(&str, &str)]) -> StepResult {
    let drop = "const data = new DataTransfer(); \
        for (const [name, text] of arguments[0]) data.items.add(new File([text], name)); \
        for (const kind of ['dragover', 'drop']) \
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));";
    page.evaluate(drop, vec![json!(files)]).await?;
    Ok(())
}

async fn paste(page: &Page, text: &str) -> StepResult {
    let paste = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));";
    page.evaluate(paste, vec![json!(text)]).await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn saved_file_opens_as_the_same_run_with_a_byte_order_mark_too() {
    story_at_end("a file", async |page| {
        page.write_at("São Paulo", "ham").await?;
        catch_saved_files(page).await?;
        page.press("Recent runs").await?;
        page.press_in(("dialog", "Recent runs"), "Save as file").await?;
        expect_saved_file(page, "Two-carts-one-key.polyleader.json", "\"ham\"").await?;
        let saved = page.evaluate("return saved.at(-1)[1];", Vec::new()).await?;
        let text = saved.as_str().unwrap_or_default().replace("Two carts, one key", "From a file");
        page.press_in(("dialog", "Recent runs"), "Close").await?;
        drop_files(page, &[("run.polyleader.json", &format!("\u{feff}{text}"))]).await?;
        page.expect_title("From a file").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.go_back().await?;
        page.expect_title("Two carts, one key").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn file_of_a_run_with_branches_holds_all_of_them() {
    story_at_end("a file with branches", async |page| {
        page.press("Fork at playhead").await?;
        page.write_at("São Paulo", "ham").await?;
        catch_saved_files(page).await?;
        page.press("Recent runs").await?;
        page.press_in(("dialog", "Recent runs"), "Save as file").await?;
        expect_saved_file(page, "Two-carts-one-key.polyleader.json", "Branch 1").await?;
        let saved = page.evaluate("return saved.at(-1)[1];", Vec::new()).await?;
        page.press_in(("dialog", "Recent runs"), "New run").await?;
        page.expect_no_text("Branch 1").await?;
        drop_files(page, &[("run.polyleader.json", saved.as_str().unwrap_or_default())]).await?;
        page.expect_text("Branch 1").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn several_files_are_opened_one_after_the_other_and_a_wrong_one_is_named() {
    let runs = [1, 2].map(|number| scenario::GALLERY[number].scenario());
    let texts = runs.clone().map(|run| run.to_json());
    story_at_end("several files", async |page| {
        page.write_at("São Paulo", "ham").await?;
        let files = [("one.json", &*texts[0]), ("notes.json", "[]"), ("two.json", &*texts[1])];
        drop_files(page, &files).await?;
        page.expect_title(&runs[1].title).await?;
        page.expect_text("notes.json").await?;
        page.go_back().await?;
        page.expect_title(&runs[0].title).await?;
        page.go_back().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn wrong_file_changes_nothing_and_the_sentence_says_where_it_is_wrong() {
    story_at_end("a wrong file", async |page| {
        page.write_at("São Paulo", "ham").await?;
        drop_files(page, &[("broken.json", r#"{"polyleader": 1, "leadres": []}"#)]).await?;
        page.expect_text("leadres").await?;
        page.expect_text("broken.json").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn pasted_link_is_opened_unless_a_field_takes_it() {
    let other = scenario::GALLERY[1].scenario();
    let link = format!("see https://example.org/#{}.", Permalink::of(other.clone()).encode());
    story_at_end("a pasted link", async |page| {
        paste(page, &link).await?;
        page.expect_title(&other.title).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn text_that_is_not_a_run_changes_nothing_and_shows_an_error() {
    let endless = format!(r#"{{"polyleader": 1, "{}": 1}}"#, "x".repeat(400_000));
    let large = " ".repeat(5 * 1024 * 1024);
    let texts = [
        ("[]", "This JSON is a list"),
        ("\u{feff}null", "This JSON is “null”"),
        (" \n", "There is nothing to open"),
        ("hello", "This is neither a scenario nor a link"),
        (&*endless, "Unknown field"),
        (&*format!("{{{large}}}"), "too large"),
    ];
    story_at_end("texts that are no run", async |page| {
        page.write_at("São Paulo", "ham").await?;
        for (text, sentence) in texts {
            drop_files(page, &[("text.json", text)]).await?;
            page.expect_text(sentence).await?;
            let notice =
                page.evaluate("return document.querySelector('.notice').innerText;", Vec::new()).await?;
            assert!(notice.as_str().is_some_and(|notice| notice.chars().count() < 300), "{notice}");
            page.press("Dismiss").await?;
        }
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_is_opened_as_programs_send_it() {
    let other = scenario::GALLERY[1].scenario();
    let link = Permalink::of(other.clone()).encode();
    let (start, end) = link.split_at(link.len() / 2);
    let address = "https://example.org/polyleader/";
    story("links as they are sent", Visit::on_desktop(), async |page| {
        for sent in [
            format!("({address}#{link})"),
            format!("{address}#{link}."),
            format!("Look: {address}#{link}, nice"),
            format!("<{address}#{link}>"),
            format!("{address}#{link}%20"),
            format!("{address}#{link}&fbclid=IwAR0x"),
            format!("{address}?utm=1#{link}?utm_source=mail"),
            format!("{address}#{start} {end}"),
            format!("{address}#{start}\r\n{end}\r\n"),
            format!("> {address}#{start}\n> {end}"),
            format!("{address}#{start}=\n{end}"),
            link.replace('.', "%2E"),
        ] {
            page.open("").await?;
            page.expect_title("Two carts, one key").await?;
            page.control("button", "Undo").await?;
            paste(page, &sent).await?;
            page.expect_title(&other.title).await?;
        }
        Ok(())
    });
}

/// The largest file that a run may be saved as: three branches, each with much that does not compress.
fn large_file() -> String {
    let mut state = 1_u64;
    let mut letters = |count: usize| -> String {
        let mut letter = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + ((state >> 33) % 26) as u8)
        };
        (0..count).map(|_| letter()).collect()
    };
    let mut branch = |name: &str| {
        let writes: Vec<_> = (0..1_900)
            .map(|at| json!({ "at_ms": at, "write": { "client": "ana", "key": format!("k{}", at % 5), "value": letters(950) } }))
            .collect();
        let run = json!({
            "polyleader": 1, "title": "Large", "leaders": [{ "id": "A" }, { "id": "B" }],
            "clients": [{ "id": "ana", "at": "A" }], "commands": writes
        });
        let scenario = scenario::Scenario::from_json(&run.to_string()).expect("it is valid");
        json!({ "name": name, "from": null, "link": Permalink::of(scenario).encode() })
    };
    let branches = [branch("One"), branch("Two"), branch("Three")];
    json!({ "polyleader-document": { "version": 0, "branches": branches, "current": 2 } }).to_string()
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn large_run_with_branches_is_opened_from_its_file() {
    let file = large_file();
    assert!(file.len() > 4 * 1024 * 1024, "{}", file.len());
    story("a large file", Visit::on_desktop(), async |page| {
        page.control("button", "Undo").await?;
        drop_files(page, &[("large.polyleader.json", &file)]).await?;
        page.expect_title("Large").await?;
        page.expect_text("Three").await
    });
}
