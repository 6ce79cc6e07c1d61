//! Example merge scripts.

/// An example merge script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeExample {
    /// Its name in the menu.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// The script.
    pub source: &'static str,
}

/// All examples. A test checks that each does what it says.
pub const MERGE_EXAMPLES: &[MergeExample] = &[
    MergeExample {
        name: "Greater value",
        about: "Keeps the greater of the two values; values of other types are compared by type and as text.",
        source: "fn merge(mine, theirs, ancestor) {\n    if mine == () { return theirs; }\n    if theirs == () { return mine; }\n    if is_number(mine) && is_number(theirs) { return max(mine, theirs); }\n    if type_of(mine) + to_string(mine) > type_of(theirs) + to_string(theirs) { mine } else { theirs }\n}",
    },
    MergeExample {
        name: "Union of lists",
        about: "Combines both lists, or both sets: each item once, sorted.",
        source: "fn merge(mine, theirs, ancestor) {\n    let all = set(mine ?? []) + set(theirs ?? []);\n    if is_set(mine) || is_set(theirs) { all } else { all.to_array() }\n}",
    },
    MergeExample {
        name: "Sum of changes",
        about: "Adds up what each side changed since the common ancestor.",
        source: "fn merge(mine, theirs, ancestor) {\n    let before = ancestor ?? 0;\n    before + (mine - before) + (theirs - before)\n}",
    },
    MergeExample {
        name: "Three-way merge",
        about: "If only one side differs from the common ancestor, it wins; otherwise both stay as siblings.",
        source: "fn merge(mine, theirs, ancestor) {\n    if mine == ancestor { return theirs; }\n    if theirs == ancestor { return mine; }\n    if mine == theirs { return mine; }\n    throw \"both sides changed it\"\n}",
    },
    MergeExample {
        name: "Keep mine",
        about: "Depends on which leader merges: leaders differ until they have exchanged their merges. For demonstration only.",
        source: "fn merge(mine, theirs, ancestor) {\n    // The other leader's `mine` is `theirs` here.\n    mine\n}",
    },
];
