//! Small screens: nothing overflows on a narrow phone or on a laptop at 200 % zoom, whatever is open.

use tests::browser::{Motion, Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// The narrowest phone that the page is made for.
const NARROW: Screen = Screen { width: 360, height: 740, touch: true };
/// A laptop's page at 200 %.
const ENLARGED: Screen = Screen { width: 720, height: 450, touch: false };

/// Lists overflowing panels, and dialogs and menus that exceed the window.
const TOO_WIDE: &str = "const wide = [...document.querySelectorAll('html, .inspector, .setup > .parts, .dialog, .dialog > .body')] \
        .filter(it => it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1).map(it => `${it.className || it.tagName} ${it.scrollWidth} in ${it.clientWidth}`); \
    const beyond = [...document.querySelectorAll('dialog, .menu')].map(it => it.getBoundingClientRect()) \
        .filter(box => box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight).map(box => JSON.stringify(box)); \
    return [...wide, ...beyond];";

async fn expect_fit(page: &Page, when: &str) -> StepResult {
    page.expect_all_loaded().await?;
    page.wait_until(&format!("nothing to stick out {when}"), async || {
        let wide = page.evaluate(TOO_WIDE, Vec::new()).await?;
        let count = wide.as_array().map_or(0, Vec::len);
        Ok(if count == 0 { Ok(()) } else { Err(wide.to_string()) })
    })
    .await
}

async fn check_every_state(page: &Page) -> StepResult {
    page.go_to_end().await?;
    expect_fit(page, "at the end").await?;
    page.leader("Tokyo").await?.element().focus().await?;
    page.send_keys(Key::Enter).await?;
    page.expect_inspector("Merge by hand").await?;
    expect_fit(page, "with a leader in conflict selected").await?;
    for (key, dialog) in [("/", "Commands"), ("?", "Keyboard shortcuts")] {
        page.evaluate("document.activeElement.blur()", Vec::new()).await?;
        page.send_keys(key).await?;
        page.control("dialog", dialog).await?;
        expect_fit(page, dialog).await?;
        page.send_keys(Key::Escape).await?;
        page.expect_no_text(dialog).await?;
    }
    page.press("Share").await?;
    page.control("dialog", "Share this run").await?;
    expect_fit(page, "with the dialog for sharing").await?;
    page.press("Close").await?;
    page.press("Compare policies").await?;
    page.expect_region("region", "Policies", "Avoidance 2").await?;
    expect_fit(page, "with the table of policies").await?;
    page.press("Close").await?;
    page.leader("Tokyo").await?.element().focus().await?;
    page.chord_with_key(&[Key::Shift], Key::F10).await?;
    page.control("menuitem", "Crash").await?;
    expect_fit(page, "with a menu").await?;
    page.send_keys(Key::Escape).await?;
    page.press("Setup").await?;
    page.unfold_all("body").await?;
    expect_fit(page, "with all of the setup").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn nothing_overflows_on_a_narrow_phone_or_at_double_zoom() {
    for screen in [NARROW, ENLARGED] {
        let name = format!("little room, {}", screen.width);
        story(&name, Visit::with(screen, Theme::Light), check_every_state);
    }
}

/// The rows that the header's buttons take, and the choices of playback whose text is cut off.
const ROWS_AND_CUT: &str = "const rows = new Set([...document.querySelectorAll('.header button')].map((it) => it.getBoundingClientRect()).filter((box) => box.width > 0).map((box) => box.top)); \
    const ruler = document.createElement('canvas').getContext('2d'); \
    const cut = [...document.querySelectorAll('.playback-controls .choices > .select')].filter((it) => { \
        const style = getComputedStyle(it); ruler.font = style.font; \
        return ruler.measureText(it.selectedOptions[0].text).width > it.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight); \
    }); \
    return [rows.size, ...cut.map((it) => it.selectedOptions[0].text)];";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn buttons_share_a_row_and_choices_are_legible_on_the_narrowest_phone() {
    story("rows at 360", Visit::with(NARROW, Theme::Light).at_end(), async |page| {
        page.control("button", "Share").await?;
        page.wait_until("one row of buttons and choices in full", async || {
            let found = page.evaluate(ROWS_AND_CUT, Vec::new()).await?;
            Ok(if found == serde_json::json!([1]) { Ok(()) } else { Err(found.to_string()) })
        })
        .await
    });
}

/// Lists the controls of the header that are cut off or overlap.
const HEADER: &str = "const width = document.documentElement.clientWidth; \
    const all = [...document.querySelectorAll('.header button, .header select, .header a')].map((it) => [it.getAttribute('aria-label') ?? it.textContent, it.getBoundingClientRect()]) \
        .filter(([, box]) => box.width > 0); \
    const cut = all.filter(([, box]) => box.left < 0 || box.right > width); \
    const overlaps = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1; \
    const covered = all.filter(([name, box]) => all.some(([other, its]) => other !== name && overlaps(box, its))); \
    return [...cut, ...covered].map(([name]) => name);";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_control_of_the_header_is_in_sight_at_every_width() {
    story_at_end("widths of the header", async |page| {
        // At 200 %, these are windows twice as wide.
        for width in (320..=800).step_by(4) {
            let screen = Screen { width, height: 800, touch: width % 8 == 0 };
            page.browser().show(screen, Theme::Light, Motion::Full).await?;
            page.wait_until(&format!("the whole header at {width}"), async || {
                let found = page.evaluate(HEADER, Vec::new()).await?;
                Ok(if found == serde_json::json!([]) { Ok(()) } else { Err(found.to_string()) })
            })
            .await?;
        }
        Ok(())
    });
}
