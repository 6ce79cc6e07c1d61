//! The tokenizer behind the syntax highlighting of merge code.

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword of the language.
    Keyword,
    /// A string literal, in any of the three kinds of quotes.
    Str,
    /// A numeric literal.
    Number,
    /// A comment, to the end of the line or between `/*` and `*/`.
    Comment,
    /// The name of a function in a call or definition.
    Function,
    /// Anything else, white space included.
    Plain,
}

impl TokenKind {
    /// The value of `data-kind` in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Str => "text",
            Self::Number => "number",
            Self::Comment => "comment",
            Self::Function => "function",
            Self::Plain => "plain",
        }
    }
}

const KEYWORDS: &[&str] = &[
    "fn", "let", "const", "if", "else", "switch", "for", "in", "while", "loop", "do", "until", "return",
    "throw", "break", "continue", "true", "false",
];

/// Splits code into tokens; their concatenation is the code.
pub fn tokenize(code: &str) -> Vec<(TokenKind, &str)> {
    let mut rest = code;
    let mut tokens: Vec<(TokenKind, &str)> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (kind, length) = next_token(rest, first);
        let (token, after) = rest.split_at(length.clamp(first.len_utf8(), rest.len()));
        tokens.push((kind, token));
        rest = after;
    }
    tokens
}

/// The kind and the length in bytes of the first token.
fn next_token(rest: &str, first: char) -> (TokenKind, usize) {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    if rest.starts_with("//") {
        (TokenKind::Comment, rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        (TokenKind::Comment, until("*/"))
    } else if matches!(first, '"' | '`' | '\'') {
        (TokenKind::Str, string_len(rest, first))
    } else if first.is_ascii_digit() {
        (TokenKind::Number, prefix_len(rest, |c| c.is_ascii_alphanumeric() || c == '_'))
    } else if first.is_alphabetic() || first == '_' {
        word_token(rest)
    } else {
        (
            TokenKind::Plain,
            prefix_len(rest, |c| !(c.is_alphanumeric() || matches!(c, '_' | '"' | '`' | '\'' | '/'))).max(1),
        )
    }
}

fn word_token(rest: &str) -> (TokenKind, usize) {
    let length = prefix_len(rest, |c| c.is_alphanumeric() || c == '_');
    let (word, after) = rest.split_at(length);
    let kind = match word {
        _ if KEYWORDS.contains(&word) => TokenKind::Keyword,
        _ if after.trim_start().starts_with('(') => TokenKind::Function,
        _ => TokenKind::Plain,
    };
    (kind, length)
}

/// The length in bytes of a string literal. An unterminated one ends with its line, except in backquotes.
fn string_len(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' if quote != '`' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn prefix_len(rest: &str, matches_char: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !matches_char(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: TokenKind, code: &str) -> Vec<&str> {
        tokenize(code)
            .into_iter()
            .filter(|(token_kind, _)| *token_kind == kind)
            .map(|(_, token)| token)
            .collect()
    }

    #[test]
    fn tokens_have_the_right_kind() {
        let code = "fn merge(mine) { // both\n  let a = 12; if a > 3 { \"x // y\" } else { sum(a) } }";
        assert_eq!(of(TokenKind::Keyword, code), ["fn", "let", "if", "else"]);
        assert_eq!(of(TokenKind::Function, code), ["merge", "sum"]);
        assert_eq!(of(TokenKind::Number, code), ["12", "3"]);
        assert_eq!(of(TokenKind::Str, code), ["\"x // y\""]);
        assert_eq!(of(TokenKind::Comment, code), ["// both"]);
    }

    #[test]
    fn tokens_concatenate_to_the_source() {
        for code in [
            "",
            "/",
            "/* open",
            "\"open\nnext",
            "\"a\\\"b\"c",
            "größe(ü)",
            "`a ${b}\n c`",
            "1_000é",
            "\u{1f600}//",
        ] {
            let whole: String = tokenize(code).into_iter().map(|(_, token)| token).collect();
            assert_eq!(whole, code);
        }
    }
}
