//! `cargo xtask serve`: serves the page on localhost and rebuilds it whenever a file changes.

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
use crate::{arguments, progress};

const DEFAULT_PORT: u16 = 8080;
const POLL_INTERVAL: Duration = Duration::from_millis(200);
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(2);

/// Serves the page until interrupted.
pub fn run(mut parser: Parser) -> Result<()> {
    let mut port = DEFAULT_PORT;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => port = port_number(&arguments::text(&mut parser)?)?,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Checked now rather than after minutes of building.
    TcpListener::bind(address).map_err(|reason| {
        Error::new(format!("port {port} cannot be used ({reason}); choose another with --port"))
    })?;
    let tools = Toolbox::for_page()?;
    progress::step("building the page; its address follows once it is served");
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
    let mut server = trunk.stdin(Stdio::null()).spawn().map_err(Error::because("cannot start trunk"))?;
    wait_until_served(&mut server, address)?;
    println!("Polyleader is at http://localhost:{port}/ (press Ctrl-C to stop)");
    let status = server.wait().map_err(Error::because("cannot wait for trunk"))?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("trunk ended with {status}"))) }
}

fn port_number(text: &str) -> Result<u16> {
    let number = text.parse::<NonZeroU16>();
    number
        .map(NonZeroU16::get)
        .map_err(|_| Error::new(format!("--port needs a number from 1 to 65535, not `{text}`")))
}

/// Polls until the server returns the page or ends. There is no deadline: a first build on a slow machine may
/// take long, and trunk shows its progress.
fn wait_until_served(server: &mut Child, address: SocketAddr) -> Result<()> {
    while !is_serving(address) {
        if let Ok(Some(status)) = server.try_wait() {
            return Err(Error::new(format!(
                "trunk ended with {status} before it served the page; its output is above"
            )));
        }
        thread::sleep(POLL_INTERVAL);
    }
    Ok(())
}

/// Whether a request for the page succeeds.
fn is_serving(address: SocketAddr) -> bool {
    request(address).is_ok_and(|response| response.starts_with(b"HTTP/1.1 200"))
}

fn request(address: SocketAddr) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect_timeout(&address, RESPONSE_TIMEOUT)?;
    stream.set_read_timeout(Some(RESPONSE_TIMEOUT))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nConnection: close\r\n\r\n")?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response)?;
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_port_number_is_named_in_the_error() {
        assert_eq!(port_number("8081").unwrap(), 8081);
        for text in ["0", "65536", "-1", "http"] {
            assert!(port_number(text).unwrap_err().to_string().contains(text));
        }
    }
}
