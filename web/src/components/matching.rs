//! Search in a list: ranks names by how well they match the typed words.

/// What is found: a name, and other words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    name: String,
    synonyms: String,
}

impl Candidate {
    /// A name with the words by which it is found too.
    pub fn new(name: &str, synonyms: &str) -> Self {
        Self { name: normalize(name), synonyms: normalize(synonyms) }
    }
}

/// The indexes of the candidates that contain every word of the query. Matches at the start of an early word come
/// first, and those in a synonym last.
pub fn rank_matches(query: &str, candidates: &[Candidate]) -> Vec<usize> {
    let words: Vec<String> = parts_of(query).map(normalize).collect();
    let rated = candidates.iter().enumerate().filter_map(|(number, it)| Some((score(&words, it)?, number)));
    let mut rated: Vec<(usize, usize)> = rated.collect();
    rated.sort_unstable();
    rated.into_iter().map(|(_, number)| number).collect()
}

/// The penalty of a candidate, 0 for the best match; `None` if a word is missing.
fn score(words: &[String], Candidate { name, synonyms }: &Candidate) -> Option<usize> {
    const INSIDE_WORD_PENALTY: usize = 20;
    const SYNONYM_PENALTY: usize = 40;
    let parts: Vec<&str> = parts_of(name).collect();
    let rate = |word: &String| {
        let first = parts.iter().position(|part| part.starts_with(word.as_str()));
        let inside = || name.contains(word.as_str()).then_some(INSIDE_WORD_PENALTY);
        let synonym =
            || parts_of(synonyms).any(|part| part.starts_with(word.as_str())).then_some(SYNONYM_PENALTY);
        first.or_else(inside).or_else(synonym)
    };
    words.iter().map(rate).sum()
}

fn parts_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// Lower case without accents, as people type.
fn normalize(text: &str) -> String {
    let letter = |c: char| match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Tokyo: Crash", "São Paulo: Crash", "Topology: Star", "Undo: crash Tokyo"];

    fn found(query: &str) -> Vec<&'static str> {
        let candidates =
            NAMES.map(|name| Candidate::new(name, if name.contains("Crash") { "fail" } else { "" }));
        rank_matches(query, &candidates).into_iter().map(|number| NAMES[number]).collect()
    }

    #[test]
    fn words_match_in_any_order_and_word_starts_rank_first() {
        assert_eq!(found("crash tok"), ["Tokyo: Crash", "Undo: crash Tokyo"]);
        assert_eq!(found("paulo"), ["São Paulo: Crash"]);
        assert_eq!(found("sao"), ["São Paulo: Crash"]);
        assert_eq!(found("to"), ["Tokyo: Crash", "Topology: Star", "Undo: crash Tokyo"]);
        assert_eq!(found(""), NAMES);
        assert!(found("tokyo heal").is_empty());
    }

    #[test]
    fn matches_inside_a_word_rank_last() {
        assert_eq!(found("ash"), ["Tokyo: Crash", "São Paulo: Crash", "Undo: crash Tokyo"]);
    }

    #[test]
    fn synonyms_are_found_from_their_beginning() {
        assert_eq!(found("fai"), ["Tokyo: Crash", "São Paulo: Crash"]);
        assert_eq!(found("tokyo fail"), ["Tokyo: Crash"]);
        assert!(found("ail").is_empty());
        assert_eq!(found("fail-tokyo"), ["Tokyo: Crash"]);
    }
}
