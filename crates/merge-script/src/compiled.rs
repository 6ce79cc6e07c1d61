//! A cache of compiled code, so that thousands of merges compile it once.

use std::cell::RefCell;
use std::rc::Rc;

use replication::MergeError;
use rhai::{AST, Engine};

use crate::error::{from_parse_error, without_position};
use crate::limits::{MAX_CACHED_SCRIPTS, MAX_SOURCE_BYTES};

/// The name of the entry point.
pub const MERGE: &str = "merge";

/// Compiled code.
pub struct Compiled {
    /// The functions of the code.
    pub ast: AST,
    /// Whether `merge` takes the ancestor as a third parameter.
    pub takes_ancestor: bool,
}

type CacheEntry = (String, Result<Rc<Compiled>, MergeError>);

thread_local! {
    /// Least recently used first.
    static CACHE: RefCell<Vec<CacheEntry>> = const { RefCell::new(Vec::new()) };
}

/// Compiles code, or returns it from the cache; fails with the first error in it.
pub fn compile_cached(engine: &Engine, source: &str) -> Result<Rc<Compiled>, MergeError> {
    if source.len() > MAX_SOURCE_BYTES {
        return Err(without_position(format!("the code is too long: {MAX_SOURCE_BYTES} bytes at most")));
    }
    CACHE.with_borrow_mut(|kept| {
        let entry = match kept.iter().position(|(text, _)| text == source) {
            Some(at) => kept.remove(at),
            None => (source.to_owned(), compile(engine, source).map(Rc::new)),
        };
        if kept.len() == MAX_CACHED_SCRIPTS {
            drop(kept.remove(0));
        }
        let result = entry.1.clone();
        kept.push(entry);
        result
    })
}

fn compile(engine: &Engine, source: &str) -> Result<Compiled, MergeError> {
    let tree = engine.compile(source).map_err(|error| from_parse_error(&error))?;
    let counts: Vec<usize> = tree
        .iter_functions()
        .filter(|function| function.name == MERGE)
        .map(|function| function.params.len())
        .collect();
    if !counts.iter().any(|count| matches!(count, 2 | 3)) {
        return Err(without_position(match counts.first() {
            None => "the code needs a function merge(mine, theirs, ancestor)".to_owned(),
            Some(_) => "merge takes (mine, theirs, ancestor) or (mine, theirs)".to_owned(),
        }));
    }
    Ok(Compiled { ast: tree, takes_ancestor: counts.contains(&3) })
}
