//! Documents: what is stored of a run, what a reload, Back and the list of recent runs lead to, and what is said when
//! something cannot be stored or read.

use scenario::Permalink;
use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// The opening run with one more write, stored.
async fn edited(page: &Page) -> StepResult {
    page.go_to_end().await?;
    page.write_at("São Paulo", "ham").await?;
    page.expect_stored(&[&title()]).await
}

fn title() -> String {
    scenario::default_scenario().title
}

/// The title of another example, and its link.
fn example() -> (String, String) {
    let scenario = scenario::example("fast-clock").expect("it is in the gallery").scenario();
    (scenario.title.clone(), Permalink::of(scenario).encode())
}

async fn go_to_link(page: &Page, link: &str) -> StepResult {
    page.evaluate("location.hash = arguments[0];", vec![json!(link)]).await?;
    Ok(())
}

async fn open_recent_runs(page: &Page) -> StepResult {
    page.press("Recent runs").await?;
    page.control("dialog", "Recent runs").await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_opens_beside_the_document_and_back_leads_to_it() {
    let (other, link) = example();
    story("a link beside a document", Visit::on_desktop(), async |page| {
        page.expect_title(&title()).await?;
        edited(page).await?;
        go_to_link(page, &link).await?;
        page.expect_title(&other).await?;
        page.reload().await?;
        page.expect_title(&other).await?;
        page.expect_stored(&[&title()]).await?;
        page.go_back().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.press("Undo").await?;
        page.expect_leader_shows("São Paulo", &["milk"]).await?;
        page.go_forward().await?;
        page.expect_title(&other).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn example_has_an_address_of_its_own_and_its_first_edit_makes_a_document() {
    let (other, _) = example();
    story("an example after an edit", Visit::on_desktop(), async |page| {
        edited(page).await?;
        page.unfold_all(".setup").await?;
        page.press_prefixed_in(("complementary", "Setup"), &other).await?;
        page.expect_title(&other).await?;
        page.wait_until("the address of the example", async || {
            let address = page.current_address().await?;
            let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
            let shown = Permalink::decode(fragment).map(|link| link.scenario.title);
            Ok(if shown.as_deref() == Ok(&other) { Ok(()) } else { Err(address) })
        })
        .await?;
        page.select_option("Conflict policy", "Avoidance").await?;
        page.expect_stored(&[&other, &title()]).await?;
        page.go_back().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn recent_runs_are_opened_renamed_duplicated_searched_and_deleted_with_undo() {
    let (other, link) = example();
    story("recent runs", Visit::on_desktop(), async |page| {
        edited(page).await?;
        go_to_link(page, &link).await?;
        page.expect_title(&other).await?;
        page.select_option("Conflict policy", "Avoidance").await?;
        page.expect_stored(&[&other, &title()]).await?;

        open_recent_runs(page).await?;
        page.press(&format!("Rename {}", title())).await?;
        let field = page.control("textbox", "Title").await?;
        field.type_over("My carts").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_stored(&[&other, "My carts"]).await?;
        page.press("Duplicate My carts").await?;
        page.expect_stored(&["My carts (copy)", &other, "My carts"]).await?;
        page.press("Delete My carts").await?;
        page.expect_stored(&["My carts (copy)", &other]).await?;
        page.expect_text("“My carts” was deleted.").await?;
        page.press_in(("dialog", "Recent runs"), "Undo").await?;
        page.expect_stored(&["My carts (copy)", &other, "My carts"]).await?;

        page.fill_search("Search recent runs", "carts").await?;
        page.wait_until("only the runs that match", async || {
            let listed = page.control("dialog", "Recent runs").await?.text().await?;
            Ok(if listed.contains(&other) { Err(listed) } else { Ok(()) })
        })
        .await?;
        page.press_prefixed_in(("dialog", "Recent runs"), "My carts (copy)").await?;
        page.expect_title("My carts (copy)").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.press("Undo").await?;
        page.expect_leader_shows("São Paulo", &["milk"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn deleted_run_that_is_shown_stays_deleted_until_it_is_changed() {
    story("deleting what is shown", Visit::on_desktop(), async |page| {
        edited(page).await?;
        open_recent_runs(page).await?;
        page.press(&format!("Delete {}", title())).await?;
        page.expect_text("No runs are stored yet.").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_stored(&[]).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_stored(&[&title()]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn document_of_a_newer_version_is_kept_and_offered_as_a_file() {
    // As a newer version may store it: the summary cannot be read either.
    let newer = "const done = arguments[0]; const request = indexedDB.open('polyleader'); \
        request.onsuccess = () => { \
            const write = request.result.transaction(['summaries', 'documents'], 'readwrite'); \
            write.objectStore('summaries').put({ of: 'tomorrow' }, 'newer'); \
            write.objectStore('documents').put({ version: 9, runs: [] }, 'newer'); \
            write.oncomplete = () => { request.result.close(); done(true); }; \
        };";
    story("a newer document", Visit::on_desktop(), async |page| {
        edited(page).await?;
        page.evaluate_async(newer).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        catch_saved_files(page).await?;
        open_recent_runs(page).await?;
        page.expect_text("A run that cannot be read").await?;
        page.press("Save as file the run that cannot be read").await?;
        expect_saved_file(page, "unreadable-run.json", "\"version\":9").await?;
        page.send_keys(Key::Escape).await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_leader_shows("São Paulo", &["jam"]).await
    });
}

/// Takes the place of the browser's file picker.
pub async fn catch_saved_files(page: &Page) -> StepResult {
    let picker = "globalThis.saved = []; globalThis.showSaveFilePicker = async ({ suggestedName }) => ({ \
        createWritable: async () => ({ write: async (text) => saved.push([suggestedName, text]), close: async () => {} }) });";
    page.evaluate(picker, Vec::new()).await?;
    Ok(())
}

/// Waits until a file of this name was saved last, with this in its text.
pub async fn expect_saved_file(page: &Page, name: &str, part: &str) -> StepResult {
    page.wait_until(&format!("the file {name}"), async || {
        let saved = page.evaluate("return saved.at(-1) ?? ['', ''];", Vec::new()).await?;
        let is_it = saved[0] == name && saved[1].as_str().is_some_and(|text| text.contains(part));
        Ok(if is_it { Ok(()) } else { Err(saved.to_string()) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn blocked_storage_shows_a_banner_until_solved_and_offers_a_file() {
    let block = "globalThis.unblocked = IDBFactory.prototype.open; \
        IDBFactory.prototype.open = function () { throw new DOMException('blocked', 'SecurityError'); };";
    story_at_end("blocked storage", async |page| {
        page.evaluate(block, Vec::new()).await?;
        page.write_at("São Paulo", "ham").await?;
        page.expect_text("This run is not being stored").await?;
        page.write_at("São Paulo", "jam").await?;
        page.expect_text("This run is not being stored").await?;
        catch_saved_files(page).await?;
        page.press("Save as file").await?;
        expect_saved_file(page, "Two-carts-one-key.polyleader.json", "ham").await?;
        page.expect_no_text("This run is not being stored").await?;
        page.evaluate("globalThis.tries = 0; \
            IDBFactory.prototype.open = function () { tries += 1; throw new DOMException('blocked', 'SecurityError'); };", Vec::new()).await?;
        page.wait_until("two more tries to store it", async || {
            let tries = page.evaluate("return tries;", Vec::new()).await?;
            Ok(if tries.as_u64().is_some_and(|tries| tries >= 2) { Ok(()) } else { Err(tries.to_string()) })
        })
        .await?;
        page.expect_no_text("This run is not being stored").await?;
        page.evaluate("IDBFactory.prototype.open = unblocked;", Vec::new()).await?;
        page.write_at("São Paulo", "eggs").await?;
        page.expect_stored(&[&title()]).await?;
        page.expect_no_text("This run is not being stored").await
    });
}

/// Opens the page where an earlier version has stored this.
async fn keep_as_earlier_work(page: &Page, stored: &str) -> StepResult {
    // Else this page may still take it up, and be left in the middle of opening the database.
    page.expect_title(&title()).await?;
    page.evaluate("localStorage.setItem('polyleader', arguments[0]);", vec![json!(stored)]).await?;
    page.open("?again").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn work_of_an_earlier_version_becomes_a_document() {
    let mut player = player::Player::new(scenario::default_scenario());
    player.act(player::EditAction::SetTitle("From before".into()));
    let mut work = serde_json::to_value(player.saved()).expect("saved work is JSON");
    work.as_object_mut().expect("it is an object").remove("version");
    let stored = json!({ "branches": work, "theme": "dark", "hints": ["drag"] }).to_string();
    story("earlier work", Visit::on_desktop(), async |page| {
        keep_as_earlier_work(page, &stored).await?;
        page.expect_title("From before").await?;
        page.expect_stored(&["From before"]).await?;
        let left = page
            .evaluate(
                "return [localStorage.getItem('polyleader'), document.documentElement.dataset.theme];",
                Vec::new(),
            )
            .await?;
        assert_eq!(left, json!([null, "dark"]));
        page.press("Undo").await?;
        page.expect_title(&title()).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn unreadable_earlier_work_is_kept_and_offered() {
    story("unreadable earlier work", Visit::on_desktop(), async |page| {
        let stored = r#"{"branches":{"branches":[],"current":-1},"theme":"light"}"#;
        keep_as_earlier_work(page, stored).await?;
        page.go_to_end().await?;
        page.press("Dark theme").await?;
        edited(page).await?;
        catch_saved_files(page).await?;
        open_recent_runs(page).await?;
        page.expect_text("The runs saved by an earlier version cannot be read.").await?;
        page.press("Save them as a file").await?;
        expect_saved_file(page, "work-of-an-earlier-version.json", "\"current\":-1").await
    });
}
