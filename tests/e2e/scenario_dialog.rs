//! The dialog in which a run is edited as JSON: bad text is explained, and never lost.

use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

const FIELD: &str = "Scenario or link";

async fn open_dialog(page: &Page) -> StepResult {
    page.unfold_all(".setup").await?;
    page.press("Edit as JSON").await
}

async fn typed(page: &Page) -> StepResult<String> {
    page.control("textbox", FIELD).await?.value().await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn text_that_does_not_parse_stays_until_it_is_opened_or_discarded() {
    story("editing as JSON", Visit::on_desktop(), async |page| {
        open_dialog(page).await?;
        let run = typed(page).await?;
        for (text, button, error) in [
            (r#"{"polyleader": 1, "leadres": []}"#, "Apply", "leadres"),
            ("[]", "Open", "This JSON is a list, but a scenario is an object"),
            ("\u{feff}null", "Open", "This JSON is “null”, but a scenario is an object"),
            ("carts", "Open", "This is neither a scenario nor a link"),
            (" ", "Open", "There is nothing to open"),
            (r#"{"polyleader": 1, "leaders": "#, "Open as a new run", "Unexpected end of JSON"),
        ] {
            page.fill(FIELD, text).await?;
            page.press(button).await?;
            page.expect_text(error).await?;
            page.expect_value("textbox", FIELD, text).await?;
            // The error was about the text before.
            page.fill(FIELD, &format!("{text} ")).await?;
            page.expect_no_text(error).await?;
        }
        let last = typed(page).await?;
        page.send_keys(Key::Escape).await?;
        page.expect_no_text("The current run as JSON").await?;
        open_dialog(page).await?;
        page.expect_value("textbox", FIELD, &last).await?;
        page.press("Discard changes").await?;
        page.expect_value("textbox", FIELD, &run).await?;
        page.press("Apply").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn applied_text_is_an_edit_that_can_be_undone() {
    story("applying JSON", Visit::on_desktop(), async |page| {
        open_dialog(page).await?;
        let run = typed(page).await?;
        page.fill(FIELD, &run.replace("Two carts, one key", "My carts")).await?;
        page.press("Apply").await?;
        page.expect_title("My carts").await?;
        page.expect_stored(&["My carts"]).await?;
        let undo = page.control("button", "Undo").await?;
        assert_eq!(undo.attribute("title").await?.as_deref(), Some("Undo: replace the run"));
        page.press("Undo").await?;
        page.expect_title("Two carts, one key").await
    });
}
