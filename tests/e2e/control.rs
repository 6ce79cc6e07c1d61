//! A control of the page, found by role and accessible name as assistive technology does.

use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::TypingData;
use thirtyfour::prelude::*;

use crate::step_result::StepResult;

/// The key of an element's id in WebDriver's JSON.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One element of the page, with the role and name that found it.
pub struct Control {
    element: WebElement,
    name: String,
    described: String,
}

impl Control {
    /// The underlying WebDriver element.
    pub fn element(&self) -> &WebElement {
        &self.element
    }

    /// Its accessible name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its role and name, for messages.
    pub fn description(&self) -> &str {
        &self.described
    }

    /// Clicks its centre.
    pub async fn click(&self) -> StepResult {
        Ok(self.element.click().await?)
    }

    /// Focuses it and types.
    pub async fn send_keys(&self, keys: impl Into<TypingData>) -> StepResult {
        self.element.focus().await?;
        Ok(self.element.send_keys(keys).await?)
    }

    /// Selects what is in the field and types over it, as a person does: the page sees each change.
    pub async fn type_over(&self, text: &str) -> StepResult {
        self.element.focus().await?;
        self.element.send_keys(Key::Control + "a").await?;
        let typed = if text.is_empty() { TypingData::from(Key::Delete) } else { TypingData::from(text) };
        Ok(self.element.send_keys(typed).await?)
    }

    /// Its visible text.
    pub async fn text(&self) -> StepResult<String> {
        Ok(self.element.text().await?)
    }

    /// Its value.
    pub async fn value(&self) -> StepResult<String> {
        Ok(self.element.value().await?.unwrap_or_default())
    }

    /// One of its attributes, such as `aria-pressed`.
    pub async fn attribute(&self, name: &str) -> StepResult<Option<String>> {
        Ok(self.element.attr(name).await?)
    }

    /// Clicks a point on its line: the centre of a curved line's box is not on the line.
    pub async fn click_on_line(&self, driver: &WebDriver) -> StepResult {
        let script = "const line = arguments[0].querySelector('path'); \
            const at = line.getPointAtLength(line.getTotalLength() * 0.3).matrixTransform(line.getScreenCTM()); \
            return [Math.round(at.x), Math.round(at.y)];";
        let (x, y): (i64, i64) =
            self.element.handle().execute(script, vec![self.element.to_json()?]).await?.convert()?;
        Ok(driver.action_chain().move_to(x, y).click().perform().await?)
    }
}

/// All elements with this role and accessible name, in the whole page or within a control.
///
/// This queries Chromium's accessibility tree, so elements hidden from assistive technology are not found, nor are
/// elements with the right id but the wrong name.
pub async fn find_all(
    driver: &WebDriver,
    within: Option<&Control>,
    role: &str,
    name: &str,
) -> StepResult<Vec<Control>> {
    query(driver, within, json!({ "role": role, "accessibleName": name }), |_| true).await
}

/// All elements with this role whose accessible name satisfies the predicate.
pub async fn find_named(
    driver: &WebDriver,
    within: Option<&Control>,
    role: &str,
    wanted: impl Fn(&str) -> bool,
) -> StepResult<Vec<Control>> {
    query(driver, within, json!({ "role": role }), wanted).await
}

/// Role and accessible name of the focused element.
pub async fn focused(driver: &WebDriver) -> StepResult<(String, String)> {
    let (_, node) = parts(&driver.active_element().await?);
    let wanted = json!({ "backendNodeId": node, "fetchRelatives": false });
    let answer = driver.cdp().send_raw("Accessibility.getPartialAXTree", wanted).await?;
    let said = |what: &str| answer["nodes"][0][what]["value"].as_str().unwrap_or_default().to_owned();
    Ok((said("role"), said("name")))
}

async fn query(
    driver: &WebDriver,
    within: Option<&Control>,
    mut by: Value,
    wanted: impl Fn(&str) -> bool,
) -> StepResult<Vec<Control>> {
    let within = match within {
        Some(control) => control.element.clone(),
        None => driver.execute("return document.documentElement;", Vec::new()).await?.element()?,
    };
    let (document, node) = parts(&within);
    by["backendNodeId"] = node;
    let answer = driver.cdp().send_raw("Accessibility.queryAXTree", by).await?;
    let nodes = answer["nodes"].as_array().map_or(&[][..], Vec::as_slice);
    let mut controls = Vec::new();
    for node in nodes.iter().filter(|node| node["ignored"] != json!(true)) {
        let said = |what: &str| node[what]["value"].as_str().unwrap_or_default().to_owned();
        let (role, name) = (said("role"), said("name"));
        if wanted(&name) {
            let id = json!({ ELEMENT_KEY: format!("{document}{}", node["backendDOMNodeId"]) });
            let element = WebElement::from_json(id, Arc::clone(driver.handle()))?;
            controls.push(Control { element, described: format!("the {role} “{name}”"), name });
        }
    }
    Ok(controls)
}

/// The two parts of an element's id: all elements of a document have the first in common, and the second is the node's id
/// in the browser's own protocol, CDP.
fn parts(element: &WebElement) -> (String, Value) {
    let id = element.element_id().to_string();
    let (document, node) = id.rsplit_once('.').unwrap_or(("", &id));
    let node: u64 =
        node.parse().unwrap_or_else(|_| panic!("chromedriver’s id {id} does not end with a node’s"));
    (format!("{document}."), json!(node))
}
