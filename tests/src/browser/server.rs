//! A plain static file server for the built page.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use axum::Router;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

use super::Error;
use super::faults::{Faults, interfere};

/// The page is served below a path, as static hosts often do.
const BASE: &str = "/some/where";

/// The script that has the browser keep a copy of all files.
const COPYING: &str = "offline.js";

/// Whether the page's browser keeps a copy of its files, to open it without a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// It does, as for users.
    Kept,
    /// It does not, as in a private window: a copy costs as much as a quarter of a story.
    None,
}

/// The number of the next server.
static NEXT: AtomicU32 = AtomicU32::new(1);

/// Serves a folder on a free port until it is dropped.
///
/// Its host name is its own, so a browser keeps what its pages store apart from what those of other servers store, even if
/// they get the same port later.
pub struct Server {
    port: u16,
    number: u32,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts serving `folder`.
    pub async fn start(folder: &Path) -> Result<Self, Error> {
        Self::start_with(folder, Faults::default(), Copies::Kept).await
    }

    /// Starts serving `folder`, with whatever faults its files are given.
    pub async fn start_with(folder: &Path, faults: Faults, copies: Copies) -> Result<Self, Error> {
        if !folder.join("index.html").is_file() {
            return Err(Error::Server(format!(
                "{} has no index.html; run `cargo xtask build` first",
                folder.display()
            )));
        }
        let server_error = |reason: std::io::Error| Error::Server(reason.to_string());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(server_error)?;
        let port = listener.local_addr().map_err(server_error)?.port();
        let files = Router::new().nest_service(BASE, ServeDir::new(folder));
        let files = match copies {
            Copies::Kept => files,
            Copies::None => files.route(&format!("{BASE}/{COPYING}"), get(nothing_to_run)),
        };
        let files = files.layer(from_fn_with_state(faults, interfere));
        let task = tokio::spawn(async move {
            // It never ends by itself; if it fails, the page does not load.
            let _ = axum::serve(listener, files).await;
        });
        Ok(Self { port, number: NEXT.fetch_add(1, Relaxed), task })
    }

    /// The page's address.
    pub fn url(&self) -> String {
        format!("http://server-{}.localhost:{}{BASE}/", self.number, self.port)
    }
}

/// A script that does nothing.
async fn nothing_to_run() -> ([(HeaderName, &'static str); 1], &'static str) {
    ([(CONTENT_TYPE, "text/javascript")], "")
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
