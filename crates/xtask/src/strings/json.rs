//! The strings of a scenario or lesson file, and of what is taught about a scenario.

use serde_json::Value;

/// The fields that users see.
const VISIBLE_FIELDS: &[&str] = &[
    "title",
    "about",
    "name",
    "watch_for",
    "try",
    "purpose",
    "caption",
    "explain",
    "goal",
    "hint",
    "remember",
];

/// Each string with its line number, in the order of lines. One that is repeated is listed once.
pub fn texts(source: &str) -> Result<Vec<(usize, String)>, String> {
    let value = serde_json::from_str(source).map_err(|reason| reason.to_string())?;
    let mut found = Vec::new();
    collect(&value, source, &mut found);
    found.sort();
    found.dedup();
    Ok(found)
}

fn collect(value: &Value, source: &str, found: &mut Vec<(usize, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if VISIBLE_FIELDS.contains(&name.as_str()) => {
                        found.push((line(source, text), text.clone()));
                    }
                    field => collect(field, source, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, source, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The first line that holds this string.
fn line(source: &str, text: &str) -> usize {
    let literal = Value::String(text.to_owned()).to_string();
    source.find(&literal).map_or(1, |at| source[..at].matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_names_are_found_with_their_lines() {
        let file = "{\n\"title\": \"A run\",\n\"leaders\": [{ \"id\": \"A\",\n\"name\": \"Frankfurt\" }] }";
        assert_eq!(texts(file).unwrap(), [(2, "A run".to_owned()), (4, "Frankfurt".to_owned())]);
    }

    #[test]
    fn texts_of_lessons_are_found_in_the_order_of_lines() {
        let file = r#"{
            "title": "A lesson",
            "steps": [
                { "caption": "Look.", "scenario": { "title": "A run" } },
                { "caption": "Try it.", "try": { "goal": "Lose it.", "hint": "Wait." }, "scenario": { "title": "A run" } }
            ],
            "remember": "So it is."
        }"#;
        let found = [
            (2, "A lesson"),
            (4, "A run"),
            (4, "Look."),
            (5, "Lose it."),
            (5, "Try it."),
            (5, "Wait."),
            (7, "So it is."),
        ];
        assert_eq!(texts(file).unwrap(), found.map(|(line, text)| (line, text.to_owned())));
    }
}
