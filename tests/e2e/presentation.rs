//! How the page is presented: on paper, with a larger default font, with more contrast.

use serde_json::json;
use tests::browser::Screen;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// A4 in portrait orientation, in CSS pixels without its margins.
const PAPER: Screen = Screen { width: 718, height: 1047, touch: false };

async fn emulate(page: &Page, media: serde_json::Value) -> StepResult {
    page.browser().driver().cdp().send_raw("Emulation.setEmulatedMedia", media).await.map(drop)?;
    page.two_frames().await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn print_has_the_title_and_no_controls() {
    story_at_end("printing", async |page| {
        page.browser().show(PAPER, tests::browser::Theme::Light, tests::browser::Motion::Full).await?;
        emulate(page, json!({ "media": "print" })).await?;
        let seen = "const seen = (it) => { const { width, height } = it.getBoundingClientRect(); return width > 1 && height > 1; }; \
            const controls = '.stage-buttons, .hint-note, .playback-controls, .header .button, .zoom, .terms-button'; \
            return [seen(document.querySelector('.title')), seen(document.querySelector('.leader')), seen(document.querySelector('.timeline')), \
                [...document.querySelectorAll(controls)].filter(seen).map((it) => it.className).join()];";
        let found = page.evaluate(seen, Vec::new()).await?;
        assert_eq!(
            found,
            json!([true, true, true, ""]),
            "title, stage and diagram are printed, controls are not"
        );
        emulate(page, json!({ "media": "" })).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn text_and_controls_grow_with_the_default_font_and_nothing_overflows() {
    story("a larger default font", Visit::on_desktop(), async |page| {
        page.leader("Tokyo").await?;
        let sizes = "return ['.outcome > p', '.leader .name', '.playback-controls .now', '.verdict'] \
            .map((it) => parseFloat(getComputedStyle(document.querySelector(it)).fontSize));";
        let sizes_of = async |page: &Page| -> StepResult<Vec<f64>> {
            let found = page.evaluate(sizes, Vec::new()).await?;
            Ok(serde_json::from_value(found).expect("numbers"))
        };
        let before = sizes_of(page).await?;
        let fonts = json!({ "fontSizes": { "standard": 24, "fixed": 20 } });
        page.browser().driver().cdp().send_raw("Page.setFontSizes", fonts).await?;
        page.two_frames().await?;
        let after = sizes_of(page).await?;
        let grown = before.iter().zip(&after).all(|(before, after)| (after / before - 1.5).abs() < 0.01);
        assert!(grown, "half as large again as {before:?}, not {after:?}");
        let wide = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth;";
        assert_eq!(page.evaluate(wide, Vec::new()).await?, json!(true), "nothing sticks out");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn more_contrast_is_given_where_it_is_asked_for() {
    story("more contrast", Visit::on_desktop(), async |page| {
        page.leader("Tokyo").await?;
        let colour =
            "return getComputedStyle(document.querySelector('.playback-controls .now > span')).color;";
        let before = page.evaluate(colour, Vec::new()).await?;
        emulate(page, json!({ "features": [{ "name": "prefers-contrast", "value": "more" }] })).await?;
        assert_ne!(page.evaluate(colour, Vec::new()).await?, before, "soft text is darker");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn swipe_sideways_stays_on_the_page() {
    story("swiping", Visit::on_desktop(), async |page| {
        let rule = "return getComputedStyle(document.documentElement).overscrollBehaviorX;";
        // The document is there before its styles.
        page.wait_until("the page not to leave by a swipe", async || {
            let found = page.evaluate(rule, Vec::new()).await?;
            Ok(if found == json!("none") { Ok(()) } else { Err(found.to_string()) })
        })
        .await
    });
}
