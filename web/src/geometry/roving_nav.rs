//! Arrow-key navigation among items on lanes.

/// An item that can receive the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// The lane's index; negative above all lanes.
    pub lane: i64,
    /// Its time in microseconds, and its rank among items at the same time.
    pub at: (u64, usize),
}

/// A navigation step from one item to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavStep {
    /// To the previous item on the lane.
    Earlier,
    /// To the next item on the lane.
    Later,
    /// To the nearest item in time on the next non-empty lane above.
    Up,
    /// To the nearest item in time on the next non-empty lane below.
    Down,
    /// To the first item on the lane.
    First,
    /// To the last item on the lane.
    Last,
}

/// The index of the item that a step leads to, if any.
#[must_use]
pub fn next_item(items: &[NavItem], from: usize, step: NavStep) -> Option<usize> {
    let current = *items.get(from)?;
    let numbered = || items.iter().copied().enumerate();
    let on_lane = || numbered().filter(move |(_, item)| item.lane == current.lane);
    let to = match step {
        NavStep::Earlier => {
            on_lane().filter(|(_, item)| item.at < current.at).max_by_key(|(_, item)| item.at)
        }
        NavStep::Later => on_lane().filter(|(_, item)| item.at > current.at).min_by_key(|(_, item)| item.at),
        NavStep::First => on_lane().min_by_key(|(_, item)| item.at),
        NavStep::Last => on_lane().max_by_key(|(_, item)| item.at),
        NavStep::Up | NavStep::Down => {
            let beyond = |item: &NavItem| match step {
                NavStep::Up => item.lane < current.lane,
                _ => item.lane > current.lane,
            };
            let lane = numbered().filter(|(_, item)| beyond(item));
            let lane = lane.map(|(_, item)| item.lane).min_by_key(|lane| lane.abs_diff(current.lane))?;
            let candidates = numbered().filter(|(_, item)| item.lane == lane);
            candidates.min_by_key(|(_, item)| (item.at.0.abs_diff(current.at.0), item.at))
        }
    };
    to.map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<NavItem> {
        let places = [(0, 10), (0, 50), (1, 20), (1, 48), (3, 90), (0, 10)];
        places
            .iter()
            .enumerate()
            .map(|(index, (lane, at))| NavItem { lane: *lane, at: (*at, index) })
            .collect()
    }

    fn from(index: usize, step: NavStep) -> Option<usize> {
        next_item(&items(), index, step)
    }

    #[test]
    fn steps_along_a_lane_follow_time() {
        assert_eq!(from(0, NavStep::Later), Some(5), "items at the same instant are visited in turn");
        assert_eq!(from(5, NavStep::Later), Some(1));
        assert_eq!(from(1, NavStep::Later), None);
        assert_eq!(from(1, NavStep::Earlier), Some(5));
        assert_eq!(from(1, NavStep::First), Some(0));
        assert_eq!(from(2, NavStep::Last), Some(3));
    }

    #[test]
    fn steps_between_lanes_go_to_the_nearest_item_in_time() {
        assert_eq!(from(1, NavStep::Down), Some(3));
        assert_eq!(from(0, NavStep::Down), Some(2));
        assert_eq!(from(3, NavStep::Down), Some(4), "an empty lane is skipped");
        assert_eq!(from(4, NavStep::Up), Some(3));
        assert_eq!(from(0, NavStep::Up), None);
    }

    #[test]
    fn without_items_there_is_no_step() {
        assert_eq!(next_item(&[], 0, NavStep::Later), None);
    }
}
