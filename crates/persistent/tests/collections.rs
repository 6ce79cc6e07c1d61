//! Lists and maps behave as the standard library's, and copies do not change with what they were copied from.

use std::collections::BTreeMap;

use persistent::{List, Map, Set};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Change {
    Insert(u16, u8),
    Remove(u16),
    Alter(u16, u8),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let key = 0_u16..600;
    let change = prop_oneof![
        3 => (key.clone(), any::<u8>()).prop_map(|(key, value)| Change::Insert(key, value)),
        1 => key.clone().prop_map(Change::Remove),
        1 => (key, any::<u8>()).prop_map(|(key, value)| Change::Alter(key, value)),
    ];
    proptest::collection::vec(change, 0..1500)
}

fn apply(change: &Change, map: &mut Map<u16, u8>, expected: &mut BTreeMap<u16, u8>) {
    match change {
        Change::Insert(key, value) => assert_eq!(map.insert(*key, *value), expected.insert(*key, *value)),
        Change::Remove(key) => assert_eq!(map.remove(key), expected.remove(key)),
        Change::Alter(key, value) => {
            *map.entry(*key).or_default() ^= value;
            *expected.entry(*key).or_default() ^= value;
            assert_eq!(map.get_mut(key), expected.get_mut(key));
        }
    }
}

fn check(map: &Map<u16, u8>, expected: &BTreeMap<u16, u8>) {
    assert!(map.iter().eq(expected) && map.keys().eq(expected.keys()) && map.values().eq(expected.values()));
    assert_eq!((map.len(), map.is_empty()), (expected.len(), expected.is_empty()));
    for key in 0..600 {
        assert_eq!(map.get(&key), expected.get(&key));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn map_behaves_as_an_ordered_map(changes in changes(), later in changes(), from in 0_u16..600, to in 0_u16..600) {
        let (mut map, mut expected) = (Map::new(), BTreeMap::new());
        changes.iter().for_each(|change| apply(change, &mut map, &mut expected));
        check(&map, &expected);
        let (copy, copied) = (map.clone(), expected.clone());
        later.iter().for_each(|change| apply(change, &mut map, &mut expected));
        check(&map, &expected);
        check(&copy, &copied);
        let (from, to) = (from.min(to), from.max(to));
        prop_assert!(map.range(from..=to).eq(expected.range(from..=to)));
        prop_assert!(map.range(from..to).eq(expected.range(from..to)));
        prop_assert!(map.range(from..).eq(expected.range(from..)));
        prop_assert_eq!(map.last_up_to(&to), expected.range(..=to).next_back());
        let differs = |key: &u16| copied.get(key) != expected.get(key);
        prop_assert_eq!(copy.difference(&map), (0..600).filter(differs).collect::<Vec<u16>>());
        prop_assert_eq!(copy == map, copied == expected);
        prop_assert_eq!(format!("{map:?}"), format!("{expected:?}"));
        let set = |map: &Map<u16, u8>| map.keys().fold(Set::new(), |mut set, key| { set.insert(*key); set });
        prop_assert!(set(&map).iter().eq(expected.keys()));
    }

    #[test]
    fn list_behaves_as_a_vector(length in 0_usize..9000, removed in 0_usize..9000, added in 0_usize..200) {
        let mut list: List<usize> = (0..length).collect();
        let mut expected: Vec<usize> = (0..length).collect();
        let (copy, copied) = (list.clone(), expected.clone());
        if removed < length {
            prop_assert_eq!(list.remove(removed), Some(expected.remove(removed)));
        }
        for number in 0..added {
            list.push_back(number);
            expected.push(number);
        }
        if let (Some(ours), Some(theirs)) = (list.get_mut(removed), expected.get_mut(removed)) {
            *ours = 7;
            *theirs = 7;
        }
        prop_assert!(list.iter().eq(&expected) && list.iter().rev().eq(expected.iter().rev()));
        prop_assert_eq!((list.len(), list.front(), list.back()), (expected.len(), expected.first(), expected.last()));
        prop_assert!(copy.iter().eq(&copied));
        prop_assert_eq!(copy == list, copied == expected);
        prop_assert_eq!(copy.binary_search_by(|it| it.cmp(&removed)), copied.binary_search(&removed));
        prop_assert_eq!(list.get(expected.len()), None);
    }
}
