//! Merge code that a person writes: checked while it is typed, used once it is left or asked for, and tried on
//! two values before that.

mod editor;
mod highlight;
mod trial;

use editor::Editor;
use player::MERGE_EXAMPLES;
use replication::limits::MAX_SCRIPT_BYTES;
use replication::script_engine;
use trial::MergeTrial;
use yew::prelude::*;

use crate::components::{Choices, SelectOne, disclosure};

#[derive(Properties, PartialEq)]
pub struct ScriptProps {
    pub source: String,
    pub onset: Callback<String>,
}

/// What there is to say of some code.
#[derive(Clone, Debug, PartialEq)]
struct CheckResult {
    /// Whether the run can use it.
    is_usable: bool,
    /// What is wrong with it.
    error: Option<String>,
    /// In which line, from 1.
    line: Option<u32>,
}

fn check(source: &str) -> CheckResult {
    if source.len() > MAX_SCRIPT_BYTES {
        let fault = format!("The code is too long: {MAX_SCRIPT_BYTES} bytes at most.");
        return CheckResult { is_usable: false, error: Some(fault), line: None };
    }
    match script_engine() {
        // What cannot be checked is not held back: the run then says so itself.
        Err(fault) => CheckResult { is_usable: true, error: Some(as_sentence(&fault.to_string())), line: None },
        Ok(engine) => match engine.check(source) {
            Ok(()) => CheckResult { is_usable: true, error: None, line: None },
            Err(fault) => {
                let line = fault.position.map(|(line, _)| line);
                CheckResult { is_usable: false, error: Some(as_sentence(&fault.to_string())), line }
            }
        },
    }
}

/// With a capital at its beginning and a stop at its end.
fn as_sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase);
    capital.chain(letters).chain(['.']).collect()
}

/// The code in a field of its own.
#[component]
pub fn ScriptField(props: &ScriptProps) -> Html {
    let draft = use_state_eq(|| props.source.clone());
    {
        let draft = draft.setter();
        use_effect_with(props.source.clone(), move |source| draft.set(source.clone()));
    }
    let verdict = check(&draft);
    let changed = *draft != props.source;
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
        let (draft, onset, usable) = (draft.clone(), props.onset.clone(), verdict.is_usable && changed);
        Callback::from(move |()| {
            if usable {
                onset.emit((*draft).clone());
            }
        })
    };
    let onclick = commit.reform(|_: MouseEvent| ());
    let state = match (changed, verdict.is_usable, &verdict.error) {
        (true, false, _) => "The run still uses the code from before.",
        (true, true, _) => "Not in use yet.",
        (false, _, None) => "In use.",
        (false, _, Some(_)) => "",
    };
    html! {
        <div class="script">
            { examples(&draft, onexample) }
            <Editor code={(*draft).clone()} error_line={verdict.line} has_error={verdict.error.is_some()} {oninput} oncommit={commit.clone()} />
            <p class="field-error" id="script-fault" role="status">{ verdict.error.unwrap_or_default() }</p>
            <div class="button-row">
                <button class="button" type="button" data-size="small" disabled={!(changed && verdict.is_usable)} {onclick}>{ "Use this code" }</button>
                <span class="hint">{ state }</span>
            </div>
            { disclosure("Try it on two values", html! { <MergeTrial source={(*draft).clone()} /> }) }
        </div>
    }
}

/// The ready-made code, to begin with.
fn examples(draft: &str, onchoose: Callback<String>) -> Html {
    let own = (String::new(), "Code of your own".to_owned(), String::new());
    let all = MERGE_EXAMPLES.iter().map(|it| (it.name.into(), it.name.into(), it.about.into()));
    let choices: Choices = std::iter::once(own).chain(all).collect();
    let chosen = MERGE_EXAMPLES.iter().find(|example| example.source == draft);
    let about = chosen.map_or("", |example| example.about);
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ "Begin with" }</span>
            <SelectOne label="Begin with" {choices} chosen={chosen.map_or("", |example| example.name)} {onchoose} />
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
        let verdict = check("fn merge(mine, theirs, ancestor) { mine }");
        assert!(verdict.is_usable);
        assert_eq!(verdict.error.as_deref(), Some("This program cannot run merge code."));
    }
}
