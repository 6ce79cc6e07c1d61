//! A code editor with syntax highlighting, line numbers and a marked error line.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::highlight::tokenize;
use crate::platform::events::value_of;

/// The minimum height of the editor, in lines.
const MIN_LINES: usize = 7;
/// One level of indentation.
const INDENT: &str = "    ";

#[derive(Properties, PartialEq)]
pub struct EditorProps {
    pub code: String,
    /// The line with the error, from 1.
    pub error_line: Option<u32>,
    /// Whether the code has an error.
    pub has_error: bool,
    /// The id of the element that says what is wrong.
    pub fault: &'static str,
    /// Called with the code on every input.
    pub oninput: Callback<String>,
    /// Called when the editor loses focus after a change.
    pub oncommit: Callback<()>,
}

/// A transparent text area over the highlighted code: the text area has the caret and the keys.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let field = use_node_ref();
    let oninput = props.oninput.reform(|event: InputEvent| value_of(&event));
    let onkeydown = {
        let (field, oninput) = (field.clone(), props.oninput.clone());
        move |event: KeyboardEvent| {
            if event.key() != "Enter" || event.ctrl_key() || event.is_composing() {
                return;
            }
            if let Some(code) = field.cast::<HtmlTextAreaElement>().and_then(|field| insert_newline(&field)) {
                event.prevent_default();
                oninput.emit(code);
            }
        }
    };
    let onchange = props.oncommit.reform(|_: Event| ());
    let lines = props.code.split('\n').count().max(MIN_LINES);
    let numbers = (1..=lines).map(|line| {
        let bad = props.error_line.is_some_and(|bad| usize::try_from(bad) == Ok(line));
        html! { <span key={line} data-bad={bad.then_some("")}>{ line }</span> }
    });
    let highlighted = tokenize(&props.code).into_iter().enumerate().map(|(place, (kind, piece))| {
        html! { <span key={place} data-kind={kind.name()}>{ piece }</span> }
    });
    html! {
        <div class="editor">
            <div class="numbers" aria-hidden="true">{ for numbers }</div>
            <div class="paper">
                <pre aria-hidden="true">{ for highlighted }{ "\n" }</pre>
                <textarea
                    ref={field} aria-label="Code" rows={lines.to_string()} spellcheck="false" autocomplete="off" autocapitalize="off"
                    wrap="off" aria-describedby={props.fault} aria-invalid={props.has_error.then_some("true")} value={props.code.clone()}
                    {oninput} {onchange} {onkeydown}
                />
            </div>
        </div>
    }
}

/// Inserts a line break at the caret with automatic indentation. Returns the new code.
fn insert_newline(field: &HtmlTextAreaElement) -> Option<String> {
    let (from, to) = (field.selection_start().ok()??, field.selection_end().ok()??);
    let code: Vec<u16> = field.value().encode_utf16().collect();
    let before = String::from_utf16_lossy(code.get(..usize::try_from(from).ok()?)?);
    let new_line = format!("\n{}", indent_after(&before));
    // This replaces the selection, so the caret has to be set too.
    field.set_range_text_with_start_and_end(&new_line, from, to).ok()?;
    let caret = from + u32::try_from(new_line.len()).ok()?;
    field.set_selection_range(caret, caret).ok()?;
    Some(field.value())
}

/// The indentation of the line after `code`.
fn indent_after(code: &str) -> String {
    let line = code.rsplit('\n').next().unwrap_or_default();
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    if line.trim_end().ends_with('{') { indent + INDENT } else { indent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_line_keeps_the_indent_and_adds_one_after_a_brace() {
        assert_eq!(indent_after("fn merge(a, b) {"), "    ");
        assert_eq!(indent_after("fn merge(a, b) {\n    a"), "    ");
        assert_eq!(indent_after("{\n    if a { "), "        ");
        assert_eq!(indent_after(""), "");
    }
}
