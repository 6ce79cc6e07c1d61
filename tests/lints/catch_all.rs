//! A `match` names its variants: no catch-all arm that panics with `unreachable!`, which would hide a new variant
//! from the compiler.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, Expr, Pat, Stmt};

use crate::sources::Source;
use crate::tokens::drop_tests;

const PANICS: [&str; 2] = ["unreachable", "unreachable_unchecked"];

/// Each such arm outside of tests.
pub fn violations(source: &Source) -> Vec<String> {
    let mut file = source.syntax();
    drop_tests(&mut file.items);
    let mut finder = Finder { path: &source.path, violations: Vec::new() };
    finder.visit_file(&file);
    finder.violations
}

struct Finder<'a> {
    path: &'a str,
    violations: Vec<String>,
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_arm(&mut self, arm: &'ast Arm) {
        let catches_all = matches!(&arm.pat, Pat::Wild(_))
            || matches!(&arm.pat, Pat::Ident(name) if name.subpat.is_none() && is_variable(&name.ident.to_string()));
        if catches_all && ends_in_panic(&arm.body) {
            let line = arm.span().start().line;
            self.violations.push(format!(
                "{}:{line}: a catch-all arm ends in `unreachable!`; name the variants",
                self.path
            ));
        }
        visit::visit_arm(self, arm);
    }
}

/// Constants and variants start with a capital letter.
fn is_variable(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_uppercase())
}

fn ends_in_panic(body: &Expr) -> bool {
    match body {
        Expr::Block(block) => match block.block.stmts.last() {
            Some(Stmt::Expr(last, _)) => ends_in_panic(last),
            Some(Stmt::Macro(last)) => names_panic(last.mac.path.to_token_stream()),
            _ => false,
        },
        Expr::Unsafe(block) => block.block.stmts.iter().any(|stmt| names_panic(stmt.to_token_stream())),
        Expr::Macro(call) => names_panic(call.mac.path.to_token_stream()),
        Expr::Call(call) => names_panic(call.func.to_token_stream()),
        _ => false,
    }
}

fn names_panic(tokens: proc_macro2::TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => PANICS.iter().any(|panic| name == panic),
        TokenTree::Group(group) => names_panic(group.stream()),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::planted;

    fn caught(arm: &str) -> bool {
        let text = format!("fn f() {{ match x {{ X::A => 1, {arm} }} }}");
        !violations(&planted(&text)).is_empty()
    }

    #[test]
    fn panicking_catch_all_is_reported() {
        for arm in [
            "_ => unreachable!()",
            "_ => unreachable!(\"no setting\"),",
            "other => unreachable!(\"{other:?}\"),",
            "_ if y => { note(); unreachable!() }",
            "_ => { std::unreachable!(); }",
            "_ => unsafe { std::hint::unreachable_unchecked() },",
        ] {
            assert!(caught(arm), "{arm}");
        }
    }

    #[test]
    fn named_variants_and_harmless_catch_alls_are_accepted() {
        for arm in ["X::B => unreachable!(),", "_ => 2,", "other => note(other),", "NONE => unreachable!(),"]
        {
            assert!(!caught(arm), "{arm}");
        }
    }
}
