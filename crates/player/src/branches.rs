//! Branches: the scenarios of one workspace, each forked from another at an instant.

use std::collections::BTreeSet;
use std::rc::Rc;

use replication::Micros;
use scenario::Scenario;

/// Identifies a branch within a workspace. Never reused after a branch is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BranchId(pub u32);

/// A named scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Its id.
    pub id: BranchId,
    /// Its name.
    pub name: Rc<str>,
    /// The branch it was forked from, and when; `None` for the first.
    pub from: Option<(BranchId, Micros)>,
    /// Its scenario.
    pub scenario: Rc<Scenario>,
}

impl Branch {
    /// A branch; its name is normalized.
    pub(crate) fn new(
        id: BranchId,
        name: &str,
        from: Option<(BranchId, Micros)>,
        scenario: Scenario,
    ) -> Self {
        Self { id, name: normalize_name(name, id), from, scenario: Rc::new(scenario) }
    }
}

/// All branches of a workspace in the order of forking, and the current one. Never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Branches {
    all: Vec<Branch>,
    current: BranchId,
    /// The id of the next branch.
    next: u32,
}

/// The default name of the first branch.
const FIRST_NAME: &str = "First run";
/// At most this many branches: each holds a run.
pub(crate) const MAX_BRANCHES: usize = 24;
/// The maximum length of a name, in characters.
const MAX_NAME_LENGTH: usize = 60;

impl Branches {
    /// A single branch.
    pub(crate) fn single(scenario: Rc<Scenario>) -> Self {
        let first = Branch { id: BranchId(0), name: FIRST_NAME.into(), from: None, scenario };
        Self { all: vec![first], current: BranchId(0), next: 1 }
    }

    /// Branches of which one is current; the next to be forked gets the id `next`, or a later one. Invalid origins are
    /// dropped. None if the current branch is missing, an id is there twice, or there are too many.
    pub(crate) fn new(mut all: Vec<Branch>, current: BranchId, next: BranchId) -> Option<Self> {
        let mut ids = BTreeSet::new();
        for branch in &mut all {
            branch.from = branch.from.filter(|(origin, _)| ids.contains(origin));
            if !ids.insert(branch.id) {
                return None;
            }
        }
        let next = next.0.max(ids.last()?.0.checked_add(1)?);
        let is_valid = ids.contains(&current) && all.len() <= MAX_BRANCHES;
        is_valid.then_some(Self { all, current, next })
    }

    /// Restores saved branches: name, origin by index, and scenario of each. Invalid origins are dropped. None if the list
    /// is empty.
    pub(crate) fn from_list(
        list: impl IntoIterator<Item = (String, Option<(usize, Micros)>, Scenario)>,
        current: usize,
    ) -> Option<Self> {
        let list = list.into_iter().take(MAX_BRANCHES).enumerate();
        let all: Vec<Branch> = list
            .map(|(index, (name, from, scenario))| {
                let from = from.filter(|(origin, _)| *origin < index);
                let from = from.map(|(origin, at)| (BranchId(origin as u32), at));
                Branch::new(BranchId(index as u32), &name, from, scenario)
            })
            .collect();
        let current = all.get(current).or(all.first())?.id;
        let next = all.len() as u32;
        Some(Self { all, current, next })
    }

    /// All branches, each after its origin.
    #[must_use]
    pub fn all(&self) -> &[Branch] {
        &self.all
    }

    /// The current branch.
    #[must_use]
    pub fn current(&self) -> &Branch {
        self.get(self.current).unwrap_or(&self.all[0])
    }

    /// Where a branch begins to differ from the one it was forked from: at the fork, or earlier if it was edited there
    /// since; none for the first branch, and where the other was removed.
    #[must_use]
    pub fn differs_from(&self, branch: &Branch) -> Option<Micros> {
        let (origin, at) = branch.from?;
        let (before, after) = (&self.get(origin)?.scenario, &branch.scenario);
        let setup = |scenario: &Scenario| Scenario {
            commands: Vec::new(),
            title: String::new(),
            about: String::new(),
            invariants: Vec::new(),
            ..scenario.clone()
        };
        if setup(before) != setup(after) {
            return Some(Micros::ZERO);
        }
        let shared =
            before.commands.iter().zip(&after.commands).take_while(|(one, other)| one == other).count();
        let next =
            [&before.commands, &after.commands].map(|commands| commands.get(shared).map(|timed| timed.at));
        Some(next.into_iter().flatten().fold(at, Micros::min))
    }

    /// A branch by id.
    #[must_use]
    pub fn get(&self, id: BranchId) -> Option<&Branch> {
        self.all.iter().find(|branch| branch.id == id)
    }

    /// The id of the next branch that is forked.
    pub(crate) fn next_id(&self) -> BranchId {
        BranchId(self.next)
    }

    /// Whether the limit is reached.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.all.len() >= MAX_BRANCHES
    }

    /// The branches forked from this one, in order; from `None`, those without an origin.
    pub fn forked_from(&self, origin: Option<BranchId>) -> impl Iterator<Item = &Branch> {
        self.all.iter().filter(move |branch| branch.from.map(|(from, _)| from) == origin)
    }

    /// A copy with another scenario in the current branch.
    pub(crate) fn edited(&self, scenario: Rc<Scenario>) -> Self {
        let mut edited = self.clone();
        let current = self.current().id;
        if let Some(branch) = edited.all.iter_mut().find(|branch| branch.id == current) {
            branch.scenario = scenario;
        }
        edited
    }

    /// A copy with a new current branch, forked from the current one.
    pub(crate) fn forked(&self, at: Micros, scenario: Rc<Scenario>, name: Option<&str>) -> Self {
        let mut forked = self.clone();
        let id = BranchId(self.next);
        let name = normalize_name(name.unwrap_or_default(), id);
        forked.all.push(Branch { id, name, from: Some((self.current().id, at)), scenario });
        forked.current = id;
        forked.next += 1;
        forked
    }

    /// A copy with another current branch.
    pub(crate) fn switched(&self, id: BranchId) -> Option<Self> {
        self.get(id).map(|branch| Self { current: branch.id, ..self.clone() })
    }

    /// A copy with a branch renamed.
    pub(crate) fn renamed(&self, id: BranchId, name: &str) -> Option<Self> {
        let mut renamed = self.clone();
        let branch = renamed.all.iter_mut().find(|branch| branch.id == id)?;
        branch.name = normalize_name(name, id);
        Some(renamed)
    }

    /// A copy without a branch. Its forks are attached to its origin, which also becomes current if the branch was. None
    /// if it is the last one.
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

/// A name on one line, within the length limit, and never empty.
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
    fn fork_becomes_current_and_records_its_origin() {
        let forked = fork(&fork(&first(), 10), 20);
        assert_eq!(names(&forked), ["First run", "Branch 1", "Branch 2"]);
        assert_eq!(forked.current().from, Some((BranchId(1), Micros::from_ms(20))));
    }

    #[test]
    fn forks_of_a_removed_branch_attach_to_its_origin() {
        let forked = fork(&fork(&first(), 10), 20);
        let less = forked.without(BranchId(1)).unwrap();
        assert_eq!(less.current().from, Some((BranchId(0), Micros::from_ms(10))));
        assert_eq!(fork(&less, 30).current().id, BranchId(3), "ids are never reused");
    }

    #[test]
    fn removing_current_branch_shows_its_origin_and_last_branch_cannot_be_removed() {
        let forked = fork(&first(), 10);
        let less = forked.without(BranchId(1)).unwrap();
        assert_eq!(less.current().id, BranchId(0));
        assert_eq!(less.without(BranchId(0)), None);
        let rootless = forked.without(BranchId(0)).unwrap();
        assert_eq!((rootless.current().id, rootless.current().from), (BranchId(1), None));
    }

    #[test]
    fn names_are_trimmed_to_one_line_and_never_empty() {
        let named = first().renamed(BranchId(0), "  a\n b ").unwrap();
        assert_eq!(names(&named), ["a b"]);
        assert_eq!(names(&named.renamed(BranchId(0), " ").unwrap()), ["First run"]);
        assert_eq!(names(&named.renamed(BranchId(0), &"x".repeat(99)).unwrap())[0].len(), MAX_NAME_LENGTH);
    }

    #[test]
    fn invalid_origins_in_a_saved_list_are_dropped() {
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
