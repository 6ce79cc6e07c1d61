//! Definitions of terms: on hover, on focus, after a tap, and in the list of each panel.

use std::collections::BTreeSet;

use explain::{Term, terms_in};
use serde_json::{Value, json};
use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::palette::expect_selected_option;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Collects every visible text, or only those of an open dialog, and returns each with its place, the words that
/// are used there in their everyday meaning, and the numbers of the buttons that list its terms. User input and
/// code are skipped.
const TEXTS: &str = "const root = document.querySelector('dialog[open]') ?? document.body; \
    const buttons = [...root.querySelectorAll('.terms-button')]; \
    const covers = (button, text) => { \
        const { of, also } = button.parentElement.dataset; \
        return [button.closest(of), ...(also ? document.querySelectorAll(also) : [])].some(it => it?.contains(text)); \
    }; \
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), kept = []; \
    while (walker.nextNode()) { \
        const text = walker.currentNode, around = text.parentElement; \
        const left_out = around.closest('[data-user], .chip, .name-link, .tag, kbd, code, .mono, textarea, script, .term-list, .term-tip'); \
        const range = document.createRange(); range.selectNodeContents(text); \
        if (!left_out && around.checkVisibility({ visibilityProperty: true }) && range.getClientRects().length) kept.push(text); \
    } \
    window.textsOfTest = kept; \
    return kept.map(text => [text.data, \
        text.parentElement.closest('[aria-label], [id], summary, section')?.outerHTML.slice(0, 80) ?? text.parentElement.tagName, \
        text.parentElement.closest('[data-everyday]')?.dataset.everyday ?? '', \
        buttons.flatMap((button, number) => covers(button, text) ? [number] : [])]);";

/// Opens the list of terms of the button with this number.
const OPEN_LIST: &str = "const root = document.querySelector('dialog[open]') ?? document.body; \
    root.querySelectorAll('.terms-button')[arguments[0]].click();";

/// The terms and definitions of the open list, or null.
const LISTED: &str = "const list = document.querySelector('.term-list:popover-open'); \
    return list && [...list.querySelectorAll('.definitions > div')].map(it => `${it.children[0].textContent}: ${it.children[1].textContent}`);";

const CLOSE_LIST: &str = "document.querySelector('.term-list:popover-open').hidePopover();";

/// Scrolls a part of a collected text into view and returns its position, or null if something covers it.
const TERM_POSITION: &str = "const [number, start, end] = arguments, text = window.textsOfTest[number]; \
    if (!text.isConnected) return null; \
    const range = document.createRange(); range.setStart(text, start); range.setEnd(text, end); \
    text.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' }); \
    const box = range.getClientRects()[0]; if (!box) return null; \
    const at = [box.x + box.width / 2, box.y + box.height / 2]; \
    const top = document.elementFromPoint(...at); \
    return top && (top === text.parentElement || top.closest('label')?.contains(text)) ? at : null;";

/// The text of the open tooltip, or an empty string.
const TOOLTIP: &str = "return document.querySelector('.term-tip:popover-open')?.innerText ?? '';";

/// How many terms are hovered in each state of the page.
const TOOLTIPS_PER_STATE: usize = 5;

/// A point of the window that is always empty.
const EMPTY_CORNER: (f64, f64) = (2.0, 2.0);

/// A text of the page, its place, its everyday words, and the numbers of the buttons that list its terms.
#[derive(serde::Deserialize)]
struct Text(String, String, String, Vec<usize>);

impl Text {
    /// The terms in it, each with its start and end in UTF-16 code units, as the browser counts.
    fn terms(&self) -> impl Iterator<Item = (usize, usize, &'static Term)> {
        let everyday = |term: &Term| self.2.split_whitespace().any(|word| word == term.name);
        let units = |end: usize| self.0[..end].encode_utf16().count();
        terms_in(&self.0)
            .filter(move |(_, term)| !everyday(term))
            .map(move |(range, term)| (units(range.start), units(range.end), term))
    }
}

async fn texts(page: &Page) -> StepResult<Vec<Text>> {
    page.expect_all_loaded().await?;
    let texts: Vec<Text> =
        serde_json::from_value(page.evaluate(TEXTS, Vec::new()).await?).expect("a list of texts");
    assert!(!texts.is_empty(), "the page has text");
    Ok(texts)
}

/// The terms and definitions that a panel's button lists.
async fn listed_terms(page: &Page, number: usize) -> StepResult<BTreeSet<String>> {
    page.evaluate(OPEN_LIST, vec![json!(number)]).await?;
    let found = page
        .wait_until("a list of terms", async || {
            let list =
                serde_json::from_value::<Option<BTreeSet<String>>>(page.evaluate(LISTED, Vec::new()).await?);
            Ok(list.ok().flatten().ok_or_else(|| "none".to_owned()))
        })
        .await?;
    page.evaluate(CLOSE_LIST, Vec::new()).await?;
    Ok(found)
}

/// Every term whose definition is in no list of its panel: `term — text — place`.
async fn undefined_terms(page: &Page) -> StepResult<Vec<String>> {
    let texts = texts(page).await?;
    let count = texts.iter().flat_map(|text| &text.3).max().map_or(0, |last| last + 1);
    let mut lists = Vec::new();
    for number in 0..count {
        lists.push(listed_terms(page, number).await?);
    }
    let mut undefined_terms = Vec::new();
    for text in &texts {
        for (.., term) in text.terms() {
            let entry = format!("{}: {}", term.title(), term.definition);
            if !text.3.iter().any(|number| lists[*number].contains(&entry)) {
                undefined_terms.push(format!("{} — {} — {}", term.name, text.0, text.1));
            }
        }
    }
    Ok(undefined_terms)
}

async fn expect_tooltip(page: &Page, definition: &str) -> StepResult {
    page.wait_until(&format!("the tip “{definition}”"), async || {
        let tip = page.evaluate(TOOLTIP, Vec::new()).await?.as_str().unwrap_or_default().to_owned();
        Ok(if tip.contains(definition) { Ok(()) } else { Err(format!("“{tip}”")) })
    })
    .await
}

async fn expect_no_tooltip(page: &Page) -> StepResult {
    page.wait_until("no tip", async || {
        let tip = page.evaluate(TOOLTIP, Vec::new()).await?;
        Ok(if tip == json!("") { Ok(()) } else { Err(tip.to_string()) })
    })
    .await
}

/// The position of a term in the window, if it can be hovered.
async fn term_position(
    page: &Page,
    number: usize,
    start: usize,
    end: usize,
) -> StepResult<Option<(f64, f64)>> {
    let place: Value = page.at_rest(TERM_POSITION, vec![json!(number), json!(start), json!(end)]).await?;
    Ok(serde_json::from_value(place).unwrap_or_default())
}

/// Hovers some terms that were not hovered before, and checks their tooltips.
async fn check_tooltips(page: &Page, seen: &mut BTreeSet<&'static str>) -> StepResult {
    let mut left = TOOLTIPS_PER_STATE;
    for (number, text) in texts(page).await?.iter().enumerate() {
        for (start, end, term) in text.terms() {
            if left == 0 || seen.contains(term.name) {
                continue;
            }
            if let Some(place) = term_position(page, number, start, end).await? {
                // A tooltip stays open while the pointer moves from its word onto the tooltip.
                page.hover_at(EMPTY_CORNER).await?;
                expect_no_tooltip(page).await?;
                page.hover_at(place).await?;
                expect_tooltip(page, term.definition).await?;
                seen.insert(term.name);
                left -= 1;
            }
        }
    }
    Ok(())
}

/// Waits until every visible term is in the list of its panel.
async fn expect_every_term_defined(page: &Page, when: &str) -> StepResult {
    page.wait_until(&format!("every term to be explained {when}"), async || {
        let undefined_terms = undefined_terms(page).await?;
        Ok(if undefined_terms.is_empty() { Ok(()) } else { Err(undefined_terms.join("\n")) })
    })
    .await
}

/// Checks lists and tooltips of everything visible now.
async fn check_terms(page: &Page, when: &str, seen: &mut BTreeSet<&'static str>) -> StepResult {
    expect_every_term_defined(page, when).await?;
    check_tooltips(page, seen).await
}

async fn open_setup(page: &Page) -> StepResult {
    page.unfold_all(".setup").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_term_in_the_run_and_setup_has_its_definition() {
    story("terms in the setup", Visit::on_desktop(), async |page| {
        let mut seen = BTreeSet::new();
        page.go_to_end().await?;
        check_terms(page, "at the end", &mut seen).await?;
        open_setup(page).await?;
        for policy in ["Siblings", "Merge on write", "CRDT", "Last write wins", "Avoidance"] {
            page.choose_radio("Conflict policy", policy).await?;
            open_setup(page).await?;
            check_terms(page, &format!("under {policy}"), &mut seen).await?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_term_in_the_inspector_has_its_definition() {
    story("terms in the inspector", Visit::on_desktop(), async |page| {
        let mut seen = BTreeSet::new();
        page.go_to_end().await?;
        page.select_leader("Frankfurt").await?;
        check_terms(page, "with a leader", &mut seen).await?;
        page.press_in(("table", "Store"), "cart").await?;
        page.expect_inspector("Key cart").await?;
        check_terms(page, "with a key", &mut seen).await?;
        page.select_link("Frankfurt and São Paulo").await?;
        page.expect_inspector("Frankfurt → São Paulo").await?;
        check_terms(page, "with a link", &mut seen).await?;
        page.select_first_message().await?;
        check_terms(page, "with a message", &mut seen).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_term_in_the_dialogs_has_its_definition() {
    story("terms in dialogs", Visit::on_desktop(), async |page| {
        let mut seen = BTreeSet::new();
        page.go_to_end().await?;
        page.press("Compare policies").await?;
        page.expect_region("region", "Policies", "Avoidance 2").await?;
        check_terms(page, "in the table of policies", &mut seen).await?;
        page.press("Close").await?;
        page.press("Share").await?;
        page.control("dialog", "Share this run").await?;
        check_terms(page, "in the dialog for sharing", &mut seen).await?;
        page.press("Close").await?;
        page.press("Keyboard shortcuts").await?;
        page.control("dialog", "Keyboard shortcuts").await?;
        check_terms(page, "in the sheet of keys", &mut seen).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn planted_term_without_a_definition_is_found() {
    story_at_end("a planted term", async |page| {
        expect_every_term_defined(page, "before the fault").await?;
        page.evaluate("document.body.append('A tombstone of nobody');", Vec::new()).await?;
        assert_eq!(undefined_terms(page).await?, ["tombstone — A tombstone of nobody — BODY"]);
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn glossary_opens_from_the_palette_and_is_searchable() {
    story_at_end("the glossary", async |page| {
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("glossary").await?;
        expect_selected_option(page, "glossary").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_focus("searchbox", "Search the glossary").await?;
        page.send_keys("dotted").await?;
        page.expect_text("Dotted version vector").await?;
        page.expect_no_text("Lamport clock").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn definitions_are_reachable_by_keyboard() {
    story_at_end("terms by keys", async |page| {
        page.evaluate("document.activeElement.blur()", Vec::new()).await?;
        page.tab_to("button", "1 conflict").await?;
        expect_tooltip(page, "Two or more concurrent writes to the same key.").await?;
        page.send_keys(Key::Escape).await?;
        expect_no_tooltip(page).await?;
        page.chord_with_key(&[Key::Shift], Key::Tab).await?;
        page.chord_with_key(&[Key::Shift], Key::Tab).await?;
        page.tab_to("button", "Terms in this panel").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_region("dialog", "Terms in this panel", "Concurrent").await?;
        page.expect_focus("dialog", "Terms in this panel").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_focus("button", "Terms in this panel").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn tap_on_a_term_shows_its_definition_until_the_next_tap() {
    story("terms by touch", Visit::with(Screen::PHONE, Theme::Light), async |page| {
        page.tap_control("button", "Pause").await?;
        page.tap_control("button", "Go to end").await?;
        page.expect_summary("are concurrent").await?;
        let texts = texts(page).await?;
        let found = texts.iter().enumerate().find_map(|(number, text)| {
            let mut terms = text.terms().filter(|(.., term)| term.name == "concurrent");
            terms.next().map(|(start, end, term)| (number, start, end, term))
        });
        let (number, start, end, term) = found.expect("the sentence says “concurrent”");
        let place = term_position(page, number, start, end).await?.expect("nothing lies over the sentence");
        page.tap(place).await?;
        expect_tooltip(page, term.definition).await?;
        page.tap((place.0, place.1 + 60.0)).await?;
        expect_no_tooltip(page).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn tooltip_stays_under_the_pointer_until_escape() {
    story_at_end("a tip in a dialog", async |page| {
        page.press("Share").await?;
        page.control("dialog", "Share this run").await?;
        let texts = texts(page).await?;
        let fingerprint = texts.iter().position(|text| text.0 == "Fingerprint").expect("the dialog says so");
        let (x, y) = term_position(page, fingerprint, 0, 11).await?.expect("nothing lies over it");
        page.hover_at((x, y)).await?;
        expect_tooltip(page, "A checksum of every event").await?;
        page.hover_at((x, y + 20.0)).await?;
        expect_tooltip(page, "A checksum of every event").await?;
        page.send_keys(Key::Escape).await?;
        expect_no_tooltip(page).await?;
        page.control("dialog", "Share this run").await.map(drop)
    });
}
