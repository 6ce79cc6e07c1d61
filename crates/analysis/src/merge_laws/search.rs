//! The search for counterexamples, in slices.

use replication::{MergeInput, MergeRule, MergeRun, Value};

use super::case::{Case, MergesAt, PlacedRule, ValueMerge, Watched};
use super::counterexample::{Counterexample, PlayedRun};
use super::domain::{Domain, ValueType};
use super::evaluate::evaluate;
use super::histories::{breaks, history};
use super::law::Law;
use super::literals::literals;
use super::observe::observe;
use super::random::Random;
use super::small_runs::Cast;
use super::small_values::{deletions, probes, small_cases};
use super::task::{Next, Task};
use super::values::Generator;

/// How many cases are tried unless something else is asked for.
pub const DEFAULT_CASES: usize = 2_000;
/// The most cases that can be asked for.
pub const MAX_CASES: usize = 1_000_000;
/// One case in this many is a history of writes at several leaders.
const CASES_PER_HISTORY: usize = 8;
/// Distinguishes the draws of histories from those of values.
const HISTORIES: usize = 1 << 30;
/// Values from the run that are larger than this, in bytes, are left out: they would take long to shrink.
const MAX_KNOWN_BYTES: u64 = 200;
/// How many values of the run are tried.
const MAX_KNOWN: usize = 256;

/// What a search tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawOptions {
    /// How many cases.
    pub cases: usize,
    /// The seed of the random ones.
    pub seed: u64,
    /// Values to try besides small and random ones, such as those that a run writes.
    pub values: Vec<Value>,
}

impl Default for LawOptions {
    fn default() -> Self {
        Self { cases: DEFAULT_CASES, seed: 1, values: Vec::new() }
    }
}

/// What a search found out about one law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawVerdict {
    /// The law.
    pub law: Law,
    /// The smallest case found in which it does not hold; none if no case was found.
    pub counterexample: Option<Counterexample>,
}

/// A search for cases in which a merge rule does not obey the laws. The same options give the same cases.
pub struct LawSearch {
    merge: Watched,
    cast: Option<Cast>,
    /// What is still to be merged to find out which domains the rule is for.
    probes: Vec<(Domain, [Value; 2])>,
    /// The domains of which it has merged everything so far. Different types are mixed only if it is for all of them.
    domains: Vec<Domain>,
    small: Vec<Case>,
    generator: Generator,
    cases: usize,
    tried: usize,
    /// The laws for which nothing has been found, nor is being shrunk.
    open: Vec<Law>,
    tasks: Vec<Task>,
    found: Vec<Counterexample>,
}

impl LawSearch {
    /// A search about a rule. Besides the values in the options, those that its code mentions are tried.
    #[must_use]
    pub fn new(rule: &MergeRule, options: &LawOptions) -> Self {
        let cast = Cast::new();
        let mentioned = rule.as_function().source().map(literals).unwrap_or_default();
        let options = LawOptions { values: [options.values.clone(), mentioned].concat(), ..options.clone() };
        match cast.as_ref().map(Cast::places) {
            Some([first, second]) => {
                let merge = Box::new(PlacedRule { rule: rule.clone(), first, second });
                Self { cast, ..Self::of_values(merge, &options) }
            }
            // Its names are valid, so this does not happen.
            None => Self { cases: 0, ..Self::of_values(Box::new(Unplaced), &options) },
        }
    }

    /// A search about something else that merges two values. Without a rule no leaders are simulated.
    #[must_use]
    pub fn of_values(merge: Box<dyn ValueMerge>, options: &LawOptions) -> Self {
        let is_small = |value: &&Value| value.size_bytes() <= MAX_KNOWN_BYTES;
        let known = options.values.iter().filter(is_small).take(MAX_KNOWN).cloned().collect();
        let has_rule = merge.rule().is_some();
        Self {
            merge: Watched::new(merge),
            cast: None,
            probes: Domain::all()
                .flat_map(|domain| probes(domain).into_iter().map(move |pair| (domain, pair)))
                .collect(),
            domains: Domain::all().collect(),
            small: Vec::new(),
            generator: Generator { known, seed: options.seed },
            cases: options.cases.min(MAX_CASES),
            tried: 0,
            open: Law::ALL.into_iter().filter(|law| has_rule || !law.is_of_histories()).collect(),
            tasks: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Works on until this much is spent, in units of one event, at least one unit. Returns whether there is more.
    pub fn step(&mut self, budget: usize) -> bool {
        let mut spent = 0;
        while !self.is_finished() {
            spent += match self.tasks.pop() {
                Some(task) => self.advance(task),
                None => match self.probes.pop() {
                    Some((domain, values)) => self.probe(domain, &values),
                    None => self.next_case(),
                },
            };
            if spent >= budget {
                break;
            }
        }
        !self.is_finished()
    }

    /// Works to the end.
    pub fn finish(&mut self) {
        while self.step(usize::MAX) {}
    }

    /// Whether all cases have been tried, or nothing is left to find.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.tasks.is_empty() && (self.tried >= self.cases || self.open.is_empty())
    }

    /// How many cases have been tried.
    #[must_use]
    pub fn tried(&self) -> usize {
        self.tried
    }

    /// How many cases are to be tried.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.cases
    }

    /// What has been found so far about each law, in the order of laws. A law that is being shrunk is left out, and
    /// so are those of histories if there is no rule.
    #[must_use]
    pub fn verdicts(&self) -> Vec<LawVerdict> {
        let verdict = |law: Law| {
            let found = self.found.iter().find(|found| found.law == law).cloned();
            let is_known = found.is_some() || self.open.contains(&law);
            is_known.then_some(LawVerdict { law, counterexample: found })
        };
        Law::ALL.into_iter().filter_map(verdict).collect()
    }

    /// Whether any two values could be merged. If not, there is nothing to say of laws but that the rule is not total.
    #[must_use]
    pub fn has_merged(&self) -> bool {
        self.merge.has_merged()
    }

    /// The types that the rule handles; a rule that handles none is tried on all.
    #[must_use]
    pub fn types(&self) -> Vec<ValueType> {
        let is_of = |of: &ValueType| self.domains.contains(&Domain::Of(*of));
        ValueType::ALL.into_iter().filter(is_of).collect()
    }

    /// Finds out whether two values can be merged. After the last two, it is known what the rule is for.
    fn probe(&mut self, domain: Domain, [mine, theirs]: &[Value; 2]) -> usize {
        let values = MergeInput { mine: Some(mine), theirs: Some(theirs), ancestor: None };
        let run = self.merge.merge(values, MergesAt::First);
        if run.result.is_err() {
            self.domains.retain(|other| *other != domain);
            self.probes.retain(|(other, _)| *other != domain);
        }
        if self.probes.is_empty() {
            match self.types().len() {
                0 => self.domains = Domain::all().collect(),
                some if some < ValueType::ALL.len() => self.domains.retain(|domain| *domain != Domain::Mixed),
                _ => {}
            }
            // A case without deletions shows more, so that these come first.
            let cases = self.domains.iter().flat_map(|domain| small_cases(*domain));
            self.small = cases.chain(self.domains.iter().flat_map(|domain| deletions(*domain))).collect();
        }
        run.cost
    }

    fn advance(&mut self, task: Task) -> usize {
        let (next, cost) = task.advance(&self.merge, self.cast.as_ref());
        match next {
            Next::Continue(task) => self.tasks.push(task),
            Next::Done(counterexample) => self.found(*counterexample),
        }
        cost.max(1)
    }

    fn found(&mut self, counterexample: Counterexample) {
        let (law, run) = (Law::SameWritesSameValue, counterexample.run.clone());
        self.found.push(counterexample);
        let apart = run.filter(|run| run.seen.apart.is_some() && self.open.contains(&law));
        if let Some(PlayedRun { scenario, seen }) = apart {
            // The run of another law shows it.
            self.begin(law, Task::of_history(law, scenario, seen));
        }
    }

    /// Tries the laws for which nothing has been found on the next case.
    fn next_case(&mut self) -> usize {
        let number = self.tried;
        self.tried += 1;
        let histories = number / CASES_PER_HISTORY;
        match number % CASES_PER_HISTORY == CASES_PER_HISTORY - 1 {
            true => self.try_history(histories),
            false => self.try_values(number - histories),
        }
    }

    fn try_values(&mut self, number: usize) -> usize {
        let random = number.checked_sub(self.small.len());
        let case = match random {
            Some(random) => self.generator.case(&self.domains, random, self.size_percent(number)),
            None => self.small[number].clone(),
        };
        let mut cost = 1;
        for law in self.open.clone() {
            let (breach, spent) = evaluate(law, &self.merge, &case);
            cost += spent;
            if let Some(breach) = breach {
                self.begin(law, Task::of_breach(breach));
            }
        }
        cost
    }

    fn try_history(&mut self, number: usize) -> usize {
        let is_open = self.open.iter().any(|law| law.is_of_histories());
        let (Some(cast), Some(rule), true) = (&self.cast, self.merge.rule(), is_open) else { return 1 };
        let purpose = HISTORIES + number;
        let size_percent = self.size_percent(number * CASES_PER_HISTORY);
        let case = self.generator.case(&self.domains, purpose, size_percent);
        let mut random = Random::new(self.generator.seed.wrapping_add(1), purpose as u64);
        let scenario = history(cast, rule, case, &mut random);
        let seen = observe(&scenario, &cast.key);
        for law in self.open.clone().into_iter().filter(|law| breaks(*law, &seen)) {
            self.begin(law, Task::of_history(law, scenario.clone(), seen.clone()));
        }
        seen.work
    }

    fn begin(&mut self, law: Law, task: Task) {
        self.open.retain(|open| *open != law);
        self.tasks.push(task);
    }

    /// How large random values are to be: they grow with the number of the case.
    fn size_percent(&self, number: usize) -> usize {
        number.saturating_mul(100) / self.cases.max(1)
    }
}

/// Stands for a rule where no leaders can be made: it merges nothing.
struct Unplaced;

impl ValueMerge for Unplaced {
    fn merge(&self, _: MergeInput<'_>, _: MergesAt) -> MergeRun {
        MergeRun { result: Ok(None), cost: 0 }
    }

    fn rule(&self) -> Option<&MergeRule> {
        None
    }
}
