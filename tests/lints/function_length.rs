//! A function fits on a screen, unless it is one exhaustive `match` that is marked so.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, ImplItemFn, ItemFn, Pat, Signature, Stmt, TraitItemFn};

use crate::sources::Source;

/// Lines from `fn` to the closing brace, without doc comments and attributes.
const MAX_LINES: usize = 70;

/// Each function that is too long.
pub fn violations(source: &Source) -> Vec<String> {
    let mut check = LengthCheck { path: &source.path, violations: Vec::new() };
    check.visit_file(&source.syntax());
    check.violations
}

struct LengthCheck<'a> {
    path: &'a str,
    violations: Vec<String>,
}

impl LengthCheck<'_> {
    fn measure(&mut self, attributes: &[Attribute], signature: &Signature, body: &Block) {
        if attributes.iter().any(expects_many_lines) && is_exhaustive_match(body) {
            return;
        }
        let first = signature.span().start().line;
        let lines = body.span().end().line - first + 1;
        if lines > MAX_LINES {
            let name = &signature.ident;
            self.violations
                .push(format!("{}:{first}: `{name}` has {lines} lines; the limit is {MAX_LINES}", self.path));
        }
    }
}

impl<'ast> Visit<'ast> for LengthCheck<'_> {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.measure(&function.attrs, &function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.measure(&function.attrs, &function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.measure(&function.attrs, &function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

/// Whether this is `#[expect(clippy::too_many_lines, reason = "…")]`.
fn expects_many_lines(attribute: &Attribute) -> bool {
    let text = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
    attribute.path().is_ident("expect") && text.contains("too_many_lines") && text.contains("reason")
}

/// Whether the function is a single `match` that names every variant.
fn is_exhaustive_match(body: &Block) -> bool {
    let [Stmt::Expr(Expr::Match(whole), _)] = &body.stmts[..] else { return false };
    whole.arms.iter().all(|arm| !matches!(arm.pat, Pat::Wild(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::planted;

    /// A function with this number of lines.
    fn function(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    step();\n".repeat(lines - 2))
    }

    #[test]
    fn long_function_is_reported_in_any_item() {
        let long = function(MAX_LINES + 1);
        for text in [
            long.clone(),
            format!("impl X {{ {long} }}"),
            format!("trait X {{ {long} }}"),
            format!("mod x {{ fn f() {{ {long} }} }}"),
        ] {
            assert!(!violations(&planted(&text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn function_that_fits_on_a_screen_is_accepted() {
        let text = format!("/// Text.\n/// Text.\n{}", function(MAX_LINES));
        assert!(violations(&planted(&text)).is_empty());
    }

    #[test]
    fn long_exhaustive_match_with_a_reason_is_accepted() {
        let long = |attribute: &str, last: &str| {
            let arms = "    X::A => 1,\n".repeat(MAX_LINES);
            violations(&planted(&format!("{attribute}fn long(x: X) -> u8 {{ match x {{\n{arms}{last} }} }}")))
                .is_empty()
        };
        let expected = "#[expect(clippy::too_many_lines, reason = \"one arm for each event\")]\n";
        assert!(long(expected, ""));
        assert!(!long("", ""));
        assert!(!long("#[expect(clippy::too_many_lines)]\n", ""));
        assert!(!long(expected, "_ => 2"));
    }
}
