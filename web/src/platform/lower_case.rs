//! Text in lower case, in any alphabet, as the browser knows it: the standard library's tables take ten kilobytes.

use js_sys::JsString;

/// The text in lower case.
pub fn lower_case(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}
