//! A function fits on a screen.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, ItemFn, Signature, TraitItemFn};

use crate::sources::Source;

/// Lines from `fn` to the closing brace; what stands above it does not count.
const MOST_LINES: usize = 70;

/// Each function that is longer.
pub fn faults(source: &Source) -> Vec<String> {
    let mut looker = Looker { path: &source.path, faults: Vec::new() };
    looker.visit_file(&source.syntax());
    looker.faults
}

struct Looker<'a> {
    path: &'a str,
    faults: Vec<String>,
}

impl Looker<'_> {
    fn measure(&mut self, signature: &Signature, body: Span) {
        let first = signature.span().start().line;
        let lines = body.end().line - first + 1;
        if lines > MOST_LINES {
            let name = &signature.ident;
            self.faults.push(format!(
                "{}:{first}: `{name}` has {lines} lines, and at most {MOST_LINES} fit on a screen",
                self.path
            ));
        }
    }
}

/// A plain match over every variant may be longer, if it says so: clippy then holds it to be longer.
fn is_exempt(attributes: &[Attribute]) -> bool {
    let says_so = |attribute: &Attribute| {
        let expected = attribute.meta.require_list().map(|list| list.tokens.to_string());
        attribute.path().is_ident("expect") && expected.is_ok_and(|it| it.contains("too_many_lines"))
    };
    attributes.iter().any(says_so)
}

impl<'ast> Visit<'ast> for Looker<'_> {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if !is_exempt(&function.attrs) {
            self.measure(&function.sig, function.block.span());
        }
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !is_exempt(&function.attrs) {
            self.measure(&function.sig, function.block.span());
        }
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.measure(&function.sig, body.span());
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::planted;

    /// A function of so many lines.
    fn function(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    step();\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_longer_than_a_screen_is_caught_wherever_it_stands() {
        let long = function(MOST_LINES + 1);
        for text in [
            long.clone(),
            format!("impl X {{ {long} }}"),
            format!("trait X {{ {long} }}"),
            format!("mod x {{ fn f() {{ {long} }} }}"),
        ] {
            assert!(!faults(&planted(&text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_long_match_that_expects_clippys_lint_is_let_be() {
        let long = function(MOST_LINES + 1);
        let text = format!("#[expect(clippy::too_many_lines, reason = \"a match\")] {long}");
        assert!(faults(&planted(&text)).is_empty());
    }

    #[test]
    fn a_function_of_a_screen_is_let_be() {
        let text = format!("/// Text.\n/// Text.\n{}", function(MOST_LINES));
        assert!(faults(&planted(&text)).is_empty());
    }
}
