//! `cargo xtask serve`: the page on this machine, built again whenever a file changes.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::num::NonZeroU16;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::{Error, Result};
use crate::profile::Profile;
use crate::tools::Toolbox;
use crate::{arguments, report};

const DEFAULT_PORT: u16 = 8080;
const BETWEEN_KNOCKS: Duration = Duration::from_millis(200);
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// Serves until it is interrupted.
pub fn run(mut parser: Parser) -> Result<()> {
    let mut port = DEFAULT_PORT;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => port = port_number(&arguments::text(&mut parser)?)?,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Found out now, not after minutes of building.
    TcpListener::bind(address).map_err(|reason| {
        Error::new(format!("port {port} cannot be used ({reason}); choose another with --port"))
    })?;
    let tools = Toolbox::for_the_page()?;
    report::step("building the page; its address follows when it answers");
    let mut trunk = tools.trunk()?;
    trunk.args([
        "serve",
        "--dist",
        Profile::Dev.folder_name(),
        "--address",
        "127.0.0.1",
        "--port",
        &port.to_string(),
    ]);
    let mut server =
        trunk.stdin(Stdio::null()).spawn().map_err(Error::because("trunk could not be started"))?;
    wait_for(&mut server, address)?;
    println!("Polyleader is at http://localhost:{port}/ (Ctrl-C ends it)");
    let status = server.wait().map_err(Error::because("trunk could not be waited for"))?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("trunk ended with {status}"))) }
}

fn port_number(text: &str) -> Result<u16> {
    let number = text.parse::<NonZeroU16>();
    number
        .map(NonZeroU16::get)
        .map_err(|_| Error::new(format!("--port needs a number from 1 to 65535, not `{text}`")))
}

/// Knocks until the page is answered with, or the server has ended. There is no deadline, because
/// the first build on a slow machine takes as long as it takes, and trunk shows its progress.
fn wait_for(server: &mut Child, address: SocketAddr) -> Result<()> {
    while !answers(address) {
        if let Ok(Some(status)) = server.try_wait() {
            return Err(Error::new(format!(
                "trunk ended with {status} before it served the page; its own words are above"
            )));
        }
        thread::sleep(BETWEEN_KNOCKS);
    }
    Ok(())
}

/// Whether a request for the page is answered with success.
fn answers(address: SocketAddr) -> bool {
    request(address).is_ok_and(|answer| answer.starts_with(b"HTTP/1.1 200"))
}

fn request(address: SocketAddr) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect_timeout(&address, ANSWER_WITHIN)?;
    stream.set_read_timeout(Some(ANSWER_WITHIN))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_port_numbers_are_accepted() {
        assert_eq!(port_number("8081").unwrap(), 8081);
        for text in ["0", "65536", "-1", "http"] {
            assert!(port_number(text).unwrap_err().to_string().contains(text));
        }
    }
}
