//! The program between a test and its browser, on a port that it chooses itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

use tempfile::TempDir;

use super::Error;

/// What chromedriver says before the number of its port.
const READY: &str = "was started successfully on port ";

/// How often it is started. It looks for a port that is free, and ends if another program has taken that port by
/// the time it listens there: where many tests run at once, that happens now and then.
const ATTEMPTS: usize = 5;

/// A running chromedriver, ended when dropped.
pub struct Chromedriver {
    process: Child,
    port: u16,
    // Dropped after the process has ended, and then removed.
    _files: TempDir,
}

impl Chromedriver {
    /// Starts it: `CHROMEDRIVER`, or the one on PATH.
    pub fn start() -> Result<Self, Error> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut said = String::new();
        for _ in 0..ATTEMPTS {
            match Self::attempt(&program)? {
                Ok(started) => return Ok(started),
                Err(instead) => said = instead,
            }
        }
        Err(Error::Chromedriver(format!("`{program}` did not say its port, but:\n{said}")))
    }

    /// A running one, or what it said instead of its port.
    fn attempt(program: &str) -> Result<Result<Self, String>, Error> {
        // What the driver and its browser lay down and forget: profiles alone would fill a small disk.
        let files =
            TempDir::new().map_err(|reason| Error::Chromedriver(format!("no folder for it: {reason}")))?;
        let mut process = Command::new(program)
            .arg("--port=0")
            .env("TMPDIR", files.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|reason| {
                Error::Chromedriver(format!("`{program}`: {reason}; `cargo xtask test` sets it up"))
            })?;
        Ok(match process.stdout.take().map_or(Err(String::new()), read_port) {
            Ok(port) => Ok(Self { process, port, _files: files }),
            Err(said) => {
                end(&mut process);
                Err(said)
            }
        })
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

/// Reads until the port is told, and lets the rest run into the void, or the pipe would fill up; otherwise what
/// was said until it ended.
fn read_port(output: ChildStdout) -> Result<u16, String> {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let mut said = String::new();
    let port = lines.by_ref().find_map(|line| {
        said += &line;
        said.push('\n');
        port_in(&line)
    });
    thread::spawn(move || lines.for_each(drop));
    port.ok_or(said)
}

fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once(READY)?;
    port.trim_end_matches('.').parse().ok()
}
