//! Each kind of question, goal and mistake, on small runs.

mod goals;
mod mistakes;
mod questions;
mod records;
mod support;
