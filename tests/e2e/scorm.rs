//! A SCORM package in a learning management system: a page with a fake API around the package's page.

use std::fs;
use std::path::Path;

use scorm::{FILES, Package};
use serde_json::{Value, json};
use tests::browser::{Server, page_folder};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// A learning management system: it keeps what it is told, and each call. `#…` in its address is what it has kept before.
const SYSTEM: &str = r#"<!doctype html><html lang="en"><title>Courses</title><link rel="icon" href="data:,"><body><script>
    window.calls = [];
    window.kept = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    const call = (name, ...given) => { calls.push([name, ...given].join(" ")); return "true"; };
    window.API = {
      LMSInitialize: (text) => call("LMSInitialize", text),
      LMSGetValue: (name) => kept[name] ?? (name === "cmi.core.lesson_status" ? "not attempted" : ""),
      LMSSetValue: (name, value) => { kept[name] = value; return call("LMSSetValue", name); },
      LMSCommit: (text) => call("LMSCommit", text),
      LMSFinish: (text) => call("LMSFinish", text),
      LMSGetLastError: () => "0",
    };
  </script><iframe title="Course" src="package/index.html" style="width: 800px; height: 600px"></iframe></body></html>"#;

/// Writes the system, with the package of a lesson in a folder of its own.
fn write(folder: &Path, address: &str) {
    let package = Package { title: "Two carts", purpose: "What a conflict is.", address };
    fs::create_dir(folder.join("package")).expect("a folder can be created");
    for (name, content) in FILES.into_iter().zip(package.contents()) {
        fs::write(folder.join("package").join(name), content).expect("a file can be written");
    }
    fs::write(folder.join("index.html"), SYSTEM).expect("a file can be written");
}

/// A lesson with a step to watch and a question.
fn lesson() -> String {
    let run = scenario::default_scenario().to_json();
    let lesson = format!(
        r#"{{ "polyleader_lesson": 1, "title": "Two carts", "purpose": "See it.", "minutes": 1, "steps": [
            {{ "caption": "Watch.", "scenario": {run}, "to_ms": 20 }},
            {{ "caption": "Guess.", "from_ms": 20, "to_ms": 20, "predict": {{ "end": {{}} }}, "explain": "All agree." }}
        ], "remember": "Both." }}"#
    );
    lessons::Lesson::from_json(&lesson).unwrap_or_else(|error| panic!("{error}")).to_link()
}

async fn kept(page: &Page) -> StepResult<Value> {
    page.browser().driver().enter_default_frame().await?;
    page.evaluate("return kept;", Vec::new()).await
}

/// Waits until the system has kept these values, among others.
async fn expect_kept(page: &Page, wanted: Value) -> StepResult {
    page.wait_until("what the system keeps", async || {
        let kept = kept(page).await?;
        let has_all = wanted.as_object().into_iter().flatten().all(|(name, value)| &kept[name] == value);
        Ok(if has_all { Ok(()) } else { Err(kept.to_string()) })
    })
    .await
}

/// Enters the lesson in the package's page.
async fn enter(page: &Page) -> StepResult {
    let driver = page.browser().driver();
    driver.enter_default_frame().await?;
    driver.enter_frame(0).await?;
    driver.enter_frame(0).await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn package_reports_completion_and_score_and_goes_on_where_the_learner_was() {
    let folder = tempfile::tempdir().expect("a folder can be created");
    let link = lesson();
    // The address of the page is known only once it is served.
    fs::write(
        folder.path().join("index.html"),
        "<!doctype html><title>Courses</title><link rel=\"icon\" href=\"data:,\">",
    )
    .expect("a file can be written");
    let visit = Visit { folder: folder.path().to_owned(), ..Visit::on_desktop() };
    story("a SCORM package", visit, async |page| {
        let server = Server::start(&page_folder()).await?;
        write(folder.path(), &format!("{}?embed#{link}", server.url()));
        page.open("?first").await?;
        expect_kept(page, json!({ "cmi.core.lesson_status": "incomplete", "cmi.suspend_data": "1.w-", "cmi.core.score.raw": "0" })).await?;
        enter(page).await?;
        page.press_inside("Next").await?;
        expect_kept(page, json!({ "cmi.core.lesson_location": "2", "cmi.suspend_data": "2.w-" })).await?;
        // Another session.
        page.open("?second#cmi.suspend_data=2.w-&cmi.core.lesson_status=incomplete").await?;
        enter(page).await?;
        page.press_inside("All leaders agree").await?;
        let done = json!({ "cmi.core.lesson_status": "completed", "cmi.suspend_data": "2.wr", "cmi.core.score.raw": "100", "cmi.core.score.max": "100" });
        expect_kept(page, done).await?;
        page.evaluate("document.querySelector('iframe').src = 'about:blank';", Vec::new()).await?;
        page.wait_until("the end of the session", async || {
            let calls = page.evaluate("return calls;", Vec::new()).await?;
            let all: Vec<&str> = calls.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let is_done = all.first() == Some(&"LMSInitialize ") && all.last() == Some(&"LMSFinish ");
            Ok(if is_done { Ok(()) } else { Err(calls.to_string()) })
        })
        .await?;
        let kept = kept(page).await?;
        assert_eq!(kept["cmi.core.exit"], "");
        assert!(
            kept["cmi.core.session_time"].as_str().is_some_and(|time| time.starts_with("0000:0")),
            "{kept}"
        );
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn package_without_a_learning_management_system_says_that_nothing_is_reported() {
    let folder = tempfile::tempdir().expect("a folder can be created");
    fs::write(
        folder.path().join("index.html"),
        "<!doctype html><title>Nothing</title><link rel=\"icon\" href=\"data:,\">",
    )
    .expect("a file can be written");
    let visit = Visit { folder: folder.path().to_owned(), ..Visit::on_desktop() };
    story("a SCORM package alone", visit, async |page| {
        let server = Server::start(&page_folder()).await?;
        write(folder.path(), &format!("{}?embed&lesson=ring", server.url()));
        page.open("package/index.html").await?;
        page.expect_text("There is no learning management system around this page").await?;
        page.browser().driver().enter_frame(0).await?;
        page.press_inside("3").await
    });
}
