//! When the page's WebAssembly fails: what is said, what is kept, and what a reload opens.
//!
//! A real failure is provoked from outside: the module's memory is grown to its limit, so that its next need fails.

use serde_json::json;
use tests::browser::{Screen, Theme};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Runs before the page's own scripts. `exhaustMemory` leaves the module no memory to grow into; pages that nobody writes
/// to take none of the machine's. It is called before the module starts if the session storage asks for it. A chunk of the
/// page has no memory of its own.
const REACH_MEMORY: &str = "(() => { \
    const load = WebAssembly.instantiateStreaming; \
    WebAssembly.instantiateStreaming = async (...given) => { \
        const loaded = await load.apply(WebAssembly, given); \
        const memory = loaded.instance.exports.memory; \
        if (!memory) return loaded; \
        globalThis.exhaustMemory = () => { \
            for (let pages = 32768; pages >= 1; pages /= 2) { \
                try { for (;;) memory.grow(pages); } catch {} \
            } \
        }; \
        if (sessionStorage.getItem('exhaust')) { sessionStorage.removeItem('exhaust'); exhaustMemory(); } \
        return loaded; \
    }; })();";

/// A run that needs much memory: 64 clients, 60 seconds.
const LARGE: &str = r#"{
    "polyleader": 1, "title": "A large run", "leaders": [{ "id": "A" }, { "id": "B" }, { "id": "C" }],
    "workload": { "clients": 60, "until_ms": 60000, "per_second": 2.5, "keys": 50 }
}"#;

/// The page with the module's memory within reach, after an edit that was saved.
async fn with_saved_edit(page: &Page) -> StepResult {
    let source = json!({ "source": REACH_MEMORY });
    page.browser().driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
    page.reload().await?;
    page.go_to_end().await?;
    page.write_at("Tokyo", "ham").await?;
    page.wait_until("the work to be in the address", async || {
        let address = page.current_address().await?;
        Ok(if address.contains("#s1.") { Ok(()) } else { Err(address) })
    })
    .await?;
    page.expect_stored(&[&scenario::default_scenario().title]).await
}

/// Opens a link in the page whose memory is full, and waits until it has failed.
async fn fail_while_opening(page: &Page, link: &str) -> StepResult {
    page.evaluate("exhaustMemory();", Vec::new()).await?;
    page.evaluate("location.hash = arguments[0];", vec![json!(link)]).await?;
    page.expect_text("Polyleader has stopped").await
}

/// Waits until the run is computed and shown, so that a reload may open it again.
async fn expect_opened(page: &Page) -> StepResult {
    page.wait_until("the run to be shown", async || {
        let opening = "return sessionStorage.getItem('polyleader-opening');";
        let opening = page.evaluate(opening, Vec::new()).await?;
        Ok(if opening.is_null() { Ok(()) } else { Err(format!("{opening} is being opened")) })
    })
    .await
}

/// The console errors since the last look: those of the failure itself and no other.
async fn expect_one_failure(page: &Page) -> StepResult {
    let errors = page.browser().console_errors().await?;
    assert_eq!(errors.len(), 1, "a failure is not followed by another: {errors:?}");
    Ok(())
}

/// A call into the failed module, as when a promise settles late, is not made, and its caller can read the parts of the
/// result: a value and an error.
async fn expect_late_calls_return_nothing(page: &Page) -> StepResult {
    let call = "return import('./failure.js').then(({ guardCall }) => { \
                    let isMade = false; \
                    const result = guardCall(() => { isMade = true; return [1, 2]; })(); \
                    return [isMade, result[0] ?? null, result[1] ?? null]; \
                });";
    assert_eq!(page.evaluate(call, Vec::new()).await?, json!([false, null, null]));
    Ok(())
}

fn large_link() -> String {
    let scenario = scenario::Scenario::from_json(LARGE).expect("it is valid");
    format!("#{}", scenario::Permalink::of(scenario).encode())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn failed_module_is_left_alone_and_a_reload_does_not_fail_again() {
    story("a failure", Visit::with(Screen::DESKTOP, Theme::Light), async |page| {
        with_saved_edit(page).await?;
        let link = large_link();
        fail_while_opening(page, &link).await?;
        let shown = page.control("textbox", "Link to this run").await?.value().await?;
        assert!(shown.ends_with(&link), "the failing run is offered: {shown}");
        page.press("Copy the link").await?;
        // Whatever happens on the page now must not enter the module.
        page.evaluate(
            "for (const kind of ['resize', 'hashchange', 'pointermove', 'keydown']) window.dispatchEvent(new Event(kind)); \
             document.querySelector('.app').click();",
            Vec::new(),
        )
        .await?;
        expect_late_calls_return_nothing(page).await?;
        expect_one_failure(page).await?;

        page.reload().await?;
        page.expect_text("The last run could not be shown.").await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await?;
        page.press("Try again").await?;
        page.expect_text("A large run").await?;
        expect_opened(page).await?;
        page.expect_clean_console().await?;

        page.open("").await?;
        page.expect_no_text("could not be shown").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn last_run_that_worked_is_one_press_away() {
    story("a failure and back", Visit::with(Screen::DESKTOP, Theme::Light), async |page| {
        with_saved_edit(page).await?;
        fail_while_opening(page, &large_link()).await?;
        expect_one_failure(page).await?;
        page.press("Open the last run that worked").await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await?;
        page.expect_no_text("could not be shown").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_that_fails_as_the_page_opens_is_left_out_and_the_documents_are_there() {
    story("a failure at the start", Visit::with(Screen::DESKTOP, Theme::Light), async |page| {
        with_saved_edit(page).await?;
        let at_start =
            "sessionStorage.setItem('exhaust', 'yes'); history.replaceState(null, '', arguments[0]);";
        page.evaluate(at_start, vec![json!(large_link())]).await?;
        page.reload().await?;
        page.expect_text("Polyleader has stopped").await?;
        expect_one_failure(page).await?;
        page.press("Open the page without this run").await?;
        page.expect_text("The last run could not be shown.").await?;
        page.leader("Frankfurt").await?;
        assert!(!page.visible_text().await?.contains("A large run"));
        page.press("Recent runs").await?;
        page.press_prefixed_in(("dialog", "Recent runs"), "Two carts, one key").await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await
    });
}
