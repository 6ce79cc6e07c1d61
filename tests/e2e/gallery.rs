//! The gallery: the first examples in the setup, and all of them by search, by subject and by keyboard.

use tests::browser::{Motion, Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::palette::expect_selected_option;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

const CARDS: &str = ".gallery li";

fn title(id: &str) -> String {
    scenario::example(id).expect("it is in the gallery").scenario().title
}

async fn open_gallery(page: &Page) -> StepResult {
    page.press("All examples").await?;
    page.expect_focus("searchbox", "Search the gallery").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn setup_shows_six_examples_and_the_one_that_is_open() {
    story("the first examples", Visit::on_desktop(), async |page| {
        page.expect_all_loaded().await?;
        page.expect_count(".example", 6).await?;
        page.expect_count(".example[aria-current]", 1).await?;
        page.expect_text("Tokyo is the first leader to hold both carts").await?;
        open_gallery(page).await?;
        page.fill_search("Search the gallery", "gc_grace").await?;
        page.press_in(("dialog", "Gallery"), &title("tombstone")).await?;
        page.expect_title(&title("tombstone")).await?;
        page.expect_count(".example", 7).await?;
        page.expect_text("The last tombstone is dropped at 886 ms").await?;
        page.press_prefixed_in(("complementary", "Setup"), &title("comic-book")).await?;
        page.expect_title(&title("comic-book")).await?;
        page.expect_count(".example", 6).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn search_finds_runs_by_synonym_and_figure() {
    story("searching the gallery", Visit::on_desktop(), async |page| {
        page.expect_all_loaded().await?;
        open_gallery(page).await?;
        page.expect_text(&format!("{} runs", scenario::GALLERY.len())).await?;
        for (query, id) in
            [("gc_grace_seconds", "tombstone"), ("figure 5-7", "two-titles"), ("overdraft", "below-zero")]
        {
            page.fill_search("Search the gallery", query).await?;
            page.expect_text("1 run").await?;
            page.expect_count(CARDS, 1).await?;
            page.control("button", &title(id)).await?;
        }
        page.fill_search("Search the gallery", "no such run").await?;
        page.expect_text("No matches").await?;
        page.expect_count(CARDS, 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn subject_leaves_the_runs_of_its_group() {
    story("subjects of the gallery", Visit::on_desktop(), async |page| {
        page.expect_all_loaded().await?;
        open_gallery(page).await?;
        for (group, examples) in scenario::gallery_groups() {
            page.select_option("Subject", group).await?;
            page.expect_count(CARDS, examples.len() as u64).await?;
        }
        page.control("heading", "Offline devices").await?;
        page.press(&title("calendar")).await?;
        page.expect_title(&title("calendar")).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn gallery_is_used_by_keyboard_alone() {
    story_at_end("the gallery by keyboard", async |page| {
        page.expect_all_loaded().await?;
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("gallery").await?;
        expect_selected_option(page, "Gallery").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_focus("searchbox", "Search the gallery").await?;
        page.send_keys("sibling explosion").await?;
        page.expect_text("1 run").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_title(&title("sibling-explosion")).await?;
        page.expect_count(".dialog", 0).await?;
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("gallery").await?;
        expect_selected_option(page, "Gallery").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_focus("searchbox", "Search the gallery").await?;
        page.tab_to("button", &title("stale-read")).await?;
        page.send_keys(Key::Enter).await?;
        page.expect_title(&title("stale-read")).await?;
        page.expect_count(".dialog", 0).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_finds_runs_by_title_synonym_and_figure() {
    story_at_end("runs in the palette", async |page| {
        page.expect_all_loaded().await?;
        for (query, id) in
            [("silent data loss", "lost-write"), ("gc_grace", "tombstone"), ("ddia 5-9", "overtaking")]
        {
            page.send_keys("/").await?;
            page.expect_focus("combobox", "Search commands").await?;
            page.send_keys(query).await?;
            expect_selected_option(page, &title(id)).await?;
            page.send_keys(Key::Enter).await?;
            page.expect_title(&title(id)).await?;
        }
        Ok(())
    });
}

/// Lists what sticks out of the gallery.
const TOO_WIDE: &str = "const box = document.querySelector('.dialog').getBoundingClientRect(); \
    const inside = (it) => { const own = it.getBoundingClientRect(); return own.left >= box.left && own.right <= box.right; }; \
    const fits = box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight; \
    return [...(fits ? [] : [JSON.stringify(box)]), ...[...document.querySelectorAll('.gallery :not(option)')].filter(it => !inside(it)).map(it => it.tagName)];";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn gallery_on_a_phone_fits_and_leaves_the_stage_in_sight() {
    story("the gallery on a phone", Visit::with(Screen::PHONE, Theme::Dark), async |page| {
        page.expect_all_loaded().await?;
        for width in [390, 360] {
            let screen = Screen { width, ..Screen::PHONE };
            page.browser().show(screen, Theme::Dark, Motion::Full).await?;
            page.press("Setup").await?;
            page.press_in(("complementary", "Setup"), "All examples").await?;
            page.control("dialog", "Gallery").await?;
            page.wait_until(&format!("the gallery to fit at {width}"), async || {
                let found = page.evaluate(TOO_WIDE, Vec::new()).await?;
                Ok(if found == serde_json::json!([]) { Ok(()) } else { Err(found.to_string()) })
            })
            .await?;
            page.press_in(("dialog", "Gallery"), &title("one-leader")).await?;
            page.expect_title(&title("one-leader")).await?;
            page.expect_count(".setup[data-open=false]", 1).await?;
        }
        Ok(())
    });
}
