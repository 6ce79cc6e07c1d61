//! Names, keys and values of any length, direction or visibility: they push no control out of sight, squeeze no
//! sentence, and turn none around.

use replication::Micros;
use serde_json::json;
use tests::browser::{Motion, Screen, Theme};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

const WIDTHS: [u32; 7] = [320, 360, 390, 640, 676, 768, 1440];
/// Long enough for everything to have happened.
const END: Micros = Micros::from_ms(2_000);

/// A run in which two clients write two keys at once, with these names of leaders and clients, keys, values and title.
fn run(leaders: [&str; 3], clients: [&str; 2], keys: [&str; 2], values: [&str; 2], title: &str) -> String {
    let write = |at: u32, client: &str, key: &str, value: &str| json!({ "at_ms": at, "write": { "client": client, "key": key, "value": value } });
    json!({
        "polyleader": 1,
        "title": title,
        "leaders": [
            { "id": "F", "name": leaders[0], "place": [50.1, 8.7] },
            { "id": "T", "name": leaders[1], "place": [35.7, 139.7] },
            { "id": "S", "name": leaders[2], "place": [-23.5, -46.6] }
        ],
        "policy": "siblings",
        "clients": [
            { "id": "ana", "name": clients[0], "at": "F" },
            { "id": "ben", "name": clients[1], "at": "T" }
        ],
        "commands": [
            write(40, "ana", keys[0], values[0]), write(50, "ben", keys[0], values[1]),
            write(300, "ana", keys[1], values[1]), write(310, "ben", keys[1], values[0])
        ]
    })
    .to_string()
}

fn long() -> String {
    let word = "Wolfeschlegelsteinhausenbergerdorff".repeat(10);
    let words = "a long name with words that goes on and on ".repeat(6);
    run(
        [&word[..240], "Frankfurt am Main", &words[..240]],
        [&word[..240], &words[..240]],
        [&word[..64], &words[..63]],
        [&word[..300], &words[..240]],
        &word[..240],
    )
}

fn right_to_left() -> String {
    run(
        ["مركز البيانات الرئيسي في القاهرة", "תל אביב \u{202e}abc", "\u{200b}\u{2060}"],
        ["עדי", "\u{202e}\u{2066}مها"],
        ["סל קניות", "\u{202e}evil"],
        ["ערך ראשון", "\u{202e}xyz"],
        "عربة التسوق \u{202e}x",
    )
}

async fn show(page: &Page, width: u32, theme: Theme) -> StepResult {
    let height = if width < 900 { 800 } else { 900 };
    page.browser().show(Screen { width, height, touch: false }, theme, Motion::Reduced).await?;
    page.two_frames().await
}

/// Lists what is out of sight, squeezed or over its edge. The verdicts scroll by themselves where they are one row.
const OUT_OF_PLACE: &str = "const [width, height] = [document.documentElement.clientWidth, innerHeight]; \
    const box = (it) => it.getBoundingClientRect(); \
    const seen = (it) => box(it).width > 0 && getComputedStyle(it).visibility !== 'hidden' && !it.closest('.visually-hidden, .stage, .verdicts'); \
    const beside = [...document.querySelectorAll('button, select, input, textarea, a')].filter(seen) \
        .filter((it) => box(it).left < -1 || box(it).right > width + 1) \
        .map((it) => `${it.getAttribute('aria-label') ?? it.textContent.slice(0, 40)} ends at ${box(it).right}`); \
    const wide = [...document.querySelectorAll('html, .outcome, .outcome > p, .playback-controls, .inspector')] \
        .filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => `${it.className || it.tagName} is ${it.scrollWidth} wide`); \
    const sentence = box(document.querySelector('.outcome > p')); \
    const squeezed = sentence.width < 180 || sentence.height > 260 ? [`the sentence is ${sentence.width} by ${sentence.height}`] : []; \
    const left = Math.min(...[...document.querySelectorAll('.lane .axis')].map((it) => box(it).left)); \
    const over = [...document.querySelectorAll('.lane-name')].filter((it) => box(it).right > left + 1).map((it) => `${it.textContent} runs over its lane`); \
    const play = box(document.querySelector('.play')); \
    const below = play.bottom > height || play.top < 0 ? [`play is at ${play.top}`] : []; \
    const stage = box(document.querySelector('.stage')); \
    const low = stage.height < 290 ? [`the stage is ${stage.height} high`] : []; \
    const title = box(document.querySelector('.header .title')); \
    const high = title.height > 32 ? [`the title is ${title.height} high`] : []; \
    return [...beside, ...wide, ...squeezed, ...over, ...high, ...(width < 640 || width > 900 ? below : []), ...low];";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn text_of_any_length_or_direction_moves_nothing_out_of_sight() {
    for (name, run) in [("long text", long()), ("text from right to left", right_to_left())] {
        story(name, Visit::on_desktop().at_run(&run, END).at_end(), async |page| {
            page.evaluate("document.querySelector('.leader').focus();", Vec::new()).await?;
            page.send_keys(thirtyfour::Key::Enter).await?;
            page.expect_inspector("Merge by hand").await?;
            for width in WIDTHS {
                // The theme changes colours only.
                show(page, width, Theme::Dark).await?;
                page.wait_until(&format!("everything in its place at {width}"), async || {
                    let found = page.evaluate(OUT_OF_PLACE, Vec::new()).await?;
                    let count = found.as_array().map_or(0, Vec::len);
                    Ok(if count == 0 { Ok(()) } else { Err(found.to_string()) })
                })
                .await?;
            }
            Ok(())
        });
    }
}

/// The positions of the first and the last letter of a part of the summary.
const ENDS_OF: &str = "const node = [...document.querySelector('.outcome > p').childNodes].find((it) => it.data?.includes(arguments[0])); \
    const at = node.data.indexOf(arguments[0]); \
    const left = (from) => { const range = document.createRange(); range.setStart(node, from); range.setEnd(node, from + 1); return range.getBoundingClientRect().left; }; \
    return left(at) < left(at + arguments[0].length - 1);";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn name_that_reverses_text_leaves_the_sentence_as_it_is() {
    let visit = Visit::on_desktop().at_run(&right_to_left(), END);
    story("a sentence with names from right to left", visit, async |page| {
        page.go_to_end().await?;
        page.expect_summary("until someone merges them.").await?;
        for part in ["Conflict on", "concurrent", "merges"] {
            let runs_on = page.evaluate(ENDS_OF, vec![json!(part)]).await?;
            assert_eq!(runs_on, json!(true), "“{part}” is written from left to right");
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn name_that_is_cut_off_has_its_full_text_at_hand() {
    story("long names", Visit::on_desktop().at_run(&long(), END), async |page| {
        page.leader("Frankfurt am Main").await?;
        let titles = "return [...document.querySelectorAll('.leader .name[title], .lane-name title, .header .title')] \
            .map((it) => it.title || it.getAttribute('title') || it.textContent);";
        page.wait_until("the names in full", async || {
            let found = page.evaluate(titles, Vec::new()).await?;
            let whole = |length: usize| {
                let is_whole = |it: &serde_json::Value| it.as_str().is_some_and(|text| text.len() == length);
                found.as_array().map_or(0, |all| all.iter().filter(|it| is_whole(it)).count())
            };
            // Two cards, two lanes of leaders, two of clients, and the title.
            Ok(if whole(240) == 7 && whole(17) >= 1 { Ok(()) } else { Err(found.to_string()) })
        })
        .await
    });
}
