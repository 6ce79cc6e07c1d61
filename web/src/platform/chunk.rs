//! Code in chunks of its own, fetched when it is first needed.

use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;

/// Code that is not needed at first: a function `F`, or several, which cannot be called before it is fetched.
pub struct Chunk<F: 'static> {
    fetch: fn() -> Fetch<F>,
    fetched: OnceLock<F>,
    /// The function in a page that is not split: always there.
    built_in: Option<F>,
}

/// Fetches a chunk's function.
pub type Fetch<F> = Pin<Box<dyn Future<Output = Result<F, FetchFailed>>>>;

/// A chunk could not be fetched; it may be tried again.
pub struct FetchFailed;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for FetchFailed {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

impl<F: Copy> Chunk<F> {
    /// Called by [`chunk!`] only.
    pub const fn new(fetch: fn() -> Fetch<F>, built_in: Option<F>) -> Self {
        Self { fetch, fetched: OnceLock::new(), built_in }
    }

    /// The function, if it is fetched.
    pub fn get(&self) -> Option<F> {
        self.built_in.or_else(|| self.fetched.get().copied())
    }

    /// Fetches the function unless it is there. Returns whether it is there now.
    pub async fn load(&self) -> bool {
        if self.get().is_none()
            && let Ok(function) = (self.fetch)().await
        {
            // Another request may have been faster.
            let _ = self.fetched.set(function);
        }
        self.get().is_some()
    }
}

/// Declares a [`Chunk`]: `chunk!(PANEL in panel: fn(Props) -> Html = view)`. Everything that only `view` reaches is in
/// the file `panel`; in a page that is not split, it is in the page's one module.
macro_rules! chunk {
    ($(#[$attribute:meta])* $visibility:vis $NAME:ident in $file:ident: $function:ty = $view:expr) => {
        $(#[$attribute])*
        $visibility static $NAME: $crate::platform::chunk::Chunk<$function> = {
            #[cfg(feature = "split")]
            {
                // The function leaves its chunk as a pointer, so that it can be called at once ever after.
                #[wasm_split_helpers::wasm_split($file, fallible)]
                fn $file() -> Result<$function, $crate::platform::chunk::FetchFailed> {
                    $crate::rules::install();
                    Ok($view)
                }
                $crate::platform::chunk::Chunk::new(|| Box::pin($file()), None)
            }
            // Never fetched, because it is built in.
            #[cfg(not(feature = "split"))]
            $crate::platform::chunk::Chunk::new(
                || Box::pin(std::future::ready(Err($crate::platform::chunk::FetchFailed))),
                Some($view),
            )
        };
    };
}
pub(crate) use chunk;
