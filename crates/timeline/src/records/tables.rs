//! Tables beside the stored records: what many records share, and what few have.

use std::sync::Arc;

use persistent::List;
use replication::{
    BufferReason, ClientId, Clock, ClockOwner, DeliveryOverride, IgnoreReason, Key, LeaderId, MergeError,
    RefusalReason, Value, Write,
};

use crate::dot_map::DotMap;
use crate::interned::Interned;

/// What stored records refer to by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub(super) leaders: Interned<LeaderId>,
    pub(super) clients: Interned<ClientId>,
    pub(super) keys: Interned<Key>,
    /// Each write as it first occurred.
    writes: DotMap<Arc<Write>>,
    /// Writes as stored after a change of policy, in another form than they first had.
    converted: List<Arc<Write>>,
    values: List<Arc<Value>>,
    pub(super) buffer_reasons: List<BufferReason>,
    pub(super) clock_owners: List<ClockOwner>,
    pub(super) clocks: List<Clock>,
    pub(super) delivery_overrides: List<DeliveryOverride>,
    pub(super) ignore_reasons: List<IgnoreReason>,
    pub(super) merge_errors: List<MergeError>,
    pub(super) refusal_reasons: List<RefusalReason>,
}

impl Tables {
    /// The form of a write: 0 for the one in which it first occurred.
    pub(super) fn form_of(&mut self, write: &Arc<Write>) -> usize {
        match self.writes.get(write.dot) {
            Some(first) if Arc::ptr_eq(first, write) => 0,
            Some(_) => 1 + number_in(&mut self.converted, write, Arc::ptr_eq),
            None => {
                self.writes.insert(write.dot, write.clone());
                0
            }
        }
    }

    /// A write in one of its forms.
    pub(super) fn write(&self, dot: replication::Dot, form: usize) -> Option<&Arc<Write>> {
        match form.checked_sub(1) {
            None => self.writes.get(dot),
            Some(number) => self.converted.get(number),
        }
    }

    pub(super) fn number_of_value(&mut self, value: &Arc<Value>) -> usize {
        number_in(&mut self.values, value, Arc::ptr_eq)
    }

    pub(super) fn value(&self, number: usize) -> Option<&Arc<Value>> {
        self.values.get(number)
    }
}

/// The number of an item in a list. It is added unless it is the last: the same often occur one after the other.
pub(super) fn number_in<T: Clone>(list: &mut List<T>, item: &T, is_same: impl Fn(&T, &T) -> bool) -> usize {
    if !list.back().is_some_and(|last| is_same(last, item)) {
        list.push_back(item.clone());
    }
    list.len() - 1
}
