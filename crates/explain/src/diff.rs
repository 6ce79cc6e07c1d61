//! What a comparison of values shows besides their pieces.

use analysis::DiffNote;

/// The note under values side by side; empty where the pieces say it all.
#[must_use]
pub const fn describe_diff(note: DiffNote) -> &'static str {
    match note {
        DiffNote::EqualValues => "The values are equal, but they are different writes.",
        DiffNote::UniquePieces => "Items in only one version are underlined.",
        DiffNote::SameItems => "They have the same items, in a different order or number.",
        DiffNote::Nothing => "",
    }
}
