//! Elements of the page by selector: how many there are, where they are, and pressing them.

use serde_json::{Value, json};

use crate::control::Control;
use crate::page::Page;
use crate::step_result::StepResult;

/// Waits for two animation frames: what was to be drawn is drawn after the first.
const TWO_FRAMES: &str =
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";

/// The middle of a disc that stands for a message in flight, in the window; null if none is drawn. The first opaque pixel
/// of the canvas is at the top of a disc, and 11 px below is its middle.
const MESSAGE_DISC: &str = "const canvas = document.querySelector('canvas.messages'), ratio = canvas.width / canvas.clientWidth; \
    const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); \
    const box = canvas.getBoundingClientRect(), first = data.findIndex((part, at) => at % 4 === 3 && part > 200); \
    if (first < 0) return null; const pixel = (first - 3) / 4; \
    return [box.x + pixel % width / ratio, box.y + Math.floor(pixel / width) / ratio + 11];";

/// Counting.
impl Page {
    /// The number of elements that match a selector now.
    pub async fn count(&self, selector: &str) -> StepResult<u64> {
        let script = "return document.querySelectorAll(arguments[0]).length;";
        Ok(self.evaluate(script, vec![json!(selector)]).await?.as_u64().unwrap_or_default())
    }

    /// Waits until this many elements match a selector.
    pub async fn expect_count(&self, selector: &str, wanted: u64) -> StepResult {
        self.wait_until(&format!("{wanted} of {selector}"), async || {
            let found = self.count(selector).await?;
            Ok(if found == wanted { Ok(()) } else { Err(format!("{found} of them")) })
        })
        .await
    }
}

/// Positions. None is measured before the page is at rest.
impl Page {
    /// The result of a script, once it is the same two frames later.
    pub async fn at_rest(&self, script: &str, arguments: Vec<Value>) -> StepResult<Value> {
        self.wait_until("the page to come to rest", async || {
            let first = self.evaluate(script, arguments.clone()).await?;
            self.two_frames().await?;
            let second = self.evaluate(script, arguments.clone()).await?;
            Ok(if first == second { Ok(second) } else { Err(format!("{first}, then {second}")) })
        })
        .await
    }

    /// Waits until the page has drawn two frames.
    pub async fn two_frames(&self) -> StepResult {
        self.browser().driver().execute_async(TWO_FRAMES, Vec::new()).await?;
        Ok(())
    }

    /// A point of the window that a script returns as a pair, once it stays the same.
    pub async fn point(&self, script: &str, arguments: Vec<Value>) -> StepResult<(f64, f64)> {
        Ok(serde_json::from_value(self.at_rest(script, arguments).await?).expect("two numbers"))
    }

    /// The centre of a control in the window, in CSS pixels, once it stands still.
    pub async fn center(&self, control: &Control) -> StepResult<(f64, f64)> {
        let script = "const box = arguments[0].getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];";
        self.point(script, vec![control.element().to_json()?]).await
    }

    /// The height of the first element that matches a selector, in whole CSS pixels, once it stays the same.
    pub async fn height(&self, selector: &str) -> StepResult<u64> {
        let script = "return document.querySelector(arguments[0]).offsetHeight;";
        Ok(self.at_rest(script, vec![json!(selector)]).await?.as_u64().unwrap_or_default())
    }

    /// The middle of a message in flight on the stage, once it stands still.
    pub async fn message_disc(&self) -> StepResult<(f64, f64)> {
        self.wait_until("a disc on the stage", async || {
            let place = self.at_rest(MESSAGE_DISC, Vec::new()).await?;
            Ok(serde_json::from_value(place).map_err(|_| "none".to_owned()))
        })
        .await
    }
}

/// Acting.
impl Page {
    /// Presses the pointer on the first element that matches a selector, as soon as there is one.
    pub async fn press_on(&self, selector: &str) -> StepResult {
        let press = "document.querySelector(arguments[0]).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));";
        self.wait_until(&format!("{selector} to be pressed"), async || {
            self.evaluate(press, vec![json!(selector)]).await?;
            Ok(Ok(()))
        })
        .await
    }

    /// Selects the first message by its line on the diagram.
    pub async fn select_first_message(&self) -> StepResult {
        self.press_on(".message-line .grip").await?;
        self.expect_inspector("Change this message").await
    }

    /// Waits until no part of the page is still being loaded.
    pub async fn expect_all_loaded(&self) -> StepResult {
        // What could not be loaded offers to try again.
        let is_loading = "return document.querySelector('.app, .embed') === null || document.querySelector('.loading-note > button[hidden]') !== null;";
        self.wait_until("every part of the page to be loaded", async || {
            let is_loading = self.evaluate(is_loading, Vec::new()).await? == json!(true);
            Ok(if is_loading { Err("one that is not".to_owned()) } else { Ok(()) })
        })
        .await
    }

    /// Unfolds every `details` element within the first element that matches a selector, as soon as there is one.
    pub async fn unfold_all(&self, within: &str) -> StepResult {
        let unfold = "const parts = document.querySelector(arguments[0])?.querySelectorAll('details') ?? []; \
            for (const part of parts) part.open = true; return parts.length;";
        self.expect_all_loaded().await?;
        self.wait_until(&format!("{within} to have parts"), async || {
            let count = self.evaluate(unfold, vec![json!(within)]).await?;
            Ok(if count == 0 { Err("none".to_owned()) } else { Ok(()) })
        })
        .await
    }
}
