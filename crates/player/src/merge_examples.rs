//! Merge code that is ready to be used, and to be read and changed.

/// One piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeExample {
    /// What it is called.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// The code.
    pub source: &'static str,
}

/// All of them. A test holds each to what it says of itself.
pub const MERGE_EXAMPLES: &[MergeExample] = &[
    MergeExample {
        name: "The greater",
        about: "Keeps the greater of the two values, whatever they are.",
        source: "fn merge(mine, theirs, ancestor) {\n    if mine > theirs { mine } else { theirs }\n}",
    },
    MergeExample {
        name: "All items",
        about: "A list of what is in either, each item once and in order.",
        source: "fn merge(mine, theirs, ancestor) {\n    (set(mine ?? []) + set(theirs ?? [])).to_array()\n}",
    },
    MergeExample {
        name: "Sum of changes",
        about: "Counts what each side has added since they parted.",
        source: "fn merge(mine, theirs, ancestor) {\n    let before = ancestor ?? 0;\n    before + (mine - before) + (theirs - before)\n}",
    },
    MergeExample {
        name: "The one that changed",
        about: "If only one side differs from what both came from, that one is kept; else both stay as siblings.",
        source: "fn merge(mine, theirs, ancestor) {\n    if mine == ancestor { return theirs; }\n    if theirs == ancestor { return mine; }\n    if mine == theirs { return mine; }\n    throw \"both sides have changed it\"\n}",
    },
    MergeExample {
        name: "Mine first",
        about: "Depends on who merges: leaders never agree. To be seen, not to be used.",
        source: "fn merge(mine, theirs, ancestor) {\n    // What is mine here is theirs elsewhere.\n    mine\n}",
    },
];
