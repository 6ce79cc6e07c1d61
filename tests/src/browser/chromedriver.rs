//! chromedriver, through which a test controls its browser, on a free port.

use std::io::{self, BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

use tempfile::TempDir;

use super::Error;
use super::watchdog::Watchdog;

/// What chromedriver prints before its port number.
const READY_MESSAGE: &str = "was started successfully on port ";

/// How many starts to try. chromedriver picks a free port but exits if another program takes it before it listens,
/// which happens now and then when many tests run at once.
const MAX_STARTS: usize = 5;

/// A running chromedriver. It and its browser are killed when it is dropped, or when the test program ends.
pub struct Chromedriver {
    process: Child,
    port: u16,
    watchdog: Option<Watchdog>,
}

impl Chromedriver {
    /// Starts the program in `CHROMEDRIVER`, or the one on PATH.
    pub fn start() -> Result<Self, Error> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut output = String::new();
        for _ in 0..MAX_STARTS {
            match Self::try_start(&program)? {
                Ok(chromedriver) => return Ok(chromedriver),
                Err(printed) => output = printed,
            }
        }
        Err(Error::Chromedriver(format!("`{program}` did not print its port, but:\n{output}")))
    }

    /// A running chromedriver, or what it printed instead of its port.
    fn try_start(program: &str) -> Result<Result<Self, String>, Error> {
        // The driver and its browser leave temporary files behind, and profiles would soon fill a small disk.
        let folder = TempDir::new()
            .map_err(|reason| Error::Chromedriver(format!("cannot create a temporary folder: {reason}")))?
            .keep();
        let process = spawn(program, &folder).map_err(|reason| {
            Error::Chromedriver(format!("`{program}`: {reason}; run `cargo xtask test`, which installs it"))
        })?;
        let mut chromedriver = Self { process, port: 0, watchdog: None };
        let watchdog = Watchdog::start(chromedriver.process.id(), &folder)
            .map_err(|reason| Error::Chromedriver(format!("cannot be watched: {reason}")))?;
        chromedriver.watchdog = Some(watchdog);
        Ok(chromedriver.process.stdout.take().map_or(Err(String::new()), read_port).map(|port| {
            chromedriver.port = port;
            chromedriver
        }))
    }

    /// The address of the driver.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // First, while the process group has its leader.
        drop(self.watchdog.take());
        // Both fail if it has already exited, which is fine.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs the program with this folder for temporary files, as the leader of the group that its browser belongs to.
fn spawn(program: &str, folder: &Path) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.arg("--port=0").env("TMPDIR", folder).process_group(0);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()
}

/// Reads the output up to the port, or returns all of it if there is none. A thread discards the rest, so that the
/// pipe does not fill up.
fn read_port(output: ChildStdout) -> Result<u16, String> {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let mut printed = String::new();
    let port = lines.by_ref().find_map(|line| {
        printed += &line;
        printed.push('\n');
        parse_port(&line)
    });
    thread::spawn(move || lines.for_each(drop));
    port.ok_or(printed)
}

fn parse_port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once(READY_MESSAGE)?;
    port.trim_end_matches('.').parse().ok()
}
