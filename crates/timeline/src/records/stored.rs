//! How the parts of events are stored: numbers in as few bytes as they need, and whatever is shared by number.

use std::sync::Arc;

use replication::{
    AttemptId, BufferReason, CausalContext, ClientAttempt, ClientId, Clock, ClockOwner, DeliveryOverride,
    Dot, DropReason, FailureAction, IgnoreReason, Inapplicable, Key, LeaderId, LinkId, MergeError, Message,
    Micros, RefusalReason, RemovalReason, RequestMessage, ResponseKind, StopReason, Value, VersionVector,
    WaitsFor, Write,
};

use super::tables::{Tables, number_in};

/// Where an event is stored.
pub(super) struct Writer<'a> {
    pub(super) bytes: &'a mut Vec<u8>,
    pub(super) tables: &'a mut Tables,
}

impl Writer<'_> {
    /// Seven bits to a byte; the last is below 128.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

/// Where an event is read: the bytes that are left of it.
pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) tables: &'a Tables,
}

impl Reader<'_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        while shift < u64::BITS {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
        None
    }

    fn place(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }
}

/// A part of an event. Reading gives none only for bytes that were not written.
pub(super) trait Stored: Sized {
    fn put(&self, to: &mut Writer<'_>);
    fn take(from: &mut Reader<'_>) -> Option<Self>;
}

impl Stored for u64 {
    fn put(&self, to: &mut Writer<'_>) {
        to.number(*self);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.number()
    }
}

impl Stored for u32 {
    fn put(&self, to: &mut Writer<'_>) {
        to.number(u64::from(*self));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Stored for bool {
    fn put(&self, to: &mut Writer<'_>) {
        to.bytes.push(u8::from(*self));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some(from.byte()? == 1)
    }
}

/// Values that are interned in a table of their own.
macro_rules! interned {
    ($($name:ident: $table:ident),+) => {$(
        impl Stored for $name {
            fn put(&self, to: &mut Writer<'_>) {
                to.tables.$table.intern(self).put(to);
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                let number = u32::take(from)?;
                from.tables.$table.get(number).cloned()
            }
        }
    )+};
}

interned! { LeaderId: leaders, ClientId: clients, Key: keys }

/// Values that few events have, kept whole in a table of their own.
macro_rules! kept_whole {
    ($($name:ident: $table:ident),+) => {$(
        impl Stored for $name {
            fn put(&self, to: &mut Writer<'_>) {
                let number = number_in(&mut to.tables.$table, self, PartialEq::eq);
                to.number(number as u64);
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                let place = from.place()?;
                from.tables.$table.get(place).cloned()
            }
        }
    )+};
}

kept_whole! {
    BufferReason: buffer_reasons,
    Clock: clocks,
    ClockOwner: clock_owners,
    DeliveryOverride: delivery_overrides,
    IgnoreReason: ignore_reasons,
    MergeError: merge_errors,
    RefusalReason: refusal_reasons
}

/// A tag, then what it is about.
impl Stored for ResponseKind {
    fn put(&self, to: &mut Writer<'_>) {
        match self {
            Self::Answered => to.bytes.push(0),
            Self::Acknowledged(dot) => {
                to.bytes.push(1);
                dot.put(to);
            }
            Self::Refused(reason) => {
                to.bytes.push(2);
                reason.put(to);
            }
        }
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(Self::Answered),
            1 => Dot::take(from).map(Self::Acknowledged),
            2 => RefusalReason::take(from).map(Self::Refused),
            3.. => None,
        }
    }
}

/// Enums without fields.
macro_rules! choices {
    ($($name:ident { $($choice:ident),+ })+) => {$(
        impl Stored for $name {
            fn put(&self, to: &mut Writer<'_>) {
                // The compiler names a choice that is missing here.
                match self {
                    $(Self::$choice)|+ => {}
                }
                let place = [$(Self::$choice),+].iter().position(|choice| choice == self);
                to.bytes.push(place.unwrap_or_default() as u8);
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                [$(Self::$choice),+].get(usize::from(from.byte()?)).copied()
            }
        }
    )+};
}

choices! {
    DropReason { AlreadyPassed, AlreadyApplied }
    FailureAction { Skipped, Upserted, Buffered, BlockedLink }
    Inapplicable { UpdateMissing, InsertExists, WrongKind, TooLarge, Siblings }
    RemovalReason { Superseded, Overwritten, Discarded }
    StopReason { Cut, Down, Removed }
    WaitsFor { EarlierMessages, Turn, BlockedLink }
}

/// Structs, field by field.
macro_rules! fields {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Stored for $name {
            fn put(&self, to: &mut Writer<'_>) {
                let Self { $($field),+ } = self;
                $($field.put(to);)+
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                Some(Self { $($field: Stored::take(from)?),+ })
            }
        }
    )+};
}

fields! {
    Dot { leader, counter }
    LinkId { from, to }
    Message { link, dot, hops, attempt, is_duplicate }
    RequestMessage { number, link, client, key, attempt }
    AttemptId { request, attempt }
    ClientAttempt { id, client, leader, key }
}

impl Stored for Micros {
    fn put(&self, to: &mut Writer<'_>) {
        to.number(self.0);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.number().map(Self)
    }
}

impl Stored for Arc<Write> {
    fn put(&self, to: &mut Writer<'_>) {
        self.dot.put(to);
        let form = to.tables.form_of(self);
        to.number(form as u64);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let (dot, form) = (Dot::take(from)?, from.place()?);
        from.tables.write(dot, form).cloned()
    }
}

impl Stored for Arc<Value> {
    fn put(&self, to: &mut Writer<'_>) {
        let number = to.tables.number_of_value(self);
        to.number(number as u64);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let place = from.place()?;
        from.tables.value(place).cloned()
    }
}

impl Stored for CausalContext {
    fn put(&self, to: &mut Writer<'_>) {
        let counts: Vec<(LeaderId, u64)> = self.vector().iter().collect();
        counts.put(to);
        let beyond: Vec<Dot> = self.dots_beyond_gaps().collect();
        beyond.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let counts: Vec<(LeaderId, u64)> = Stored::take(from)?;
        let beyond: Vec<Dot> = Stored::take(from)?;
        let mut context = Self::from(VersionVector::from_iter(counts));
        beyond.into_iter().for_each(|dot| context.insert(dot));
        Some(context)
    }
}

impl Stored for Arc<CausalContext> {
    fn put(&self, to: &mut Writer<'_>) {
        self.as_ref().put(to);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        CausalContext::take(from).map(Self::new)
    }
}

impl Stored for Box<CausalContext> {
    fn put(&self, to: &mut Writer<'_>) {
        self.as_ref().put(to);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        CausalContext::take(from).map(Self::new)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, to: &mut Writer<'_>) {
        self.is_some().put(to);
        self.iter().for_each(|value| value.put(to));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, to: &mut Writer<'_>) {
        to.number(self.len() as u64);
        self.iter().for_each(|item| item.put(to));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let length = from.place()?;
        // Each item is a byte at least.
        let mut items = Self::with_capacity(length.min(from.bytes.len()));
        for _ in 0..length {
            items.push(T::take(from)?);
        }
        Some(items)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, to: &mut Writer<'_>) {
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}
