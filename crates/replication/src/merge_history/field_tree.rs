//! What each write changed, field by field of a map or item by item of a set.
//!
//! A write changes a field if its value there differs from the result of what its writer had seen. The changes that
//! no later change had seen decide: a map beats any other value, a greater value a lesser one, and a value a removal.
//! The fields of a map are decided in the same way, by the writes that have a map there. Which result a writer had
//! seen inside a map depends on whether the map was there: if it was not, the writer changes every field that it
//! sets, and removes those that had been inside before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use persistent::{Map, Set};

use crate::limits::{EVENTS_PER_CHANGE, FIELDS_PER_EVENT};
use crate::merge_history::backward_list::BackwardList;
use crate::merge_history::written::{Step, Written, frontier};
use crate::value::Value;
use crate::versions::Dot;

/// The value of an item: it is there.
const PRESENT: Value = Value::Integer(1);

/// The kind of a value, without its fields. The order decides between concurrent changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Absent,
    Leaf(Value),
    Fields,
}

/// Which values have fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Maps, at any depth.
    Maps,
    /// The whole value, whose fields are the items of a set or a list; none if it is of another type.
    Items,
}

/// What it took to record a write's changes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Recorded {
    /// Fields that were looked into.
    looked_into: usize,
    /// Leaf changes.
    leaves: usize,
}

impl Recorded {
    /// How many events it counts as, above those of an ordinary write, which changes one value without fields.
    pub(super) fn events(self) -> usize {
        self.looked_into / FIELDS_PER_EVENT + self.leaves.saturating_sub(1) * EVENTS_PER_CHANGE
    }

    /// How many fields it concerned, the value itself included.
    pub(super) fn fields(self) -> usize {
        1 + self.leaves
    }
}

/// A change of one field by one write.
#[derive(Debug)]
struct Change<W> {
    step: Step<W>,
    to: Content,
    /// The names inside whose fields it changed.
    inside: Arc<[Value]>,
}

impl<W> Clone for Change<W> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), to: self.to.clone(), inside: self.inside.clone() }
    }
}

impl<W> Change<W> {
    /// Whether it is a change of its own, not only of fields inside.
    fn is_leaf(&self) -> bool {
        self.inside.is_empty()
    }
}

/// A field: its changes, in the order of the sequence, and the fields inside.
#[derive(Debug)]
struct Node<W> {
    changes: BackwardList<Change<W>>,
    fields: Map<Value, Arc<Self>>,
    /// The names inside that are not absent now.
    live: Set<Value>,
}

impl<W> Clone for Node<W> {
    fn clone(&self) -> Self {
        Self { changes: self.changes.clone(), fields: self.fields.clone(), live: self.live.clone() }
    }
}

impl<W> Default for Node<W> {
    fn default() -> Self {
        Self { changes: BackwardList::default(), fields: Map::new(), live: Set::new() }
    }
}

impl<W: Written> Node<W> {
    /// The deciding changes among those that `is_member` accepts.
    fn deciding(&self, is_member: impl Fn(&Step<W>) -> bool) -> Vec<&Change<W>> {
        frontier(self.changes.iter_backwards(), |change| &change.step, is_member)
    }

    fn content(&self, is_member: impl Fn(&Step<W>) -> bool) -> Content {
        let deciding = self.deciding(is_member).into_iter();
        deciding.map(|change| &change.to).max().cloned().unwrap_or(Content::Absent)
    }

    /// The fields that the writer of a step may have seen, or that it sets.
    fn names(&self, step: &Step<W>, fields: &BTreeMap<Value, &Value>) -> BTreeSet<Value> {
        let mut names: BTreeSet<Value> = self.live.iter().chain(fields.keys()).cloned().collect();
        let recent = self.changes.iter_backwards();
        let recent = recent.take_while(|change| change.step.position >= step.seen_before);
        let unseen = recent.filter(|change| !step.had_seen(&change.step));
        for name in unseen.flat_map(|change| change.inside.iter()) {
            // Most are there already, and need no copy.
            if !names.contains(name) {
                names.insert(name.clone());
            }
        }
        names
    }

    /// Records what a write changes here and inside. `is_visible` says whether its writer had seen what is around
    /// this field as something with fields.
    fn record(&mut self, step: &Step<W>, value: Option<&Value>, shape: Shape, is_visible: bool) -> Recorded {
        let before = match shape {
            // There is a set from the beginning: only its items change.
            Shape::Items => Content::Fields,
            Shape::Maps => self.content(|earlier| step.had_seen(earlier)),
        };
        let visible = if is_visible { before.clone() } else { Content::Absent };
        let fields = fields_of(value, shape);
        let to = match (&fields, value) {
            (Some(_), _) => Content::Fields,
            (None, Some(value)) => Content::Leaf(value.clone()),
            (None, None) => Content::Absent,
        };
        let mut inside = Vec::new();
        let mut recorded = Recorded::default();
        if let Some(fields) = fields {
            let is_visible = visible == Content::Fields;
            for name in self.names(step, &fields) {
                let mut field = self.fields.get(&name).map(|field| Node::clone(field)).unwrap_or_default();
                let within = field.record(step, fields.get(&name).copied(), Shape::Maps, is_visible);
                recorded.looked_into += 1 + within.looked_into;
                if within.leaves > 0 {
                    match field.content(|_| true) {
                        Content::Absent => self.live.remove(&name),
                        Content::Leaf(_) | Content::Fields => self.live.insert(name.clone()),
                    };
                    self.fields.insert(name.clone(), Arc::new(field));
                    inside.push(name);
                    recorded.leaves += within.leaves;
                }
            }
        }
        let is_changed = to != before || to != visible;
        if is_changed || recorded.leaves > 0 {
            recorded.leaves = recorded.leaves.max(1);
            self.changes.push(Change { step: step.clone(), to, inside: inside.into() });
        }
        recorded
    }

    fn value(&self) -> Option<Value> {
        match self.content(|_| true) {
            Content::Absent => None,
            Content::Leaf(value) => Some(value),
            Content::Fields => Some(Value::Map(self.live_fields())),
        }
    }

    fn live_fields(&self) -> BTreeMap<String, Value> {
        let named = self.live.iter().filter_map(|name| match name {
            Value::Text(text) => Some((text.clone(), self.fields.get(name)?.value()?)),
            Value::Integer(_) | Value::List(_) | Value::Set(_) | Value::Map(_) => None,
        });
        named.collect()
    }

    /// Counts for each write its leaf changes that are in effect here and inside.
    fn count_in_effect(&self, counts: &mut BTreeMap<Dot, usize>) {
        let deciding = self.deciding(|_| true);
        let result = deciding.iter().map(|change| &change.to).max();
        for change in deciding.iter().filter(|change| change.is_leaf() && Some(&change.to) == result) {
            *counts.entry(change.step.write.dot()).or_default() += 1;
        }
        if result == Some(&Content::Fields) {
            self.fields.values().for_each(|field| field.count_in_effect(counts));
        }
    }
}

/// The changes of every write of a history.
#[derive(Debug)]
pub(crate) struct FieldTree<W> {
    root: Node<W>,
    shape: Shape,
    /// How many leaf changes each write made.
    leaves: Map<Dot, usize>,
}

impl<W> Clone for FieldTree<W> {
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), shape: self.shape, leaves: self.leaves.clone() }
    }
}

impl<W: Written> FieldTree<W> {
    pub(super) fn new(shape: Shape) -> Self {
        Self { root: Node::default(), shape, leaves: Map::new() }
    }

    /// Adds a write. Returns what that took.
    pub(super) fn apply(&mut self, step: &Step<W>) -> Recorded {
        let recorded = self.root.record(step, step.write.value(), self.shape, true);
        self.leaves.insert(step.write.dot(), recorded.leaves);
        recorded
    }

    /// The merged map, or what is there instead.
    pub(crate) fn value(&self) -> Option<Value> {
        self.root.value()
    }

    /// The items that are there.
    pub(crate) fn items(&self) -> BTreeSet<Value> {
        self.root.live.iter().cloned().collect()
    }

    /// Each write with changes in effect, in the order of dots, and whether that is only a part of its changes.
    pub(crate) fn in_effect(&self) -> Vec<(Dot, bool)> {
        let mut counts = BTreeMap::new();
        self.root.count_in_effect(&mut counts);
        counts
            .into_iter()
            .map(|(dot, count)| (dot, self.leaves.get(&dot).is_some_and(|all| count < *all)))
            .collect()
    }

    /// Whether a write changed nothing.
    pub(crate) fn changed_nothing(&self, dot: Dot) -> bool {
        self.leaves.get(&dot) == Some(&0)
    }
}

/// The fields of a value by their names; none if it has no fields.
fn fields_of(value: Option<&Value>, shape: Shape) -> Option<BTreeMap<Value, &Value>> {
    match (shape, value) {
        (Shape::Items, Some(Value::List(items))) => {
            Some(items.iter().map(|item| (item.clone(), &PRESENT)).collect())
        }
        (Shape::Items, Some(Value::Set(items))) => {
            Some(items.iter().map(|item| (item.clone(), &PRESENT)).collect())
        }
        (Shape::Items, _) => Some(BTreeMap::new()),
        (Shape::Maps, Some(Value::Map(fields))) => {
            Some(fields.iter().map(|(name, value)| (Value::Text(name.clone()), value)).collect())
        }
        (Shape::Maps, _) => None,
    }
}
