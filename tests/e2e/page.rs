//! The page object: controls by role and name, text as users read it.
//!
//! No step sleeps for a fixed time: each waits for a condition, and on timeout fails with what it found instead.

use std::cell::Cell;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::browser::{Browser, Error, Motion, Screen, Theme};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::common::print::PrintParameters;
use thirtyfour::components::SelectElement;
use thirtyfour::{By, Key, TypingData, WindowHandle};

use crate::control::{Control, find_all, find_named, focused};
use crate::step_result::StepResult;

/// How long a step waits for its condition, on a machine that does much else besides. Only a failing story waits so long.
const TIMEOUT: Duration = Duration::from_secs(120);
/// The time from a step's first look to its second. Later ones are longer: each look makes the page lay itself out, which
/// slows down what is waited for.
const FIRST_INTERVAL: Duration = Duration::from_millis(30);
const LONGEST_INTERVAL: Duration = Duration::from_millis(100);
/// The least time that the driver takes for each movement of the pointer. It waits for the page to see it, however long
/// that takes, so more would only cost time.
const MOVE_DURATION: Duration = Duration::ZERO;
/// A drag moves the pointer in this many steps, so that the page sees it move.
const DRAG_STEPS: i32 = 8;
/// No control is more presses of Tab away than this.
pub const MAX_TABS: usize = 150;

/// The page in one browser.
pub struct Page {
    browser: Browser,
    address: String,
    timeout: Cell<Duration>,
}

impl Page {
    /// A page at `address` that is not open yet.
    pub fn new(browser: Browser, address: String) -> Self {
        Self { browser, address, timeout: Cell::new(TIMEOUT) }
    }

    /// Lets steps wait no longer than this, for stories that must fail.
    pub fn set_timeout(&self, timeout: Duration) {
        self.timeout.set(timeout);
    }

    /// Starts a sequence of movements and presses.
    fn action_chain(&self) -> ActionChain {
        self.browser.driver().action_chain_with_delay(None, Some(MOVE_DURATION))
    }

    /// The underlying browser.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Opens the page from scratch with this fragment.
    pub async fn open(&self, fragment: &str) -> StepResult {
        self.browser.go_to(&format!("{}{fragment}", self.address)).await
    }

    /// Closes all its windows and leaves the browser to the next story.
    pub async fn close(self) -> StepResult {
        self.browser.give_back().await
    }

    /// Quits the browser.
    pub async fn quit(self) -> StepResult {
        self.browser.quit().await
    }

    /// The current address.
    pub async fn current_address(&self) -> StepResult<String> {
        Ok(self.browser.driver().current_url().await?.to_string())
    }

    /// Opens the page with this fragment in another tab of the same browser, which is the current one then. Returns the tab
    /// that was.
    pub async fn open_tab(&self, fragment: &str) -> StepResult<WindowHandle> {
        let driver = self.browser.driver();
        let before = driver.window().await?;
        let tab = driver.new_tab().await?;
        driver.switch_to_window(tab).await?;
        // A new tab has a screen of its own.
        self.browser.show(Screen::DESKTOP, Theme::Light, Motion::Full).await?;
        self.open(fragment).await?;
        Ok(before)
    }

    /// Makes a tab the current one. Returns the tab that was.
    pub async fn switch_to_tab(&self, tab: WindowHandle) -> StepResult<WindowHandle> {
        let driver = self.browser.driver();
        let before = driver.window().await?;
        driver.switch_to_window(tab).await?;
        Ok(before)
    }

    /// Shows the current tab, as a user who clicks it does; the others are hidden.
    pub async fn bring_to_front(&self) -> StepResult {
        self.browser.driver().cdp().send_raw("Page.bringToFront", serde_json::json!({})).await?;
        Ok(())
    }

    /// Goes back in the history of the tab.
    pub async fn go_back(&self) -> StepResult {
        Ok(self.browser.driver().back().await?)
    }

    /// Goes forward in the history of the tab.
    pub async fn go_forward(&self) -> StepResult {
        Ok(self.browser.driver().forward().await?)
    }

    /// Opens `url` in another browser, in which it has not been open before, and runs some steps there.
    pub async fn in_another_browser(
        &self,
        url: &str,
        steps: impl AsyncFnOnce(&Page) -> StepResult,
    ) -> StepResult {
        let other = Page::new(Browser::take().await?, self.address.clone());
        let all = async {
            other.browser.show(Screen::DESKTOP, Theme::Light, Motion::Full).await?;
            other.browser.go_to(url).await?;
            steps(&other).await?;
            other.expect_clean_console().await
        };
        match all.await {
            Ok(()) => other.close().await,
            failed => failed.and(other.quit().await),
        }
    }

    /// Fails if the page wrote errors to the console: a panic, a refused script, a missing file.
    pub async fn expect_clean_console(&self) -> StepResult {
        let errors = self.browser.console_errors().await?;
        if errors.is_empty() { Ok(()) } else { Err(Error::ConsoleErrors(errors)) }
    }
}

/// Finding controls.
impl Page {
    /// Waits for the only control with this role and accessible name.
    pub async fn control(&self, role: &str, name: &str) -> StepResult<Control> {
        self.find(None, role, name).await
    }

    /// Waits for the only control with this role and name inside another one.
    pub async fn control_in(&self, within: &Control, role: &str, name: &str) -> StepResult<Control> {
        self.find(Some(within), role, name).await
    }

    /// Whether such a control exists now.
    pub async fn has_control(&self, role: &str, name: &str) -> StepResult<bool> {
        Ok(!find_all(self.browser.driver(), None, role, name).await?.is_empty())
    }

    /// All controls now inside another one with this role and a name with this prefix.
    pub async fn controls_with_prefix(
        &self,
        within: &Control,
        role: &str,
        beginning: &str,
    ) -> StepResult<Vec<Control>> {
        find_named(self.browser.driver(), Some(within), role, |name| name.starts_with(beginning)).await
    }

    /// Waits for the only control inside another one with this role and a name with this prefix.
    pub async fn control_with_prefix(
        &self,
        within: &Control,
        role: &str,
        beginning: &str,
    ) -> StepResult<Control> {
        let what = format!("one {role} “{beginning}…” in {}", within.description());
        self.wait_until(&what, async || {
            let mut found = self.controls_with_prefix(within, role, beginning).await?;
            Ok(match (found.pop(), found.len()) {
                (Some(control), 0) => Ok(control),
                (None, _) => Err("none".to_owned()),
                (Some(_), others) => Err(format!("{} of them", others + 1)),
            })
        })
        .await
    }

    /// Role and name of the focused element.
    pub async fn focused(&self) -> StepResult<(String, String)> {
        focused(self.browser.driver()).await
    }

    async fn find(&self, within: Option<&Control>, role: &str, name: &str) -> StepResult<Control> {
        let place = within.map(|control| format!(" in {}", control.description())).unwrap_or_default();
        let what = format!("one {role} “{name}”{place}");
        self.wait_until(&what, async || self.find_now(within, role, name).await).await
    }

    /// The only such control now, or how many there are.
    async fn find_now(
        &self,
        within: Option<&Control>,
        role: &str,
        name: &str,
    ) -> StepResult<Result<Control, String>> {
        let mut found = find_all(self.browser.driver(), within, role, name).await?;
        Ok(match (found.pop(), found.len()) {
            (Some(control), 0) => Ok(control),
            (None, _) => Err("none".to_owned()),
            (Some(_), others) => Err(format!("{} of them", others + 1)),
        })
    }
}

/// Reading text.
impl Page {
    /// All visible text.
    pub async fn visible_text(&self) -> StepResult<String> {
        let script = "return document.body.innerText;";
        Ok(self.browser.driver().execute(script, Vec::new()).await?.convert()?)
    }

    /// Waits until the text is visible somewhere.
    pub async fn expect_text(&self, text: &str) -> StepResult {
        self.wait_until(&format!("the text “{text}”"), async || {
            let seen = self.visible_text().await?;
            Ok(if seen.contains(text) { Ok(()) } else { Err(format!("this text:\n{seen}")) })
        })
        .await
    }

    /// Waits until the text is visible nowhere.
    pub async fn expect_no_text(&self, text: &str) -> StepResult {
        self.wait_until(&format!("the text “{text}” to go away"), async || {
            let seen = self.visible_text().await?;
            Ok(if seen.contains(text) { Err(format!("this text:\n{seen}")) } else { Ok(()) })
        })
        .await
    }

    /// The text on the clipboard; the permission to read it is granted first.
    pub async fn clipboard(&self) -> StepResult<String> {
        let driver = self.browser.driver();
        let allow = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        driver.cdp().send_raw("Browser.grantPermissions", allow).await?;
        let script = "const done = arguments[0]; navigator.clipboard.readText().then(done, reason => done(String(reason)));";
        Ok(driver.execute_async(script, Vec::new()).await?.convert()?)
    }

    /// Polls until `look` succeeds or the time is up.
    ///
    /// `look` returns `Ok(Err(…))` with what it found as long as the condition does not hold.
    /// A browser error counts as "not yet" too: an element may be replaced while it is read.
    pub async fn wait_until<T>(
        &self,
        what: &str,
        look: impl AsyncFn() -> StepResult<Result<T, String>>,
    ) -> StepResult<T> {
        let begun = Instant::now();
        let mut interval = FIRST_INTERVAL;
        loop {
            let instead = match look().await {
                Ok(Ok(found)) => return Ok(found),
                Ok(Err(instead)) => instead,
                Err(trouble) => trouble.to_string(),
            };
            if begun.elapsed() > self.timeout.get() {
                return Err(Error::Timeout { expected: what.to_owned(), found: instead });
            }
            tokio::time::sleep(interval).await;
            interval = (interval * 3 / 2).min(LONGEST_INTERVAL);
        }
    }
}

/// Acting.
impl Page {
    /// Presses the button with this name, as soon as it is clickable.
    pub async fn press(&self, name: &str) -> StepResult {
        self.click("button", name).await
    }

    /// Clicks the control, as soon as nothing covers it.
    pub async fn click(&self, role: &str, name: &str) -> StepResult {
        let what = format!("the {role} “{name}” to be clickable");
        self.click_on(&what, async || self.control(role, name).await).await
    }

    /// Presses the button with this name inside the control with a role and a name, as soon as it is clickable.
    pub async fn press_in(&self, (role, place): (&str, &str), name: &str) -> StepResult {
        let what = format!("“{name}” in the {role} “{place}” to be clickable");
        let button = async || self.control_in(&self.control(role, place).await?, "button", name).await;
        self.click_on(&what, button).await
    }

    /// Presses the button whose name has this prefix inside the control with a role and a name, as soon as it is
    /// clickable.
    pub async fn press_prefixed_in(&self, (role, place): (&str, &str), beginning: &str) -> StepResult {
        let what = format!("“{beginning}…” in the {role} “{place}” to be clickable");
        let button =
            async || self.control_with_prefix(&self.control(role, place).await?, "button", beginning).await;
        self.click_on(&what, button).await
    }

    async fn click_on(&self, what: &str, find: impl AsyncFn() -> StepResult<Control>) -> StepResult {
        self.wait_until(what, async || {
            let control = find().await?;
            let clicked = control.click().await;
            if clicked.is_err() {
                // The driver scrolls only to the window's edge, where the playback bar may cover it.
                control.element().scroll_into_view().await?;
            }
            Ok(Ok(clicked?))
        })
        .await
    }

    /// Chooses one of a group of radio buttons, by its label.
    pub async fn choose_radio(&self, group: &str, option: &str) -> StepResult {
        self.wait_until(&format!("{option} to be chosen as {group}"), async || {
            let radio = self.control_in(&self.control("radiogroup", group).await?, "radio", option).await?;
            if radio.element().is_selected().await? {
                return Ok(Ok(()));
            }
            // Only the label is visible, so that is what is clicked.
            radio.element().find(By::XPath("./..")).await?.click().await?;
            Ok(Err("another one chosen".to_owned()))
        })
        .await
    }

    /// The page as the browser prints it, as a PDF.
    pub async fn print(&self, parameters: PrintParameters) -> StepResult<Vec<u8>> {
        Ok(self.browser.driver().print_page(parameters).await?)
    }

    /// Reloads the page from its current address.
    pub async fn reload(&self) -> StepResult {
        Ok(self.browser.driver().refresh().await?)
    }

    /// Runs a script in the page and returns its result as JSON.
    pub async fn evaluate(&self, script: &str, arguments: Vec<Value>) -> StepResult<Value> {
        Ok(self.browser.driver().execute(script, arguments).await?.json().clone())
    }

    /// Types into a search field, in place of what is in it.
    pub async fn fill_search(&self, label: &str, text: &str) -> StepResult {
        self.control("searchbox", label).await?.type_over(text).await
    }

    /// Runs a script that calls its last argument with the result.
    pub async fn evaluate_async(&self, script: &str) -> StepResult<Value> {
        Ok(self.browser.driver().execute_async(script, Vec::new()).await?.json().clone())
    }

    /// Waits until this control has the focus.
    pub async fn expect_focus(&self, role: &str, name: &str) -> StepResult {
        self.wait_until(&format!("the {role} “{name}” to have the focus"), async || {
            let (found_role, found) = self.focused().await?;
            let there = found_role == role && found == name;
            Ok(if there { Ok(()) } else { Err(format!("the {found_role} “{found}”")) })
        })
        .await
    }

    /// Presses Tab until the focus is on a control with this role and a name with this prefix.
    pub async fn tab_to(&self, role: &str, beginning: &str) -> StepResult {
        let mut passed = Vec::new();
        for _ in 0..MAX_TABS {
            self.send_keys(Key::Tab).await?;
            let (found_role, name) = self.focused().await?;
            if found_role == role && name.starts_with(beginning) {
                return Ok(());
            }
            passed.push(format!("{found_role} “{name}”"));
        }
        Err(Error::Timeout {
            expected: format!("Tab to reach the {role} “{beginning}”"),
            found: passed.join(", "),
        })
    }

    /// Replaces the text in the field with this label.
    pub async fn fill(&self, label: &str, text: &str) -> StepResult {
        self.replace_text("textbox", label, text).await
    }

    /// Replaces the text in a field, as soon as it accepts text.
    async fn replace_text(&self, role: &str, label: &str, text: &str) -> StepResult {
        self.wait_until(&format!("the {role} “{label}” to accept text"), async || {
            let field = self.control(role, label).await?;
            Ok(Ok(field.type_over(text).await?))
        })
        .await
    }

    /// Waits until a field or a list has this value.
    pub async fn expect_value(&self, role: &str, name: &str, wanted: &str) -> StepResult {
        self.wait_until(&format!("the {role} “{name}” to be “{wanted}”"), async || {
            let value = self.control(role, name).await?.value().await?;
            Ok(if value == wanted { Ok(()) } else { Err(format!("“{value}”")) })
        })
        .await
    }

    /// Chooses an option of the list with this label, as soon as the list has it.
    pub async fn select_option(&self, label: &str, option: &str) -> StepResult {
        self.wait_until(&format!("“{label}” to offer “{option}”"), async || {
            let list = self.control("combobox", label).await?;
            let list = SelectElement::new(list.element()).await?;
            Ok(Ok(list.select_by_visible_text(option).await?))
        })
        .await
    }

    /// Unfolds a section of the setup or the inspector, if it is folded.
    pub async fn unfold(&self, heading: &str) -> StepResult {
        self.wait_until(&format!("“{heading}” to be unfolded"), async || {
            let summary = self.control("DisclosureTriangle", heading).await?;
            let part = summary.element().find(By::XPath("./..")).await?;
            if part.attr("open").await?.is_some() {
                return Ok(Ok(()));
            }
            summary.click().await?;
            Ok(Err("folded".to_owned()))
        })
        .await
    }

    /// Toggles the checkbox with this label.
    pub async fn toggle(&self, label: &str) -> StepResult {
        self.click("checkbox", label).await
    }

    /// Types a number into the field with this label and presses Enter.
    pub async fn set_number(&self, label: &str, number: &str) -> StepResult {
        self.replace_text("spinbutton", label, &format!("{number}\n")).await
    }

    /// Types keys, such as `Key::Right`, into the focused element.
    pub async fn send_keys(&self, keys: impl Into<TypingData>) -> StepResult {
        Ok(self.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a character key, such as `z`, with modifiers.
    pub async fn chord(&self, modifiers: &[Key], key: char) -> StepResult {
        let mut chain = self.action_chain();
        for modifier in modifiers {
            chain = chain.key_down(modifier.clone());
        }
        chain = chain.key_down(key).key_up(key);
        for modifier in modifiers {
            chain = chain.key_up(modifier.clone());
        }
        Ok(chain.perform().await?)
    }

    /// Presses a named key, such as `Key::F10`, with modifiers.
    pub async fn chord_with_key(&self, modifiers: &[Key], key: Key) -> StepResult {
        let mut chain = self.action_chain();
        for modifier in modifiers {
            chain = chain.key_down(modifier.clone());
        }
        chain = chain.key_down(key.clone()).key_up(key);
        for modifier in modifiers {
            chain = chain.key_up(modifier.clone());
        }
        Ok(chain.perform().await?)
    }

    /// Moves the mouse to a point of the window, and one pixel further, so that the page sees it move.
    pub async fn hover_at(&self, (x, y): (f64, f64)) -> StepResult {
        let chain = self.action_chain().move_to(x.round() as i64, y.round() as i64);
        Ok(chain.move_by_offset(1, 0).perform().await?)
    }

    /// Right-clicks a point of the window.
    pub async fn right_click(&self, (x, y): (f64, f64)) -> StepResult {
        let chain = self.action_chain().move_to(x.round() as i64, y.round() as i64);
        Ok(chain.context_click().perform().await?)
    }

    /// Taps a point of the window.
    pub async fn tap(&self, at: (f64, f64)) -> StepResult {
        self.long_press_until(at, async || Ok(())).await
    }

    /// Holds a finger on a point of the window until a condition holds.
    pub async fn long_press_until(&self, at: (f64, f64), come: impl AsyncFn() -> StepResult) -> StepResult {
        self.touch("touchStart", Some(at)).await?;
        let come = come().await;
        self.touch("touchEnd", None).await?;
        come
    }

    /// Scrolls a control into view and taps it.
    pub async fn tap_control(&self, role: &str, name: &str) -> StepResult {
        self.tap_on(&self.control(role, name).await?).await
    }

    /// Scrolls a control into view and taps it.
    pub async fn tap_on(&self, control: &Control) -> StepResult {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";
        self.evaluate(script, vec![control.element().to_json()?]).await?;
        self.tap(self.center(control).await?).await
    }

    /// Sets the slider with this name to a value, with the events of a drag.
    pub async fn set_slider(&self, name: &str, value: f64) -> StepResult {
        let slider = self.control("slider", name).await?;
        let script = "const [slider, value] = arguments; slider.value = value; \
            for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind, { bubbles: true }));";
        let arguments = vec![slider.element().to_json()?, json!(value)];
        self.browser.driver().execute(script, arguments).await?;
        Ok(())
    }

    /// Drags a control with the mouse, by an offset in CSS pixels.
    pub async fn drag(&self, control: &Control, right: i64, down: i64) -> StepResult {
        // Once it stands still.
        self.center(control).await?;
        let mut chain = self.action_chain();
        chain = chain.move_to_element_center(control.element()).click_and_hold();
        let steps = i64::from(DRAG_STEPS);
        for step in 0..steps {
            // Whole pixels that add up to the offset exactly.
            let part = |whole: i64| whole * (step + 1) / steps - whole * step / steps;
            chain = chain.move_by_offset(part(right), part(down));
        }
        Ok(chain.release().perform().await?)
    }

    /// Drags the mouse from the first of these points of the window along the others.
    pub async fn drag_along(&self, points: &[(f64, f64)]) -> StepResult {
        let pixels = |(x, y): (f64, f64)| (x.round() as i64, y.round() as i64);
        let mut chain = self.action_chain();
        let Some((first, others)) = points.split_first() else {
            return Ok(());
        };
        let (x, y) = pixels(*first);
        chain = chain.move_to(x, y).click_and_hold();
        let mut from = *first;
        for to in others {
            for step in 1..=DRAG_STEPS {
                let part = f64::from(step) / f64::from(DRAG_STEPS);
                let (x, y) = pixels((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part));
                chain = chain.move_to(x, y);
            }
            from = *to;
        }
        Ok(chain.release().perform().await?)
    }

    /// Scrolls the wheel over a point of the window, by this many pixels downwards.
    pub async fn scroll_wheel(&self, (x, y): (f64, f64), down: f64) -> StepResult {
        let event = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": down });
        self.browser.driver().cdp().send_raw("Input.dispatchMouseEvent", event).await?;
        Ok(())
    }

    /// Pinches around a point of the window: two fingers move this much further apart, in CSS pixels.
    pub async fn pinch(&self, (x, y): (f64, f64), apart: f64) -> StepResult {
        let both = |half: f64| vec![(x - half, y), (x + half, y)];
        self.touch_with("touchStart", &both(30.0)).await?;
        for step in 1..=DRAG_STEPS {
            let part = f64::from(step) / f64::from(DRAG_STEPS);
            self.touch_with("touchMove", &both(30.0 + apart / 2.0 * part)).await?;
        }
        self.touch_with("touchEnd", &[]).await
    }

    /// Drags a control with one finger, by an offset in CSS pixels.
    pub async fn touch_drag(&self, control: &Control, right: f64, down: f64) -> StepResult {
        let (x, y) = self.center(control).await?;
        self.touch("touchStart", Some((x, y))).await?;
        for step in 1..=DRAG_STEPS {
            let part = f64::from(step) / f64::from(DRAG_STEPS);
            self.touch("touchMove", Some((x + right * part, y + down * part))).await?;
        }
        self.touch("touchEnd", None).await
    }

    async fn touch(&self, kind: &str, at: Option<(f64, f64)>) -> StepResult {
        self.touch_with(kind, at.as_slice()).await
    }

    async fn touch_with(&self, kind: &str, fingers: &[(f64, f64)]) -> StepResult {
        let numbered = fingers.iter().enumerate();
        let points: Vec<_> = numbered.map(|(id, (x, y))| json!({ "id": id, "x": x, "y": y })).collect();
        let event = json!({ "type": kind, "touchPoints": points });
        self.browser.driver().cdp().send_raw("Input.dispatchTouchEvent", event).await?;
        Ok(())
    }
}
