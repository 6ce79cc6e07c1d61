//! Tokens that part of the project must not use, each with the reason.
//!
//! Tokens are compared, not text, so comments and strings are free.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item};

use crate::sources::Source;

/// A sequence of tokens, and why it is forbidden.
pub struct Forbidden {
    tokens: &'static [&'static str],
    reason: &'static str,
}

const fn forbid(tokens: &'static [&'static str], reason: &'static str) -> Forbidden {
    Forbidden { tokens, reason }
}

const CLOCK: &str = "runs use simulated time only";
const THREAD: &str = "the core is single-threaded, as the browser is";
const ORDER: &str = "hash order differs between runs; use a BTree collection";
const FLOAT: &str = "floats differ between builds; use integers";
const PANIC: &str = "the page must not panic; show the error";
const WORLD: &str = "the page holds no rule of replication; show what a view of `player` returns";

/// What would make runs differ between machines.
pub const FORBIDDEN_IN_CORE: &[Forbidden] = &[
    forbid(&["std", ":", ":", "time"], CLOCK),
    forbid(&["core", ":", ":", "time"], CLOCK),
    forbid(&["SystemTime"], CLOCK),
    forbid(&["Instant"], CLOCK),
    forbid(&["thread"], THREAD),
    forbid(&["HashMap"], ORDER),
    forbid(&["HashSet"], ORDER),
    forbid(&["f32"], FLOAT),
    forbid(&["f64"], FLOAT),
];

/// What would leak memory or abort the page, or let it judge the simulated world by rules of its own.
pub const FORBIDDEN_IN_WEB: &[Forbidden] = &[
    forbid(&[".", "forget", "("], "leaks memory; keep the value and drop it later"),
    forbid(&[".", "unwrap", "("], PANIC),
    forbid(&[".", "expect", "("], PANIC),
    forbid(&["World"], WORLD),
    forbid(&[".", "world", "("], WORLD),
];

/// Leftovers of unfinished work.
pub const FORBIDDEN_EVERYWHERE: &[Forbidden] = &[
    forbid(&["todo", "!"], "finish it"),
    forbid(&["unimplemented", "!"], "finish it"),
    forbid(&["dbg", "!"], "remove it"),
];

/// Each use of a forbidden token outside of tests.
pub fn violations(source: &Source, forbidden: &[Forbidden]) -> Vec<String> {
    let mut file = source.syntax();
    drop_tests(&mut file.items);
    find(source, file.into_token_stream(), forbidden)
}

/// Each use of a forbidden token, tests included.
pub fn violations_with_tests(source: &Source, forbidden: &[Forbidden]) -> Vec<String> {
    find(source, source.syntax().into_token_stream(), forbidden)
}

fn find(source: &Source, stream: TokenStream, forbidden: &[Forbidden]) -> Vec<String> {
    let mut tokens = Vec::new();
    flatten(stream, &mut tokens);
    let mut violations = Vec::new();
    for start in 0..tokens.len() {
        for each in forbidden {
            let here = tokens[start..].iter().map(|(text, _)| text.as_str());
            if each.tokens.len() <= tokens.len() - start
                && here.zip(each.tokens).all(|(found, wanted)| found == *wanted)
            {
                let line = tokens[start].1;
                violations.push(format!(
                    "{}:{line}: `{}`: {}",
                    source.path,
                    each.tokens.concat(),
                    each.reason
                ));
            }
        }
    }
    violations
}

/// The tokens in order, including opening brackets, with their lines.
fn flatten(stream: TokenStream, tokens: &mut Vec<(String, usize)>) {
    for token in stream {
        let line = token.span().start().line;
        match token {
            TokenTree::Group(group) => {
                let open = match group.delimiter() {
                    Delimiter::Parenthesis => "(",
                    Delimiter::Brace => "{",
                    Delimiter::Bracket => "[",
                    Delimiter::None => "",
                };
                tokens.push((open.to_owned(), line));
                flatten(group.stream(), tokens);
            }
            other => tokens.push((other.to_string(), line)),
        }
    }
}

/// Removes items that are compiled only for tests.
pub fn drop_tests(items: &mut Vec<Item>) {
    items.retain(|item| !attributes(item).iter().any(is_for_tests));
    for item in items {
        if let Item::Mod(module) = item
            && let Some((_, inner)) = &mut module.content
        {
            drop_tests(inner);
        }
    }
}

/// The attributes of an item that can be compiled only for tests.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether this is `#[cfg(test)]`.
pub fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::planted;

    /// The number of violations in a text.
    fn caught(forbidden: &[Forbidden], text: &str) -> usize {
        violations(&planted(text), forbidden).len()
    }

    #[test]
    fn tokens_forbidden_in_core_are_reported() {
        for text in [
            "use std::time::Duration;",
            "fn now() { let now = Instant::now(); }",
            "type When = SystemTime;",
            "fn go() { std::thread::spawn(|| ()); }",
            "use std::{collections::BTreeMap, thread};",
            "struct Store { map: HashMap<u8, u8> }",
            "use std::collections::HashSet;",
            "fn mean(x: f64) {}",
            "fn mean(x: u8) { let y = x as f32; }",
            "mod inner { fn mean(x: f64) {} }",
        ] {
            assert!(caught(FORBIDDEN_IN_CORE, text) > 0, "{text}");
        }
    }

    #[test]
    fn tokens_forbidden_in_web_are_reported() {
        for text in [
            "fn f() { closure.forget(); }",
            "fn f() { x.unwrap(); }",
            "fn f() { g(x.expect(\"there\")); }",
            "fn f() { html!({ x.unwrap() }) }",
            "use replication::World;",
            "fn f() { html!({ run.world().now }) }",
        ] {
            assert_eq!(caught(FORBIDDEN_IN_WEB, text), 1, "{text}");
        }
    }

    #[test]
    fn unfinished_work_in_tests_is_reported() {
        let text = "#[cfg(test)] mod tests { fn f() { todo!() } fn g() { dbg!(1); unimplemented!() } }";
        assert_eq!(violations_with_tests(&planted(text), FORBIDDEN_EVERYWHERE).len(), 3);
    }

    #[test]
    fn comments_strings_tests_and_similar_names_are_accepted() {
        let text = "//! No HashMap, no f64.\nfn f() { x.unwrap_or(1); say(\"Instant\"); mod time; }\n\
            #[cfg(test)]\nmod tests { fn f() { let x: f64 = y.unwrap(); } }";
        assert_eq!(caught(FORBIDDEN_IN_CORE, text), 0);
        assert_eq!(caught(FORBIDDEN_IN_WEB, text), 0);
    }

    #[test]
    fn violation_gives_position_and_reason() {
        let violations = violations(&planted("//! A file.\n\nfn mean(x: f64) {}"), FORBIDDEN_IN_CORE);
        assert_eq!(violations, ["planted.rs:3: `f64`: floats differ between builds; use integers"]);
    }
}
