//! The note under values that are compared side by side.

use analysis::DiffNote;

/// What the underlined differences alone do not say; empty if there is nothing to add.
#[must_use]
pub const fn describe_diff(note: DiffNote) -> &'static str {
    match note {
        DiffNote::EqualValues => "The values are equal, but they are different writes.",
        DiffNote::UniquePieces => "Items in only one version are underlined.",
        DiffNote::SameItems => "The items are the same, but their order or number differs.",
        DiffNote::Nothing => "",
    }
}
