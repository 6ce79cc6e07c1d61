//! The merge code form: checks code while it is typed, applies it on commit, and tries it on two values.

mod brief;
mod editor;
mod highlight;
mod trial;

pub use brief::BriefCode;
use editor::Editor;
use player::MERGE_EXAMPLES;
use replication::limits::MAX_SCRIPT_BYTES;
use replication::{MergeRule, Script, script_engine};
use trial::MergeTrial;
use web_sys::Event;
use yew::prelude::*;

use crate::components::{Choices, Dialog, SelectOne, disclosure};
use crate::hooks::use_listener;
use crate::setup::laws::MergeLaws;

#[derive(Properties, PartialEq)]
pub struct ScriptProps {
    pub source: String,
    pub onset: Callback<String>,
}

/// The result of checking merge code.
#[derive(Clone, Debug, PartialEq)]
struct CheckResult {
    /// Whether the run can use the code.
    is_usable: bool,
    /// What is wrong with the code, as a sentence.
    error: Option<String>,
    /// The line with the error, from 1.
    line: Option<u32>,
}

fn check(source: &str) -> CheckResult {
    if source.len() > MAX_SCRIPT_BYTES {
        let error = format!("The code is too long: at most {MAX_SCRIPT_BYTES} bytes.");
        return CheckResult { is_usable: false, error: Some(error), line: None };
    }
    match script_engine() {
        // Without an engine the code cannot be checked; it is used anyway, and the run reports the error.
        Err(error) => {
            CheckResult { is_usable: true, error: Some(as_sentence(&error.to_string())), line: None }
        }
        Ok(engine) => match engine.check(source) {
            Ok(()) => CheckResult { is_usable: true, error: None, line: None },
            Err(error) => {
                let line = error.position.map(|(line, _)| line);
                CheckResult { is_usable: false, error: Some(as_sentence(&error.to_string())), line }
            }
        },
    }
}

/// Capitalizes a text and ends it with exactly one full stop.
fn as_sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase);
    capital.chain(letters).chain(['.']).collect()
}

/// Whether the run uses the code, in words.
fn state_of(is_changed: bool, checked: &CheckResult) -> &'static str {
    match (is_changed, checked.is_usable, &checked.error) {
        (true, false, _) => "The run still uses the previous code.",
        (true, true, _) => "Not applied yet.",
        (false, _, None) => "In use.",
        (false, _, Some(_)) => "",
    }
}

/// Lets the browser ask before the page is left while something typed would be lost.
#[hook]
fn use_warning_before_leaving(is_unsaved: bool) {
    let onleave = use_callback(is_unsaved, |event: Event, is_unsaved| {
        if *is_unsaved {
            event.prevent_default();
        }
    });
    use_listener("beforeunload", onleave);
}

/// The editor with examples, error message, apply button and trial.
#[component]
pub fn ScriptField(props: &ScriptProps) -> Html {
    let draft = use_state_eq(|| props.source.clone());
    {
        let draft = draft.setter();
        use_effect_with(props.source.clone(), move |source| draft.set(source.clone()));
    }
    let checked = check(&draft);
    let laws = laws(&draft, &checked);
    let changed = *draft != props.source;
    use_warning_before_leaving(changed);
    let oninput = {
        let draft = draft.setter();
        Callback::from(move |code: String| draft.set(code))
    };
    let onexample = {
        let (draft, onset) = (draft.setter(), props.onset.clone());
        Callback::from(move |name: String| {
            if let Some(example) = MERGE_EXAMPLES.iter().find(|example| example.name == name) {
                draft.set(example.source.into());
                onset.emit(example.source.into());
            }
        })
    };
    let commit = {
        let (draft, onset, usable) = (draft.clone(), props.onset.clone(), checked.is_usable && changed);
        Callback::from(move |()| {
            if usable {
                onset.emit((*draft).clone());
            }
        })
    };
    let onclick = commit.reform(|_: MouseEvent| ());
    let state = state_of(changed, &checked);
    let is_large = use_state_eq(|| false);
    let set_large = is_large.setter();
    let onclose = {
        let set_large = set_large.clone();
        move |()| set_large.set(false)
    };
    let enlarge = move |_: MouseEvent| set_large.set(true);
    let form = html! {
        <div class="script">
            { examples(&draft, onexample) }
            <Editor code={(*draft).clone()} error_line={checked.line} has_error={checked.error.is_some()} fault="script-fault" {oninput} oncommit={commit.clone()} />
            <p class="field-error" id="script-fault" role="status">{ checked.error.unwrap_or_default() }</p>
            <div class="button-row">
                <button class="button" type="button" data-size="small" disabled={!(changed && checked.is_usable)} {onclick}>{ "Apply code" }</button>
                <span class="hint">{ state }</span>
            </div>
            { laws }
            { disclosure("Try on two values", html! { <MergeTrial source={(*draft).clone()} /> }) }
        </div>
    };
    let form = match *is_large {
        true => {
            html! { <Dialog id="code-title" title="Merge code" {onclose}><div class="body">{ form }</div></Dialog> }
        }
        false => form,
    };
    html! {
        <>
            <div>{ form }</div>
            <div class="button-row"><button class="button" type="button" data-size="small" onclick={enlarge}>{ "Enlarge the editor" }</button></div>
        </>
    }
}

/// Which laws the code obeys, if it compiles.
fn laws(draft: &str, checked: &CheckResult) -> Html {
    if !checked.is_usable || checked.error.is_some() {
        return html! {};
    }
    let rule = MergeRule::Script(Script { source: draft.to_owned() });
    html! { <MergeLaws {rule} /> }
}

/// The picker of ready-made merge code.
fn examples(draft: &str, onchoose: Callback<String>) -> Html {
    let custom = (String::new(), "Your own code".to_owned(), String::new());
    let all = MERGE_EXAMPLES.iter().map(|it| (it.name.into(), it.name.into(), it.about.into()));
    let choices: Choices = std::iter::once(custom).chain(all).collect();
    let chosen = MERGE_EXAMPLES.iter().find(|example| example.source == draft);
    let about = chosen.map_or("", |example| example.about);
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ "Start from" }</span>
            <SelectOne label="Start from" {choices} chosen={chosen.map_or("", |example| example.name)} {onchoose} />
            <p class="help">{ about }</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_long_code_is_unusable_and_unchecked_code_is_usable() {
        assert!(!check(&" ".repeat(MAX_SCRIPT_BYTES + 1)).is_usable);
        let checked = check("fn merge(mine, theirs, ancestor) { mine }");
        assert!(checked.is_usable);
        assert_eq!(checked.error.as_deref(), Some("This program cannot run merge code."));
    }
}
