//! What a command says while it works: one line on standard error for each step it begins.

/// Say which step begins.
pub fn step(sentence: &str) {
    eprintln!("==> {sentence}");
}
