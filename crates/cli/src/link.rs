//! Packs a scenario into a link, and takes it out again.

use scenario::Permalink;
use timeline::Timeline;

use crate::failure::Failure;
use crate::input::{Source, check_fingerprint, open_link};

/// The link of a scenario, with the fingerprint of its run.
pub fn encode(source: &Source) -> Result<String, Failure> {
    let opened = source.open()?;
    let fingerprint = Timeline::new(&opened.scenario).fingerprint();
    check_fingerprint(&opened, fingerprint)?;
    let link = Permalink { fingerprint: Some(fingerprint), ..opened }.encode();
    Permalink::decode(&link).map_err(|_| Failure::TooLargeForLink)?;
    Ok(format!("#{link}\n"))
}

/// The scenario in a link.
pub fn decode(source: &Source) -> Result<String, Failure> {
    let opened = match source {
        Source::File(word) if !std::path::Path::new(word).exists() => open_link(word)?,
        other => other.open()?,
    };
    Ok(opened.scenario.to_json())
}
