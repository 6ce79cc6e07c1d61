//! The parts of xtask that the project's tests use.

pub mod strings;
