//! Turns serde's error messages into plain English.

use replication::excerpt;

/// A longer name is no misspelling of a known one, so the known ones would not help.
const MAX_MISSPELT_CHARS: usize = 40;

/// A plain version of serde's message, such as `expected a text, found the number 3`.
pub(crate) fn plain_message(sentence: &str) -> String {
    if sentence.starts_with("EOF while parsing") {
        return "unexpected end of JSON".into();
    }
    if let Some(message) = unknown_name(sentence) {
        return message;
    }
    let mismatch = ["invalid type: ", "invalid value: ", "invalid "];
    let rest = mismatch.iter().find_map(|prefix| sentence.strip_prefix(prefix));
    // The last one: what was found may contain the same words.
    match rest.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, expected)) => {
            format!("expected {}, found {}", describe_type(expected), describe_found(found))
        }
        None => sentence.into(),
    }
}

/// An unknown field or variant, which may be a name of any length.
fn unknown_name(sentence: &str) -> Option<String> {
    let prefix =
        ["unknown field `", "unknown variant `"].into_iter().find(|prefix| sentence.starts_with(prefix))?;
    let rest = &sentence[prefix.len()..];
    let (name, known) = ["`, expected ", "`, there are no "].into_iter().find_map(|end| {
        let at = rest.rfind(end)?;
        Some((&rest[..at], &rest[at..]))
    })?;
    match name.chars().count() <= MAX_MISSPELT_CHARS {
        true => Some(format!("{prefix}{}{known}", excerpt(name))),
        false => Some(format!("{prefix}{}`", excerpt(name))),
    }
}

/// Describes what serde found: a type with the value in backticks or quotes, or a type alone.
fn describe_found(found: &str) -> String {
    let Some((kind, value)) = found.split_once(' ') else {
        return describe_type(found).into();
    };
    let value = &excerpt(value.trim_matches(['`', '"']));
    match kind {
        "integer" | "floating" => format!("the number {}", value.trim_start_matches("point `")),
        "boolean" => value.clone(),
        "string" => format!("the string “{value}”"),
        "length" => list_of(value),
        _ => excerpt(found),
    }
}

/// Describes a type that serde names.
fn describe_type(kind: &str) -> &str {
    match kind {
        "u64" | "u32" | "usize" => "a whole number, 0 or greater",
        "i64" | "i32" => "a whole number",
        "f64" => "a number",
        "sequence" | "a sequence" => "a list",
        "a tuple of size 2" => "a list of 2 items",
        "map" | "a map" => "an object",
        _ if kind.starts_with("struct ") => "an object",
        _ => kind,
    }
}

fn list_of(count: &str) -> String {
    let items = if count == "1" { "item" } else { "items" };
    format!("a list of {count} {items}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_errors_become_plain_sentences() {
        let (long, shown) = ("é".repeat(1_000), format!("{}…", "é".repeat(79)));
        for (sentence, plain) in [
            ("EOF while parsing an object", "unexpected end of JSON"),
            ("invalid type: map, expected a sequence", "expected a list, found an object"),
            ("invalid type: null, expected struct Scenario", "expected an object, found null"),
            (
                "invalid type: string \"A\", expected struct variant Command::Crash",
                "expected an object, found the string “A”",
            ),
            (
                "invalid type: floating point `1.5`, expected u64",
                "expected a whole number, 0 or greater, found the number 1.5",
            ),
            (
                "invalid value: integer `-7`, expected u64",
                "expected a whole number, 0 or greater, found the number -7",
            ),
            (
                "invalid length 1, expected a tuple of size 2",
                "expected a list of 2 items, found a list of 1 item",
            ),
            (
                "invalid length 0, expected struct Scenario with 10 elements",
                "expected an object, found a list of 0 items",
            ),
            (
                "invalid type: boolean `true`, expected a string, or a list",
                "expected a string, or a list, found true",
            ),
            ("missing field `id`", "missing field `id`"),
            (
                "unknown field `sead`, expected `seed` or `at`",
                "unknown field `sead`, expected `seed` or `at`",
            ),
            (&format!("unknown field `{long}`, expected `seed`"), &format!("unknown field `{shown}`")),
            (
                &format!("invalid type: string \"{long}, expected i64\", expected a sequence"),
                &format!("expected a list, found the string “{shown}”"),
            ),
        ] {
            assert_eq!(plain_message(sentence), plain);
        }
    }
}
