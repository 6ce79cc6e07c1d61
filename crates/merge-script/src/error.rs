//! Turns Rhai's errors into plain sentences.
//!
//! A failed merge is an event of the run, so a sentence is part of its fingerprint: rewording one takes a new version of
//! the semantics.

use replication::MergeError;
use rhai::{Dynamic, EvalAltResult, LexError, ParseError, ParseErrorType, Position};

use crate::budget::{too_large_message, too_many_calls, too_many_steps, too_many_variables};
use crate::convert::type_description;
use crate::limits::{MAX_EXPRESSION_DEPTH, MAX_FUNCTIONS, MAX_THROWN_CHARS};

/// An error without a position.
pub fn without_position(message: impl Into<String>) -> MergeError {
    MergeError { position: None, message: message.into() }
}

/// Converts a parse error.
pub fn from_parse_error(error: &ParseError) -> MergeError {
    MergeError { position: position(error.position()), message: describe_parse_error(error.err_type()) }
}

/// Converts a runtime error, with the innermost position.
pub fn from_runtime_error(error: &EvalAltResult) -> MergeError {
    let mut innermost = error;
    let mut at = error.position();
    while let EvalAltResult::ErrorInFunctionCall(_, _, inner, _) = innermost {
        innermost = inner;
        if !inner.position().is_none() {
            at = inner.position();
        }
    }
    MergeError { position: position(at), message: describe_runtime_error(innermost) }
}

fn position(position: Position) -> Option<(u32, u32)> {
    let part = |part: Option<usize>| part.and_then(|part| u32::try_from(part).ok());
    let line = part(position.line())?;
    Some((line, part(position.position()).unwrap_or(1).max(1)))
}

fn describe_parse_error(error: &ParseErrorType) -> String {
    use ParseErrorType as E;
    match error {
        E::UnexpectedEOF => "unexpected end of code".into(),
        E::BadInput(error) => describe_lex_error(error),
        E::MissingToken(sign, _) => format!("expected {} here", quoted(sign)),
        E::MissingSymbol(_) => "something is missing here".into(),
        E::DuplicatedProperty(name) => format!("duplicate field {} in the map", quoted(name)),
        E::DuplicatedVariable(name) => format!("duplicate name {}", quoted(name)),
        E::PropertyExpected => "expected a field name; numbers must be integers".into(),
        E::VariableExpected => "expected a variable name".into(),
        E::UnknownOperator(word) | E::Reserved(word) => describe_reserved(word),
        E::MismatchedType(wanted, found) => wrong_type(wanted, found),
        E::ExprExpected(_) => "expected a value".into(),
        E::WrongFnDefinition => "a function cannot be defined inside another function or a block".into(),
        E::FnDuplicatedDefinition(name, _) => format!("function {} is defined twice", quoted(name)),
        E::FnMissingName => "the function has no name".into(),
        E::FnMissingParams(name) => {
            format!("function {} has no parameter list", quoted(name))
        }
        E::FnDuplicatedParam(name, twice) => {
            format!("function {} has two parameters named {}", quoted(name), quoted(twice))
        }
        E::FnMissingBody(_) => "the function has no body: add one in braces".into(),
        E::AssignmentToConstant(name) if !name.is_empty() => {
            format!("the constant {} cannot be changed", quoted(name))
        }
        E::AssignmentToConstant(_) | E::AssignmentToInvalidLHS(_) => "cannot assign to this".into(),
        E::VariableUndefined(name) => no_variable(name),
        E::ExprTooDeep => {
            format!("the code is nested too deeply here: {MAX_EXPRESSION_DEPTH} levels at most")
        }
        E::TooManyFunctions => format!("there are too many functions: {MAX_FUNCTIONS} at most"),
        E::LiteralTooLarge(..) => "this value is too large".into(),
        E::LoopBreak => "this is only allowed inside a loop".into(),
        E::WrongSwitchIntegerCase | E::WrongSwitchDefaultCase | E::WrongSwitchCaseCondition => {
            "this switch case is not allowed here".into()
        }
        _ => "this is not allowed here".into(),
    }
}

fn describe_lex_error(error: &LexError) -> String {
    match error {
        LexError::UnterminatedString => "the string has no closing quote".into(),
        LexError::MalformedEscapeSequence(sign) => {
            format!("invalid escape sequence {} in the string", quoted(sign))
        }
        LexError::MalformedNumber(number) => format!("{} is not an integer", quoted(number)),
        LexError::MalformedChar(_) => {
            "single quotes enclose one character; use double quotes for a string".into()
        }
        LexError::MalformedIdentifier(name) => format!("{} is not a valid name", quoted(name)),
        LexError::UnexpectedInput(sign) => format!("unexpected {}", quoted(sign)),
        LexError::ImproperSymbol(sign, _) if !sign.is_empty() => describe_reserved(sign),
        _ => "this is not allowed here".into(),
    }
}

fn describe_reserved(word: &str) -> String {
    if word.starts_with("..") {
        "write a range as range(from, to)".into()
    } else if is_word(word) {
        format!("{} is a reserved word, and merge code does not support it", quoted(word))
    } else {
        format!("unexpected {}", quoted(word))
    }
}

fn is_word(name: &str) -> bool {
    name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

fn wrong_type(wanted: &str, found: &str) -> String {
    match (type_name(wanted), type_name(found)) {
        ("this", _) => "this value has the wrong type".into(),
        (wanted, "this") => format!("expected {wanted}"),
        (wanted, found) => format!("expected {wanted}, found {found}"),
    }
}

fn no_variable(name: &str) -> String {
    format!("undefined variable {}; a function sees only its own variables", quoted(name))
}

fn describe_runtime_error(error: &EvalAltResult) -> String {
    use EvalAltResult as E;
    match error {
        E::ErrorParsing(error, _) => describe_parse_error(error),
        E::ErrorVariableNotFound(name, _) => no_variable(name),
        E::ErrorFunctionNotFound(signature, _) => no_function(signature),
        E::ErrorMismatchDataType(wanted, found, _) | E::ErrorMismatchOutputType(wanted, found, _) => {
            wrong_type(wanted, found)
        }
        E::ErrorArrayBounds(length, index, _) => {
            format!("index {index} is out of range for a list of length {length}; indexes start at 0")
        }
        E::ErrorStringBounds(length, index, _) => {
            format!("index {index} is out of range for a string of length {length}; indexes start at 0")
        }
        E::ErrorBitFieldBounds(..) => "the number has no such bit".into(),
        E::ErrorIndexingType(what, _) => {
            let container = what.split(" [").next().unwrap_or(what);
            format!("{} cannot be indexed with [ ] like this", type_name(container))
        }
        E::ErrorIndexNotFound(..) | E::ErrorPropertyNotFound(..) => "there is no such field".into(),
        E::ErrorDotExpr(what, _) => no_field(what),
        E::ErrorFor(_) => "a loop can only iterate over a list, a set or a range".into(),
        E::ErrorAssignmentToConstant(name, _) => {
            format!("{} is a constant and cannot be changed", quoted(name))
        }
        E::ErrorNonPureMethodCallOnConstant(..) => "a constant cannot be changed".into(),
        E::ErrorArithmetic(what, _) => describe_arithmetic_error(what),
        E::ErrorTooManyOperations(_) => too_many_steps(),
        E::ErrorTooManyVariables(_) => too_many_variables(),
        E::ErrorStackOverflow(_) => too_many_calls(),
        E::ErrorDataTooLarge(..) => too_large_message(),
        E::ErrorRuntime(thrown, _) => thrown_message(thrown),
        _ => "the code cannot continue here".into(),
    }
}

fn no_function(signature: &str) -> String {
    let (name, types) = signature.split_once(" (").unwrap_or((signature, ""));
    let types = types.trim_end_matches(')').split(", ").filter(|name| !name.is_empty());
    let types = types.map(type_name).collect::<Vec<_>>();
    if name.starts_with("anon$") {
        let values = if types.len() == 1 { "1 value".into() } else { format!("{} values", types.len()) };
        return format!("the function cannot be called with {values}");
    }
    match types.as_slice() {
        [] => format!("there is no function {}", quoted(name)),
        [one] => format!("{} is not defined for {one}", quoted(name)),
        [left, right] if !is_word(name) => format!("{} is not defined for {left} and {right}", quoted(name)),
        [_, _, _, _, ..] => format!("{} is not defined for {} values", quoted(name), types.len()),
        [rest @ .., last] => format!("{} is not defined for {} and {last}", quoted(name), rest.join(", ")),
    }
}

fn no_field(what: &str) -> String {
    let mut quoted_parts = what.split('\'').skip(1).step_by(2);
    match (quoted_parts.next(), quoted_parts.next()) {
        (Some(field), Some(container)) => {
            format!("there is no field {} in {}", quoted(field), type_name(container))
        }
        _ => "there is no such field here".into(),
    }
}

fn describe_arithmetic_error(what: &str) -> String {
    if what.contains("zero") {
        "division by zero".into()
    } else if what.contains("negative power") {
        "negative exponent".into()
    } else {
        "number overflow".into()
    }
}

/// The message of an error that the code threw itself.
fn thrown_message(thrown: &Dynamic) -> String {
    let Ok(text) = thrown.as_immutable_string_ref() else {
        return format!("the code threw {}", type_description(thrown));
    };
    let without_control = |letter: char| if letter.is_control() { ' ' } else { letter };
    let mut message: String = text.chars().take(MAX_THROWN_CHARS).map(without_control).collect();
    if text.chars().nth(MAX_THROWN_CHARS).is_some() {
        message.push('…');
    }
    let message = message.trim();
    if message.is_empty() { "the code threw an error without a message".into() } else { message.into() }
}

/// The name of a Rhai type in error messages.
fn type_name(rhai_type: &str) -> &'static str {
    match rhai_type {
        "()" => "()",
        "bool" => "true or false",
        "number" | "i64" => "a number",
        "char" => "a character",
        "list" | "array" => "a list",
        "map" => "a map",
        "set" => "a set",
        "Fn" => "a function",
        name if name.contains("bool") => "true or false",
        name if name.contains("integer") || name.contains("numeric") => "a number",
        name if name.contains("text") || name.contains("tring") => "a string",
        name if name.contains("ange") => "a range",
        _ => "this",
    }
}

/// A piece of the code in quotes, shortened and without control characters.
fn quoted(piece: &str) -> String {
    let shortened: String = piece.chars().filter(|letter| !letter.is_control()).take(40).collect();
    format!("“{shortened}”")
}
