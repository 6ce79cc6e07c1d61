//! `polyleader link`: encodes a scenario as a link, and decodes a link.

use scenario::Permalink;
use timeline::Timeline;

use crate::error::{Error, Result};
use crate::input::{Source, check_fingerprint, decode_link};

/// The scenario as a link that states the fingerprint of its run.
pub fn encode(source: &Source) -> Result<String> {
    let opened = source.load()?;
    let fingerprint = Timeline::new(&opened.scenario).fingerprint();
    check_fingerprint(&opened, fingerprint)?;
    let at = opened.at;
    let link = Permalink { at, fingerprint: Some(fingerprint), ..Permalink::of(opened.scenario) }.encode();
    Permalink::decode(&link).map_err(|_| Error::TooLargeForLink)?;
    Ok(format!("#{link}\n"))
}

/// The scenario in a link, as JSON.
pub fn decode(source: &Source) -> Result<String> {
    let opened = match source {
        Source::File(word) if !std::path::Path::new(word).exists() => decode_link(word)?,
        other => other.load()?,
    };
    Ok(opened.scenario.to_json())
}
