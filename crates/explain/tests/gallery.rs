//! Every sentence about every run of the gallery: its events, the narration wherever it changes, and that the
//! narration names what decides the run.
//!
//! After an intended change, `INSTA_UPDATE=always cargo test -p explain` writes the snapshots; review the diff
//! like prose. With `CI` set nothing is written.

mod common;

use analysis::{DecisiveEvent, NotableKind, Outcome, Progress, decisive_event, notable_event};
use common::{events, narration};
use explain::{Narration, describe_reading, describe_write_value, write_label};
use replication::{Dot, Micros, World};
use scenario::GALLERY;
use timeline::Timeline;

/// One run of the gallery goes on up to the event limit; its sentences repeat long before this.
const MAX_EVENTS: usize = 400;

#[test]
fn every_event_and_every_narration_of_the_gallery_reads_as_kept() {
    merge_script::install();
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

/// What must be named at an instant with a decisive event.
fn must_name(timeline: &Timeline, world: &World, event: &DecisiveEvent) -> Vec<String> {
    let label = |dot: &Dot| write_label(world, &timeline.writes()[dot].write);
    let value = |dot: &Dot| describe_write_value(&timeline.writes()[dot].write);
    match event {
        DecisiveEvent::GaveUp { lost, kept, .. } => vec![label(lost), value(kept)],
        DecisiveEvent::Skipped { dot, .. } => vec!["skips".into(), label(dot)],
        DecisiveEvent::Merged { returned, .. } => {
            let items = returned.iter().map(|item| describe_reading(Some(item)));
            items.chain((!returned.is_empty()).then(|| "back".into())).collect()
        }
        DecisiveEvent::Resurrected { dot, .. } => vec![label(dot), "back".into()],
        DecisiveEvent::TombstoneDropped { key, .. } => vec![key.to_string(), "tombstone".into()],
    }
}

/// A sentence, and what must hold of the outcome if the sentence under the stage contains it.
type Claim = (&'static str, fn(&Outcome) -> bool);

const CLAIMS: &[Claim] = &[
    ("is lost", |outcome| !outcome.lost.is_empty()),
    ("All leaders agree", |outcome| outcome.progress == Progress::Converged && outcome.versions_agree),
    ("All leaders read the same", |outcome| outcome.progress == Progress::Converged),
    ("Conflict on", |outcome| !outcome.conflicts.is_empty()),
    ("leaders differ", |outcome| outcome.progress == Progress::Diverged),
    ("in flight", |outcome| matches!(outcome.progress, Progress::InFlight { .. })),
    ("queued", |outcome| matches!(outcome.progress, Progress::Queued { .. })),
    ("circulating", |outcome| outcome.reapplied > 0),
];

#[test]
fn every_decisive_event_is_named_as_it_happens_and_no_sentence_contradicts_the_verdicts() {
    merge_script::install();
    let mut decisive = 0;
    for example in GALLERY {
        let timeline = Timeline::new(&example.scenario());
        let mut instants: Vec<Micros> = timeline.first(300).map(|(_, record)| record.at).collect();
        instants.dedup();
        for at in instants {
            let (count, run) = (timeline.count_at(at), timeline.run_at(at, None));
            let world = run.world();
            let outcome = Outcome::new(&timeline, count, world);
            let sentence = Narration::new(&timeline, count, world, &outcome).sentence;
            let says = format!("{} at {at}: {sentence}", example.id);
            let claims = sentence.replace("Nothing is in flight", "");
            for (claim, holds) in CLAIMS {
                assert!(!claims.contains(claim) || holds(&outcome), "{says}");
            }
            // A circulating write is told before anything else.
            let event = decisive_event(&timeline, count).filter(|_| outcome.reapplied == 0);
            if let Some(event) = &event {
                decisive += 1;
                for name in must_name(&timeline, world, event) {
                    assert!(sentence.contains(&name), "{says}\n{name} is missing");
                }
            }
            let lost_marks = timeline.first(count).rev().take_while(|(_, record)| record.at == at);
            let mut lost_marks = lost_marks.filter_map(|(number, _)| notable_event(&timeline, number));
            let marks_a_loss = lost_marks.any(|mark| matches!(mark.kind, NotableKind::Lost { .. }));
            assert!(
                !marks_a_loss || event.is_some() || outcome.reapplied > 0,
                "{says}\nThe diagram marks a loss."
            );
        }
    }
    assert!(decisive > 10, "{decisive} decisive events");
}
