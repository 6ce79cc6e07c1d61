//! Where an arrow key leads among what stands on lanes.

/// Something that can be gone to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// The number of its lane; below zero above all lanes.
    pub lane: i64,
    /// Its place in time, and among what has the same time.
    pub at: (u64, usize),
}

/// A step from one stop to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavStep {
    /// To the one before it on its lane.
    Earlier,
    /// To the one after it on its lane.
    Later,
    /// To the nearest in time on the next lane above that has any.
    Up,
    /// To the nearest in time on the next lane below that has any.
    Down,
    /// To the first on its lane.
    First,
    /// To the last on its lane.
    Last,
}

/// The number of the stop that a step leads to; none if it leads nowhere.
#[must_use]
pub fn next_item(stops: &[NavItem], from: usize, walk: NavStep) -> Option<usize> {
    let here = *stops.get(from)?;
    let numbered = || stops.iter().copied().enumerate();
    let on_lane = || numbered().filter(move |(_, stop)| stop.lane == here.lane);
    let to = match walk {
        NavStep::Earlier => on_lane().filter(|(_, stop)| stop.at < here.at).max_by_key(|(_, stop)| stop.at),
        NavStep::Later => on_lane().filter(|(_, stop)| stop.at > here.at).min_by_key(|(_, stop)| stop.at),
        NavStep::First => on_lane().min_by_key(|(_, stop)| stop.at),
        NavStep::Last => on_lane().max_by_key(|(_, stop)| stop.at),
        NavStep::Up | NavStep::Down => {
            let beyond = |stop: &NavItem| match walk {
                NavStep::Up => stop.lane < here.lane,
                _ => stop.lane > here.lane,
            };
            let lane = numbered().filter(|(_, stop)| beyond(stop));
            let lane = lane.map(|(_, stop)| stop.lane).min_by_key(|lane| lane.abs_diff(here.lane))?;
            let there = numbered().filter(|(_, stop)| stop.lane == lane);
            there.min_by_key(|(_, stop)| (stop.at.0.abs_diff(here.at.0), stop.at))
        }
    };
    to.map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops() -> Vec<NavItem> {
        let places = [(0, 10), (0, 50), (1, 20), (1, 48), (3, 90), (0, 10)];
        places
            .iter()
            .enumerate()
            .map(|(number, (lane, at))| NavItem { lane: *lane, at: (*at, number) })
            .collect()
    }

    fn from(number: usize, step: NavStep) -> Option<usize> {
        next_item(&stops(), number, step)
    }

    #[test]
    fn along_a_lane_it_goes_by_time() {
        assert_eq!(from(0, NavStep::Later), Some(5), "of one instant each is come to");
        assert_eq!(from(5, NavStep::Later), Some(1));
        assert_eq!(from(1, NavStep::Later), None);
        assert_eq!(from(1, NavStep::Earlier), Some(5));
        assert_eq!(from(1, NavStep::First), Some(0));
        assert_eq!(from(2, NavStep::Last), Some(3));
    }

    #[test]
    fn between_lanes_it_goes_to_the_nearest_in_time() {
        assert_eq!(from(1, NavStep::Down), Some(3));
        assert_eq!(from(0, NavStep::Down), Some(2));
        assert_eq!(from(3, NavStep::Down), Some(4), "a lane with nothing on it is passed by");
        assert_eq!(from(4, NavStep::Up), Some(3));
        assert_eq!(from(0, NavStep::Up), None);
    }

    #[test]
    fn from_nowhere_it_leads_nowhere() {
        assert_eq!(next_item(&[], 0, NavStep::Later), None);
    }
}
