//! What must come out of each run of the gallery, in the vocabulary of the specification’s cases.

use std::fs;
use std::path::Path;

use scenario::{Example, GALLERY};
use timeline::Timeline;

use crate::differences;
use crate::expectation::Expectation;

/// The verdict on a run, from the file next to its scenario.
fn verdict(example: &Example) -> Vec<Expectation> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/scenario/gallery");
    let file = folder.join(format!("{}.verdict.json", example.id));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn timeline(example: &Example) -> Timeline {
    merge_script::install();
    Timeline::new(&example.scenario())
}

#[test]
fn every_gallery_run_ends_as_its_verdict_says() {
    let wrong = GALLERY.iter().filter_map(|example| {
        let found = differences(&timeline(example), &example.scenario(), &verdict(example));
        (!found.is_empty()).then(|| format!("{}\n{}", example.id, found.join("\n")))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_verdict_is_wrong_for_every_other_run() {
    let verdicts: Vec<_> = GALLERY.iter().map(verdict).collect();
    for example in GALLERY {
        let timeline = timeline(example);
        for (other, verdict) in GALLERY.iter().zip(&verdicts).filter(|(other, _)| other.id != example.id) {
            let found = differences(&timeline, &example.scenario(), verdict);
            assert!(!found.is_empty(), "the verdict on {} holds for {} too", other.id, example.id);
        }
    }
}

#[test]
fn every_verdict_has_an_instant_that_matters_and_the_end() {
    for example in GALLERY {
        let verdict = verdict(example);
        assert!(verdict.iter().any(|expected| expected.at_ms.is_some()), "{}", example.id);
        assert!(verdict.iter().any(|expected| expected.at_ms.is_none()), "{}", example.id);
    }
}

#[test]
fn every_invariant_of_the_gallery_is_broken_as_its_verdict_says() {
    for example in GALLERY.iter().filter(|example| !example.scenario().invariants.is_empty()) {
        let breaks = verdict(example).iter().any(Expectation::breaks_an_invariant);
        assert!(breaks, "the verdict on {} says nothing of its invariant", example.id);
    }
}
