//! Phrases that no text for users may have, because there is a plainer one or a term of the field.

use xtask::strings::Text;

/// What a text may not say, and what to say instead.
type Phrase = (&'static str, &'static str);

pub const FORBIDDEN: &[Phrase] = &[
    ("Its writer had even read that", "Ben had already read it, so a clock is wrong."),
    ("another word brings it up", "More results: keep typing."),
    ("One thing fits", "1 match"),
    ("Nothing fits these words", "No matches"),
    ("what can be done", "Commands"),
    ("let go of what is selected", "Clear selection"),
    ("nearer, farther", "Zoom in, zoom out"),
    ("the whole stage", "fit"),
    ("more closely", "Zoom in"),
    ("less closely", "Zoom out"),
    ("that has the focus", "the focused leader"),
    ("what has the focus", "the focused one"),
    ("in hand", "Change this message"),
    ("hurry", "Deliver sooner"),
    ("hold it", "Delay"),
    ("lose it", "Drop"),
    ("double it", "Duplicate"),
    ("leave it as it was", "Reset"),
    ("links passed on arrival", "Hops"),
    ("take out", "Remove"),
    ("messages doubled", "Duplicated messages"),
    ("put it all the same", "Apply anyway"),
    ("writes that do not fit", "Writes that cannot be applied"),
    ("on another kind of value", "on a value of another type"),
    ("meet all the same", "If writes conflict anyway"),
    ("fork without what follows", "Fork and drop later events"),
    ("try beside", "Open side by side"),
    ("same commands, other policy", "This run under every policy"),
    ("everything that is asked for", "Every write, read and fault"),
    ("show or open as text", "Edit as JSON"),
    ("stands for every event", "is a checksum of every event"),
    ("did not let it be copied", "Copying was blocked"),
    ("put right", "Set to true time"),
    ("it decides no conflict", "No effect"),
    ("underlined is what", "Items in only one version are underlined."),
    ("hands their causal context in", "It replaces exactly these two"),
    ("merge at both at once", "Merge differently at both, at once"),
    ("from the first down to the last", "Oldest first"),
    ("told apart by vectors", "Track versions with"),
    ("log entries wait", "writes are queued"),
    ("what it had acknowledged", "(say what is queued)"),
    ("nobody saw an error", "No error was reported."),
    ("it lost to what was there", "it lost to the value already stored"),
    ("a window is open", "Both think they are its home"),
    ("can meet", "can conflict"),
    ("because of it", "This caused"),
    ("news that travels", "the others learn of it when the message arrives"),
    ("fail one over", "Fail over a leader"),
    ("the runs part", "The runs diverge"),
    ("nothing moves", "Stuck: nothing in flight"),
    ("the most events that a run may have", "Stopped at the event limit"),
    ("of another kind", "of another type"),
    ("makes one of them", "merges them into one"),
    ("two values become one", "Merge rule"),
    ("to be seen, not to be used", "For demonstration only."),
    ("by chance, besides", "at random, in addition to your own commands"),
    ("operations a second, each", "Operations per second, per client"),
    ("write out as commands", "Convert to editable commands"),
    ("all keys are as popular", "equally popular"),
    ("what no longer passes", "Block"),
    ("nothing, either way", "both directions"),
    ("by so much", "by this much"),
    ("behave otherwise now", "settings changed"),
    ("passed on otherwise", "settings changed"),
    ("bears its own mark", "it had already passed through here"),
    ("fetching what runs merge code", "Loading the script engine…"),
    ("it is so already", "already in that state"),
    ("as many leaders as there can be", "leader limit reached"),
    ("not asked for in the run", "That command is no longer in the scenario."),
    ("chance of a further link", "Extra-link probability"),
    ("how-manieth", "sequence number"),
    ("all of it anew", "replaces all settings"),
    ("must never be", "Invariants"),
    ("where it comes to", "at the receiving leader"),
    ("drawn again", "redrawn"),
    ("comes about", "occurs"),
    ("all the same", "still, anyway"),
    ("read alike", "agree"),
    ("what becomes of", "what happens to, the fate of"),
    ("what became of", "the fate of"),
    ("so many", "this many"),
    ("the page around", "the host page"),
    ("put back", "Restore"),
    ("out of bounds", "out of range"),
    ("for ever", "forever"),
    ("anew", "again"),
    ("hands in", "sends"),
];

/// Each text with a forbidden phrase.
pub fn violations(texts: &[Text], forbidden: &[Phrase]) -> Vec<String> {
    let found = |(phrase, better): &Phrase| -> Vec<String> {
        let with_phrase = texts.iter().filter(|text| has(&text.text, phrase));
        with_phrase
            .map(|Text { file, line, text }| {
                format!("{file}:{line}: {text:?} says “{phrase}”; better: {better}")
            })
            .collect()
    };
    forbidden.iter().flat_map(found).collect()
}

/// Whether the text has the phrase as whole words, in whatever case.
fn has(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (text.to_lowercase(), phrase.to_lowercase());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(&phrase).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + phrase.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text { file: "planted.rs".to_owned(), line: 7, text: text.to_owned() }
    }

    #[test]
    fn forbidden_phrase_is_reported_with_its_position() {
        let found = violations(
            &[text("Take out"), text("Mistake outside"), text("Remove")],
            &[("take out", "Remove")],
        );
        assert_eq!(found, ["planted.rs:7: \"Take out\" says “take out”; better: Remove"]);
    }
}
