//! Merge code cut into pieces by what they are, so that each kind has a look of its own.

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of the language.
    Keyword,
    /// A text in quotes.
    Text,
    /// A number.
    Number,
    /// A remark.
    Comment,
    /// The name of a function that is called or made.
    Function,
    /// Anything else.
    Plain,
}

impl Kind {
    /// For `data-kind` in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Text => "text",
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

/// The pieces of some code, in order; put together they are the code.
pub fn pieces(code: &str) -> Vec<(Kind, &str)> {
    let mut rest = code;
    let mut found: Vec<(Kind, &str)> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (kind, length) = piece(rest, first);
        let (piece, after) = rest.split_at(length.clamp(first.len_utf8(), rest.len()));
        found.push((kind, piece));
        rest = after;
    }
    found
}

/// What stands at the beginning, and how many bytes of it.
fn piece(rest: &str, first: char) -> (Kind, usize) {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    if rest.starts_with("//") {
        (Kind::Comment, rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        (Kind::Comment, until("*/"))
    } else if matches!(first, '"' | '`' | '\'') {
        (Kind::Text, quoted(rest, first))
    } else if first.is_ascii_digit() {
        (Kind::Number, while_(rest, |c| c.is_ascii_alphanumeric() || c == '_'))
    } else if first.is_alphabetic() || first == '_' {
        word(rest)
    } else {
        (
            Kind::Plain,
            while_(rest, |c| !(c.is_alphanumeric() || matches!(c, '_' | '"' | '`' | '\'' | '/'))).max(1),
        )
    }
}

fn word(rest: &str) -> (Kind, usize) {
    let length = while_(rest, |c| c.is_alphanumeric() || c == '_');
    let (word, after) = rest.split_at(length);
    let kind = match word {
        _ if KEYWORDS.contains(&word) => Kind::Keyword,
        _ if after.trim_start().starts_with('(') => Kind::Function,
        _ => Kind::Plain,
    };
    (kind, length)
}

/// How many bytes belong to what begins with a quote. A text that is not closed ends with its line.
fn quoted(rest: &str, quote: char) -> usize {
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

fn while_(rest: &str, holds: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !holds(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, code: &str) -> Vec<&str> {
        pieces(code).into_iter().filter(|(there, _)| *there == kind).map(|(_, piece)| piece).collect()
    }

    #[test]
    fn each_kind_is_told_apart() {
        let code = "fn merge(mine) { // both\n  let a = 12; if a > 3 { \"x // y\" } else { sum(a) } }";
        assert_eq!(of(Kind::Keyword, code), ["fn", "let", "if", "else"]);
        assert_eq!(of(Kind::Function, code), ["merge", "sum"]);
        assert_eq!(of(Kind::Number, code), ["12", "3"]);
        assert_eq!(of(Kind::Text, code), ["\"x // y\""]);
        assert_eq!(of(Kind::Comment, code), ["// both"]);
    }

    #[test]
    fn the_pieces_are_the_whole_code_whatever_it_is() {
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
            let whole: String = pieces(code).into_iter().map(|(_, piece)| piece).collect();
            assert_eq!(whole, code);
        }
    }
}
