//! Interned values: small numbers for values that occur again and again. Copies share their common part.

use imbl::{OrdMap, Vector};

/// Values in the order in which they first occurred, numbered from 0.
#[derive(Clone, Debug)]
pub(crate) struct Interned<T: Ord> {
    values: Vector<T>,
    numbers: OrdMap<T, u32>,
}

impl<T: Clone + Ord> Default for Interned<T> {
    fn default() -> Self {
        Self { values: Vector::new(), numbers: OrdMap::new() }
    }
}

impl<T: Clone + Ord> Interned<T> {
    /// The number of a value, which is added if it is new.
    pub(crate) fn intern(&mut self, value: &T) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        // Fits: a run has at most a million events.
        let number = self.values.len() as u32;
        self.values.push_back(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }

    /// The number of a value; none if it has not occurred.
    pub(crate) fn number_of(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    /// The value with this number.
    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_one_number() {
        let mut interned = Interned::default();
        assert_eq!(["b", "a", "b"].map(|value| interned.intern(&value)), [0, 1, 0]);
        assert_eq!((interned.get(1), interned.get(2)), (Some(&"a"), None));
        assert_eq!((interned.number_of(&"b"), interned.number_of(&"c")), (Some(0), None));
    }
}
