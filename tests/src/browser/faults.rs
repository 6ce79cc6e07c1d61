//! Faults that a server can be given while a page is loaded: files that are missing, damaged or late.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use tokio::sync::watch::Sender;

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection is closed without an answer, as without a network.
    Unreachable,
    /// The server does not find it.
    Missing,
    /// The connection breaks off halfway.
    Truncated,
    /// A page about something else is sent instead, as some hosts do for every unknown address.
    Replaced,
    /// Halfway, it stops until the fault is mended.
    Halted,
}

/// The file with a fault, named by the end of its path, if there is one. Clones share it.
#[derive(Clone, Default)]
pub struct Faults(Sender<Option<(&'static str, Fault)>>);

impl Faults {
    /// Gives the files whose paths end like this a fault, and all others none.
    pub fn plant(&self, file: &'static str, fault: Fault) {
        self.0.send_replace(Some((file, fault)));
    }

    /// Removes the fault.
    pub fn mend(&self) {
        self.0.send_replace(None);
    }

    fn of(&self, path: &str) -> Option<Fault> {
        let (file, fault) = (*self.0.borrow())?;
        path.ends_with(file).then_some(fault)
    }
}

/// Answers a request with its file's fault, if it has one.
pub(super) async fn interfere(State(faults): State<Faults>, request: Request, next: Next) -> Response {
    let fault = faults.of(request.uri().path());
    let response = next.run(request).await;
    match fault {
        None => response,
        Some(Fault::Unreachable) => unanswered(),
        Some(Fault::Missing) => StatusCode::NOT_FOUND.into_response(),
        Some(Fault::Replaced) => Html("<p>There is nothing here.</p>").into_response(),
        Some(Fault::Truncated) => in_two_parts(response, async { Err("the connection broke off") }).await,
        Some(Fault::Halted) => {
            let mut mended = faults.0.subscribe();
            in_two_parts(response, async move {
                // The server stops before its faults do.
                let _ = mended.wait_for(Option::is_none).await;
                Ok(())
            })
            .await
        }
    }
}

/// Nothing is sent before a body's first part, and this one has none.
fn unanswered() -> Response {
    let nothing = stream::iter([Err::<Bytes, _>("there is no network")]);
    Response::new(Body::from_stream(nothing))
}

/// Sends half of the file, then the rest, or nothing if `between` fails.
async fn in_two_parts(
    response: Response,
    between: impl Future<Output = Result<(), &'static str>> + Send + 'static,
) -> Response {
    let (parts, body) = response.into_parts();
    let Ok(whole) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let (first, rest) = (whole.slice(..whole.len() / 2), whole.slice(whole.len() / 2..));
    let first = stream::iter([Ok::<Bytes, &'static str>(first)]);
    let rest = stream::once(async move { between.await.map(|()| rest) });
    Response::from_parts(parts, Body::from_stream(first.chain(rest)))
}
