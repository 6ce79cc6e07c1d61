//! The program between a test and its browser, on a port that it chooses itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

use super::Trouble;

/// What chromedriver says before the number of its port.
const READY: &str = "was started successfully on port ";

/// A running chromedriver, ended when dropped.
pub struct Chromedriver {
    process: Child,
    port: u16,
}

impl Chromedriver {
    /// Starts it: `CHROMEDRIVER`, or the one on PATH.
    pub fn start() -> Result<Self, Trouble> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|reason| {
                Trouble::Chromedriver(format!("`{program}`: {reason}; `cargo xtask test` sets it up"))
            })?;
        let port = process.stdout.take().and_then(read_port);
        match port {
            Some(port) => Ok(Self { process, port }),
            None => {
                end(&mut process);
                Err(Trouble::Chromedriver(format!("`{program}` did not say its port")))
            }
        }
    }

    /// Where the driver is spoken to.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

fn end(process: &mut Child) {
    // It may have ended by itself, and then there is nothing left to do.
    let _ = process.kill();
    let _ = process.wait();
}

/// Reads until the port is told, and lets the rest run into the void, or the pipe would fill up.
fn read_port(output: ChildStdout) -> Option<u16> {
    let mut lines = BufReader::new(output).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
    thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    port
}

fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once(READY)?;
    port.trim_end_matches('.').parse().ok()
}
