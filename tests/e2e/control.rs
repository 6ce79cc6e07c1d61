//! A control of the page, found by role and accessible name as assistive technology does.

use serde_json::{Value, json};
use tests::browser::Error;
use thirtyfour::TypingData;
use thirtyfour::prelude::*;

use crate::step_result::StepResult;

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
    let cdp = driver.cdp();
    let node = driver.active_element().await?.cdp_backend_node_id().await?;
    let wanted = json!({ "backendNodeId": node, "fetchRelatives": false });
    let answer = cdp.send_raw("Accessibility.getPartialAXTree", wanted).await?;
    let said = |what: &str| answer["nodes"][0][what]["value"].as_str().unwrap_or_default().to_owned();
    Ok((said("role"), said("name")))
}

async fn query(
    driver: &WebDriver,
    within: Option<&Control>,
    mut by: Value,
    wanted: impl Fn(&str) -> bool,
) -> StepResult<Vec<Control>> {
    let cdp = driver.cdp();
    by["backendNodeId"] = match within {
        Some(control) => json!(control.element.cdp_backend_node_id().await?),
        None => {
            cdp.send_raw("DOM.getDocument", json!({ "depth": 0 })).await?["root"]["backendNodeId"].clone()
        }
    };
    let answer = cdp.send_raw("Accessibility.queryAXTree", by).await?;
    let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
    let mut controls = Vec::new();
    for node in nodes.iter().filter(|node| node["ignored"] != json!(true)) {
        let said = |what: &str| node[what]["value"].as_str().unwrap_or_default().to_owned();
        let (role, name) = (said("role"), said("name"));
        if wanted(&name) {
            let element = element_of(driver, &node["backendDOMNodeId"]).await?;
            controls.push(Control { element, described: format!("the {role} “{name}”"), name });
        }
    }
    Ok(controls)
}

/// Turns a node of the accessibility tree into an element: CDP stores it in a global, WebDriver reads it.
async fn element_of(driver: &WebDriver, node: &Value) -> Result<WebElement, Error> {
    let cdp = driver.cdp();
    let resolved = cdp.send_raw("DOM.resolveNode", json!({ "backendNodeId": node })).await?;
    let leave = "function () { globalThis.foundByTest = this; }";
    let call = json!({ "objectId": resolved["object"]["objectId"], "functionDeclaration": leave });
    cdp.send_raw("Runtime.callFunctionOn", call).await?;
    let fetch = "const found = globalThis.foundByTest; delete globalThis.foundByTest; return found;";
    Ok(driver.execute(fetch, Vec::new()).await?.element()?)
}
