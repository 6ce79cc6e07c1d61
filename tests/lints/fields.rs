//! Text fields with a `value` keep what is typed: Yew sets the value again whenever the component is drawn.

use crate::sources::Source;

/// How a field keeps its text although it has a value, or why nobody types into it.
const KEPT: [&str; 4] = ["oninput", "readonly", r#"type="radio""#, r#"type="checkbox""#];

/// Each field whose typed text would be lost.
pub fn violations(source: &Source) -> Vec<String> {
    ["<input", "<textarea"].into_iter().flat_map(|tag| of_tag(source, tag)).collect()
}

fn of_tag<'source>(source: &'source Source, tag: &'source str) -> impl Iterator<Item = String> + 'source {
    source.text.match_indices(tag).filter_map(move |(from, _)| {
        let (before, rest) = source.text.split_at(from);
        let attributes = rest.split("/>").next().unwrap_or(rest);
        let has_value = [" value=", " {value}"].into_iter().any(|value| attributes.contains(value));
        let is_kept = KEPT.into_iter().any(|word| attributes.contains(word));
        let line = before.lines().count();
        (has_value && !is_kept).then(|| {
            format!("{}:{line}: {tag}> has a value but no oninput, so typed text is lost", source.path)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        violations(&Source { path: "field.rs".to_owned(), text: text.to_owned() }).len()
    }

    #[test]
    fn value_without_oninput_is_found() {
        assert_eq!(found(r#"html! { <input class="input" value={text} {onchange} /> }"#), 1);
        assert_eq!(found("html! { <textarea {value}\n    {onblur} /> }"), 1);
    }

    #[test]
    fn field_that_keeps_its_text_is_allowed() {
        assert_eq!(found("html! { <input {value} {oninput} /> }"), 0);
        assert_eq!(found("html! { <input ref={node} {onblur} /><p>{ value }</p> }"), 0);
        assert_eq!(found("html! { <input readonly=true value={link} /> }"), 0);
    }
}
