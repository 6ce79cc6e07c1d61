//! The strings in Rust code, found by walking its tokens, including those of macros such as `html!`.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use syn::{Attribute, LitStr};

use super::prose::{has_words, is_format_prose, is_prose, is_word};

/// Attributes that users see or hear, of elements and components.
pub const VISIBLE_ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "help",
    "hint",
    "label",
    "number",
    "placeholder",
    "text",
    "title",
    "unit",
    "word",
];
/// Attributes that never hold user-visible strings.
const TECHNICAL_ATTRIBUTES: &[&str] = &[
    "class",
    "d",
    "dominant-baseline",
    "fill",
    "for",
    "href",
    "id",
    "key",
    "name",
    "points",
    "rel",
    "role",
    "src",
    "stroke",
    "style",
    "target",
    "text-anchor",
    "transform",
    "type",
    "viewBox",
];
/// Macros whose strings only programmers see.
const TECHNICAL_MACROS: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "classes",
    "concat",
    "debug_assert",
    "debug_assert_eq",
    "env",
    "include_bytes",
    "include_str",
    "panic",
    "stringify",
    "unreachable",
];
/// Functions and methods whose strings only programmers see, or that take ids.
const TECHNICAL_CALLS: &[&str] = &[
    "expect",
    "expecting",
    "get_attribute",
    "get_property_value",
    "set_attribute",
    "set_property",
    "remove_attribute",
];
const FORMAT_MACROS: &[&str] =
    &["eprint", "eprintln", "format", "format_args", "print", "println", "write", "writeln"];

/// Each string with its line number. In code that builds sentences, a single word that is returned counts too.
pub fn texts(source: &str, builds_sentences: bool) -> Result<Vec<(usize, String)>, String> {
    let stream: TokenStream = source.parse().map_err(|reason| format!("{reason}"))?;
    let mut finder = Finder { found: Vec::new(), builds_sentences };
    finder.code(stream, Context::Code);
    Ok(finder.found)
}

/// Where a literal is found, which decides whether it is user-visible.
#[derive(Clone, Copy, PartialEq)]
enum Context {
    /// Anywhere in code: only prose counts.
    Code,
    /// In the arguments of a macro such as `format!`.
    Format,
    /// The value of a match arm or block, in code that builds sentences.
    Result,
    /// In a place where every string is shown.
    Shown,
}

struct Finder {
    builds_sentences: bool,
    found: Vec<(usize, String)>,
}

impl Finder {
    fn code(&mut self, stream: TokenStream, context: Context) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(length) = attribute_length(&tokens[at..]) {
                at += length;
                if is_test_attribute(&tokens[at - 1]) {
                    at += item_length(&tokens[at..]);
                }
                continue;
            }
            match &tokens[at] {
                TokenTree::Literal(literal) if !is_compared(&tokens, at) => {
                    let is_result = self.builds_sentences && is_result(&tokens, at);
                    self.literal(
                        literal,
                        if is_result && context == Context::Code { Context::Result } else { context },
                    );
                }
                TokenTree::Group(group) => self.group(&tokens, at, group, context),
                TokenTree::Literal(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    /// A group in brackets, by the token before it.
    fn group(&mut self, tokens: &[TokenTree], at: usize, group: &Group, context: Context) {
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string()).unwrap_or_default();
        let is_macro = before(1) == "!";
        let called = before(if is_macro { 2 } else { 1 });
        let is_one_of = |names: &[&str]| names.contains(&called.as_str());
        let in_braces = group.delimiter() == Delimiter::Brace;
        if is_macro && called == "html" {
            self.html(group.stream());
        } else if is_macro && is_one_of(TECHNICAL_MACROS)
            || !is_macro && !in_braces && is_one_of(TECHNICAL_CALLS)
        {
            // Nothing user-visible.
        } else if is_macro && is_one_of(FORMAT_MACROS) {
            self.code(group.stream(), if context == Context::Shown { context } else { Context::Format });
        } else {
            // A block in a visible place is visible; the arguments of a call are not.
            self.code(group.stream(), if in_braces { context } else { Context::Code });
        }
    }

    /// The contents of `html!`: tags with attributes, strings, and code in braces.
    fn html(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if opens_tag(&tokens, at) {
                at = self.tag(&tokens, at + 1);
                continue;
            }
            match &tokens[at] {
                TokenTree::Literal(literal) if !is_compared(&tokens, at) => {
                    self.literal(literal, Context::Shown)
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => self.html(group.stream()),
                TokenTree::Group(group) => self.group(&tokens, at, group, Context::Shown),
                TokenTree::Literal(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    /// Reads the attributes of the tag that begins at `at`, and returns the index after its end.
    fn tag(&mut self, tokens: &[TokenTree], mut at: usize) -> usize {
        let mut name = String::new();
        while at < tokens.len() {
            let token = &tokens[at];
            at += 1;
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '>' => break,
                TokenTree::Punct(punct) if matches!(punct.as_char(), '-' | ':') => name.push(punct.as_char()),
                TokenTree::Ident(ident) if name.ends_with(['-', ':']) => name.push_str(&ident.to_string()),
                TokenTree::Ident(ident) => name = ident.to_string(),
                TokenTree::Literal(literal) => {
                    self.attribute(&name, |finder, context| finder.literal(literal, context))
                }
                TokenTree::Group(group) => {
                    self.attribute(&name, |finder, context| finder.code(group.stream(), context));
                    name.clear();
                }
                TokenTree::Punct(_) => {}
            }
        }
        at
    }

    fn attribute(&mut self, name: &str, value: impl FnOnce(&mut Self, Context)) {
        if VISIBLE_ATTRIBUTES.contains(&name) {
            value(self, Context::Shown);
        } else if !TECHNICAL_ATTRIBUTES.contains(&name) && !name.starts_with("data-") {
            value(self, Context::Code);
        }
    }

    fn literal(&mut self, literal: &Literal, context: Context) {
        let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) else { return };
        let text = text.value();
        let is_text = match context {
            Context::Code => is_prose(&text),
            Context::Format => is_format_prose(&text),
            Context::Result => is_prose(&text) || is_word(&text),
            Context::Shown => has_words(&text),
        };
        if is_text {
            self.found.push((literal.span().start().line, text));
        }
    }
}

/// The number of tokens of the attribute, such as `#[…]` or `#![…]`, that begins here.
fn attribute_length(tokens: &[TokenTree]) -> Option<usize> {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
    let length = if is(1, "!") { 3 } else { 2 };
    let brackets = tokens.get(length - 1);
    let closed = matches!(brackets, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
    (is(0, "#") && closed).then_some(length)
}

/// Whether an attribute is `cfg(test)` or `test`.
fn is_test_attribute(brackets: &TokenTree) -> bool {
    let TokenTree::Group(group) = brackets else { return false };
    let parsed: Result<Attribute, _> = syn::parse::Parser::parse2(
        |input: syn::parse::ParseStream| {
            Attribute::parse_outer(input).map(|mut attributes| attributes.swap_remove(0))
        },
        [
            TokenTree::Punct(proc_macro2::Punct::new('#', proc_macro2::Spacing::Alone)),
            TokenTree::Group(group.clone()),
        ]
        .into_iter()
        .collect(),
    );
    parsed.is_ok_and(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

/// The number of tokens up to the end of the item that begins here: its braces, or a semicolon.
fn item_length(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    };
    tokens.iter().position(ends).map_or(tokens.len(), |last| last + 1)
}

/// Whether a literal is a pattern, a field name or an operand of a comparison, which makes it an id.
fn is_compared(tokens: &[TokenTree], at: usize) -> bool {
    let punct = |at: Option<usize>| match at.and_then(|at| tokens.get(at)) {
        Some(TokenTree::Punct(punct)) => punct.as_char(),
        _ => ' ',
    };
    let (before, after) = (punct(at.checked_sub(1)), punct(Some(at + 1)));
    let equals_before = before == '=' && matches!(punct(at.checked_sub(2)), '=' | '!');
    let arrow_or_equals_after = after == '=' && matches!(punct(Some(at + 2)), '=' | '>');
    equals_before || arrow_or_equals_after || before == '|' || after == '|' || after == ':'
}

/// Whether a literal is the value of a match arm or block.
fn is_result(tokens: &[TokenTree], at: usize) -> bool {
    let punct = |at: Option<usize>, wanted: char| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
    };
    tokens.len() == 1 || punct(at.checked_sub(1), '>') && punct(at.checked_sub(2), '=')
}

/// Whether this `<` opens a tag rather than compares.
fn opens_tag(tokens: &[TokenTree], at: usize) -> bool {
    let is_open = matches!(&tokens[at], TokenTree::Punct(punct) if punct.as_char() == '<');
    let follows_value = at.checked_sub(1).is_some_and(|before| matches!(tokens[before], TokenTree::Ident(_)));
    let has_tag_name = match tokens.get(at + 1) {
        Some(TokenTree::Ident(_)) => true,
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '/' | '>' | '@'),
        _ => false,
    };
    is_open && !follows_value && has_tag_name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> Vec<String> {
        texts(code, false).unwrap().into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn strings_and_visible_attributes_of_html_are_found() {
        let code = r#"fn f() { html! { <p class="Big red" title="A hint" {onclick}>{ "text" }<br />
            if a < b { <X label={format!("{} x", n)} data-x="No no" /> } else { { "or" } }
            { call("an-id", "Some words") }</p> } }"#;
        assert_eq!(found(code), ["A hint", "text", "{} x", "or", "Some words"]);
    }

    #[test]
    fn sentences_in_code_are_found() {
        let code = r#"fn fmt() { write!(f, "{} writes", n)?; Err("it cannot be read")
            } const X: &[(u8, &str)] = &[(1, "Siblings")];"#;
        assert_eq!(found(code), ["{} writes", "it cannot be read", "Siblings"]);
    }

    #[test]
    fn ids_patterns_tests_and_panic_messages_are_skipped() {
        let code = r#"//! A module about this.
            #[serde(rename = "Some name")] fn f() { match x { "Enter" | "Tab" => focus(".a b"), _ => g("an-id") }
            if x == "Escape" { x.expect("always there"); assert!(y, "must be so"); } }
            #[cfg(test)] mod tests { const X: &str = "Not this one"; } #[test] fn t() { f("Nor this") }"#;
        assert!(found(code).is_empty(), "{:?}", found(code));
    }

    #[test]
    fn string_has_its_line_number() {
        assert_eq!(texts("fn f() {\n    g(\"Two words\")\n}", false).unwrap(), [(2, "Two words".to_owned())]);
    }

    #[test]
    fn single_words_are_found_only_where_sentences_are_built() {
        let code =
            r#"fn f() { match x { X::A => "arrived", X::B => { "lost" } X::C => g("an-id", "put") } }"#;
        assert_eq!(found(code), Vec::<String>::new());
        let texts: Vec<String> = texts(code, true).unwrap().into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["arrived", "lost"]);
    }
}
