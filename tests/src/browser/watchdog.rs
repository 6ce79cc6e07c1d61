//! Ends programs that would outlive a test program: a test program ends without dropping what is in statics.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Waits until its input is closed, which happens however the test program ends. Then kills the process group and removes
/// the folder that it is given; while the processes are dying, they may still write to it.
const SCRIPT: &str = "cat; kill -s KILL -- \"-$1\"; \
    for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf -- \"$2\" && break; sleep 0.1; done";

/// Kills a group of processes and removes their folder, when it is dropped or when the test program ends.
pub struct Watchdog(Child);

impl Watchdog {
    /// Watches the group of the process with this id.
    pub fn start(group: u32, folder: &Path) -> io::Result<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT, "watchdog"]).arg(group.to_string()).arg(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // Of a group of its own, so that it outlives what an interrupt from the keyboard ends.
        command.process_group(0).spawn().map(Self)
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // Fails if it has already exited, which is fine.
        let _ = self.0.wait();
    }
}
