//! Every sentence about every run of the gallery: its events, and the narration wherever it changes.
//!
//! After a change that is meant, `INSTA_UPDATE=always cargo test -p explain` writes the snapshots; what then
//! differs is reviewed like prose. With `CI` set nothing is written.

mod common;

use common::{events, narration};
use timeline::Timeline;

/// One run of the gallery goes on up to the event limit; its sentences repeat long before this.
const MAX_EVENTS: usize = 400;

#[test]
fn every_event_and_every_narration_of_the_gallery_reads_as_kept() {
    for example in scenario::GALLERY {
        let scenario = example.scenario();
        let timeline = Timeline::new(&scenario);
        let text = format!(
            "{}\n\nEvents\n{}\nNarration\n{}",
            scenario.title,
            events(&timeline, MAX_EVENTS),
            narration(&timeline, MAX_EVENTS)
        );
        insta::assert_snapshot!(example.id, text);
    }
}
