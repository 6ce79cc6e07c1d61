//! Without a network the page opens from its copy; with one, a new version is seen at once.

use std::fs;
use std::path::Path;

use serde_json::json;
use tests::browser::{Fault, Faults, page_folder};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Whether a complete copy holds a page with a text; its last argument gets the answer.
const HAS_COPY: &str = "const [text, done] = arguments; \
    caches.match(document.baseURI.split(/[?#]/)[0]).then((copy) => copy ? copy.text() : '') \
        .then((page) => done(page.includes('Polyleader') && page.includes(text)));";
const DESCRIPTION: &str = "return document.querySelector('meta[name=description]').content;";
const EARLIER: &str = "A playground for multi-leader replication";
const LATER: &str = "A later version";

/// Waits until the copy of the page contains a text.
async fn expect_copy(page: &Page, text: &str) -> StepResult {
    page.wait_until(&format!("a copy of the page with “{text}”"), async || {
        let has_copy = page.browser().driver().execute_async(HAS_COPY, vec![json!(text)]).await?;
        Ok(if has_copy.json() == &json!(true) { Ok(()) } else { Err("no such copy".to_owned()) })
    })
    .await
}

async fn expect_description(page: &Page, beginning: &str) -> StepResult {
    page.leader("Tokyo").await?;
    let description = page.evaluate(DESCRIPTION, Vec::new()).await?;
    assert!(description.as_str().is_some_and(|text| text.starts_with(beginning)), "{description}");
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_and_all_its_parts_open_without_a_network_after_one_visit() {
    let faults = Faults::default();
    story("no network", Visit::on_desktop().keeping_a_copy().despite(&faults), async |page| {
        expect_copy(page, EARLIER).await?;
        faults.plant("", Fault::Unreachable);
        page.reload().await?;
        page.go_to_end().await?;
        page.press("Lessons").await?;
        page.press_prefixed_in(("dialog", "Lessons"), "The ring").await?;
        page.expect_text("The rest of the run is hidden until you answer.").await?;
        page.press("Leave the lesson").await?;
        page.choose_radio("Conflict policy", "Merge on write").await?;
        page.select_option("Merge rule", "Your own code").await?;
        page.go_to_end().await?;
        page.expect_verdict("0 open conflicts").await?;
        // Discards the browser's own errors about the network.
        page.browser().console_errors().await.map(drop)
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn new_version_is_seen_at_the_next_visit_and_kept_for_later() {
    let faults = Faults::default();
    let folder = tempfile::tempdir().expect("a folder can be created");
    copy_folder(&page_folder(), folder.path());
    let visit =
        Visit { folder: folder.path().to_owned(), ..Visit::on_desktop().keeping_a_copy().despite(&faults) };
    story("a new version", visit, async |page| {
        expect_copy(page, EARLIER).await?;
        let index = folder.path().join("index.html");
        let earlier = fs::read_to_string(&index).expect("the page can be read");
        fs::write(&index, earlier.replace(EARLIER, LATER)).expect("the page can be written");
        page.reload().await?;
        expect_description(page, LATER).await?;
        expect_copy(page, LATER).await?;
        faults.plant("", Fault::Unreachable);
        page.reload().await?;
        expect_description(page, LATER).await?;
        page.browser().console_errors().await.map(drop)
    });
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be created");
    for entry in fs::read_dir(from).expect("the folder can be read").map_while(Result::ok) {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target);
        } else {
            fs::copy(&source, &target).expect("a file can be copied");
        }
    }
}
