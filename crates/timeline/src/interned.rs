//! Interned values: small numbers for values that occur again and again. Copies share them until one adds a value.

use std::sync::Arc;

/// Up to this many values are searched linearly: comparing a few is faster than ordering them.
const FEW: usize = 8;

/// Values in the order in which they first occurred, numbered from 0. Looking one up is frequent, and a new one is rare.
#[derive(Clone, Debug)]
pub(crate) struct Interned<T> {
    values: Arc<Vec<T>>,
    /// The numbers of the values, in the order of values.
    sorted: Arc<Vec<u32>>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { values: Arc::default(), sorted: Arc::default() }
    }
}

impl<T: Clone + Ord> Interned<T> {
    /// The number of a value, which is added if it is new.
    pub(crate) fn intern(&mut self, value: &T) -> u32 {
        self.find(value).unwrap_or_else(|place| self.add(place, value))
    }

    /// The number of a value; none if it has not occurred.
    pub(crate) fn number_of(&self, value: &T) -> Option<u32> {
        self.find(value).ok()
    }

    /// The value with this number.
    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize)
    }

    /// The number of a value, or where among the sorted numbers it belongs.
    fn find(&self, value: &T) -> Result<u32, usize> {
        if self.values.len() <= FEW
            && let Some(number) = self.values.iter().position(|other| other == value)
        {
            return Ok(number as u32);
        }
        let place = self.sorted.binary_search_by(|number| self.values[*number as usize].cmp(value))?;
        Ok(self.sorted[place])
    }

    #[cold]
    fn add(&mut self, place: usize, value: &T) -> u32 {
        // Fits: a run has at most a million events.
        let number = self.values.len() as u32;
        Arc::make_mut(&mut self.values).push(value.clone());
        Arc::make_mut(&mut self.sorted).insert(place, number);
        number
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

    #[test]
    fn many_values_keep_their_numbers_and_copies_do_not_change() {
        let mut interned = Interned::default();
        let values: Vec<u32> = (0..40).map(|step| step * 17 % 41).collect();
        let mut copies = Vec::new();
        for (number, value) in values.iter().enumerate() {
            copies.push(interned.clone());
            assert_eq!(interned.number_of(value), None);
            assert_eq!(interned.intern(value) as usize, number);
        }
        copies.push(interned);
        for (len, copy) in copies.iter().enumerate() {
            for (number, value) in values.iter().enumerate() {
                let known = (number < len).then_some(number as u32);
                assert_eq!((copy.number_of(value), copy.get(number as u32)), (known, known.map(|_| value)));
            }
        }
    }
}
