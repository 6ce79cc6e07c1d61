//! The names under which the module imports functions of the browser, without the hashes that wasm-bindgen puts into them:
//! hundreds of hashes, in the module and in its script, are kilobytes that no compression takes away.

use std::collections::{BTreeMap, BTreeSet};

/// How many digits a hash has.
const DIGITS: usize = 16;
/// What imported names begin with.
const BEGINNING: &str = "__wbg_";

/// Replaces the hash in each import's name by a number with as many digits: 0, unless names differ in nothing else. The
/// module stays valid, since no length changes.
pub fn number(wasm: &mut [u8], script: &str) -> String {
    let names = numbered(script);
    let mut at = 0;
    while let Some(found) = find(&wasm[at..], BEGINNING.as_bytes()) {
        at += found;
        let length = wasm[at..].iter().take_while(|byte| is_of_name(char::from(**byte))).count();
        // The name's length is not part of it, but what follows may look like a letter, so the longest match counts.
        let fitting = (0..=length).rev().find_map(|length| {
            let name = std::str::from_utf8(&wasm[at..at + length]).ok()?;
            names.get(name)
        });
        if let Some(new) = fitting {
            wasm[at..at + new.len()].copy_from_slice(new.as_bytes());
        }
        at += BEGINNING.len();
    }
    let mut renamed = script.to_owned();
    for (old, new) in &names {
        renamed = renamed.replace(old, new);
    }
    renamed
}

/// The new name of each name with a hash.
fn numbered(script: &str) -> BTreeMap<&str, String> {
    let mut numbers = BTreeMap::<&str, usize>::new();
    let names: BTreeSet<&str> = script
        .split(|letter| !is_of_name(letter))
        .filter(|word| word.starts_with(BEGINNING) && has_hash(word))
        .collect();
    let mut new_names = BTreeMap::new();
    for name in names {
        let (base, _) = name.split_at(name.len() - DIGITS);
        let number = numbers.entry(base).or_default();
        new_names.insert(name, format!("{base}{number:0DIGITS$}"));
        *number += 1;
    }
    new_names
}

fn has_hash(word: &str) -> bool {
    let is_hash = |digits: &[u8]| digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    let (base, digits) = word.as_bytes().split_at(word.len().saturating_sub(DIGITS));
    base.ends_with(b"_") && is_hash(digits)
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn find(all: &[u8], wanted: &[u8]) -> Option<usize> {
    all.windows(wanted.len()).position(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_becomes_zero_and_names_that_differ_only_in_it_are_numbered() {
        let script = "imports.__wbg_focus_00112233445566aa = f; a.__wbg_set_bbbbbbbbbbbbbbbb; a.__wbg_set_aaaaaaaaaaaaaaaa;";
        let mut wasm =
            *b"\x1d__wbg_set_bbbbbbbbbbbbbbbb\x02__wbg_focus_00112233445566aa__wbg_set_aaaaaaaaaaaaaaaa";
        assert_eq!(
            number(&mut wasm, script),
            "imports.__wbg_focus_0000000000000000 = f; a.__wbg_set_0000000000000001; a.__wbg_set_0000000000000000;"
        );
        assert_eq!(
            &wasm,
            b"\x1d__wbg_set_0000000000000001\x02__wbg_focus_0000000000000000__wbg_set_0000000000000000"
        );
    }

    #[test]
    fn name_without_a_hash_stays_as_it_is() {
        let script = "__wbg_get_imports(); __wbg_finalize_init_0011; other_00112233445566aa";
        assert_eq!(number(&mut [], script), script);
    }
}
