//! Packs a scenario into a link, and takes it out again.

use scenario::Permalink;
use timeline::Timeline;

use crate::failure::Failure;
use crate::input::{Source, open_link};

/// The link of a scenario, with the fingerprint of its run.
pub fn encode(source: &Source) -> Result<String, Failure> {
    let found = source.open()?;
    let fingerprint = Timeline::new(&found.scenario).fingerprint();
    found.compare(fingerprint)?;
    let permalink = Permalink { scenario: found.scenario, at: found.at, fingerprint: Some(fingerprint) };
    let link = permalink.encode();
    Permalink::decode(&link).map_err(|_| Failure::TooLargeForLink)?;
    Ok(format!("#{link}\n"))
}

/// The scenario in a link.
pub fn decode(source: &Source) -> Result<String, Failure> {
    let found = match source {
        Source::File(word) if !std::path::Path::new(word).exists() => open_link(word)?,
        other => other.open()?,
    };
    Ok(found.scenario.to_json())
}
