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
        for (text, error) in [
            (r#"{"polyleader": 1, "leadres": []}"#, "leadres"),
            ("[]", "This JSON is a list, but a scenario is an object"),
            ("\u{feff}null", "This JSON is “null”, but a scenario is an object"),
            ("carts", "This is neither a scenario nor a link"),
            (" ", "There is nothing to open"),
            (r#"{"polyleader": 1, "leaders": "#, "Unexpected end of JSON"),
        ] {
            page.fill(FIELD, text).await?;
            page.press("Open").await?;
            page.expect_text(error).await?;
            page.expect_value("textbox", FIELD, text).await?;
        }
        let last = typed(page).await?;
        page.send_keys(Key::Escape).await?;
        page.expect_no_text("The current run as JSON").await?;
        open_dialog(page).await?;
        page.expect_value("textbox", FIELD, &last).await?;
        page.press("Discard changes").await?;
        page.expect_value("textbox", FIELD, &run).await?;
        page.press("Open").await
    });
}
