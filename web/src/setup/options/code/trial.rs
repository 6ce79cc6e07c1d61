//! Tries merge code on two values, both ways round: leaders agree only if both come to the same.

use explain::describe_reading;
use replication::{MergeInput, MergeError, Value, script_engine};
use scenario::{value_from_input, value_to_input};
use yew::prelude::*;

use crate::platform::events::value_of;
use crate::store::{View, use_settings};

#[derive(Properties, PartialEq)]
pub struct TrialProps {
    pub source: String,
}

/// What was typed.
#[derive(Clone, Debug, PartialEq)]
struct Inputs {
    mine: String,
    theirs: String,
    ancestor: String,
}

impl Inputs {
    /// Two values of the run that were written to one key at different leaders, or two carts.
    fn from_run(view: &View) -> Self {
        let writes = view.timeline().writes();
        let mut all: Vec<_> = writes.values().filter(|record| record.write.value().is_some()).collect();
        all.sort_by_key(|record| record.record_number);
        let first = all.first();
        let other = first.and_then(|first| {
            all.iter().find(|record| {
                record.write.key == first.write.key && record.write.dot.leader != first.write.dot.leader
            })
        });
        let text =
            |value: Option<&Value>, instead: &str| value.map_or_else(|| instead.into(), value_to_input);
        Self {
            mine: text(first.and_then(|record| record.write.value()), "[milk]"),
            theirs: text(other.and_then(|record| record.write.value()), "[eggs]"),
            ancestor: String::new(),
        }
    }
}

/// Fields for the values, and what the code makes of them.
#[component]
pub fn MergeTrial(props: &TrialProps) -> Html {
    let view = use_settings();
    let typed = use_state_eq(|| Inputs::from_run(&view));
    let field = |label: &'static str, text: &str, put: fn(&mut Inputs, String)| {
        let typed = typed.clone();
        let oninput = move |event: InputEvent| {
            let mut now = (*typed).clone();
            put(&mut now, value_of(&event));
            typed.set(now);
        };
        html! {
            <label class="field">
                <span class="label">{ label }</span>
                <input class="input" autocomplete="off" maxlength="400" value={text.to_string()} {oninput} />
            </label>
        }
    };
    html! {
        <div class="trial">
            <div class="grid-2">
                { field("Mine", &typed.mine, |typed, text| typed.mine = text) }
                { field("Theirs", &typed.theirs, |typed, text| typed.theirs = text) }
            </div>
            { field("What both came from, if known", &typed.ancestor, |typed, text| typed.ancestor = text) }
            <div role="status" aria-label="What comes out">{ describe_result(&props.source, &typed) }</div>
        </div>
    }
}

/// What the code makes of them at a leader that has the one, and at one that has the other.
fn describe_result(source: &str, typed: &Inputs) -> Html {
    let [mine, theirs, ancestor] =
        [&typed.mine, &typed.theirs, &typed.ancestor].map(|text| value_from_input(text));
    let run = |mine: &Option<Value>, theirs: &Option<Value>| {
        let values = MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
        script_engine().and_then(|engine| engine.merge(source, values).result)
    };
    let (here, there) = (run(&mine, &theirs), run(&theirs, &mine));
    let verdict = match (&here, &there) {
        (Ok(here), Ok(there)) if here == there => {
            ("ok", "Leaders agree: both ways round it comes to the same.")
        }
        (Ok(_), Ok(_)) => ("bad", "Leaders disagree: it matters who merges."),
        _ => ("warn", "Where the code fails, both values stay as siblings."),
    };
    html! {
        <>
            <dl class="facts">
                <dt>{ "It makes of them" }</dt><dd>{ result(&here) }</dd>
                <dt>{ "The other way round" }</dt><dd>{ result(&there) }</dd>
            </dl>
            <p class="trial-verdict" data-tone={verdict.0}>{ verdict.1 }</p>
        </>
    }
}

fn result(result: &Result<Option<Value>, MergeError>) -> String {
    match result {
        Ok(value) => describe_reading(value.as_ref()),
        Err(fault) => fault.to_string(),
    }
}
