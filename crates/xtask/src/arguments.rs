//! The options of one command: flags and options with a value, in any order.

use crate::failure::{Failure, Result};

/// The words after a command's name that have not been understood yet.
pub struct Arguments {
    command: &'static str,
    words: Vec<String>,
}

impl Arguments {
    /// The words given to `command`.
    pub fn new(command: &'static str, words: Vec<String>) -> Self {
        Self { command, words }
    }

    /// Takes `--name`, and says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.words.iter().position(|word| word == name);
        found.map(|at| self.words.remove(at)).is_some()
    }

    /// Takes `--name value` or `--name=value`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        let Some(at) = self.words.iter().position(|word| word == name || word.starts_with(&joined)) else {
            return Ok(None);
        };
        let word = self.words.remove(at);
        if let Some(value) = word.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.words.len() {
            Ok(Some(self.words.remove(at)))
        } else {
            Err(Failure::new(format!("{name} needs a value")))
        }
    }

    /// Nothing else may be left: an option that no one understood is a mistake worth a sentence.
    pub fn finish(self) -> Result<()> {
        match self.words.first() {
            None => Ok(()),
            Some(word) => Err(Failure::new(format!(
                "`cargo xtask {}` does not know `{word}`; `cargo xtask help` lists what it takes",
                self.command
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments::new("serve", words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn options_are_found_in_any_order_and_in_both_forms() {
        let mut given = arguments(&["--after", "3", "--dev", "--fragment=#s1.x"]);
        assert!(given.flag("--dev"));
        assert_eq!(given.value("--fragment").unwrap().as_deref(), Some("#s1.x"));
        assert_eq!(given.value("--after").unwrap().as_deref(), Some("3"));
        assert!(given.finish().is_ok());
    }

    #[test]
    fn an_unknown_option_is_named() {
        let failure = arguments(&["--prot", "1"]).finish().unwrap_err().to_string();
        assert!(failure.contains("--prot"), "{failure}");
    }

    #[test]
    fn an_option_without_its_value_is_named() {
        let failure = arguments(&["--port"]).value("--port").unwrap_err().to_string();
        assert_eq!(failure, "--port needs a value");
    }
}
