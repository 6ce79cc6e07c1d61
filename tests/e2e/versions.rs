//! Versions in the inspector: coverage, a key's version graph, a write's status, clients, and merge editors.

use replication::Micros;
use scenario::{Permalink, Scenario};
use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::accessibility::is_accessible;
use crate::page::Page;
use crate::playground::INSPECTOR;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// A visit to a run in which Ana and Ben write these values to `note` concurrently at two leaders.
fn with_siblings(screen: Screen, theme: Theme, one: &str, other: &str) -> Visit {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Two notes", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] }}, {{ "id": "T", "name": "Tokyo", "place": [35.7, 139.7] }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": "siblings",
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}],
            "commands": [{{ "at_ms": 10, "write": {{ "client": "ana", "key": "note", "value": {one} }} }},
                         {{ "at_ms": 20, "write": {{ "client": "ben", "key": "note", "value": {other} }} }}] }}"#
    );
    let scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}"));
    let link = Permalink { at: Micros::from_ms(300), ..Permalink::of(scenario) };
    Visit::with(screen, theme).at(&format!("#{}", link.encode()))
}

/// A story that begins with the merge editor at Frankfurt open.
fn merge_story(name: &str, one: &str, other: &str, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    story(name, with_siblings(Screen::DESKTOP, Theme::Light, one, other), async |page| {
        page.select_leader("Frankfurt").await?;
        page.expect_inspector("note 2 siblings").await?;
        steps(page).await
    });
}

/// Opens a key from the selected leader's store.
async fn open_key(page: &Page, key: &str) -> StepResult {
    page.press_in(("table", "Store"), key).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn inspector_shows_how_many_writes_of_each_leader_are_applied() {
    story_at_end("who has seen what", async |page| {
        page.select_leader("São Paulo").await?;
        page.expect_region("list", "Applied writes", "1 of 1").await?;
        page.go_to_start().await?;
        for _ in 0..2 {
            page.press("Step forward").await?;
        }
        page.expect_playhead_at("15 ms").await?;
        page.expect_region("list", "Applied writes", "0 of 1").await?;
        page.expect_region("list", "Applied writes", "none of Tokyo’s 1 write").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn siblings_show_a_word_diff_and_what_each_writer_had_seen() {
    merge_story("word by word", r#""buy milk today""#, r#""buy eggs today""#, async |page| {
        let script = "return [...document.querySelectorAll('.sibling mark')].map(it => it.textContent);";
        let marked = page.at_rest(script, Vec::new()).await?;
        assert_eq!(marked, serde_json::json!(["milk", "eggs"]));
        page.expect_inspector("Items in only one version are underlined").await?;
        page.expect_region("table", "Writes that each writer had seen", "not seen").await?;
        page.expect_inspector("Ana had not seen T1; Ben had not seen F1").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn text_siblings_merge_by_choosing_sides() {
    merge_story("merging a text", r#""buy milk today""#, r#""buy eggs today""#, async |page| {
        page.expect_value("textbox", "Merged value", "buy milk eggs today").await?;
        page.press("Take eggs").await?;
        page.expect_value("textbox", "Merged value", "buy eggs today").await?;
        page.click("textbox", "Merged value").await?;
        page.chord(&[Key::Control], 'a').await?;
        page.send_keys(Key::Delete).await?;
        page.expect_inspector("Enter text.").await?;
        page.fill("Merged value", "buy tea").await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["buy tea"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn merged_list_is_reordered_but_set_is_not() {
    merge_story("merging a list", r#"["milk", "ham"]"#, r#"["eggs"]"#, async |page| {
        page.press("Move eggs up").await?;
        page.expect_focus("button", "Move eggs up").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_focus("button", "Move eggs down").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_focus("button", "Move eggs down").await?;
        page.press("Remove milk").await?;
        page.press("Restore milk").await?;
        page.expect_region("list", "Merged value", "eggs").await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["eggs, ham, milk"]).await?;
        page.press("Undo").await?;
        page.select_option("Type", "Set").await?;
        page.press("Remove ham").await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["{eggs, milk}"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn map_fields_are_taken_from_either_sibling() {
    let (one, other) =
        (r#"{ "map": { "name": "Ana", "age": 3 } }"#, r#"{ "map": { "name": "Ben", "town": "Rio" } }"#);
    merge_story("merging a map", one, other, async |page| {
        page.press("Take name: Ben").await?;
        page.press("Remove age").await?;
        page.fill("Value of town", "Lima").await?;
        page.press("Add a field").await?;
        page.expect_inspector("Every field needs a name.").await?;
        page.fill("Name of field 3", "zip").await?;
        page.fill("Value of zip", "7").await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["{name: Ben, town: Lima, zip: 7}"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn type_is_chosen_when_siblings_differ_in_type() {
    merge_story("merging types", r#"["milk"]"#, "3", async |page| {
        page.expect_inspector("The siblings have different types: pick one.").await?;
        page.select_option("Type", "Number").await?;
        page.fill("Merged value", "many").await?;
        page.expect_inspector("Enter a whole number, such as 3 or -3.").await?;
        page.select_option("Type", "List").await?;
        page.select_option("Type", "Number").await?;
        page.expect_value("textbox", "Merged value", "many").await?;
        page.fill("Merged value", "-4").await?;
        page.press("Store merged value").await?;
        page.expect_leader_shows("Frankfurt", &["-4"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn version_graph_leads_to_the_status_of_each_write() {
    story_at_end("a key's graph", async |page| {
        page.select_leader("Frankfurt").await?;
        page.press("Store merged value").await?;
        page.go_to_end().await?;
        open_key(page, "cart").await?;
        page.expect_inspector("Key cart written 3 times").await?;
        page.expect_region("list", "Versions", "milk").await?;
        page.expect_region("list", "Versions", "201.29 ms, after F1 and T1").await?;
        // The merge comes after both, and neither of these after the other.
        page.expect_count(".version-graph .line", 2).await?;
        page.press_prefixed_in(("list", "Versions"), "T1").await?;
        page.expect_inspector("Ben’s “eggs”").await?;
        page.expect_inspector(
            "superseded by F2 F2 comes after T1: Ana had seen it. T1 is in its context {F1, T1}.",
        )
        .await?;
        page.expect_inspector("Frankfurt received Ben’s “eggs” for cart from Tokyo").await?;
        // Both messages with it stand out on the diagram.
        page.expect_count(".message-line[data-selected]", 2).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn key_shows_its_home_under_avoidance() {
    story_at_end("a key's home", async |page| {
        page.choose_radio("Conflict policy", "Avoidance").await?;
        page.go_to_end().await?;
        page.select_leader("Frankfurt").await?;
        open_key(page, "cart").await?;
        page.expect_inspector("all leaders agree").await?;
        page.expect_inspector("written twice").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lost_write_shows_where_and_by_which_rule_it_was_discarded() {
    story_at_end("a lost write", async |page| {
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.press("1 write lost: Ana’s “milk” (discarded by timestamp)").await?;
        page.expect_inspector("F1 lost, although it was acknowledged").await?;
        page.expect_inspector(
            "discarded: lost to T1 The greatest timestamp wins: T1 has 15 ms, F1 has 10 ms.",
        )
        .await?;
        page.go_to_start().await?;
        page.expect_inspector("not written until 10 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn client_shows_its_requests_and_read_context() {
    story_at_end("a client", async |page| {
        page.unfold("Clients").await?;
        page.press("Ben").await?;
        page.expect_inspector("Ben a client at Tokyo").await?;
        page.expect_inspector("cart saw T1").await?;
        page.expect_inspector("Tokyo accepted Ben’s “eggs” for cart as T1").await?;
        page.press_prefixed_in(INSPECTOR, "15 ms").await?;
        page.expect_playhead_at("15 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn setup_closes_when_it_opens_a_client_on_a_phone() {
    story("a client on a phone", Visit::with(Screen::PHONE, Theme::Dark).at_end(), async |page| {
        page.press("Setup").await?;
        page.unfold("Clients").await?;
        page.press("Ben").await?;
        page.expect_inspector("Ben a client at Tokyo").await?;
        page.expect_focus("complementary", "Inspector").await?;
        page.wait_until("the setup to be out of the way", async || {
            let is_open = page.has_control("button", "Close setup").await?;
            Ok(if is_open { Err("it lies over the client".to_owned()) } else { Ok(()) })
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn write_is_followed_by_keyboard_alone() {
    story_at_end("following a write by keys", async |page| {
        page.tab_to("button", "Frankfurt").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("cart 2 siblings").await?;
        page.tab_to("button", "cart").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("Key cart").await?;
        page.expect_focus("complementary", "Inspector").await?;
        page.tab_to("button", "F1").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("At each leader").await?;
        page.expect_focus("complementary", "Inspector").await?;
        page.tab_to("button", "Ana").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("Last seen").await
    });
}

/// Checks every panel about versions for accessibility.
async fn check_every_panel(page: &Page) -> StepResult {
    page.select_leader("Frankfurt").await?;
    is_accessible(page, "with text siblings").await?;
    for kind in ["Number", "List", "Set", "Map"] {
        page.select_option("Type", kind).await?;
        if kind == "Map" {
            page.press("Add a field").await?;
        }
        is_accessible(page, kind).await?;
    }
    page.press("Merge differently at both, at once").await?;
    page.go_to_end().await?;
    page.expect_inspector("Key note").await?;
    page.unfold_all(".inspector").await?;
    is_accessible(page, "with a key").await?;
    page.press_prefixed_in(("list", "Versions"), "F1").await?;
    page.expect_inspector("Propagation, hop by hop").await?;
    is_accessible(page, "with a write").await?;
    page.press_in(INSPECTOR, "Ana").await?;
    page.expect_inspector("Last seen").await?;
    is_accessible(page, "with a client").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn version_panels_have_no_serious_axe_violations() {
    for (screen, theme) in
        [Screen::DESKTOP, Screen::PHONE].into_iter().flat_map(|it| Theme::ALL.map(|theme| (it, theme)))
    {
        let name = format!("versions at {} in {}", screen.width, theme.css_name());
        story(
            &name,
            with_siblings(screen, theme, r#""buy milk today""#, r#""buy eggs today""#),
            async |page| check_every_panel(page).await,
        );
    }
}
