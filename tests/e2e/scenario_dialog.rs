//! The dialog in which a run is edited as JSON: bad text is explained, and never lost.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

const FIELD: &str = "Scenario or link";

async fn open_dialog(page: &Page) -> StepResult {
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true;", Vec::new())
        .await?;
    page.press("Edit as JSON").await
}

async fn typed(page: &Page) -> StepResult<String> {
    page.control("textbox", FIELD).await?.value().await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn text_that_does_not_parse_stays_until_it_is_opened_or_discarded() {
    story("editing as JSON", Visit::with(Screen::DESKTOP, Theme::Light), async |page| {
        open_dialog(page).await?;
        let run = typed(page).await?;
        for (text, error) in [
            (r#"{"polyleader": 1, "leadres": []}"#, "leadres"),
            ("[]", "neither a scenario nor a link"),
            (r#"{"polyleader": 1, "leaders": "#, "unexpected end of JSON"),
        ] {
            page.fill(FIELD, text).await?;
            page.press("Open").await?;
            page.expect_text(error).await?;
            assert_eq!(typed(page).await?, text, "after the error about {error}");
        }
        let last = typed(page).await?;
        page.send_keys(Key::Escape).await?;
        page.expect_no_text("The current run as JSON").await?;
        open_dialog(page).await?;
        assert_eq!(typed(page).await?, last, "after the dialog was closed");
        page.press("Discard changes").await?;
        page.wait_until("the run is shown again", async || {
            let now = typed(page).await?;
            Ok(if now == run { Ok(()) } else { Err(now) })
        })
        .await?;
        page.press("Open").await
    });
}
