//! Random use of the page: clicks, keys, edits, undo, reloads, Back and tabs. Whatever happens, each document stays
//! readable, and the one that is shown is stored as it is shown.
//!
//! `cargo xtask monkey` runs it for longer and with other seeds.

use std::time::{Duration, Instant};

use player::{Player, Saved};
use scenario::Permalink;
use serde_json::{Value, json};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Names the environment variables that `cargo xtask monkey` sets.
const SEED: &str = "MONKEY_SEED";
const SECONDS: &str = "MONKEY_SECONDS";
/// How many actions without `SECONDS`.
const FEW_ACTIONS: usize = 60;
/// After this many actions, everything is checked.
const ROUND: usize = 15;
const MAX_TABS: usize = 3;

/// A small generator of random numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Clicks one of the buttons that can be clicked, but for those that open a window of the browser.
const CLICK: &str = "const within = document.querySelector('dialog[open]') ?? document.body; \
    const all = [...within.querySelectorAll('button:not([disabled]), summary')] \
        .filter((it) => it.checkVisibility() && !/Save as file|Copy/.test(it.textContent + it.ariaLabel)); \
    const chosen = all[arguments[0] % all.length]; \
    chosen?.click(); \
    return 'click ' + (chosen?.ariaLabel || chosen?.textContent.slice(0, 40));";

/// Chooses one of the options of one of the lists.
const CHOOSE: &str = "const all = [...document.querySelectorAll('select')].filter((it) => it.checkVisibility() && !it.disabled); \
    const list = all[arguments[0] % all.length]; \
    if (!list) return 'choose nothing'; \
    list.selectedIndex = arguments[1] % list.options.length; \
    list.dispatchEvent(new Event('change', { bubbles: true })); \
    return `choose ${list.ariaLabel}: ${list.selectedOptions[0]?.text}`;";

/// Presses a key, perhaps with Ctrl.
const PRESS: &str = "const target = document.activeElement ?? document.body; \
    target.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], ctrlKey: arguments[1], bubbles: true, cancelable: true }));";

const KEYS: &[(&str, bool)] = &[
    (" ", false),
    (",", false),
    (".", false),
    ("Home", false),
    ("End", false),
    ("Escape", false),
    ("z", true),
    ("y", true),
    ("z", true),
];

/// Calls back with what is shown and everything that is stored.
const STATE: &str = "const done = arguments[0]; \
    const state = { link: location.hash.slice(1), shown: history.state?.document ?? null, stored: {} }; \
    indexedDB.databases().then((all) => { \
        if (!all.some((it) => it.name === 'polyleader')) return done(state); \
        const request = indexedDB.open('polyleader'); \
        request.onsuccess = () => { \
            const walk = request.result.transaction('documents').objectStore('documents').openCursor(); \
            walk.onsuccess = () => { \
                const cursor = walk.result; \
                if (!cursor) { request.result.close(); return done(state); } \
                state.stored[cursor.key] = cursor.value; \
                cursor.continue(); \
            }; \
        }; \
    });";

/// Does something at random. Returns what.
async fn act(page: &Page, random: &mut Random) -> StepResult<String> {
    let (one, other) = (random.below(1_000), random.below(1_000));
    let done = match random.below(20) {
        0..=8 => page.evaluate(CLICK, vec![json!(one)]).await?.to_string(),
        9..=12 => page.evaluate(CHOOSE, vec![json!(one), json!(other)]).await?.to_string(),
        13..=15 => {
            let (key, ctrl) = KEYS[one % KEYS.len()];
            page.evaluate(PRESS, vec![json!(key), json!(ctrl)]).await?;
            format!("press {}{key}", if ctrl { "Ctrl " } else { "" })
        }
        16 => page.reload().await.map(|()| "reload".to_owned())?,
        17 => page.go_back().await.map(|()| "go back".to_owned())?,
        _ => change_tab(page, one).await?,
    };
    // Back may have left the page.
    if !page.current_address().await?.starts_with("http") {
        page.open("").await?;
    }
    Ok(done)
}

/// Opens another tab, or switches to one.
async fn change_tab(page: &Page, number: usize) -> StepResult<String> {
    let driver = page.browser().driver();
    let tabs = driver.windows().await?;
    if tabs.len() < MAX_TABS && number.is_multiple_of(3) {
        page.open_tab("").await?;
        return Ok(format!("open tab {}", tabs.len()));
    }
    let tab = number % tabs.len();
    driver.switch_to_window(tabs[tab].clone()).await?;
    Ok(format!("switch to tab {tab}"))
}

/// Why what is stored is not what it should be.
fn problem(state: &Value) -> Option<String> {
    let stored = state["stored"].as_object()?;
    for (id, content) in stored {
        let saved: Saved = match serde_json::from_value(content.clone()) {
            Ok(saved) => saved,
            Err(error) => return Some(format!("{id} cannot be read: {error}")),
        };
        let player = match Player::from_saved(&saved, None) {
            Ok(player) => player,
            Err(error) => return Some(format!("{id} cannot be opened: {error}")),
        };
        if let Some(notice) = player.notice() {
            return Some(format!("{id} is not what it was: {notice}"));
        }
        if state["shown"] == id.as_str() {
            let scenario =
                |link: Option<&str>| Permalink::decode_stored(link?).ok().map(|link| link.scenario);
            if scenario(saved.link()) != scenario(state["link"].as_str()) {
                return Some(format!(
                    "{id} is stored as {:?}, but the address is {}",
                    saved.link(),
                    state["link"]
                ));
            }
        }
    }
    let shown = state["shown"].as_str()?;
    (!stored.contains_key(shown)).then(|| format!("{shown} is shown but not stored"))
}

async fn expect_everything_stored(page: &Page) -> StepResult {
    page.wait_until("everything to be stored as it is shown", async || {
        let state = page.evaluate_async(STATE).await?;
        Ok(problem(&state).map_or(Ok(()), Err))
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn random_use_loses_nothing() {
    // Else runs with merge code would be other runs here than in the page.
    merge_script::install();
    let mut random = Random(number(SEED).unwrap_or(1));
    let until = number(SECONDS).map(|seconds| Instant::now() + Duration::from_secs(seconds));
    story("random use", Visit::on_desktop(), async |page| {
        let mut actions = Vec::new();
        while until.map_or(actions.len() < FEW_ACTIONS, |until| Instant::now() < until) {
            for _ in 0..ROUND {
                actions.push(act(page, &mut random).await?);
            }
            let checked = match expect_everything_stored(page).await {
                Ok(()) => page.expect_clean_console().await,
                failed => failed,
            };
            if checked.is_err() {
                let last = actions.len().saturating_sub(3 * ROUND);
                println!("the last of {} actions:\n{}", actions.len(), actions[last..].join("\n"));
            }
            checked?;
        }
        println!("{} actions", actions.len());
        Ok(())
    });
}
