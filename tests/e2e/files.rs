//! Files: saving a run as one, and dropping or pasting runs on the page.

use scenario::Permalink;
use serde_json::json;

use crate::documents::{catch_saved_files, expect_saved_file};
use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Drops files of these names and texts on the page.
async fn drop_files(page: &Page, files: &[(&str, &str)]) -> StepResult {
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
    story("a file", Visit::on_desktop(), async |page| {
        page.go_to_end().await?;
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
fn several_files_are_opened_one_after_the_other_and_a_wrong_one_is_named() {
    let runs = [1, 2].map(|number| scenario::GALLERY[number].scenario());
    let texts = runs.clone().map(|run| run.to_json());
    story("several files", Visit::on_desktop(), async |page| {
        page.go_to_end().await?;
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
    story("a wrong file", Visit::on_desktop(), async |page| {
        page.go_to_end().await?;
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
    story("a pasted link", Visit::on_desktop(), async |page| {
        page.go_to_end().await?;
        paste(page, &link).await?;
        page.expect_title(&other.title).await
    });
}
