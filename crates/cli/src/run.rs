//! Runs a scenario to an instant or to rest.

use replication::Micros;

use crate::arguments::Form;
use crate::failure::Failure;
use crate::input::{Source, check_fingerprint};
use crate::report::Report;
use crate::text;

/// What there is to say about a run.
pub fn run(source: &Source, until: Option<Micros>, form: Form) -> Result<String, Failure> {
    let opened = source.open()?;
    let timeline = timeline::Timeline::new(&opened.scenario);
    check_fingerprint(&opened, timeline.fingerprint())?;
    let report = Report::new(&opened.scenario, &timeline, until, form.trace);
    match form.json {
        true => Ok(serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"),
        false => Ok(text::text(&report)),
    }
}
