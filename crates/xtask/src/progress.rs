//! Progress messages: one line on standard error for each step that begins.

/// Prints that a step begins.
pub fn step(sentence: &str) {
    eprintln!("==> {sentence}");
}
