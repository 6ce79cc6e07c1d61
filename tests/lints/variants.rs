//! A variant of a registry is named in a pattern only where it is registered: whoever asks a policy or a topology
//! for something asks by a method of its trait, or by its described options, so that one more needs no change.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Expr, Macro, Pat, Path, Token};

use crate::sources::Source;

/// The enums of the registry.
const REGISTERED: [&str; 4] = ["Policy", "Topology", "MergeRule", "DataType"];
/// Where their variants may be told apart.
const ALLOWED: [&str; 3] = [
    "crates/replication/src/policy/",
    "crates/replication/src/topology/",
    "crates/replication/src/registry/",
];

/// Each pattern elsewhere that names a variant.
pub fn faults(source: &Source) -> Vec<String> {
    if ALLOWED.iter().any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    let mut looker = Looker { path: &source.path, faults: Vec::new() };
    looker.visit_file(&source.syntax());
    looker.faults
}

struct Looker<'a> {
    path: &'a str,
    faults: Vec<String>,
}

impl Looker<'_> {
    fn look_at(&mut self, path: &Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let [.., name, variant] = names.as_slice() else {
            return;
        };
        if let (true, Some(first)) = (REGISTERED.contains(&name.as_str()), path.segments.first()) {
            self.report(name, variant, first.ident.span().start().line);
        }
    }

    fn report(&mut self, name: &str, variant: &str, line: usize) {
        self.faults.push(format!(
            "{}:{line}: a pattern names `{name}::{variant}`; ask by a method of its trait instead",
            self.path
        ));
    }

    /// Looks for patterns among the tokens of a macro: what `matches!` compares with, and whatever stands before
    /// `=>` or `=`.
    fn look_among(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let says = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
        let group = |at: usize| match tokens.get(at) {
            Some(TokenTree::Group(group)) => Some(group.stream()),
            _ => None,
        };
        for at in 0..tokens.len() {
            match group(at) {
                Some(inner) if at >= 2 && says(at - 2, "matches") && says(at - 1, "!") => {
                    self.look_at_matches(inner);
                }
                Some(inner) => self.look_among(inner),
                None => {}
            }
            let name = tokens[at].to_string();
            if REGISTERED.contains(&name.as_str()) && says(at + 1, ":") && says(at + 2, ":") {
                let next = if group(at + 4).is_some() { at + 5 } else { at + 4 };
                if let (true, false, Some(variant)) =
                    (says(next, "="), says(next + 1, "="), tokens.get(at + 3))
                {
                    self.report(&name, &variant.to_string(), tokens[at].span().start().line);
                }
            }
        }
    }

    fn look_at_matches(&mut self, arguments: TokenStream) {
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
            self.look_among(rest);
        }
    }
}

impl<'ast> Visit<'ast> for Looker<'_> {
    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            Pat::TupleStruct(pattern) => self.look_at(&pattern.path),
            Pat::Struct(pattern) => self.look_at(&pattern.path),
            Pat::Path(pattern) => self.look_at(&pattern.path),
            // No other pattern names a variant; `Pat` may grow.
            _ => {}
        }
        visit::visit_pat(self, pattern);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        match called.path.is_ident("matches") {
            true => self.look_at_matches(called.tokens.clone()),
            false => self.look_among(called.tokens.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::planted;

    fn caught(text: &str) -> usize {
        faults(&planted(text)).len()
    }

    #[test]
    fn a_pattern_that_names_a_variant_is_caught() {
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
    fn expressions_commands_and_the_registry_itself_are_let_be() {
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
        assert_eq!(faults(&Source { path, text }), Vec::<String>::new());
    }
}
