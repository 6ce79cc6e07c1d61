//! Parsing command-line arguments, as several commands do it.

use lexopt::Parser;

use crate::error::{Error, Result};

/// Accepts no further arguments.
pub fn expect_none(mut parser: Parser) -> Result<()> {
    match parser.next()? {
        None => Ok(()),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

/// The value of the option just read, as text.
pub fn text(parser: &mut Parser) -> Result<String> {
    parser
        .value()?
        .into_string()
        .map_err(|value| Error::new(format!("the argument `{}` is not valid UTF-8", value.to_string_lossy())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_option_is_named_in_the_error() {
        let error = expect_none(Parser::from_args(["--prot", "1"])).unwrap_err().to_string();
        assert!(error.contains("--prot") && error.contains("cargo xtask help"), "{error}");
    }

    #[test]
    fn option_without_a_value_is_named_in_the_error() {
        let mut parser = Parser::from_args(["--port"]);
        parser.next().unwrap();
        let error = text(&mut parser).unwrap_err().to_string();
        assert!(error.contains("--port"), "{error}");
    }
}
