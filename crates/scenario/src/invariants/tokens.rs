//! The words of an invariant, each with its place.

use replication::excerpt;

use super::error::InvariantError;
use super::limits::MAX_INVARIANT_BYTES;

/// A word of an invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    Text(String),
    Number(i64),
    /// `(`, `)`, `.`, `,`, `+`, `-` or a comparison.
    Sign(&'static str),
    End,
}

impl Token {
    /// As a message quotes it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Name(name) => format!("“{}”", excerpt(name)),
            Self::Text(text) => format!("the string \"{}\"", excerpt(text)),
            Self::Number(number) => format!("the number {number}"),
            Self::Sign(sign) => format!("“{sign}”"),
            Self::End => "the end".into(),
        }
    }
}

/// The longer ones first.
const SIGNS: &[(&str, &str)] = &[
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("==", "="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("(", "("),
    (")", ")"),
    (".", "."),
    (",", ","),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
];

/// Splits a text into words, each with its place in characters from 1. The last is the end.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, InvariantError> {
    if text.len() > MAX_INVARIANT_BYTES {
        let problem =
            format!("an invariant can have at most {MAX_INVARIANT_BYTES} bytes; this one has {}", text.len());
        return Err(InvariantError::new(1, problem));
    }
    let (mut found, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start();
        let place = text[..text.len() - rest.len()].chars().count() + 1;
        let Some(first) = rest.chars().next() else {
            found.push((place, Token::End));
            return Ok(found);
        };
        let (token, length) = token(first, rest, place)?;
        rest = &rest[length..];
        found.push((place, token));
    }
}

/// The first word, and its length in bytes.
fn token(first: char, rest: &str, place: usize) -> Result<(Token, usize), InvariantError> {
    if first == '"' {
        return quoted(rest, place);
    }
    if let Some((sign, meaning)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return Ok((Token::Sign(meaning), sign.len()));
    }
    let length = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
    let word = &rest[..length];
    if first.is_ascii_digit() {
        let number = word.parse().map_err(|_| {
            InvariantError::new(place, format!("“{}” is not a whole number, or is too large", excerpt(word)))
        })?;
        return Ok((Token::Number(number), length));
    }
    if word.is_empty() {
        let shown = excerpt(&first.to_string());
        return Err(InvariantError::new(place, format!("unexpected “{shown}”")));
    }
    Ok((Token::Name(word.to_owned()), length))
}

/// A text in quotes, in which `\"` and `\\` stand for a quote and a backslash.
fn quoted(rest: &str, place: usize) -> Result<(Token, usize), InvariantError> {
    let (mut text, mut is_escaped) = (String::new(), false);
    for (at, letter) in rest.char_indices().skip(1) {
        match (is_escaped, letter) {
            (false, '"') => return Ok((Token::Text(text), at + 1)),
            (false, '\\') => is_escaped = true,
            (true, '"' | '\\') | (false, _) => {
                text.push(letter);
                is_escaped = false;
            }
            (true, _) => {
                let place = place + rest[..at].chars().count();
                return Err(InvariantError::new(
                    place,
                    "a backslash can only precede a quote or a backslash",
                ));
            }
        }
    }
    Err(InvariantError::new(place, "this string has no closing quote"))
}
