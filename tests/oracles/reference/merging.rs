//! Merge rules as functions of the set of client writes that a leader knows (W4).

use std::collections::{BTreeMap, BTreeSet};

use super::dots::{Dot, Dots};
use super::settings::Rule;
use super::values::{Stored, Val};
use super::world::{World, Write};

/// The client writes of a key that are known, with what each had seen of the others.
pub struct Known<'a> {
    writes: BTreeMap<Dot, &'a Write>,
    pasts: BTreeMap<Dot, Dots>,
    /// Per field: the merged value of what each write had seen.
    before: BTreeMap<Dot, Stored>,
}

/// Changes of a collection: the items that each write adds and removes.
#[derive(Default)]
struct Changes {
    added: BTreeMap<Dot, BTreeSet<Val>>,
    removed: BTreeMap<Dot, BTreeSet<Val>>,
}

/// The client writes of a key that a leader knows: those applied, and those that applied merges are made of.
pub fn known_dots(world: &World, leader: &str, key: &str) -> Dots {
    let mut known = Dots::new();
    for write in world.applied_of(leader, key) {
        match &write.merges {
            Some(sources) => known.extend(sources.iter().cloned()),
            None => drop(known.insert(write.dot.clone())),
        }
    }
    known
}

impl<'a> Known<'a> {
    /// The writes with these dots.
    pub fn new(world: &'a World, dots: &Dots) -> Known<'a> {
        let writes: BTreeMap<Dot, &Write> =
            dots.iter().filter_map(|dot| Some((dot.clone(), world.writes.get(dot)?))).collect();
        let past =
            |write: &Write| write.context.iter().filter(|dot| writes.contains_key(dot)).cloned().collect();
        let pasts = writes.iter().map(|(dot, write)| (dot.clone(), past(write))).collect();
        Known { writes, pasts, before: BTreeMap::new() }
    }

    /// The writes with these dots, for a rule.
    pub fn for_rule(world: &'a World, dots: &Dots, rule: Rule) -> Known<'a> {
        let mut known = Known::new(world, dots);
        if rule == Rule::PerField {
            for dot in known.in_causal_order() {
                let before = known.field(&known.pasts[&dot], &mut Vec::new());
                known.before.insert(dot, before);
            }
        }
        known
    }

    /// The writes that no other had seen.
    pub fn heads(&self) -> Vec<&'a Write> {
        let is_head = |dot: &Dot| !self.pasts.iter().any(|(other, past)| other != dot && past.contains(dot));
        self.writes.iter().filter(|(dot, _)| is_head(dot)).map(|(_, write)| *write).collect()
    }

    /// The merged value; nothing where the rule is not for these types.
    pub fn merge(&self, rule: Rule) -> Option<Stored> {
        let heads: Vec<&Stored> = self.heads().iter().map(|write| &write.value).collect();
        let values: Vec<&Val> = heads.iter().filter_map(|value| value.as_ref()).collect();
        let deleted = values.len() < heads.len();
        match rule {
            Rule::Larger => Some(values.into_iter().max().cloned()),
            Rule::Longer => Some(values.into_iter().max_by_key(|value| (length(value), *value)).cloned()),
            Rule::Union => union(&values),
            Rule::Concatenate => concatenated(values),
            Rule::Sum => {
                let numbers = values.iter().all(|value| matches!(value, Val::Number(_)));
                numbers.then(|| Some(Val::Number(self.deltas().values().sum())))
            }
            Rule::AddWins => {
                let (_, is_set) = collection(&values)?;
                let items = self.changes().items(&self.pasts, self.writes.keys());
                let gone = items.is_empty() && deleted;
                Some((!gone).then(|| of_items(items, is_set || values.is_empty())))
            }
            Rule::PerField => {
                let maps = values.iter().all(|value| matches!(value, Val::Map(_)));
                maps.then(|| self.field(&self.writes.keys().cloned().collect(), &mut Vec::new()))
            }
            Rule::Script => None,
        }
    }

    /// What each write adds to a sum.
    fn deltas(&self) -> BTreeMap<Dot, i64> {
        let mut deltas = BTreeMap::new();
        for dot in self.in_causal_order() {
            let value = match &self.writes[&dot].value {
                Some(Val::Number(number)) => *number,
                Some(_) | None => 0,
            };
            let before: i64 = self.pasts[&dot].iter().filter_map(|past| deltas.get(past)).sum();
            deltas.insert(dot, value - before);
        }
        deltas
    }

    /// The dots so that each comes after its past.
    fn in_causal_order(&self) -> Vec<Dot> {
        let mut ordered: Vec<Dot> = Vec::new();
        while ordered.len() < self.writes.len() {
            let ready = |dot: &Dot| {
                !ordered.contains(dot) && self.pasts[dot].iter().all(|past| ordered.contains(past))
            };
            let Some(next) = self.writes.keys().find(|dot| ready(dot)).cloned() else { break };
            ordered.push(next);
        }
        ordered
    }

    fn changes(&self) -> Changes {
        let mut changes = Changes::default();
        for dot in self.in_causal_order() {
            let before = changes.items(&self.pasts, self.pasts[&dot].iter());
            let value = self.writes[&dot].value.as_ref().and_then(Val::items).unwrap_or_default();
            let after: BTreeSet<Val> = value.into_iter().collect();
            changes.added.insert(dot.clone(), after.difference(&before).cloned().collect());
            changes.removed.insert(dot, before.difference(&after).cloned().collect());
        }
        changes
    }

    /// The value of a field by the given writes.
    fn field(&self, among: &Dots, path: &mut Vec<String>) -> Stored {
        let decisive = self.decisive(among, path);
        let greatest = decisive.iter().filter_map(|dot| self.value_at(dot, path)).max()?;
        if !matches!(greatest, Val::Map(_)) {
            return Some(greatest);
        }
        let maps: BTreeMap<Dot, BTreeMap<String, Val>> = among
            .iter()
            .filter_map(|dot| match self.value_at(dot, path) {
                Some(Val::Map(fields)) => Some((dot.clone(), fields)),
                Some(_) | None => None,
            })
            .collect();
        let inside: Dots = maps.keys().cloned().collect();
        let names: BTreeSet<&String> = maps.values().flat_map(BTreeMap::keys).collect();
        let mut merged = BTreeMap::new();
        for name in names {
            path.push(name.clone());
            if let Some(value) = self.field(&inside, path) {
                merged.insert(name.clone(), value);
            }
            path.pop();
        }
        Some(Val::Map(merged))
    }

    /// The writes that change a field and whose change no later change had seen.
    fn decisive(&self, among: &Dots, path: &[String]) -> Dots {
        let changing: Dots =
            among.iter().filter(|dot| self.changes_field(dot, among, path)).cloned().collect();
        let later = |dot: &Dot| changing.iter().any(|other| other != dot && self.pasts[other].contains(dot));
        changing.iter().filter(|dot| !later(dot)).cloned().collect()
    }

    /// Whether a write changes a field: its value there differs from the result for its past. Where that result has
    /// no map around the field, the write sets it anew, or removes what the earlier maps still had there.
    fn changes_field(&self, dot: &Dot, among: &Dots, path: &[String]) -> bool {
        let own = self.value_at(dot, path);
        if own != self.value_before(dot, path) {
            return true;
        }
        let Some((_, around)) = path.split_last() else { return false };
        let anew = !matches!(self.value_before(dot, around), Some(Val::Map(_)));
        anew && self
            .field(&self.pasts[dot].intersection(among).cloned().collect(), &mut path.to_vec())
            .is_some()
    }

    fn value_at(&self, dot: &Dot, path: &[String]) -> Stored {
        at_path(self.writes[dot].value.clone(), path)
    }

    /// The value of a field in the merge of all that a write had seen.
    fn value_before(&self, dot: &Dot, path: &[String]) -> Stored {
        at_path(self.before.get(dot).cloned().flatten(), path)
    }

    /// The writes that a merged version with this result contains, and those of them that it contains only in part (W4).
    pub fn contained(&self, rule: Rule, result: &Stored) -> (Dots, Dots) {
        let heads = self.heads();
        let dots = |writes: &[&Write]| writes.iter().map(|write| write.dot.clone()).collect::<Dots>();
        let equal: Vec<&Write> = heads.iter().filter(|write| write.value == *result).copied().collect();
        match rule {
            Rule::Larger | Rule::Longer => (dots(&equal), Dots::new()),
            Rule::Script if equal.len() == 1 => (dots(&equal), Dots::new()),
            Rule::Union | Rule::Concatenate | Rule::Script => (dots(&heads), Dots::new()),
            Rule::Sum => (self.writes.keys().cloned().collect(), Dots::new()),
            Rule::AddWins => self.changes().effective(&self.pasts, &dots(&heads)),
            Rule::PerField => self.effective_fields(),
        }
    }

    fn effective_fields(&self) -> (Dots, Dots) {
        let all: Dots = self.writes.keys().cloned().collect();
        let mut counts: BTreeMap<Dot, (usize, usize)> = BTreeMap::new();
        self.count_fields(&all, &mut Vec::new(), &mut counts);
        let effective = counts.iter().filter(|(_, (effective, _))| *effective > 0);
        let partly = effective.clone().filter(|(_, (effective, changes))| effective < changes);
        let partly: Dots = partly.map(|(dot, _)| dot.clone()).collect();
        let unchanging =
            self.heads().into_iter().map(|write| write.dot.clone()).filter(|dot| !counts.contains_key(dot));
        (effective.map(|(dot, _)| dot.clone()).chain(unchanging).collect(), partly)
    }

    /// Counts the changes to something else than a map where the result is a map: they are not in effect.
    fn count_removals(&self, among: &Dots, path: &[String], counts: &mut BTreeMap<Dot, (usize, usize)>) {
        for dot in among {
            let is_map = matches!(self.value_at(dot, path), Some(Val::Map(_)));
            if !is_map && self.changes_field(dot, among, path) {
                counts.entry(dot.clone()).or_default().1 += 1;
            }
        }
    }

    /// Counts the changes to a map where the result is a map, by writes that change no field inside it.
    fn count_empty_maps(
        &self,
        writes: &Dots,
        among: &Dots,
        path: &[String],
        counts: &mut BTreeMap<Dot, (usize, usize)>,
    ) {
        let decisive = self.decisive(among, path);
        for dot in writes.iter().filter(|dot| self.changes_field(dot, among, path)) {
            let count = counts.entry(dot.clone()).or_default();
            count.1 += 1;
            count.0 += usize::from(decisive.contains(dot));
        }
    }

    /// Counts, for each write, its changes in effect and its changes, at the fields inside a map.
    fn count_fields(&self, among: &Dots, path: &mut Vec<String>, counts: &mut BTreeMap<Dot, (usize, usize)>) {
        let result = self.field(among, path);
        let inside: Dots = among
            .iter()
            .filter(|dot| matches!(self.value_at(dot, path), Some(Val::Map(_))))
            .cloned()
            .collect();
        if matches!(result, Some(Val::Map(_))) && !inside.is_empty() {
            let mut names = BTreeSet::new();
            for dot in &inside {
                if let Some(Val::Map(fields)) = self.value_at(dot, path) {
                    names.extend(fields.into_keys());
                }
            }
            let changes =
                |counts: &BTreeMap<Dot, (usize, usize)>, dot: &Dot| counts.get(dot).map_or(0, |it| it.1);
            let before: Vec<usize> = inside.iter().map(|dot| changes(counts, dot)).collect();
            for name in names {
                path.push(name);
                self.count_fields(&inside, path, counts);
                path.pop();
            }
            let without_fields =
                inside.iter().zip(before).filter(|(dot, before)| changes(counts, dot) == *before);
            let without_fields: Dots = without_fields.map(|(dot, _)| dot.clone()).collect();
            self.count_empty_maps(&without_fields, among, path, counts);
            self.count_removals(among, path, counts);
            return;
        }
        for dot in among {
            let own = self.value_at(dot, path);
            if !self.changes_field(dot, among, path) {
                continue;
            }
            let count = counts.entry(dot.clone()).or_default();
            count.1 += 1;
            count.0 += usize::from(own == result && self.decisive(among, path).contains(dot));
        }
    }
}

impl Changes {
    /// The items that some write adds and no removal covers.
    fn items<'a>(&self, pasts: &BTreeMap<Dot, Dots>, among: impl Iterator<Item = &'a Dot>) -> BTreeSet<Val> {
        let among: Vec<&Dot> = among.collect();
        let mut items = BTreeSet::new();
        for add in &among {
            for item in self.added.get(*add).into_iter().flatten() {
                if !self.covered(pasts, &among, add, item) {
                    items.insert(item.clone());
                }
            }
        }
        items
    }

    fn covered(&self, pasts: &BTreeMap<Dot, Dots>, among: &[&Dot], add: &Dot, item: &Val) -> bool {
        among.iter().any(|removal| {
            self.removed.get(*removal).is_some_and(|items| items.contains(item))
                && pasts[*removal].contains(add)
        })
    }

    /// The writes with a change in effect, or that changed nothing and are heads; and those of them with other
    /// changes that are not.
    fn effective(&self, pasts: &BTreeMap<Dot, Dots>, heads: &Dots) -> (Dots, Dots) {
        let result = self.items(pasts, self.added.keys());
        let (mut contained, mut partly) = (Dots::new(), Dots::new());
        for (dot, added) in &self.added {
            let removed = &self.removed[dot];
            let adds = added.iter().filter(|item| result.contains(item) && self.decides(pasts, dot, item));
            let removes =
                removed.iter().filter(|item| !result.contains(item) && self.decides(pasts, dot, item));
            let (in_effect, all) = (adds.count() + removes.count(), added.len() + removed.len());
            if in_effect > 0 || (all == 0 && heads.contains(dot)) {
                contained.insert(dot.clone());
            }
            if in_effect > 0 && in_effect < all {
                partly.insert(dot.clone());
            }
        }
        (contained, partly)
    }

    /// Whether no later change of the item had seen a write.
    fn decides(&self, pasts: &BTreeMap<Dot, Dots>, dot: &Dot, item: &Val) -> bool {
        let changes = |other: &Dot| self.added[other].contains(item) || self.removed[other].contains(item);
        !pasts.iter().any(|(other, past)| other != dot && past.contains(dot) && changes(other))
    }
}

fn at_path(value: Stored, path: &[String]) -> Stored {
    let mut value = value?;
    for name in path {
        let Val::Map(fields) = value else { return None };
        value = fields.get(name)?.clone();
    }
    Some(value)
}

fn length(value: &Val) -> usize {
    match value {
        Val::Text(text) => text.chars().count(),
        Val::Number(number) => number.unsigned_abs().to_string().len(),
        Val::List(items) => items.len(),
        Val::Set(items) => items.len(),
        Val::Map(fields) => fields.len(),
    }
}

/// All items of lists and sets, and whether one of them is a set; nothing if a value is neither.
fn collection(values: &[&Val]) -> Option<(BTreeSet<Val>, bool)> {
    let mut items = BTreeSet::new();
    for value in values {
        items.extend(value.items()?);
    }
    Some((items, values.iter().any(|value| matches!(value, Val::Set(_)))))
}

fn of_items(items: BTreeSet<Val>, is_set: bool) -> Val {
    if is_set { Val::Set(items) } else { Val::List(items.into_iter().collect()) }
}

fn union(values: &[&Val]) -> Option<Stored> {
    if values.is_empty() {
        return Some(None);
    }
    let (items, is_set) = collection(values)?;
    Some(Some(of_items(items, is_set)))
}

fn concatenated(mut values: Vec<&Val>) -> Option<Stored> {
    values.sort();
    if values.is_empty() {
        return Some(None);
    }
    let texts: Vec<&str> = values
        .iter()
        .filter_map(|value| match value {
            Val::Text(text) => Some(text.as_str()),
            Val::Number(_) | Val::List(_) | Val::Set(_) | Val::Map(_) => None,
        })
        .collect();
    if texts.len() == values.len() {
        return Some(Some(Val::Text(texts.join("/"))));
    }
    let lists: Vec<Vec<Val>> = values
        .iter()
        .filter_map(|value| match value {
            Val::List(items) => Some(items.clone()),
            Val::Text(_) | Val::Number(_) | Val::Set(_) | Val::Map(_) => None,
        })
        .collect();
    (lists.len() == values.len()).then(|| Some(Val::List(lists.concat())))
}
