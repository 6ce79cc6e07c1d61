//! Error messages stay short and name the place, however long the bad value is.

use proptest::prelude::*;
use proptest::sample::Index;
use replication::{Dot, Key, LeaderId, MergeInput, Micros, Value, script_engine};
use scenario::{Permalink, Scenario};
use serde_json::Value as Json;

use crate::scenarios::{Mix, Readable, scenarios};

/// The most characters of a whole message.
const MAX_CHARS: usize = 300;
const LONG: usize = 10_000;

/// Long texts that a message would be tempted to quote.
fn long_texts() -> Vec<String> {
    let mut texts: Vec<String> =
        ["x", "é", "漢", "🍎", "\u{1b}", "\n", "\"", "\\", "`", "9", "-", "[", "\u{202e}"]
            .iter()
            .map(|letter| letter.repeat(LONG))
            .collect();
    // Parts of serde's own messages.
    for part in
        ["`, expected `x", "`, there are no fields", ", expected a string", " at line 1 column 1", "”: "]
    {
        texts.push(part.repeat(LONG / part.len()));
        texts.push(format!("{}{part}", "é".repeat(LONG)));
    }
    texts
}

/// Long or huge values of every other type.
fn long_values() -> Vec<Json> {
    let texts = long_texts().into_iter().map(Json::from);
    let numbers = [1e300, -1e300, 1e-300, 0.123_456_789_012_345_67, 1.797e308].map(Json::from);
    let lists = [Json::from(vec![0; LONG]), Json::from(vec!["x".repeat(LONG)]), serde_json::json!([])];
    let objects = long_texts().into_iter().map(|name| serde_json::json!({ name: 1 }));
    let nested = serde_json::json!({ "map": { "x".repeat(LONG): { "map": { "y".repeat(LONG): true } } } });
    texts
        .chain(numbers)
        .chain(lists)
        .chain(objects)
        .chain([nested, u64::MAX.into(), i64::MIN.into()])
        .collect()
}

/// How a place in a scenario is damaged.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// Its value is replaced.
    Value(Index),
    /// The name of its field is replaced.
    Name(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![3 => any::<Index>().prop_map(Damage::Value), 1 => any::<Index>().prop_map(Damage::Name)]
}

/// The paths of all values in the scenario, as JSON pointers.
fn pointers(value: &Json, at: &str, found: &mut Vec<String>) {
    match value {
        Json::Array(items) => items.iter().enumerate().for_each(|(index, item)| {
            found.push(format!("{at}/{index}"));
            pointers(item, &format!("{at}/{index}"), found);
        }),
        Json::Object(fields) => fields.iter().for_each(|(name, field)| {
            let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            found.push(at.clone());
            pointers(field, &at, found);
        }),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// Damages one place of the scenario.
fn damage_at(json: &mut Json, pointer: &str, damage: Damage) {
    match damage {
        Damage::Value(index) => {
            *json.pointer_mut(pointer).expect("it was found there") = index.get(&long_values()).clone();
        }
        Damage::Name(index) => {
            let (parent, name) = pointer.rsplit_once('/').expect("a pointer begins with a slash");
            let name = name.replace("~1", "/").replace("~0", "~");
            if let Some(Json::Object(fields)) = json.pointer_mut(parent) {
                let value = fields.remove(&name).expect("it was found there");
                fields.insert(index.get(&long_texts()).clone(), value);
            }
        }
    }
}

#[track_caller]
fn assert_short(message: &str) {
    assert!(message.chars().count() <= MAX_CHARS, "{} characters: {message}", message.chars().count());
    assert!(!message.is_empty() && !message.contains(char::is_control), "{message:?}");
}

proptest! {
    #![proptest_config(crate::config(192))]

    #[test]
    fn long_bad_part_of_a_scenario_gets_a_short_message(
        Readable(scenario) in scenarios(Mix::everything()), place in any::<Index>(), damage in damage(),
    ) {
        let mut json = serde_json::to_value(&scenario).unwrap();
        let mut found = Vec::new();
        pointers(&json, "", &mut found);
        let pointer = place.get(&found).clone();
        damage_at(&mut json, &pointer, damage);
        if let Err(error) = Scenario::from_json(&json.to_string()) {
            let message = error.to_string();
            assert_short(&message);
            prop_assert!(message.contains(" (line 1, column ") && message.ends_with(')'), "{}", message);
            prop_assert!(error.path.is_empty() || message.contains(", at "), "{}", message);
        }
    }
}

#[test]
fn whole_text_that_is_no_scenario_gets_a_short_message() {
    for text in long_texts() {
        let quoted = Json::from(text.as_str()).to_string();
        for json in [text.clone(), quoted.clone(), format!("[{quoted}]"), format!("{{{quoted}: 1}}")] {
            assert_short(&Scenario::from_json(&json).unwrap_err().to_string());
        }
    }
}

#[test]
fn long_bad_link_gets_a_short_message() {
    let invalid = Scenario { title: "é".repeat(LONG), ..Scenario::default() };
    assert_short(&Permalink::decode(&Permalink::of(invalid).encode()).unwrap_err().to_string());
    for text in long_texts() {
        for link in [text.clone(), format!("#s1.{text}"), format!("#s{text}."), format!("#{text}.s1")] {
            assert_short(&Permalink::decode(&link).unwrap_err().to_string());
        }
    }
}

#[test]
fn long_bad_name_gets_a_short_message() {
    for text in long_texts() {
        assert_short(&text.parse::<LeaderId>().unwrap_err().to_string());
        assert_short(&text.parse::<Dot>().unwrap_err());
        if let Err(error) = text.parse::<Key>() {
            assert_short(&error.to_string());
        }
        let as_instant = serde_json::from_str::<Micros>(&Json::from(text).to_string());
        // This is serde's own message, which `Scenario::from_json` shortens.
        assert!(as_instant.is_err());
    }
}

#[test]
fn long_bad_merge_code_gets_a_short_message() {
    merge_script::install();
    let engine = script_engine().expect("it was installed");
    let long = Value::text("é".repeat(1_000));
    for text in long_texts().iter().map(|text| text.chars().take(2_000).collect::<String>()) {
        let sources = [
            text.clone(),
            format!("fn merge(a, b) {{ {text} }}"),
            format!("fn merge(a, b) {{ let {text} = 1; }}"),
            format!("fn merge(a, b) {{ {text}(a) }}"),
            format!("fn merge(a, b) {{ a.{text} }}"),
            format!("fn merge(a, b) {{ a[{text}] }}"),
            format!("fn merge(a, b) {{ \"{text}\" - 1 }}"),
            format!("fn merge(a, b) {{ throw \"{text}\" }}"),
            "fn merge(a, b) { throw a + a + a }".into(),
            format!("fn merge({text}, b) {{ b }}"),
            format!("fn {text}(a, b) {{ b }}"),
            format!("fn merge(a, b) {{ '{text}' }}"),
            format!("fn merge(a, b) {{ #{{ {text}: 1, {text}: 2 }} }}"),
        ];
        for source in sources {
            let values = MergeInput { mine: Some(&long), theirs: Some(&long), ancestor: None };
            let errors = [engine.check(&source).err(), engine.merge(&source, values).result.err()];
            for error in errors.into_iter().flatten() {
                assert_short(&error.to_string());
            }
        }
    }
}
