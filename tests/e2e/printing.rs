//! Printing: a page of paper for each step of a lesson or notable instant of a run.

use thirtyfour::common::print::{PrintOrientation, PrintPage, PrintParameters};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// A4 and Letter, in centimetres.
const PAPERS: [(f64, f64); 2] = [(21.0, 29.7), (21.59, 27.94)];

/// The number of sheets that the browser prints on this paper.
async fn sheets(
    page: &Page,
    (width, height): (f64, f64),
    orientation: PrintOrientation,
) -> StepResult<usize> {
    let paper = PrintPage { width, height };
    let parameters = PrintParameters { orientation, page: paper, ..PrintParameters::default() };
    let pdf = page.print(parameters).await?;
    let text = String::from_utf8_lossy(&pdf).into_owned();
    Ok(text.matches("/Type /Page").count() - text.matches("/Type /Pages").count())
}

/// The pages as they are while the browser prints, as text.
async fn pages(page: &Page) -> StepResult<Vec<String>> {
    let script = "dispatchEvent(new Event('beforeprint')); \
        const pages = [...document.querySelectorAll('.printed-pages > section')].map(it => it.textContent); \
        dispatchEvent(new Event('afterprint')); \
        return document.querySelector('.printed-pages').childElementCount === 0 ? pages : null;";
    let pages = page.evaluate(script, Vec::new()).await?;
    Ok(serde_json::from_value(pages).unwrap_or_default())
}

/// Waits until the code that draws the pages is there.
async fn expect_pages(page: &Page, wanted: usize) -> StepResult<Vec<String>> {
    page.wait_until(&format!("{wanted} printed pages"), async || {
        let pages = pages(page).await?;
        Ok(if pages.len() == wanted { Ok(()) } else { Err(format!("{} pages", pages.len())) })
    })
    .await?;
    pages(page).await
}

async fn expect_sheets(page: &Page, wanted: usize) -> StepResult {
    for paper in PAPERS {
        for orientation in [PrintOrientation::Portrait, PrintOrientation::Landscape] {
            assert_eq!(sheets(page, paper, orientation.clone()).await?, wanted, "{paper:?}, {orientation:?}");
        }
    }
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_is_printed_with_a_page_for_each_notable_instant() {
    story_at_end("a printed run", async |page| {
        let pages = expect_pages(page, 5).await?;
        for part in [
            "Two carts, one key",
            "Instant 1 of 5: 10 ms",
            "Ana in Frankfurt and Ben in Tokyo write to the same key",
            "Ana’s “milk” was written",
        ] {
            assert!(pages[0].contains(part), "{part}: {}", pages[0]);
        }
        assert!(!pages[4].contains("Version vectors"), "they are not shown");
        expect_sheets(page, 5).await?;
        page.unfold("Clients").await?;
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("show version vectors").await?;
        page.send_keys(thirtyfour::Key::Enter).await?;
        page.wait_until("version vectors on paper", async || {
            let last = pages_with_vectors(page).await?;
            Ok(if last == 5 { Ok(()) } else { Err(last.to_string()) })
        })
        .await?;
        expect_sheets(page, 5).await
    });
}

async fn pages_with_vectors(page: &Page) -> StepResult<usize> {
    Ok(pages(page).await?.iter().filter(|text| text.contains("Version vectors")).count())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lesson_is_printed_step_by_step_without_its_answers() {
    story("a printed lesson", Visit::on_desktop().at("?lesson=home-leaders&step=4"), async |page| {
        page.expect_text("Hidden until you answer").await?;
        let pages = expect_pages(page, 6).await?;
        assert!(pages[3].contains("Step 4 of 6: 590 ms"), "{}", pages[3]);
        assert!(pages[3].contains("Which leaders accept writes to seat 12 as its home at 640 ms?"));
        assert!(!pages.concat().contains("This caused"), "what comes after a question is hidden");
        assert!(pages[5].contains("Remember: "), "{}", pages[5]);
        expect_sheets(page, 6).await
    });
}
