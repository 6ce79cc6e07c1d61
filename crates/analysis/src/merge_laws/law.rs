//! The laws that a merge rule must obey if leaders are to agree, in the order in which they are reported.

/// A law of merge rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// `merge(a, b)` is `merge(b, a)`.
    Commutative,
    /// `merge(merge(a, b), c)` is `merge(a, merge(b, c))`.
    Associative,
    /// `merge(a, a)` is `a`.
    Idempotent,
    /// Every merge gives a result.
    Total,
    /// The same values give the same result, at any leader and at any time.
    Deterministic,
    /// The merged value has every change that only one side made.
    KeepsBothSides,
    /// Leaders that know the same writes read the same.
    SameWritesSameValue,
    /// A merge that arrives again changes nothing.
    RedeliveryChangesNothing,
}

impl Law {
    /// Every law: first those of values, then those of histories.
    pub const ALL: [Self; 8] = [
        Self::Commutative,
        Self::Associative,
        Self::Idempotent,
        Self::Total,
        Self::Deterministic,
        Self::KeepsBothSides,
        Self::SameWritesSameValue,
        Self::RedeliveryChangesNothing,
    ];

    /// The laws of two or three values and their ancestor.
    pub const OF_VALUES: [Self; 6] = [
        Self::Commutative,
        Self::Associative,
        Self::Idempotent,
        Self::Total,
        Self::Deterministic,
        Self::KeepsBothSides,
    ];

    /// Its id in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Commutative => "commutative",
            Self::Associative => "associative",
            Self::Idempotent => "idempotent",
            Self::Total => "total",
            Self::Deterministic => "deterministic",
            Self::KeepsBothSides => "keeps-both-sides",
            Self::SameWritesSameValue => "same-writes-same-value",
            Self::RedeliveryChangesNothing => "redelivery-changes-nothing",
        }
    }

    /// Its name, as an adjective or a verb: what a rule that obeys it is or does.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Commutative => "commutative",
            Self::Associative => "associative",
            Self::Idempotent => "idempotent",
            Self::Total => "total",
            Self::Deterministic => "deterministic",
            Self::KeepsBothSides => "keeps both sides’ changes",
            Self::SameWritesSameValue => "same writes, same value",
            Self::RedeliveryChangesNothing => "redelivery changes nothing",
        }
    }

    /// What it demands.
    #[must_use]
    pub fn definition(self) -> &'static str {
        match self {
            Self::Commutative => "Merging a with b gives the same as merging b with a.",
            Self::Associative => {
                "Merging a with b, and then with c, gives the same as merging a with the merge of b and c."
            }
            Self::Idempotent => "Merging a value with itself gives that value.",
            Self::Total => {
                "Any two values of a type that the rule handles can be merged, deleted or not, within the limits."
            }
            Self::Deterministic => "The same values give the same result, at any leader and at any time.",
            Self::KeepsBothSides => {
                "A change that only one side made since the ancestor is in the merged value."
            }
            Self::SameWritesSameValue => {
                "Leaders that know the same client writes return the same value, whatever the order of arrival."
            }
            Self::RedeliveryChangesNothing => "A merge that arrives again changes nothing.",
        }
    }

    /// How many values it is about, besides their ancestor; none if it is about histories.
    #[must_use]
    pub fn values(self) -> usize {
        match self {
            Self::Idempotent => 1,
            Self::Commutative | Self::Total | Self::Deterministic | Self::KeepsBothSides => 2,
            Self::Associative => 3,
            Self::SameWritesSameValue | Self::RedeliveryChangesNothing => 0,
        }
    }

    /// Whether it is about histories of writes at several leaders, not about values alone.
    #[must_use]
    pub fn is_of_histories(self) -> bool {
        !Self::OF_VALUES.contains(&self)
    }
}
