//! The `polyleader` command as a user sees it, one command or subject in each module. One program, because linking takes
//! longer than most tests.

mod check;
mod command;
mod diagram;
mod laws;
mod mistakes;
