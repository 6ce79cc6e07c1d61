//! Accessibility: axe-core finds no serious violation in any state, size or theme of the page.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::{MAX_TABS, Page};
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Starts axe, which leaves each serious or critical violation as a line. Animations end at once, since axe would
/// judge colours in the middle of a fade. No request waits for axe, which can take minutes on a busy machine.
const START_AXE: &str = "window.violations = undefined; \
    document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < Infinity).forEach(one => one.finish()); \
    axe.run(document, { resultTypes: ['violations'] }).then( \
    ({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical') \
        .flatMap(({ id, nodes }) => nodes.map(node => `${id} at ${node.target.join(' ')}: ${node.failureSummary}`)), \
    reason => [String(reason)]).then(found => { window.violations = found; });";

/// The source code of axe-core.
fn axe() -> String {
    let file =
        std::env::var_os("AXE_CORE").expect("AXE_CORE is the file axe.min.js; `cargo xtask test` sets it");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|reason| panic!("{} cannot be read: {reason}", file.display()))
}

/// Fails with the list of serious violations.
pub async fn is_accessible(page: &Page, when: &str) -> StepResult {
    page.expect_all_loaded().await?;
    // Parsing it takes time, and it stays until the page is left.
    if page.evaluate("return !('axe' in window);", Vec::new()).await? == true {
        page.evaluate(&axe(), Vec::new()).await?;
    }
    page.evaluate(START_AXE, Vec::new()).await?;
    let violations = page
        .wait_until("axe to finish", async || {
            let found = page.evaluate("return window.violations ?? null;", Vec::new()).await?;
            let violations: Option<Vec<String>> = serde_json::from_value(found).expect("a list of lines");
            Ok(violations.ok_or_else(|| "it still running".to_owned()))
        })
        .await?;
    assert!(violations.is_empty(), "{when}, {} violations:\n{}", violations.len(), violations.join("\n"));
    Ok(())
}

/// Checks every state of the run, the inspector and the dialogs.
async fn check_run_states(page: &Page) -> StepResult {
    page.go_to_start().await?;
    is_accessible(page, "at the start").await?;
    page.go_to_end().await?;
    page.select_leader("Frankfurt").await?;
    is_accessible(page, "with a leader in conflict selected").await?;
    page.leader("Frankfurt").await?.send_keys(Key::Escape).await?;
    page.select_link("Frankfurt and São Paulo").await?;
    is_accessible(page, "with a link selected").await?;
    page.press("Cut both ways").await?;
    is_accessible(page, "with a link cut").await?;
    page.press("Share").await?;
    page.control("dialog", "Share this run").await?;
    is_accessible(page, "with the dialog for sharing").await?;
    page.press("Close").await?;
    page.send_keys("?").await?;
    page.control("dialog", "Keyboard shortcuts").await?;
    is_accessible(page, "with the sheet of keys").await?;
    page.press("Close").await?;
    page.leader("Frankfurt").await?.element().focus().await?;
    page.chord_with_key(&[Key::Shift], Key::F10).await?;
    page.control("menuitem", "Crash").await?;
    is_accessible(page, "with a menu").await?;
    page.send_keys(Key::Escape).await?;
    page.send_keys("/").await?;
    page.expect_focus("combobox", "Search commands").await?;
    is_accessible(page, "with the palette").await?;
    page.press("Close").await?;
    page.press("Compare policies").await?;
    page.expect_region("region", "Policies", "Avoidance 2").await?;
    is_accessible(page, "with the table of policies").await?;
    page.press("Open side by side: Merge code").await?;
    page.expect_text("The runs diverge at").await?;
    is_accessible(page, "with two branches side by side").await?;
    page.press("Stop comparing").await
}

/// Checks the setup, with all its parts unfolded; on small screens it is a sheet.
async fn check_setup(page: &Page, screen: Screen) -> StepResult {
    let sheet = screen != Screen::DESKTOP;
    if sheet {
        page.press("Setup").await?;
    }
    page.unfold_all("body").await?;
    is_accessible(page, "with the setup open").await?;
    page.choose_radio("Conflict policy", "Avoidance").await?;
    page.fill("Key or prefix", "cart").await?;
    page.press("Add home").await?;
    page.control("combobox", "Home of cart").await?;
    page.unfold("Workload").await?;
    page.toggle("Random workload").await?;
    page.unfold("Faults and links").await?;
    page.set_number("Maximum jitter in milliseconds", "-1").await?;
    page.expect_text("must be a number from 0").await?;
    is_accessible(page, "with homes, a workload and a bad number").await?;
    page.choose_radio("Conflict policy", "Merge on write").await?;
    page.select_option("Merge rule", "Your own code").await?;
    page.control("textbox", "Code").await?;
    is_accessible(page, "with merge code").await?;
    page.press("All examples").await?;
    page.control("dialog", "Gallery").await?;
    is_accessible(page, "with the gallery open").await?;
    page.press("Close").await?;
    page.press("Edit as JSON").await?;
    page.control("dialog", "Edit as JSON").await?;
    is_accessible(page, "with the JSON editor open").await?;
    page.press("Close").await
}

fn check(screen: Screen, theme: Theme) {
    let name = format!("accessibility at {} in {}", screen.width, theme.css_name());
    story(&name, Visit::with(screen, theme), async |page| {
        check_run_states(page).await?;
        check_setup(page, screen).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_has_no_serious_axe_violations_on_desktop() {
    Theme::ALL.into_iter().for_each(|theme| check(Screen::DESKTOP, theme));
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_has_no_serious_axe_violations_on_a_phone() {
    Theme::ALL.into_iter().for_each(|theme| check(Screen::PHONE, theme));
}

/// Whether the focus is back on the body, and whether the sticky playback bar covers the focused control.
const IS_COVERED: &str = "const focus = document.activeElement, box = focus.getBoundingClientRect(); \
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
    const playback = document.querySelector('[role=toolbar][aria-label=Playback]'); \
    return [focus === document.body, !playback.contains(focus) && playback.contains(over)];";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn focused_control_is_never_hidden_behind_playback_on_a_phone() {
    story("focus on a phone", Visit::with(Screen::PHONE, Theme::Light).at_end(), async |page| {
        page.select_leader("São Paulo").await?;
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0);", Vec::new()).await?;
        for _ in 0..MAX_TABS {
            page.send_keys(Key::Tab).await?;
            // The page may still be scrolling the control into view.
            let round = page.wait_until("the focused control to be clear of playback", async || {
                let found = page.evaluate(IS_COVERED, Vec::new()).await?;
                let (round, covered): (bool, bool) = serde_json::from_value(found).expect("two booleans");
                Ok(if covered { Err(format!("{:?} behind it", page.focused().await?)) } else { Ok(round) })
            });
            if round.await? {
                return Ok(());
            }
        }
        panic!("Tab never comes back to the body");
    });
}

#[test]
#[should_panic(expected = "image-alt")]
#[ignore = "needs Chromium: cargo xtask test"]
fn planted_violation_is_found() {
    story("a planted accessibility fault", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        page.evaluate("document.body.append(document.createElement('img'));", Vec::new()).await?;
        is_accessible(page, "with a planted fault").await
    });
}
