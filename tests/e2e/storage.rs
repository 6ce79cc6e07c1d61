//! Storage that is full, blocked, cleared, hangs or holds what cannot be read: it is said, and nothing is lost by it.

use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

const NOT_STORED: &str = "This run is not being stored";

fn title() -> String {
    scenario::default_scenario().title
}

/// The opening run with one more write, stored.
async fn edited(page: &Page) -> StepResult {
    page.go_to_end().await?;
    page.write_at("São Paulo", "ham").await?;
    page.expect_stored(&[&title()]).await
}

/// Runs a script before those of every page that is loaded from now on.
async fn before_every_page(page: &Page, source: &str) -> StepResult {
    let source = json!({ "source": source });
    page.browser().driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
    Ok(())
}

/// As a browser does when space runs out: it takes the request, and aborts the transaction.
const FILL: &str = "globalThis.put = IDBObjectStore.prototype.put; \
    IDBObjectStore.prototype.put = function (...given) { \
        const request = put.apply(this, given); \
        this.transaction.abort(); \
        return request; \
    };";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn full_storage_is_reported_and_the_run_is_stored_once_there_is_room() {
    story("full storage", Visit::on_desktop(), async |page| {
        edited(page).await?;
        page.evaluate(FILL, Vec::new()).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_text(NOT_STORED).await?;
        page.control("button", "Save as file").await?;
        page.evaluate("IDBObjectStore.prototype.put = put;", Vec::new()).await?;
        page.expect_no_text(NOT_STORED).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn edit_that_storage_has_no_room_for_is_stored_at_the_next_visit() {
    story("full storage and a reload", Visit::on_desktop(), async |page| {
        edited(page).await?;
        page.evaluate(FILL, Vec::new()).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_text(NOT_STORED).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await?;
        page.expect_stored(&[&title()]).await?;
        page.press("Undo").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

/// Blocks everything in which a page can store something, as some private windows do.
const BLOCK_ALL: &str = "for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) { \
        Object.defineProperty(globalThis, name, { get() { throw new DOMException('blocked', 'SecurityError'); } }); \
    } \
    Object.defineProperty(navigator, 'storage', { value: undefined }); \
    Object.defineProperty(navigator, 'locks', { value: undefined }); \
    delete globalThis.BroadcastChannel;";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_without_any_storage_works_and_keeps_the_run_in_the_address() {
    story("no storage at all", Visit::on_desktop(), async |page| {
        before_every_page(page, BLOCK_ALL).await?;
        page.reload().await?;
        page.go_to_end().await?;
        page.expect_no_text(NOT_STORED).await?;
        page.write_at("São Paulo", "ham").await?;
        page.expect_text(NOT_STORED).await?;
        page.press("Recent runs").await?;
        page.expect_text("Stored runs are unavailable: the browser’s storage is full or blocked.").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_saved_commands(3).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn unavailable_documents_are_reported_when_the_page_opens() {
    story("unreachable documents", Visit::on_desktop(), async |page| {
        edited(page).await?;
        before_every_page(
            page,
            "IDBFactory.prototype.open = () => { throw new DOMException('full', 'UnknownError'); };",
        )
        .await?;
        page.open("").await?;
        page.expect_text("The runs stored in this browser are unavailable").await
    });
}

/// Deletes the page's database, as the user or the browser may.
const DELETE_DATABASE: &str = "const done = arguments[0]; \
    const request = indexedDB.deleteDatabase('polyleader'); \
    request.onsuccess = () => done('deleted'); request.onerror = () => done('failed');";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_in_sight_is_stored_again_at_its_next_edit_after_the_database_was_deleted() {
    story("a deleted database", Visit::on_desktop(), async |page| {
        edited(page).await?;
        assert_eq!(page.evaluate_async(DELETE_DATABASE).await?, json!("deleted"));
        page.write_at("São Paulo", "jam").await?;
        page.expect_stored(&[&title()]).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await?;
        page.press("Undo").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn documents_deleted_by_the_browser_are_reported_once() {
    story("evicted documents", Visit::on_desktop(), async |page| {
        edited(page).await?;
        assert_eq!(page.evaluate_async(DELETE_DATABASE).await?, json!("deleted"));
        page.reload().await?;
        page.expect_text("This browser has deleted the runs stored here").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.expect_no_text("This browser has deleted").await
    });
}

/// Leaves the page while its database is being made.
const LEAVE_WHILE_OPENING: &str = "globalThis.open = IDBFactory.prototype.open; \
    IDBFactory.prototype.open = function (...given) { \
        const request = open.apply(this, given); \
        location.search = '?left'; \
        return request; \
    };";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_that_is_left_while_its_database_is_made_does_not_block_the_next_one() {
    story_at_end("left while opening", async |page| {
        page.evaluate(LEAVE_WHILE_OPENING, Vec::new()).await?;
        page.write_at("São Paulo", "ham").await?;
        page.wait_until("the next page", async || {
            let address = page.current_address().await?;
            Ok(if address.contains("?left") { Ok(()) } else { Err(address) })
        })
        .await?;
        page.go_to_end().await?;
        page.write_at("Tokyo", "tea").await?;
        page.expect_stored(&[&title()]).await?;
        page.expect_no_text(NOT_STORED).await
    });
}

/// Makes the first branch of every document one that a newer version wrote.
const FROM_THE_FUTURE: &str = "const done = arguments[0]; const request = indexedDB.open('polyleader'); \
    request.onsuccess = () => { \
        const write = request.result.transaction('documents', 'readwrite'); \
        write.objectStore('documents').openCursor().onsuccess = ({ target: { result: cursor } }) => { \
            if (!cursor) return; \
            cursor.value.branches[0].link = 's9.AAAA'; \
            cursor.update(cursor.value); \
            cursor.continue(); \
        }; \
        write.oncomplete = () => { request.result.close(); done(true); }; \
    };";

/// Calls back with how many edits can be undone in the stored documents.
const COUNT_EDITS: &str = "const done = arguments[0]; const request = indexedDB.open('polyleader'); \
    request.onsuccess = () => { \
        const all = request.result.transaction('documents').objectStore('documents').getAll(); \
        all.onsuccess = () => { request.result.close(); done(all.result.reduce((sum, it) => sum + it.history.past.length, 0)); }; \
    };";

/// Calls back with how many documents hold such a branch.
const COUNT_FROM_THE_FUTURE: &str = "const done = arguments[0]; const request = indexedDB.open('polyleader'); \
    request.onsuccess = () => { \
        const all = request.result.transaction('documents').objectStore('documents').getAll(); \
        all.onsuccess = () => { request.result.close(); done(all.result.filter((it) => it.branches[0].link === 's9.AAAA').length); }; \
    };";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn document_with_a_branch_of_a_newer_version_is_kept_beside_a_copy_of_the_rest() {
    story_at_end("a newer branch", async |page| {
        page.press("Fork at playhead").await?;
        page.write_at("São Paulo", "ham").await?;
        page.wait_until("both edits to be stored", async || {
            let edits = page.evaluate_async(COUNT_EDITS).await?;
            Ok(if edits == json!(2) { Ok(()) } else { Err(edits.to_string()) })
        })
        .await?;
        page.evaluate_async(FROM_THE_FUTURE).await?;
        page.reload().await?;
        page.expect_text("Part of this run cannot be read: the branch “First run” cannot be read").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        assert_eq!(page.evaluate_async(COUNT_FROM_THE_FUTURE).await?, json!(1), "loading changes nothing");
        page.write_at("São Paulo", "jam").await?;
        page.expect_stored(&[&title(), &title()]).await?;
        assert_eq!(page.evaluate_async(COUNT_FROM_THE_FUTURE).await?, json!(1), "it is not overwritten");
        Ok(())
    });
}

/// Makes the database one of a newer version.
const UPGRADE: &str = "const done = arguments[0]; const request = indexedDB.open('polyleader', 9); \
    request.onsuccess = () => { request.result.close(); done(true); };";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn database_of_a_newer_version_is_left_alone_with_a_reason() {
    story("a newer database", Visit::on_desktop(), async |page| {
        edited(page).await?;
        page.evaluate_async(UPGRADE).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_text(
            "This run is not being stored: a newer version of Polyleader was used in this browser",
        )
        .await?;
        page.reload().await?;
        page.expect_text("are unavailable: a newer version of Polyleader was used").await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await
    });
}
