//! The keys that choose among the matches.

/// How many matches Page Up and Page Down skip.
const PAGE: usize = 8;

/// What a key does in the search field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MatchKey {
    /// Moves on by this many matches, from the last to the first only one by one.
    Down(usize),
    /// Moves back by this many, from the first to the last only one by one.
    Up(usize),
    /// Does what is chosen.
    Enter,
}

impl MatchKey {
    /// What a key of this name does; none if it changes the query or the place in it.
    pub fn named(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowDown" => Self::Down(1),
            "ArrowUp" => Self::Up(1),
            "PageDown" => Self::Down(PAGE),
            "PageUp" => Self::Up(PAGE),
            "Enter" => Self::Enter,
            _ => return None,
        })
    }

    /// The match that is chosen after the one at `at`, of so many.
    pub fn chosen_after(self, at: usize, matches: usize) -> usize {
        let last = matches.saturating_sub(1);
        match self {
            Self::Down(1) if at == last => 0,
            Self::Up(1) if at == 0 => last,
            Self::Down(count) => (at + count).min(last),
            Self::Up(count) => at.saturating_sub(count),
            Self::Enter => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_and_pages_stop_at_the_ends() {
        let after = |key, at| MatchKey::named(key).map(|key| key.chosen_after(at, 20));
        assert_eq!([after("ArrowDown", 3), after("ArrowDown", 19)], [Some(4), Some(0)]);
        assert_eq!([after("ArrowUp", 3), after("ArrowUp", 0)], [Some(2), Some(19)]);
        assert_eq!([after("PageDown", 3), after("PageDown", 15)], [Some(11), Some(19)]);
        assert_eq!([after("PageUp", 11), after("PageUp", 3)], [Some(3), Some(0)]);
        assert_eq!(after("a", 3), None);
    }

    #[test]
    fn without_matches_nothing_moves() {
        let keys = ["ArrowDown", "ArrowUp", "PageDown", "PageUp"].map(MatchKey::named);
        assert!(keys.into_iter().flatten().all(|key| key.chosen_after(0, 0) == 0));
    }
}
