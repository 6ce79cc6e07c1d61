//! Embeds: the page in a frame of another one, what it keeps to itself, and the dialog that makes it.

use scenario::{Permalink, default_scenario};
use serde_json::{Value, json};
use tests::browser::{Screen, Server, Theme, page_folder};
use thirtyfour::Key;

use crate::accessibility::is_accessible;
use crate::page::Page;
use crate::sharing::share;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Sizes of frames, from the smallest to one with room for all.
const FRAMES: [(u32, u32); 5] = [(320, 240), (480, 360), (768, 480), (640, 640), (1_200, 800)];

/// What does not fit: scroll bars, parts outside of the frame, leaders that something covers, and text that is cut off.
const MISFITS: &str = "const found = []; \
    const root = document.documentElement, say = (what, one) => found.push(`${what}: ${one.className?.baseVal ?? one.className} “${one.innerText ?? ''}”`); \
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push('the page scrolls'); \
    const shown = [...document.querySelectorAll('.embed *')].filter(one => one.checkVisibility() && !one.closest('svg') && one.className !== 'rest'); \
    for (const one of shown) { const { overflowX, overflowY } = getComputedStyle(one); \
        const scrolls = (overflowX === 'auto' || overflowX === 'scroll') && one.scrollWidth > one.clientWidth || (overflowY === 'auto' || overflowY === 'scroll') && one.scrollHeight > one.clientHeight; \
        if (scrolls && !one.matches('.verdicts, .inspector')) say('scrolls', one); } \
    for (const one of document.querySelectorAll('.embed-head > *, .outcome > p, .embed-controls > *, .leader, .lane')) { \
        const box = one.getBoundingClientRect(); \
        if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) say('outside', one); } \
    for (const one of document.querySelectorAll('h1, .outcome > p, .embed .button, .leader .name, .leader .cell, .embed-controls > .now')) \
        if (one.checkVisibility() && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) say('cut off', one); \
    for (const card of document.querySelectorAll('.leader')) { const box = card.getBoundingClientRect(); \
        for (const [x, y] of [[0.5, 0.5], [0.15, 0.3], [0.85, 0.3], [0.15, 0.8], [0.85, 0.8]]) { \
            const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y); \
            if (!card.contains(top)) say(`covered by ${top?.className?.baseVal ?? top?.className}`, card); } } \
    return found;";

/// What the page has stored, in whatever way.
pub const STORED: &str = "const done = arguments[0]; indexedDB.databases().then(all => \
    done([Object.keys(localStorage), Object.keys(sessionStorage), all.map(({ name }) => name), document.cookie]));";

/// Puts a page of another origin around an embed, which keeps the messages that it gets.
pub const PUT_AROUND: &str = "window.told = []; addEventListener('message', ({ data, source }) => { \
        if (source === document.querySelector('iframe')?.contentWindow) told.push(data); }); \
    document.body.innerHTML = '<iframe title=\"Run\" width=\"640\" height=\"480\"></iframe>'; \
    document.querySelector('iframe').src = arguments[0];";

/// The visit of an embed of the opening run, with these options, in the middle of the run.
fn embed(options: &str, (width, height): (u32, u32)) -> Visit {
    let link = Permalink { at: replication::Micros::from_ms(120), ..Permalink::of(default_scenario()) };
    Visit::with(Screen { width, height, touch: false }, Theme::Light)
        .at(&format!("?embed{options}#{}", link.encode()))
}

/// The instant that an embed shows.
async fn instant(page: &Page) -> StepResult<String> {
    Ok(page.control("slider", "Instant").await?.attribute("aria-valuetext").await?.unwrap_or_default())
}

async fn expect_instant(page: &Page, wanted: &str) -> StepResult {
    page.wait_until(&format!("the instant {wanted}"), async || {
        let now = instant(page).await?;
        Ok(if now == wanted { Ok(()) } else { Err(now) })
    })
    .await
}

/// Waits until an embed shows its run, at rest.
async fn expect_shown(page: &Page) -> StepResult {
    page.control("slider", "Instant").await?;
    page.expect_all_loaded().await?;
    page.two_frames().await
}

async fn expect_fits(page: &Page, when: &str) -> StepResult {
    let misfits = page.at_rest(MISFITS, Vec::new()).await?;
    assert_eq!(misfits, json!([]), "{when}");
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn nothing_overflows_or_is_covered_in_a_frame_of_any_size() {
    for frame in FRAMES {
        story(&format!("an embed of {frame:?}"), embed("", frame), async |page| {
            expect_shown(page).await?;
            expect_fits(page, "in the middle").await?;
            page.send_keys(Key::Home).await?;
            expect_fits(page, "at the start").await?;
            page.press("Play").await?;
            page.control("button", "Play").await?;
            page.expect_summary("Conflict on cart").await?;
            expect_fits(page, "at the end").await?;
            if page.has_control("radio", "Diagram").await? {
                page.choose_radio("View", "Diagram").await?;
                page.control("slider", "Time").await?;
                expect_fits(page, "with the diagram").await?;
            }
            Ok(())
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn embed_stores_nothing_even_if_it_is_edited() {
    for options in ["&start=playing", "&edit=yes&show=stage,inspector,setup"] {
        let visit = embed(options, (1_000, 640)).keeping_a_copy();
        story(&format!("what an embed stores with {options}"), visit, async |page| {
            expect_shown(page).await?;
            if options.contains("edit") {
                page.leader("Tokyo").await?.click().await?;
                page.press("Crash").await?;
                page.expect_leader_shows("Tokyo", &["down"]).await?;
                page.select_option("Conflict policy", "Last write wins").await?;
            }
            page.send_keys(Key::End).await?;
            page.reload().await?;
            expect_shown(page).await?;
            page.expect_leader_lacks("Tokyo", "down").await?;
            assert_eq!(page.evaluate_async(STORED).await?, json!([[], [], [], ""]));
            page.expect_no_text("stored").await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn embed_autoplays_only_if_configured() {
    story("an embed that plays", embed("&start=playing", (480, 360)), async |page| {
        page.expect_summary("Conflict on cart").await?;
        page.control("button", "Play").await?;
        assert_ne!(instant(page).await?, "120 ms");
        Ok(())
    });
    for options in ["", "&start=paused"] {
        story("an embed that waits", embed(options, (480, 360)), async |page| {
            expect_shown(page).await?;
            page.control("button", "Play").await?;
            expect_instant(page, "120 ms").await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn keys_play_and_step() {
    story("keys in an embed", embed("", (480, 360)), async |page| {
        expect_shown(page).await?;
        page.send_keys(Key::Home).await?;
        expect_instant(page, "0 ms").await?;
        page.send_keys(Key::Right).await?;
        let first = page
            .wait_until("a step", async || {
                let now = instant(page).await?;
                Ok(if now == "0 ms" { Err(now) } else { Ok(now) })
            })
            .await?;
        page.send_keys(Key::Right).await?;
        page.send_keys(Key::Left).await?;
        expect_instant(page, &first).await?;
        page.control("slider", "Instant").await?.send_keys(Key::Left).await?;
        expect_instant(page, "0 ms").await?;
        page.send_keys(" ").await?;
        page.control("button", "Pause").await?;
        page.expect_summary("Conflict on cart").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_cannot_be_edited_unless_it_may_be() {
    story("an embed to look at", embed("", (900, 700)), async |page| {
        expect_shown(page).await?;
        let before = page.leader("Tokyo").await?;
        before.click().await?;
        page.drag(&before, -120, 20).await?;
        page.send_keys("x").await?;
        page.chord(&[Key::Control], 'z').await?;
        page.leader("Tokyo").await?.element().focus().await?;
        page.chord_with_key(&[Key::Shift], Key::F10).await?;
        let names = page.controls_with_prefix(&page.control("main", "").await?, "button", "").await?;
        let names: Vec<&str> = names.iter().map(|control| control.name()).collect();
        for edit in ["Write", "Read", "Crash", "Link", "Remove", "Lasso", "Canvas", "Undo"] {
            assert!(!names.contains(&edit), "{edit}: {names:?}");
        }
        assert!(!page.has_control("menuitem", "Crash").await?);
        let link = page.control("link", "Open in Polyleader").await?;
        page.control("button", "Play").await?.element().focus().await?;
        link.element().focus().await?;
        let scenario = linked_scenario(&link.attribute("href").await?.unwrap_or_default());
        assert_eq!(scenario.commands, default_scenario().commands);
        assert_eq!(scenario.leaders, default_scenario().leaders);
        Ok(())
    });
    story("an embed to edit", embed("&edit=yes&show=stage,inspector", (1_000, 640)), async |page| {
        page.select_leader("Tokyo").await?;
        page.press("Crash").await?;
        page.expect_leader_shows("Tokyo", &["down"]).await?;
        let link = page.control("link", "Open in Polyleader").await?;
        link.element().focus().await?;
        let scenario = linked_scenario(&link.attribute("href").await?.unwrap_or_default());
        assert_eq!(scenario.commands.len(), default_scenario().commands.len() + 1, "the change goes with it");
        Ok(())
    });
}

fn linked_scenario(address: &str) -> scenario::Scenario {
    let (_, link) = address.split_once('#').unwrap_or_default();
    Permalink::decode(link).unwrap_or_else(|error| panic!("{address}: {error}")).scenario
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn unreadable_link_is_one_sentence() {
    let visit =
        Visit::with(Screen { width: 320, height: 240, touch: false }, Theme::Dark).at("?embed#s1.damaged");
    story("an embed of a bad link", visit, async |page| {
        page.expect_text("This link is incomplete").await?;
        assert_eq!(page.visible_text().await?.trim().lines().count(), 1);
        assert_eq!(page.evaluate_async(STORED).await?, json!([[], [], [], ""]));
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn embeds_are_accessible() {
    for theme in ["light", "dark"] {
        for frame in [(320, 240), (900, 700)] {
            let options = format!("&theme={theme}&edit=yes&show=stage,diagram,verdicts,inspector,setup");
            story(
                &format!("an accessible embed, {theme}, {frame:?}"),
                embed(&options, frame),
                async |page| {
                    expect_shown(page).await?;
                    is_accessible(page, "in the middle").await?;
                    let dark =
                        page.evaluate("return document.documentElement.dataset.theme;", Vec::new()).await?;
                    assert_eq!(dark, theme);
                    Ok(())
                },
            );
        }
    }
}

/// Opens the dialog from the palette.
async fn open_studio(page: &Page) -> StepResult {
    page.send_keys("/").await?;
    page.expect_focus("combobox", "Search commands").await?;
    page.send_keys("iframe").await?;
    crate::palette::expect_selected_option(page, "Embed this run").await?;
    page.send_keys(Key::Enter).await?;
    page.control("dialog", "Embed this run").await?;
    Ok(())
}

/// The address in the code of a frame.
fn source_of(code: &str) -> String {
    let (_, rest) = code.split_once("src=\"").unwrap_or_else(|| panic!("no address in {code}"));
    rest.split('"').next().unwrap_or_default().replace("&amp;", "&")
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn code_of_the_dialog_opens_the_same_run_at_the_same_instant() {
    story_at_end("the dialog for embeds", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.control("slider", "Time").await?.send_keys(Key::PageUp).await?;
        let shared = share(page).await?;
        let at = page.settled_state().await?.instant;
        page.press("Share").await?;
        page.press("Embed this run…").await?;
        page.control("dialog", "Embed this run").await?;
        page.click("checkbox", "Verdicts").await?;
        page.choose_radio("Start", "Paused").await?;
        page.choose_radio("Size", "Small").await?;
        page.choose_radio("Theme", "Dark").await?;
        is_accessible(page, "the dialog for embeds").await?;
        page.press("Copy: HTML").await?;
        page.expect_text("Copied.").await?;
        let code = page.clipboard().await?;
        assert!(
            code.contains("width=\"480\" height=\"360\"") && code.contains("show=stage,diagram"),
            "{code}"
        );
        page.press("Copy: Markdown link to the whole page").await?;
        page.wait_until("the link to be copied", async || {
            let copied = page.clipboard().await?;
            let expected = format!("[Two carts, one key]({})", shared.link);
            Ok(if copied == expected { Ok(()) } else { Err(copied) })
        })
        .await?;
        page.press("Close").await?;
        page.in_another_browser(&source_of(&code), async |embed| {
            expect_shown(embed).await?;
            expect_instant(embed, &at).await?;
            embed.expect_leader_shows("São Paulo", &["ham"]).await?;
            let link = embed.control("link", "Open in Polyleader").await?;
            assert_eq!(link.attribute("href").await?, Some(shared.link.clone()));
            Ok(())
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn dialog_shows_the_embed_as_it_will_be() {
    story_at_end("the preview of an embed", async |page| {
        open_studio(page).await?;
        page.set_number("Width in px", "500").await?;
        page.wait_until("a preview of that width", async || {
            let width =
                page.evaluate("return document.querySelector('iframe').clientWidth;", Vec::new()).await?;
            Ok(if width == 500 { Ok(()) } else { Err(width.to_string()) })
        })
        .await?;
        let driver = page.browser().driver();
        driver.enter_frame(0).await?;
        page.control("slider", "Instant").await?;
        page.expect_summary("Conflict on cart").await?;
        driver.enter_default_frame().await?;
        page.press("Close").await?;
        page.expect_count("iframe", 0).await
    });
}

/// Waits until the host page has received a message of this type that satisfies a condition.
pub async fn expect_told(page: &Page, kind: &str, fits: impl Fn(&Value) -> bool) -> StepResult<Value> {
    page.wait_until(&format!("a message {kind}"), async || {
        let told = page.evaluate("return told;", Vec::new()).await?;
        let last =
            told.as_array().into_iter().flatten().rfind(|message| message["type"] == kind && fits(message));
        Ok(last.cloned().ok_or_else(|| told.to_string()))
    })
    .await
}

async fn send(page: &Page, message: Value) -> StepResult {
    let script = "document.querySelector('iframe').contentWindow.postMessage(arguments[0], '*');";
    page.evaluate(script, vec![message]).await?;
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn host_page_receives_messages_and_can_play_and_seek() {
    let around = Visit { folder: crate::harness::folder(), ..Visit::on_desktop() };
    story("a host page of an embed", around, async |page| {
        let server = Server::start(&page_folder()).await?;
        let run = Permalink::of(default_scenario()).encode();
        page.evaluate(PUT_AROUND, vec![json!(format!("{}?embed#{run}", server.url()))]).await?;
        let ready = expect_told(page, "ready", |_| true).await?;
        assert_eq!((&ready["source"], &ready["title"]), (&json!("polyleader"), &json!("Two carts, one key")));
        assert_eq!((ready["at"].as_f64(), &ready["playing"]), (Some(0.0), &json!(false)));
        assert!(expect_told(page, "height", |_| true).await?["height"].as_f64() > Some(300.0));
        send(page, json!({ "target": "polyleader", "type": "seek", "at": 123.5 })).await?;
        expect_told(page, "progress", |told| told["at"] == 123.5 && told["playing"] == false).await?;
        for ignored in [
            json!({ "type": "seek", "at": 5 }),
            json!({ "target": "polyleader", "type": "seek", "at": -5 }),
            json!({ "target": "polyleader", "type": "seek", "at": "5" }),
            json!({ "target": "polyleader", "type": "seek", "at": 1e20 }),
            json!({ "target": "polyleader", "type": "delete" }),
            json!("play"),
            json!(null),
        ] {
            send(page, ignored).await?;
        }
        send(page, json!({ "target": "polyleader", "type": "seek", "at": 124 })).await?;
        expect_told(page, "progress", |told| told["at"] == 124.0).await?;
        let told = page.evaluate(
            "return told.filter(({ type }) => type === 'progress').map(({ at }) => at);",
            Vec::new(),
        );
        assert_eq!(told.await?, json!([0, 123.5, 124]));
        send(page, json!({ "target": "polyleader", "type": "play" })).await?;
        expect_told(page, "progress", |told| told["playing"] == true).await?;
        send(page, json!({ "target": "polyleader", "type": "pause" })).await?;
        expect_told(page, "progress", |told| told["playing"] == false && told["at"].as_f64() > Some(124.0))
            .await?;
        Ok(())
    });
}
