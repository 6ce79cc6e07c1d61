//! The custom element: a page of another origin that uses it.

use scenario::{Permalink, default_scenario};
use serde_json::{Value, json};
use tests::browser::{Server, page_folder};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Puts the code that the dialog makes into the page, and keeps the events of the element.
const PUT_ELEMENT: &str = "document.body.innerHTML = ''; window.heard = []; \
    const element = document.createElement('polyleader-run'); \
    for (const [name, value] of Object.entries(arguments[1])) element.setAttribute(name, value); \
    for (const type of ['ready', 'progress', 'height', 'failed', 'lesson']) \
        element.addEventListener(type, ({ detail }) => heard.push(detail)); \
    document.body.append(element); \
    document.head.append(Object.assign(document.createElement('script'), { src: arguments[0] }));";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn element_sizes_its_height_and_dispatches_events() {
    let around = Visit { folder: crate::harness::folder(), ..Visit::on_desktop() };
    story("the custom element", around, async |page| {
        let server = Server::start(&page_folder()).await?;
        let script = json!(format!("{}embed.js", server.url()));
        let link = Permalink::of(default_scenario()).encode();
        let attributes = json!({ "link": link, "show": "stage", "width": "600", "title": "Two carts" });
        page.evaluate(PUT_ELEMENT, vec![script, attributes]).await?;
        let ready = heard(page, "ready").await?;
        assert_eq!(ready["title"], "Two carts, one key");
        let measured = "const frame = document.querySelector('polyleader-run').shadowRoot.querySelector('iframe'); \
            return [frame.clientWidth, frame.clientHeight, frame.title];";
        page.wait_until("the height that it needs", async || {
            // Its height changes as its content appears.
            let told = heard(page, "height").await?["height"].as_f64();
            let size = page.evaluate(measured, Vec::new()).await?;
            Ok(if size[1].as_f64() == told { Ok(()) } else { Err(format!("{size} instead of {told:?}")) })
        })
        .await?;
        let size = page.evaluate(measured, Vec::new()).await?;
        assert_eq!((&size[0], &size[2]), (&json!(600), &json!("Two carts")));
        page.evaluate("document.querySelector('polyleader-run').seek(123.5);", Vec::new()).await?;
        page.wait_until("the instant", async || {
            let at = heard(page, "progress").await?["at"].clone();
            Ok(if at == 123.5 { Ok(()) } else { Err(at.to_string()) })
        })
        .await?;
        // In one task: the frame loads once, and no load is aborted.
        let show_lesson = "const run = document.querySelector('polyleader-run'); \
            run.setAttribute('lesson', 'ring'); run.removeAttribute('link');";
        page.evaluate(show_lesson, Vec::new()).await?;
        assert_eq!(heard(page, "lesson").await?["title"], "The ring");
        Ok(())
    });
}

/// The last event of this type, once there is one.
async fn heard(page: &Page, kind: &str) -> StepResult<Value> {
    page.wait_until(&format!("an event {kind}"), async || {
        let heard = page.evaluate("return heard;", Vec::new()).await?;
        let last = heard.as_array().into_iter().flatten().rfind(|event| event["type"] == kind);
        Ok(last.cloned().ok_or_else(|| heard.to_string()))
    })
    .await
}
