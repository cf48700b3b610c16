//! Lists that a message names: some entries, each once.

/// What is wrong with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListRefusal<'a, T> {
    /// It has no entry, or more than a message takes.
    Length {
        /// How many it has.
        got: usize,
    },
    /// An entry stands in it twice.
    Twice {
        /// The entry.
        entry: &'a T,
    },
}

/// Checks that a list has 1 to `most` entries and none twice. Compares each with each: for short lists.
pub fn distinct<T: PartialEq>(list: &[T], most: usize) -> Result<(), ListRefusal<'_, T>> {
    if list.is_empty() || list.len() > most {
        return Err(ListRefusal::Length { got: list.len() });
    }
    for (place, entry) in list.iter().enumerate() {
        if list.iter().take(place).any(|before| before == entry) {
            return Err(ListRefusal::Twice { entry });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_one_to_so_many_entries_each_once() {
        assert_eq!(distinct(&[1, 2, 3], 3), Ok(()));
        assert_eq!(distinct::<u8>(&[], 3), Err(ListRefusal::Length { got: 0 }));
        assert_eq!(
            distinct(&[1, 2, 3, 4], 3),
            Err(ListRefusal::Length { got: 4 })
        );
        assert_eq!(
            distinct(&[1, 2, 1], 3),
            Err(ListRefusal::Twice { entry: &1 })
        );
    }
}
