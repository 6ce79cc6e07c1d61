//! The outcome of the run: a narrated sentence with a suggestion, the verdicts, and notices.

mod notice;
mod verdicts;

use analysis::Progress;
pub use notice::Notice;

pub use verdicts::Verdicts;
use yew::prelude::*;

use crate::commands::{offered_command, use_run_command};
use crate::store::{use_is_beside, use_read_only, use_view};
use crate::terms::TermsButton;

/// A sentence longer than this, in characters, may be cut off on a small screen.
const LONG_SENTENCE: usize = 160;

fn is_long(sentence: &str) -> bool {
    sentence.chars().count() > LONG_SENTENCE
}

/// One sentence on the state of the run, with a button for the next thing to try.
#[component]
pub fn NarrationBar() -> Html {
    let view = use_view();
    let run = use_run_command();
    let read_only = use_read_only();
    // Two live regions at once would be read over each other.
    let live = if use_is_beside() { "off" } else { "polite" };
    let outcome = &view.frame().outcome;
    let narration = view.narration();
    let in_trouble = outcome.reapplied > 0 || !outcome.blocked.is_empty();
    let tone = match (outcome.progress, outcome.conflicts.is_empty(), outcome.lost.is_empty()) {
        (Progress::Diverged, ..) | (_, true, false) => "bad",
        _ if in_trouble => "bad",
        _ if !outcome.disputed_homes.is_empty() => "warn",
        (_, false, _) | (Progress::Queued { .. }, ..) => "warn",
        (Progress::Converged, ..) => "ok",
        _ => "quiet",
    };
    let suggestion = offered_command(&view).filter(|_| !read_only).map(|offered| {
        let label = offered.name.clone();
        let onclick = run.reform(move |_: MouseEvent| offered.clone());
        html! { <button class="button" type="button" data-kind="next" {onclick}>{ label }</button> }
    });
    html! {
        <section class="outcome" aria-label="Summary" data-tone={tone}>
            <i class="mark"></i>
            <p aria-live={live} title={is_long(&narration.sentence).then(|| narration.sentence.clone())}>{ narration.sentence }</p>
            <div class="terms-place">
                if !read_only {
                    <TermsButton id="terms-of-run" of=".outcome" also=".header, .stage, .verdicts, .playback-controls" />
                }
            </div>
            { suggestion.unwrap_or_else(|| html! { <span></span> }) }
        </section>
    }
}
