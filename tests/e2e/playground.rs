//! The page object in domain terms: leaders, links, writes, reads and the playhead.

use scenario::Permalink;

use crate::control::Control;
use crate::page::Page;
use crate::step_result::StepResult;

/// The leaders of the opening run.
pub const LEADERS: [&str; 3] = ["Frankfurt", "Tokyo", "São Paulo"];

/// The role and the name of the panel that shows the selection.
pub const INSPECTOR: (&str, &str) = ("complementary", "Inspector");

/// Everything that the page shows of one instant, for comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct PageState {
    /// The position of the playhead, such as `201.289 ms`.
    pub instant: String,
    /// The visible text and the names of all controls on the stage.
    stage: Vec<String>,
    /// A checksum of the pixels of the messages in flight.
    messages: u64,
    /// The summary under the stage.
    outcome: String,
    verdicts: String,
    inspector: String,
}

/// A checksum of the messages canvas, which changes when a message moves.
const CANVAS_CHECKSUM: &str = "const canvas = document.querySelector('canvas.messages'); \
    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; \
    let sum = 0; for (let at = 0; at < data.length; at++) sum = (sum * 31 + data[at]) % 4294967291; return sum;";

/// Counts the painted pixels of the messages canvas.
const PAINTED_PIXELS: &str = "const canvas = document.querySelector('canvas.messages'); if (!canvas || !canvas.width) return 0; \
    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; \
    let painted = 0; for (let at = 3; at < data.length; at += 4) painted += data[at] > 0; return painted;";

/// Leaders.
impl Page {
    /// The card of a leader.
    pub async fn leader(&self, name: &str) -> StepResult<Control> {
        self.control_with_prefix(&self.stage().await?, "button", name).await
    }

    /// Selects a leader, so that the inspector shows it.
    pub async fn select_leader(&self, name: &str) -> StepResult {
        self.wait_until(&format!("{name} to be opened"), async || {
            self.leader(name).await?.click().await?;
            let opened = self.inspector().await?.text().await?;
            Ok(if opened.lines().any(|line| line == name) { Ok(()) } else { Err(opened) })
        })
        .await
    }

    /// Waits until a leader's card shows all these values.
    pub async fn expect_leader_shows(&self, name: &str, values: &[&str]) -> StepResult {
        self.wait_until(&format!("{name} to show {values:?}"), async || {
            let card = self.leader(name).await?.text().await?;
            // A value has a line of its own, or follows its key.
            let shown = |value: &&str| {
                card.lines().any(|line| line == *value || line.ends_with(&format!(" {value}")))
            };
            Ok(if values.iter().all(shown) { Ok(()) } else { Err(card) })
        })
        .await
    }

    /// Waits until the cards of all leaders of the opening run show all these values.
    pub async fn expect_all_show(&self, values: &[&str]) -> StepResult {
        for leader in LEADERS {
            self.expect_leader_shows(leader, values).await?;
        }
        Ok(())
    }

    /// Waits until a leader's card does not show this value.
    pub async fn expect_leader_lacks(&self, name: &str, value: &str) -> StepResult {
        self.wait_until(&format!("{name} to lack {value}"), async || {
            let card = self.leader(name).await?.text().await?;
            Ok(if card.contains(value) { Err(card) } else { Ok(()) })
        })
        .await
    }

    /// Writes at a leader, to the key in the form.
    pub async fn write_at(&self, leader: &str, value: &str) -> StepResult {
        self.select_leader(leader).await?;
        self.fill("Value", value).await?;
        self.press(&format!("Write at {leader}")).await
    }

    /// Fills in the key of the write form of the selected leader.
    pub async fn fill_key(&self, key: &str) -> StepResult {
        self.wait_until("the key to accept text", async || {
            let form = self.control("form", "Write").await?;
            let field = self.control_in(&form, "textbox", "Key").await?;
            Ok(Ok(field.type_over(key).await?))
        })
        .await
    }

    /// Reads the key in the form at a leader, and waits for this answer.
    pub async fn read_at(&self, leader: &str, answer: &str) -> StepResult {
        self.select_leader(leader).await?;
        self.press_in(INSPECTOR, "Read").await?;
        self.wait_until(&format!("the answer “{answer}”"), async || {
            let told = self.control_in(&self.inspector().await?, "status", "").await?.text().await?;
            Ok(if told.contains(answer) { Ok(()) } else { Err(told) })
        })
        .await
    }
}

/// Links.
impl Page {
    /// The names of all links: `Link Frankfurt and Tokyo, 94 ms`.
    pub async fn links(&self) -> StepResult<Vec<String>> {
        let found = self.controls_with_prefix(&self.stage().await?, "button", "Link ").await?;
        Ok(found.iter().map(|link| link.name().to_owned()).collect())
    }

    /// The link between these leaders: `Frankfurt and Tokyo`, or `Frankfurt to Tokyo` for one direction.
    pub async fn link(&self, ends: &str) -> StepResult<Control> {
        self.control_with_prefix(&self.stage().await?, "button", &format!("Link {ends},")).await
    }

    /// Selects a link by mouse, so that the inspector shows it.
    pub async fn select_link(&self, ends: &str) -> StepResult {
        self.wait_until(&format!("the link {ends} to be opened"), async || {
            self.link(ends).await?.click_on_line(self.browser().driver()).await?;
            let pressed = self.link(ends).await?.attribute("aria-pressed").await?;
            Ok(if pressed.as_deref() == Some("true") { Ok(()) } else { Err(format!("{pressed:?}")) })
        })
        .await
    }

    /// Waits until the name of a link contains this text.
    pub async fn expect_link(&self, ends: &str, text: &str) -> StepResult {
        self.wait_until(&format!("“{text}” in the name of the link {ends}"), async || {
            let name = self.link(ends).await?.name().to_owned();
            Ok(if name.contains(text) { Ok(()) } else { Err(name) })
        })
        .await
    }

    /// The latency of a link in milliseconds, once its name and its label agree on it.
    pub async fn latency_ms(&self, ends: &str) -> StepResult<f64> {
        self.wait_until(&format!("the latency of {ends} in its name and its label"), async || {
            let link = self.link(ends).await?;
            let said = link.name().rsplit(", ").find_map(|part| part.strip_suffix(" ms"));
            let (said, label) = (said.unwrap_or_default(), link.text().await?);
            let agreed = said.parse().ok().filter(|_| label == format!("{said} ms"));
            Ok(agreed.ok_or_else(|| format!("“{}” and “{label}”", link.name())))
        })
        .await
    }

    /// Waits until the latency of a link satisfies a condition.
    pub async fn expect_latency(
        &self,
        ends: &str,
        what: &str,
        good: impl Fn(f64) -> bool,
    ) -> StepResult<f64> {
        self.wait_until(&format!("the latency of {ends} to be {what}"), async || {
            let latency = self.latency_ms(ends).await?;
            Ok(if good(latency) { Ok(latency) } else { Err(format!("{latency} ms")) })
        })
        .await
    }
}

/// Cuts.
impl Page {
    /// Waits until exactly this many links are cut.
    pub async fn expect_cut_links(&self, wanted: usize) -> StepResult {
        self.wait_until(&format!("{wanted} links to be cut"), async || {
            let links = self.links().await?;
            let cut = links.iter().filter(|link| link.ends_with(", cut")).count();
            Ok(if cut == wanted { Ok(()) } else { Err(format!("{links:?}")) })
        })
        .await
    }
}

/// The playhead.
impl Page {
    /// The position of the playhead, such as `201.289 ms`.
    pub async fn playhead(&self) -> StepResult<String> {
        Ok(self.control("slider", "Time").await?.attribute("aria-valuetext").await?.unwrap_or_default())
    }

    /// Waits until the playhead is at this instant and the playback bar shows it.
    pub async fn expect_playhead_at(&self, instant: &str) -> StepResult {
        self.wait_until(&format!("the playhead to stand at {instant}"), async || {
            let (here, told) = (self.playhead().await?, self.playback_toolbar().await?.text().await?);
            // On small screens the playback bar leaves out the run's length.
            let in_words =
                told.lines().any(|line| line == instant || line.starts_with(&format!("{instant} of ")));
            Ok(if here == instant && in_words {
                Ok(())
            } else {
                Err(format!("{here}, told as “{told}”"))
            })
        })
        .await
    }

    /// Pauses and goes to the start of the run.
    pub async fn go_to_start(&self) -> StepResult {
        // A step pauses, even if the run has already ended.
        self.press("Step back").await?;
        self.press("Go to start").await?;
        self.expect_playhead_at("0 ms").await
    }

    /// Pauses and goes to the end of the run.
    pub async fn go_to_end(&self) -> StepResult {
        self.press("Step forward").await?;
        self.wait_until("the playhead to stand at the end", async || {
            self.press("Go to end").await?;
            let slider = self.control("slider", "Time").await?;
            let (now, end) =
                (slider.attribute("aria-valuenow").await?, slider.attribute("aria-valuemax").await?);
            Ok(if now == end { Ok(()) } else { Err(format!("{now:?} of {end:?}")) })
        })
        .await
    }

    /// Plays the run from the playhead.
    pub async fn play(&self) -> StepResult {
        self.press_in(("toolbar", "Playback"), "Play").await
    }

    /// Waits until playback has paused or ended.
    pub async fn wait_until_paused(&self) -> StepResult {
        let transport = self.playback_toolbar().await?;
        self.control_in(&transport, "button", "Play").await?;
        Ok(())
    }

    async fn playback_toolbar(&self) -> StepResult<Control> {
        self.control("toolbar", "Playback").await
    }
}

/// Saved work.
impl Page {
    /// Waits until the address holds a run with this many commands; it is updated shortly after each edit.
    pub async fn expect_saved_commands(&self, wanted: usize) -> StepResult {
        self.wait_until(&format!("{wanted} commands in the address"), async || {
            let address = self.current_address().await?;
            let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
            let count = Permalink::decode(fragment).map(|link| link.scenario.commands.len());
            Ok(if count.is_ok_and(|count| count == wanted) { Ok(()) } else { Err(address) })
        })
        .await
    }
}

/// Documents.
impl Page {
    /// Waits until these documents are stored, by their titles, those edited last first.
    pub async fn expect_stored(&self, titles: &[&str]) -> StepResult {
        self.wait_until(&format!("the documents {titles:?} to be stored"), async || {
            let stored = self.evaluate_async(STORED_TITLES).await?;
            Ok(if stored == serde_json::json!(titles) { Ok(()) } else { Err(stored.to_string()) })
        })
        .await
    }

    /// Waits until the tab has this title.
    pub async fn expect_title(&self, title: &str) -> StepResult {
        self.wait_until(&format!("the title {title}"), async || {
            let shown = self.browser().driver().title().await?;
            Ok(if shown == format!("{title} – Polyleader") { Ok(()) } else { Err(shown) })
        })
        .await
    }
}

/// Calls back with the titles of all stored documents, those edited last first.
const STORED_TITLES: &str = "const done = arguments[0]; indexedDB.databases().then((all) => { \
    if (!all.some((it) => it.name === 'polyleader')) return done([]); \
    const request = indexedDB.open('polyleader'); \
    request.onerror = () => done('no database'); \
    request.onsuccess = () => { \
        const database = request.result; \
        const all = database.transaction('summaries').objectStore('summaries').getAll(); \
        all.onsuccess = () => { \
            database.close(); \
            done(all.result.sort((one, other) => other.edited_at - one.edited_at).map(it => it.title)); \
        }; \
    }; });";

/// Regions, and the whole state of the page.
impl Page {
    /// The stage.
    pub async fn stage(&self) -> StepResult<Control> {
        self.control("region", "Stage").await
    }

    /// The panel that shows the selection.
    pub async fn inspector(&self) -> StepResult<Control> {
        self.control(INSPECTOR.0, INSPECTOR.1).await
    }

    /// Waits until the summary under the stage contains this text.
    pub async fn expect_summary(&self, text: &str) -> StepResult {
        self.expect_region("region", "Summary", text).await
    }

    /// Waits until the verdicts contain this text.
    pub async fn expect_verdict(&self, text: &str) -> StepResult {
        self.expect_region("list", "Verdicts", text).await
    }

    /// Waits until the inspector contains this text.
    pub async fn expect_inspector(&self, text: &str) -> StepResult {
        self.expect_region(INSPECTOR.0, INSPECTOR.1, text).await
    }

    /// Waits until the element with this role and name contains this text.
    pub async fn expect_region(&self, role: &str, name: &str, text: &str) -> StepResult {
        self.wait_until(&format!("“{text}” in the {role} “{name}”"), async || {
            let seen = self.control(role, name).await?.text().await?.replace('\n', " ");
            Ok(if seen.contains(text) { Ok(()) } else { Err(seen) })
        })
        .await
    }

    /// The number of pixels painted with messages in flight.
    pub async fn painted_pixels(&self) -> StepResult<u64> {
        Ok(self.evaluate(PAINTED_PIXELS, Vec::new()).await?.as_u64().unwrap_or_default())
    }

    /// Waits until messages in flight are painted, or none is.
    pub async fn expect_painted(&self, wanted: bool) -> StepResult {
        let what = if wanted { "messages in flight" } else { "no message in flight" };
        self.wait_until(what, async || {
            let painted = self.painted_pixels().await?;
            Ok(if (painted > 0) == wanted { Ok(()) } else { Err(format!("{painted} painted pixels")) })
        })
        .await
    }

    /// The state of the page, once it is the same two frames later.
    pub async fn settled_state(&self) -> StepResult<PageState> {
        self.wait_until("the page to come to rest", async || {
            let first = self.read_state().await?;
            self.two_frames().await?;
            let second = self.read_state().await?;
            Ok(if first == second { Ok(first) } else { Err(format!("{first:?}, then {second:?}")) })
        })
        .await
    }

    /// Waits until the page shows exactly this state.
    pub async fn expect_state(&self, sight: &PageState) -> StepResult {
        self.wait_until(&format!("{sight:#?} again"), async || {
            let now = self.read_state().await?;
            Ok(if now == *sight { Ok(()) } else { Err(format!("{now:#?}")) })
        })
        .await
    }

    async fn read_state(&self) -> StepResult<PageState> {
        let stage = self.stage().await?;
        let mut seen: Vec<String> = stage.text().await?.lines().map(str::to_owned).collect();
        seen.extend(
            self.controls_with_prefix(&stage, "button", "").await?.iter().map(|it| it.name().to_owned()),
        );
        // Hints for newcomers are no part of the run.
        let hint = self
            .evaluate("return document.querySelector('.stage .hint-note')?.innerText ?? ''", Vec::new())
            .await?;
        seen.retain(|line| line != "Got it" && Some(line.as_str()) != hint.as_str().map(str::trim));
        Ok(PageState {
            instant: self.playhead().await?,
            stage: seen,
            messages: self.evaluate(CANVAS_CHECKSUM, Vec::new()).await?.as_u64().unwrap_or_default(),
            outcome: self.control("region", "Summary").await?.text().await?,
            verdicts: self.control("list", "Verdicts").await?.text().await?,
            inspector: self.inspector().await?.text().await?,
        })
    }
}
