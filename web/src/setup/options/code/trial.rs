//! Tries merge code on two values in both orders: leaders agree only if the results are equal.

use explain::describe_reading;
use replication::{MergeError, MergeInput, Value, script_engine};
use scenario::{value_from_input, value_to_input};
use yew::prelude::*;

use crate::platform::events::value_of;
use crate::store::{View, use_settings};

#[derive(Properties, PartialEq)]
pub struct TrialProps {
    pub source: String,
}

/// The three input texts.
#[derive(Clone, Debug, PartialEq)]
struct Inputs {
    mine: String,
    theirs: String,
    ancestor: String,
}

impl Inputs {
    /// Two values that the run writes to one key at different leaders, or two example carts.
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

/// Input fields for the values, and the results of merging them.
#[component]
pub fn MergeTrial(props: &TrialProps) -> Html {
    let view = use_settings();
    let inputs = use_state_eq(|| Inputs::from_run(&view));
    let field = |label: &'static str, text: &str, set: fn(&mut Inputs, String)| {
        let inputs = inputs.clone();
        let oninput = move |event: InputEvent| {
            let mut changed = (*inputs).clone();
            set(&mut changed, value_of(&event));
            inputs.set(changed);
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
                { field("Mine", &inputs.mine, |inputs, text| inputs.mine = text) }
                { field("Theirs", &inputs.theirs, |inputs, text| inputs.theirs = text) }
            </div>
            { field("Common ancestor, if known", &inputs.ancestor, |inputs, text| inputs.ancestor = text) }
            <div role="status" aria-label="Results">{ results(&props.source, &inputs) }</div>
        </div>
    }
}

/// The results at the leader that has the first value and at the one that has the second.
fn results(source: &str, inputs: &Inputs) -> Html {
    let [mine, theirs, ancestor] =
        [&inputs.mine, &inputs.theirs, &inputs.ancestor].map(|text| value_from_input(text));
    let run = |mine: &Option<Value>, theirs: &Option<Value>| {
        let values = MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
        script_engine().and_then(|engine| engine.merge(source, values).result)
    };
    let (forward, reversed) = (run(&mine, &theirs), run(&theirs, &mine));
    let agreement = match (&forward, &reversed) {
        (Ok(forward), Ok(reversed)) if forward == reversed => {
            ("ok", "Leaders agree: the result does not depend on which leader merges.")
        }
        (Ok(_), Ok(_)) => (
            "bad",
            "Leaders disagree until they have exchanged their merges: the result depends on which leader merges.",
        ),
        _ => ("warn", "If the code fails, both values stay as siblings."),
    };
    html! {
        <>
            <dl class="facts">
                <dt>{ "At this leader" }</dt><dd>{ describe_result(&forward) }</dd>
                <dt>{ "At the other leader" }</dt><dd>{ describe_result(&reversed) }</dd>
            </dl>
            <p class="trial-verdict" data-tone={agreement.0}>{ agreement.1 }</p>
        </>
    }
}

fn describe_result(result: &Result<Option<Value>, MergeError>) -> String {
    match result {
        Ok(value) => describe_reading(value.as_ref()),
        Err(error) => error.to_string(),
    }
}
