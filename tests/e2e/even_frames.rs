//! A deterministic frame clock for the page: every animation frame takes 16 ms of its time.
//!
//! The page reads time only from animation frame callbacks. Here each frame reports 16 ms after the one before,
//! however long it took to draw, so a busy machine cannot change what a story measures.

use serde_json::json;

use crate::page::Page;
use crate::step_result::StepResult;

/// Runs before the page's own script. `frameClock()` is the time of the current frame, in milliseconds.
const EVEN_FRAMES: &str = "(() => { \
    const request = requestAnimationFrame.bind(window); \
    let now = 0; \
    const frame = () => { now += 16; request(frame); }; \
    request(frame); \
    window.requestAnimationFrame = callback => request(() => callback(now)); \
    window.frameClock = () => now; })();";

impl Page {
    /// Reloads the page with even frames and with `script` before its own.
    pub async fn with_even_frames(&self, script: &str) -> StepResult {
        for source in [EVEN_FRAMES, script] {
            let source = json!({ "source": source });
            self.browser().driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
        }
        self.reload().await
    }
}
