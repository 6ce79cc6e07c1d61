//! The texts in Rust code, found by walking its tokens, those of macros such as `html!` included.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use syn::{Attribute, LitStr};

use super::prose::{has_words, is_format_prose, is_prose, is_word};

/// Attributes of elements and components that are shown or read out.
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
/// Attributes that hold no text, whatever they look like.
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
/// Macros whose texts only programmers see, or that hold no text.
const SILENT_MACROS: &[&str] = &[
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
/// Functions and methods whose texts only programmers see, or that take ids.
const SILENT_CALLS: &[&str] = &[
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

/// Each text with its line. In code that makes sentences, a lone word that is a result is a text too.
pub fn texts(source: &str, makes_sentences: bool) -> Result<Vec<(usize, String)>, String> {
    let stream: TokenStream = source.parse().map_err(|reason| format!("{reason}"))?;
    let mut finder = Finder { found: Vec::new(), makes_sentences };
    finder.code(stream, Place::Code);
    Ok(finder.found)
}

/// Where a literal stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Somewhere in code: only what reads like a text is one.
    Code,
    /// In the arguments of a macro such as `format!`.
    Format,
    /// What an arm of a `match` or a block comes to, in code that makes sentences.
    Result,
    /// Where whatever it says is shown.
    Shown,
}

struct Finder {
    makes_sentences: bool,
    found: Vec<(usize, String)>,
}

impl Finder {
    fn code(&mut self, stream: TokenStream, place: Place) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(length) = attribute(&tokens[at..]) {
                at += length;
                if is_for_tests(&tokens[at - 1]) {
                    at += item_length(&tokens[at..]);
                }
                continue;
            }
            match &tokens[at] {
                TokenTree::Literal(literal) if !is_compared(&tokens, at) => {
                    let is_result = self.makes_sentences && is_result(&tokens, at);
                    self.literal(
                        literal,
                        if is_result && place == Place::Code { Place::Result } else { place },
                    );
                }
                TokenTree::Group(group) => self.group(&tokens, at, group, place),
                TokenTree::Literal(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    /// A group, by what stands before it.
    fn group(&mut self, tokens: &[TokenTree], at: usize, group: &Group, place: Place) {
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string()).unwrap_or_default();
        let is_macro = before(1) == "!";
        let called = before(if is_macro { 2 } else { 1 });
        let is_one_of = |names: &[&str]| names.contains(&called.as_str());
        let in_braces = group.delimiter() == Delimiter::Brace;
        if is_macro && called == "html" {
            self.html(group.stream());
        } else if is_macro && is_one_of(SILENT_MACROS) || !is_macro && !in_braces && is_one_of(SILENT_CALLS) {
            // Nothing to read.
        } else if is_macro && is_one_of(FORMAT_MACROS) {
            self.code(group.stream(), if place == Place::Shown { place } else { Place::Format });
        } else {
            // What is shown goes on into blocks, and not into the arguments of a call.
            self.code(group.stream(), if in_braces { place } else { Place::Code });
        }
    }

    /// What is in `html!`: tags with their attributes, texts, and code in braces.
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
                    self.literal(literal, Place::Shown)
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => self.html(group.stream()),
                TokenTree::Group(group) => self.group(&tokens, at, group, Place::Shown),
                TokenTree::Literal(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }

    /// The attributes of a tag that begins at `at`; returns where it ends.
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
                TokenTree::Literal(literal) => self.attribute(&name, |it, place| it.literal(literal, place)),
                TokenTree::Group(group) => {
                    self.attribute(&name, |finder, place| finder.code(group.stream(), place));
                    name.clear();
                }
                TokenTree::Punct(_) => {}
            }
        }
        at
    }

    fn attribute(&mut self, name: &str, value: impl FnOnce(&mut Self, Place)) {
        if VISIBLE_ATTRIBUTES.contains(&name) {
            value(self, Place::Shown);
        } else if !TECHNICAL_ATTRIBUTES.contains(&name) && !name.starts_with("data-") {
            value(self, Place::Code);
        }
    }

    fn literal(&mut self, literal: &Literal, place: Place) {
        let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) else { return };
        let text = text.value();
        let is_text = match place {
            Place::Code => is_prose(&text),
            Place::Format => is_format_prose(&text),
            Place::Result => is_prose(&text) || is_word(&text),
            Place::Shown => has_words(&text),
        };
        if is_text {
            self.found.push((literal.span().start().line, text));
        }
    }
}

/// The number of tokens of an attribute such as `#[…]` or `#![…]` that begins here.
fn attribute(tokens: &[TokenTree]) -> Option<usize> {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
    let length = if is(1, "!") { 3 } else { 2 };
    let brackets = tokens.get(length - 1);
    let closed = matches!(brackets, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
    (is(0, "#") && closed).then_some(length)
}

/// Whether the brackets of an attribute hold `cfg(test)` or `test`.
fn is_for_tests(brackets: &TokenTree) -> bool {
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

/// How many tokens there are up to the end of the item that begins here: its braces, or a semicolon.
fn item_length(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    };
    tokens.iter().position(ends).map_or(tokens.len(), |last| last + 1)
}

/// Whether a literal is a pattern, a field's name, or compared with something: then it is an id.
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

/// Whether a literal is what an arm of a `match` or a block comes to.
fn is_result(tokens: &[TokenTree], at: usize) -> bool {
    let punct = |at: Option<usize>, wanted: char| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
    };
    tokens.len() == 1 || punct(at.checked_sub(1), '>') && punct(at.checked_sub(2), '=')
}

/// Whether `<` begins a tag, and compares nothing.
fn opens_tag(tokens: &[TokenTree], at: usize) -> bool {
    let is_open = matches!(&tokens[at], TokenTree::Punct(punct) if punct.as_char() == '<');
    let after_value = at.checked_sub(1).is_some_and(|before| matches!(tokens[before], TokenTree::Ident(_)));
    let names = match tokens.get(at + 1) {
        Some(TokenTree::Ident(_)) => true,
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '/' | '>' | '@'),
        _ => false,
    };
    is_open && !after_value && names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> Vec<String> {
        texts(code, false).unwrap().into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn texts_and_visible_attributes_of_html_are_found() {
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
    fn ids_patterns_tests_and_what_programmers_see_are_not() {
        let code = r#"//! A module about this.
            #[serde(rename = "Some name")] fn f() { match x { "Enter" | "Tab" => focus(".a b"), _ => g("an-id") }
            if x == "Escape" { x.expect("always there"); assert!(y, "must be so"); } }
            #[cfg(test)] mod tests { const X: &str = "Not this one"; } #[test] fn t() { f("Nor this") }"#;
        assert!(found(code).is_empty(), "{:?}", found(code));
    }

    #[test]
    fn a_text_has_its_line() {
        assert_eq!(texts("fn f() {\n    g(\"Two words\")\n}", false).unwrap(), [(2, "Two words".to_owned())]);
    }

    #[test]
    fn lone_words_are_found_only_where_sentences_are_made() {
        let code =
            r#"fn f() { match x { X::A => "arrived", X::B => { "lost" } X::C => g("an-id", "put") } }"#;
        assert_eq!(found(code), Vec::<String>::new());
        let texts: Vec<String> = texts(code, true).unwrap().into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["arrived", "lost"]);
    }
}
