//! Branches: scenarios that are kept beside each other, each forked from another at some instant.

use std::rc::Rc;

use replication::Micros;
use scenario::Scenario;

/// What tells a branch from the others of one person's work. Never given to another once it is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BranchId(pub u32);

/// One of the scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Which.
    pub id: BranchId,
    /// What a person calls it.
    pub name: Rc<str>,
    /// The branch that it was forked from, and where; none of the first.
    pub from: Option<(BranchId, Micros)>,
    /// What is asked for in it.
    pub scenario: Rc<Scenario>,
}

/// All branches of one person's work, in the order in which they were forked, and the one that is shown. There
/// is always one.
#[derive(Clone, Debug, PartialEq)]
pub struct Branches {
    all: Vec<Branch>,
    current: BranchId,
    /// The number that the next one gets.
    next: u32,
}

/// What the first branch is called until a person calls it otherwise.
const FIRST_NAME: &str = "First run";
/// No more branches than this are kept: each holds a run.
pub(crate) const MAX_BRANCHES: usize = 24;
/// A name has at most so many letters.
const MAX_NAME_LENGTH: usize = 60;

impl Branches {
    /// One branch and no other.
    pub(crate) fn single(scenario: Rc<Scenario>) -> Self {
        let first = Branch { id: BranchId(0), name: FIRST_NAME.into(), from: None, scenario };
        Self { all: vec![first], current: BranchId(0), next: 1 }
    }

    /// Those that were kept somewhere: names, origins by their place in the list, scenarios. Whatever does not
    /// fit together is left out. None if there are no branches.
    pub(crate) fn from_list(
        list: impl IntoIterator<Item = (String, Option<(usize, Micros)>, Scenario)>,
        current: usize,
    ) -> Option<Self> {
        let list = list.into_iter().take(MAX_BRANCHES).enumerate();
        let all: Vec<Branch> = list
            .map(|(place, (name, from, scenario))| {
                let from = from.filter(|(origin, _)| *origin < place);
                let from = from.map(|(origin, at)| (BranchId(origin as u32), at));
                let id = BranchId(place as u32);
                Branch { id, name: normalize_name(&name, id), from, scenario: Rc::new(scenario) }
            })
            .collect();
        let current = all.get(current).or(all.first())?.id;
        let next = all.len() as u32;
        Some(Self { all, current, next })
    }

    /// All of them, each after the one that it was forked from.
    #[must_use]
    pub fn all(&self) -> &[Branch] {
        &self.all
    }

    /// The one that is shown.
    #[must_use]
    pub fn current(&self) -> &Branch {
        self.get(self.current).unwrap_or(&self.all[0])
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: BranchId) -> Option<&Branch> {
        self.all.iter().find(|branch| branch.id == id)
    }

    /// Whether there is no room for another.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.all.len() >= MAX_BRANCHES
    }

    /// Those forked from this one, in order; with none, those that were forked from no other.
    pub fn forked_from(&self, origin: Option<BranchId>) -> impl Iterator<Item = &Branch> {
        self.all.iter().filter(move |branch| branch.from.map(|(from, _)| from) == origin)
    }

    /// The same with another scenario in the branch that is shown.
    pub(crate) fn edited(&self, scenario: Rc<Scenario>) -> Self {
        let mut edited = self.clone();
        let current = self.current().id;
        if let Some(branch) = edited.all.iter_mut().find(|branch| branch.id == current) {
            branch.scenario = scenario;
        }
        edited
    }

    /// The same with one more, forked from the one that is shown; the new one is shown.
    pub(crate) fn forked(&self, at: Micros, scenario: Rc<Scenario>, name: Option<&str>) -> Self {
        let mut forked = self.clone();
        let id = BranchId(self.next);
        let name = normalize_name(name.unwrap_or_default(), id);
        forked.all.push(Branch { id, name, from: Some((self.current().id, at)), scenario });
        forked.current = id;
        forked.next += 1;
        forked
    }

    /// The same with another one shown.
    pub(crate) fn switched(&self, id: BranchId) -> Option<Self> {
        self.get(id).map(|branch| Self { current: branch.id, ..self.clone() })
    }

    /// The same with another name for one of them.
    pub(crate) fn renamed(&self, id: BranchId, name: &str) -> Option<Self> {
        let mut renamed = self.clone();
        let branch = renamed.all.iter_mut().find(|branch| branch.id == id)?;
        branch.name = normalize_name(name, id);
        Some(renamed)
    }

    /// The same without one of them. What was forked from it counts as forked from where it came from; if it
    /// was shown, that is shown. The last one stays.
    pub(crate) fn without(&self, id: BranchId) -> Option<Self> {
        let removed = self.get(id).filter(|_| self.all.len() > 1)?;
        let all = self.all.iter().filter(|branch| branch.id != id);
        let mut all: Vec<Branch> = all.cloned().collect();
        for branch in all.iter_mut().filter(|branch| branch.from.is_some_and(|(from, _)| from == id)) {
            branch.from =
                removed.from.map(|(origin, at)| (origin, branch.from.map_or(at, |(_, own)| own.min(at))));
        }
        let origin = removed.from.map_or(all[0].id, |(origin, _)| origin);
        let current = if self.current == id { origin } else { self.current };
        Some(Self { all, current, next: self.next })
    }
}

/// A name as it is kept: on one line, not too long, and never empty.
fn normalize_name(name: &str, id: BranchId) -> Rc<str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.is_empty() {
        true if id.0 == 0 => FIRST_NAME.into(),
        true => format!("Branch {}", id.0).into(),
        false => words.join(" ").chars().take(MAX_NAME_LENGTH).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first() -> Branches {
        Branches::single(Rc::new(scenario::default_scenario()))
    }

    fn fork(branches: &Branches, ms: u64) -> Branches {
        branches.forked(Micros::from_ms(ms), branches.current().scenario.clone(), None)
    }

    fn names(branches: &Branches) -> Vec<&str> {
        branches.all().iter().map(|branch| &*branch.name).collect()
    }

    #[test]
    fn a_fork_is_shown_and_says_where_it_is_from() {
        let forked = fork(&fork(&first(), 10), 20);
        assert_eq!(names(&forked), ["First run", "Branch 1", "Branch 2"]);
        assert_eq!(forked.current().from, Some((BranchId(1), Micros::from_ms(20))));
    }

    #[test]
    fn what_was_forked_from_a_removed_branch_hangs_on_where_that_came_from() {
        let forked = fork(&fork(&first(), 10), 20);
        let less = forked.without(BranchId(1)).unwrap();
        assert_eq!(less.current().from, Some((BranchId(0), Micros::from_ms(10))));
        assert_eq!(fork(&less, 30).current().id, BranchId(3), "an id is given once");
    }

    #[test]
    fn what_is_shown_instead_of_a_removed_branch_is_where_it_came_from_and_the_last_stays() {
        let forked = fork(&first(), 10);
        let less = forked.without(BranchId(1)).unwrap();
        assert_eq!(less.current().id, BranchId(0));
        assert_eq!(less.without(BranchId(0)), None);
        let rootless = forked.without(BranchId(0)).unwrap();
        assert_eq!((rootless.current().id, rootless.current().from), (BranchId(1), None));
    }

    #[test]
    fn a_name_is_one_line_and_never_empty() {
        let named = first().renamed(BranchId(0), "  a\n b ").unwrap();
        assert_eq!(names(&named), ["a b"]);
        assert_eq!(names(&named.renamed(BranchId(0), " ").unwrap()), ["First run"]);
        assert_eq!(names(&named.renamed(BranchId(0), &"x".repeat(99)).unwrap())[0].len(), MAX_NAME_LENGTH);
    }

    #[test]
    fn a_list_whose_origins_lie_ahead_is_mended() {
        let scenario = scenario::default_scenario();
        let list = [("a", Some((1, Micros(5)))), ("b", Some((0, Micros(7))))];
        let list = list.map(|(name, from)| (name.to_owned(), from, scenario.clone()));
        let branches = Branches::from_list(list, 9).unwrap();
        let origins: Vec<_> = branches.all().iter().map(|branch| branch.from).collect();
        assert_eq!(origins, [None, Some((BranchId(0), Micros(7)))]);
        assert_eq!(branches.current().id, BranchId(0));
        assert_eq!(Branches::from_list([], 0), None);
    }
}
