//! A clock for the page that a busy machine cannot disturb: each frame is as long as any other.
//!
//! The page knows time by what the browser says at each animation frame. Here the browser says that every frame
//! begins so many milliseconds after the one before, however long it took to draw; so what a story asks about
//! time has one answer.

use serde_json::json;

use crate::step_result::StepResult;
use crate::page::Page;

/// Put before the page's own script. `frameClock()` is the time of the frame that is drawn, in milliseconds.
const EVEN_FRAMES: &str = "(() => { \
    const request = requestAnimationFrame.bind(window); \
    let now = 0; \
    const frame = () => { now += 16; request(frame); }; \
    request(frame); \
    window.requestAnimationFrame = callback => request(() => callback(now)); \
    window.frameClock = () => now; })();";

impl Page {
    /// From its next opening on the page's frames are even, and `script` runs before the page's own.
    pub async fn with_even_frames(&self, script: &str) -> StepResult {
        for source in [EVEN_FRAMES, script] {
            let source = json!({ "source": source });
            self.browser().driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
        }
        self.reload().await
    }
}
