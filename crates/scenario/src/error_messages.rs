//! What the JSON reader found wrong, in the words of a file instead of those of a program.

/// The reader's sentence in plain words: `the number 3, where a text is expected`.
pub(crate) fn plain_message(sentence: &str) -> String {
    if sentence.starts_with("EOF while parsing") {
        return "the text ends too early".into();
    }
    let mismatch = ["invalid type: ", "invalid value: ", "invalid "];
    let rest = mismatch.iter().find_map(|beginning| sentence.strip_prefix(beginning));
    match rest.and_then(|rest| rest.split_once(", expected ")) {
        Some((found, expected)) => format!("{}, where {} is expected", describe_found(found), describe_type(expected)),
        None => sentence.into(),
    }
}

/// What was found: a kind with the value in backticks or quotes, or a kind alone.
fn describe_found(found: &str) -> String {
    let Some((kind, value)) = found.split_once(' ') else {
        return describe_type(found).into();
    };
    let value = value.trim_matches(['`', '"']);
    match kind {
        "integer" | "floating" => format!("the number {}", value.trim_start_matches("point `")),
        "boolean" => value.into(),
        "string" => format!("the text “{value}”"),
        "length" => format!("a list of {value}"),
        _ => found.into(),
    }
}

fn describe_type(kind: &str) -> &str {
    match kind {
        "u64" | "u32" | "usize" => "a whole number from 0 on",
        "i64" | "i32" => "a whole number",
        "f64" => "a number",
        "a string" => "a text",
        "sequence" | "a sequence" => "a list",
        "a tuple of size 2" => "a list of 2",
        "map" | "a map" => "an object",
        _ if kind.starts_with("struct ") => "an object",
        _ => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_errors_become_plain_sentences() {
        for (sentence, plain) in [
            ("EOF while parsing an object", "the text ends too early"),
            ("invalid type: map, expected a sequence", "an object, where a list is expected"),
            ("invalid type: null, expected struct Scenario", "null, where an object is expected"),
            (
                "invalid type: string \"A\", expected struct variant Command::Crash",
                "the text “A”, where an object is expected",
            ),
            (
                "invalid type: floating point `1.5`, expected u64",
                "the number 1.5, where a whole number from 0 on is expected",
            ),
            (
                "invalid value: integer `-7`, expected u64",
                "the number -7, where a whole number from 0 on is expected",
            ),
            ("invalid length 1, expected a tuple of size 2", "a list of 1, where a list of 2 is expected"),
            (
                "invalid length 0, expected struct Scenario with 10 elements",
                "a list of 0, where an object is expected",
            ),
            (
                "invalid type: boolean `true`, expected a text, or a list",
                "true, where a text, or a list is expected",
            ),
            ("missing field `id`", "missing field `id`"),
        ] {
            assert_eq!(plain_message(sentence), plain);
        }
    }
}
