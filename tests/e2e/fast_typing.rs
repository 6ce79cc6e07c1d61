//! Keys that follow each other faster than the page draws: Enter acts on everything that was typed before it.

use thirtyfour::Key;

use crate::control::Control;
use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::story_at_end;

/// Types into a field and presses Enter within one task of the browser, in which the page cannot draw. As a browser does,
/// it submits the field's form unless the key was handled.
const TYPE_AND_ENTER: &str = r"
    const [field, texts] = arguments;
    for (const text of texts) {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
        if (field.dispatchEvent(enter)) field.form?.requestSubmit();
    }";

async fn type_and_enter(page: &Page, field: &Control, texts: &[&str]) -> StepResult {
    page.evaluate(TYPE_AND_ENTER, vec![field.element().to_json()?, texts.into()]).await?;
    Ok(())
}

async fn type_into(page: &Page, role: &str, name: &str, text: &str) -> StepResult {
    type_and_enter(page, &page.control(role, name).await?, &[text]).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn enter_in_a_search_chooses_what_matches_all_that_was_typed() {
    story_at_end("fast searches", async |page| {
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        type_into(page, "combobox", "Search commands", "crash tok").await?;
        page.expect_leader_shows("Tokyo", &["down"]).await?;
        page.press("All examples").await?;
        page.expect_focus("searchbox", "Search the gallery").await?;
        let title = scenario::example("fast-hub").expect("it is in the gallery").scenario().title;
        type_into(page, "searchbox", "Search the gallery", &title).await?;
        page.expect_text(&title).await?;
        page.expect_no_text("Search the gallery").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn enter_in_a_form_sends_all_that_was_typed() {
    story_at_end("fast forms", async |page| {
        page.select_leader("Tokyo").await?;
        page.fill("Value", "tea").await?;
        let form = page.control("form", "Write").await?;
        let key = page.control_in(&form, "textbox", "Key").await?;
        type_and_enter(page, &key, &["basket"]).await?;
        page.expect_leader_shows("Tokyo", &["tea"]).await?;
        page.expect_inspector("basket").await?;
        page.unfold("Step the clock").await?;
        type_into(page, "spinbutton", "Step of Tokyo’s clock in milliseconds", "-30").await?;
        page.expect_leader_shows("Tokyo", &["30 ms behind"]).await?;
        page.send_keys("q").await?;
        page.press("Add invariant").await?;
        let label = "Must hold at every leader, at every instant";
        type_into(page, "textbox", label, r#"count("cart") <= 9"#).await?;
        page.expect_region("region", "Questions", r#"count("cart") <= 9"#).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn merged_value_has_all_that_was_typed() {
    story_at_end("fast merges", async |page| {
        page.press("Merge at Frankfurt").await?;
        let field = page.control("textbox", "Add an item").await?;
        type_and_enter(page, &field, &["ham", "beans"]).await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["milk, eggs, ham, beans"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn keys_after_the_one_that_opens_a_dialog_leave_the_page_alone() {
    story_at_end("a dialog that is about to open", async |page| {
        let end = page.control("slider", "Time").await?.attribute("aria-valuenow").await?;
        let press = r"
            for (const key of ['/', 'Home']) {
                document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
            }";
        page.evaluate(press, Vec::new()).await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys(Key::Escape).await?;
        let now = page.control("slider", "Time").await?.attribute("aria-valuenow").await?;
        assert_eq!(now, end);
        Ok(())
    });
}
