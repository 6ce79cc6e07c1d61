//! What the project's own tests use of its commands.

pub mod strings;
