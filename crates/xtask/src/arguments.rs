//! Command-line arguments that several commands read alike.

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
    parser.value()?.into_string().map_err(|value| {
        Error::new(format!("the argument `{}` is not text in UTF-8", value.to_string_lossy()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_option_is_named() {
        let error = expect_none(Parser::from_args(["--prot", "1"])).unwrap_err().to_string();
        assert!(error.contains("--prot") && error.contains("cargo xtask help"), "{error}");
    }

    #[test]
    fn an_option_without_its_value_is_named() {
        let mut parser = Parser::from_args(["--port"]);
        parser.next().unwrap();
        let error = text(&mut parser).unwrap_err().to_string();
        assert!(error.contains("--port"), "{error}");
    }
}
