//! Patterns name a registered variant only in its registry: other code calls methods of its trait or reads its
//! described options, so that a new policy or topology needs no change there.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Expr, Macro, Pat, Path, Token};

use crate::sources::Source;

/// The registered enums.
const REGISTERED: [&str; 4] = ["Policy", "Topology", "MergeRule", "DataType"];
/// The folders that may match on their variants.
const ALLOWED: [&str; 3] = [
    "crates/replication/src/policy/",
    "crates/replication/src/topology/",
    "crates/replication/src/registry/",
];

/// Each pattern elsewhere that names a variant.
pub fn violations(source: &Source) -> Vec<String> {
    if ALLOWED.iter().any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    let mut finder = Finder { path: &source.path, violations: Vec::new() };
    finder.visit_file(&source.syntax());
    finder.violations
}

struct Finder<'a> {
    path: &'a str,
    violations: Vec<String>,
}

impl Finder<'_> {
    fn check_path(&mut self, path: &Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let [.., name, variant] = names.as_slice() else {
            return;
        };
        if let (true, Some(first)) = (REGISTERED.contains(&name.as_str()), path.segments.first()) {
            self.report(name, variant, first.ident.span().start().line);
        }
    }

    fn report(&mut self, name: &str, variant: &str, line: usize) {
        self.violations.push(format!(
            "{}:{line}: a pattern names `{name}::{variant}`; call a method of its trait instead",
            self.path
        ));
    }

    /// Finds patterns in the tokens of a macro: the pattern of `matches!`, and whatever precedes `=>` or `=`.
    fn visit_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
        let group = |at: usize| match tokens.get(at) {
            Some(TokenTree::Group(group)) => Some(group.stream()),
            _ => None,
        };
        for at in 0..tokens.len() {
            match group(at) {
                Some(inner) if at >= 2 && is(at - 2, "matches") && is(at - 1, "!") => {
                    self.visit_matches(inner);
                }
                Some(inner) => self.visit_tokens(inner),
                None => {}
            }
            let name = tokens[at].to_string();
            if REGISTERED.contains(&name.as_str()) && is(at + 1, ":") && is(at + 2, ":") {
                let next = if group(at + 4).is_some() { at + 5 } else { at + 4 };
                if let (true, false, Some(variant)) = (is(next, "="), is(next + 1, "="), tokens.get(at + 3)) {
                    self.report(&name, &variant.to_string(), tokens[at].span().start().line);
                }
            }
        }
    }

    fn visit_matches(&mut self, arguments: TokenStream) {
        let parse = |input: ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let rest: TokenStream = input.parse()?;
            Ok((value, pattern, rest))
        };
        if let Ok((value, pattern, rest)) = parse.parse2(arguments) {
            self.visit_expr(&value);
            self.visit_pat(&pattern);
            self.visit_tokens(rest);
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            Pat::TupleStruct(pattern) => self.check_path(&pattern.path),
            Pat::Struct(pattern) => self.check_path(&pattern.path),
            Pat::Path(pattern) => self.check_path(&pattern.path),
            // No other pattern names a variant; `Pat` is non-exhaustive.
            _ => {}
        }
        visit::visit_pat(self, pattern);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        match called.path.is_ident("matches") {
            true => self.visit_matches(called.tokens.clone()),
            false => self.visit_tokens(called.tokens.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::planted;

    fn caught(text: &str) -> usize {
        violations(&planted(text)).len()
    }

    #[test]
    fn pattern_that_names_a_variant_is_reported() {
        for text in [
            "fn f() { match policy { Policy::Merge(_) => 1, _ => 2 }; }",
            "fn f() { match (one, other) { (_, replication::Policy::Merge(merge)) => 1, _ => 2 }; }",
            "fn f() { if let Some(Topology::Star(star)) = topology { say(star); } }",
            "fn f() { let Policy::Avoidance(avoidance) = policy else { return; }; }",
            "fn f() -> bool { matches!(data_type, DataType::Set(_)) }",
            "fn f() { assert!(!matches!(merge.with, MergeRule::Script(_) if long)); }",
            "fn f() { html! { if let MergeRule::Script(script) = &merge.with { <Code /> } } }",
            "fn f() { html! { { match policy { Policy::None(_) => 1, _ => 2 } } } }",
        ] {
            assert_eq!(caught(text), 1, "{text}");
        }
    }

    #[test]
    fn expressions_commands_and_the_registry_are_accepted() {
        for text in [
            "fn f() { let policy = Policy::Merge(Merge::default()); }",
            "fn f() -> bool { policy == Policy::Merge(merge) }",
            "fn f() { assert!(Policy::Merge(merge) == policy); }",
            "fn f() { match command { Command::Policy(policy) => policy, _ => other }; }",
            "fn f() -> bool { matches!(command, Command::Topology(_)) }",
            "fn f() { Policy::VARIANTS.iter().map(|variant| variant.id); }",
        ] {
            assert_eq!(caught(text), 0, "{text}");
        }
        let text = "fn f() { match policy { Policy::Merge(_) => 1, _ => 2 }; }".to_owned();
        let path = "crates/replication/src/policy/mod.rs".to_owned();
        assert_eq!(violations(&Source { path, text }), Vec::<String>::new());
    }
}
