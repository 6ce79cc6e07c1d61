//! Loading the page's code: progress on a slow network, and what is said and offered when it cannot be loaded.

use serde_json::json;
use tests::browser::{Fault, Faults};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// The page's code, and the scripts that load it.
const CODE: &str = "_bg.wasm";
const SCRIPTS: [&str; 2] = ["/boot.js", "/failure.js"];

const UNREACHABLE: &str = "Polyleader could not be loaded. Check your connection and try again.";
const DAMAGED: &str = "Polyleader could not be started: its code was damaged on download.";
const STALLED: &str = "Loading is taking longer than usual. Check your connection, or try again.";
const UNSTYLED: &str = "Part of this page could not be loaded, so it may look wrong.";
const NO_WEBASSEMBLY: &str = "Polyleader needs WebAssembly, which this browser does not allow here.";

/// The page says why it is not there. It tries again in vain while the fault lasts, and then with success.
fn recovers(file: &'static str, fault: Fault, sentence: &str) {
    let faults = Faults::default();
    faults.plant(file, fault);
    story(&format!("{fault:?} {file}"), Visit::on_desktop().despite(&faults), async |page| {
        page.expect_text(sentence).await?;
        page.press("Try again").await?;
        page.expect_text(sentence).await?;
        faults.mend();
        page.press("Try again").await?;
        works(page).await
    });
}

/// The page has started. Discards the browser's own errors about the faults.
async fn works(page: &Page) -> StepResult {
    page.leader("Tokyo").await?;
    page.expect_no_text("Polyleader could not").await?;
    page.browser().console_errors().await.map(drop)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn code_that_is_missing_or_breaks_off_is_loaded_at_the_next_try() {
    recovers(CODE, Fault::Missing, UNREACHABLE);
    recovers(CODE, Fault::Truncated, UNREACHABLE);
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_sent_in_place_of_the_code_is_reported_as_damaged() {
    recovers(CODE, Fault::Replaced, DAMAGED);
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn missing_scripts_are_loaded_at_the_next_try() {
    for script in SCRIPTS {
        recovers(script, Fault::Missing, UNREACHABLE);
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn pages_sent_in_place_of_scripts_are_replaced_at_the_next_try() {
    for script in SCRIPTS {
        recovers(script, Fault::Replaced, UNREACHABLE);
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn hanging_download_is_reported_and_resumes() {
    let faults = Faults::default();
    faults.plant(CODE, Fault::Halted);
    story("the code hangs", Visit::on_desktop().despite(&faults), async |page| {
        page.expect_text(STALLED).await?;
        page.control("button", "Try again").await?;
        faults.mend();
        works(page).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn missing_style_sheets_are_reported() {
    let faults = Faults::default();
    faults.plant(".css", Fault::Missing);
    story("no style sheets", Visit::on_desktop().despite(&faults), async |page| {
        page.expect_text(UNSTYLED).await?;
        faults.mend();
        page.press("Reload").await?;
        works(page).await?;
        page.expect_no_text(UNSTYLED).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn browser_without_webassembly_sees_an_error() {
    story("no WebAssembly", Visit::on_desktop(), async |page| {
        let source = json!({ "source": "delete globalThis.WebAssembly;" });
        page.browser().driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
        page.reload().await?;
        page.expect_text(NO_WEBASSEMBLY).await?;
        page.browser().console_errors().await.map(drop)
    });
}

/// The bottom of the sentence for browsers without scripts, found without a script.
async fn sentence_bottom(page: &Page) -> StepResult<f64> {
    let browser = page.browser().driver().cdp();
    let document = browser.send_raw("DOM.getDocument", json!({})).await?;
    let query = json!({ "nodeId": document["root"]["nodeId"], "selector": "noscript .before-page" });
    let node = browser.send_raw("DOM.querySelector", query).await?;
    let model = browser.send_raw("DOM.getBoxModel", json!({ "nodeId": node["nodeId"] })).await?;
    Ok(model["model"]["border"][5].as_f64().expect("a corner of the box"))
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn browser_without_scripts_sees_what_the_page_needs() {
    story("no scripts", Visit::on_desktop(), async |page| {
        let browser = page.browser().driver().cdp();
        browser.send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        browser.send_raw("Page.reload", json!({})).await?;
        page.wait_until("the sentence", async || {
            let tree = browser.send_raw("Accessibility.getFullAXTree", json!({})).await?.to_string();
            let says = |text: &str| tree.contains(text);
            Ok(match says("it needs JavaScript and WebAssembly") && !says("Loading Polyleader") {
                true => Ok(()),
                false => Err(tree),
            })
        })
        .await?;
        for width in [320, 768, 1440] {
            let screen = json!({ "width": width, "height": 480, "deviceScaleFactor": 1, "mobile": false });
            browser.send_raw("Emulation.setDeviceMetricsOverride", screen).await?;
            assert!(sentence_bottom(page).await? < 480.0, "the sentence is in sight at {width}");
        }
        browser.send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn slow_network_shows_how_much_of_the_code_has_arrived() {
    let faults = Faults::default();
    faults.plant(CODE, Fault::Halted);
    story("a slow network", Visit::on_desktop().despite(&faults), async |page| {
        page.expect_text("Loading Polyleader…").await?;
        let share = "const bar = document.querySelector('#loading progress'); return bar.value / bar.max;";
        page.wait_until("progress", async || {
            let share = page.evaluate(share, Vec::new()).await?;
            Ok(match share.as_f64() {
                Some(share) if 0.4 < share && share < 0.6 => Ok(()),
                _ => Err(share.to_string()),
            })
        })
        .await?;
        faults.mend();
        works(page).await
    });
}
