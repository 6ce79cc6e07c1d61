//! `polyleader diagram`: draws a scenario as an SVG picture.

use figure::Request;
use timeline::Timeline;

use crate::error::{Error, Result};
use crate::input::{Source, check_fingerprint};

/// The picture, or nothing to print if it is written to a file.
pub fn diagram(source: &Source, request: Request, output: Option<&str>) -> Result<String> {
    let opened = source.load()?;
    let timeline = Timeline::new(&opened.scenario);
    check_fingerprint(&opened, timeline.fingerprint())?;
    let picture = figure::draw(&opened.scenario.title, &timeline, request);
    let Some(file) = output else {
        return Ok(picture.svg);
    };
    let written = std::fs::write(file, picture.svg);
    written.map_err(|error| Error::unwritable(file, &error)).map(|()| String::new())
}
