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
    let mut numbers = BTreeMap::<&str, usize>::new();
    let mut renamed = script.to_owned();
    for name in hashed_names(script) {
        let (base, _) = name.split_at(name.len() - DIGITS);
        let number = numbers.entry(base).or_default();
        let new = format!("{base}{number:0DIGITS$}");
        *number += 1;
        renamed = renamed.replace(name, &new);
        replace_bytes(wasm, name.as_bytes(), new.as_bytes());
    }
    renamed
}

/// All names with a hash, each once, in alphabetical order.
fn hashed_names(script: &str) -> BTreeSet<&str> {
    let words = script.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    let is_hash = |digits: &[u8]| digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    let has_hash = |word: &&str| match word.len().checked_sub(DIGITS) {
        Some(at) => word.is_char_boundary(at) && word[..at].ends_with('_') && is_hash(&word.as_bytes()[at..]),
        None => false,
    };
    words.filter(|word| word.starts_with(BEGINNING)).filter(has_hash).collect()
}

/// Replaces each occurrence by bytes of the same number.
fn replace_bytes(all: &mut [u8], old: &[u8], new: &[u8]) {
    let mut from = 0;
    while let Some(at) = all[from..].windows(old.len()).position(|part| part == old) {
        let at = from + at;
        all[at..at + new.len()].copy_from_slice(new);
        from = at + new.len();
    }
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
