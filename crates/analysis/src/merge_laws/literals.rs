//! The texts and numbers that merge code mentions: values on which it may behave in a special way.

use replication::Value;

/// How many of them are tried.
const MAX_LITERALS: usize = 32;

/// The literals of the code, each once, in the order of values.
pub(super) fn literals(source: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find(|c: char| c == '"' || c.is_ascii_digit()) {
        rest = &rest[start..];
        rest = match rest.strip_prefix('"') {
            Some(text) => {
                let end = text.find('"').unwrap_or(text.len());
                found.push(Value::text(&text[..end]));
                text.get(end + 1..).unwrap_or_default()
            }
            None => {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                found.extend(rest[..end].parse().map(Value::Integer));
                &rest[end..]
            }
        };
    }
    found.sort();
    found.dedup();
    found.retain(|value| value.check().is_ok());
    found.truncate(MAX_LITERALS);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_numbers_of_code_are_found() {
        let found = literals("if mine == \"loop\" { 42 } else { theirs + \"loop\" + \"");
        assert_eq!(found, [Value::text(""), Value::text("loop"), Value::Integer(42)]);
        assert_eq!(literals("é \"\u{301}\" 99999999999999999999"), [Value::text("\u{301}")]);
    }
}
