//! Prints the glossary as Markdown; `cargo xtask glossary` writes it to GLOSSARY.md.

fn main() {
    print!("{}", explain::glossary());
}
