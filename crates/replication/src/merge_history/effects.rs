//! What a merge rule tracks of each write of a history.

use persistent::Map;

use crate::merge_history::field_tree::{FieldTree, Recorded, Shape};
use crate::merge_history::sums::Sums;
use crate::merge_history::written::{Step, Written};
use crate::script::MergeError;
use crate::value::Value;
use crate::versions::Dot;

/// What a merge rule needs to know of the writes, besides their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EffectKind {
    /// Nothing: the latest writes decide.
    #[default]
    Latest,
    /// By how much each write changed a number.
    Deltas,
    /// The items that each write added and removed.
    Items,
    /// The fields that each write changed.
    Fields,
    /// The results of this merge code for sets of concurrent writes.
    Code(String),
}

/// What is known of the effects of each write. Of the kind that the merge rule asked for.
#[derive(Debug)]
pub(crate) enum Effects<W> {
    Latest,
    Deltas(Sums),
    Items(FieldTree<W>),
    Fields(FieldTree<W>),
    Code(String, Map<Vec<Dot>, Result<Option<Value>, MergeError>>),
}

impl<W> Clone for Effects<W> {
    fn clone(&self) -> Self {
        match self {
            Self::Latest => Self::Latest,
            Self::Deltas(sums) => Self::Deltas(sums.clone()),
            Self::Items(tree) => Self::Items(tree.clone()),
            Self::Fields(tree) => Self::Fields(tree.clone()),
            Self::Code(source, results) => Self::Code(source.clone(), results.clone()),
        }
    }
}

impl<W: Written> Effects<W> {
    pub(super) fn new(kind: &EffectKind) -> Self {
        match kind {
            EffectKind::Latest => Self::Latest,
            EffectKind::Deltas => Self::Deltas(Sums::default()),
            EffectKind::Items => Self::Items(FieldTree::new(Shape::Items)),
            EffectKind::Fields => Self::Fields(FieldTree::new(Shape::Maps)),
            EffectKind::Code(source) => Self::Code(source.clone(), Map::new()),
        }
    }

    pub(super) fn kind(&self) -> EffectKind {
        match self {
            Self::Latest => EffectKind::Latest,
            Self::Deltas(_) => EffectKind::Deltas,
            Self::Items(_) => EffectKind::Items,
            Self::Fields(_) => EffectKind::Fields,
            Self::Code(source, _) => EffectKind::Code(source.clone()),
        }
    }

    /// Adds a write. Returns what its changes of fields took, if those are tracked.
    pub(super) fn apply(&mut self, step: &Step<W>, unseen: &[Dot]) -> Option<Recorded> {
        match self {
            Self::Latest | Self::Code(..) => None,
            Self::Deltas(sums) => {
                sums.apply(&*step.write, unseen);
                None
            }
            Self::Items(tree) | Self::Fields(tree) => Some(tree.apply(step)),
        }
    }
}
