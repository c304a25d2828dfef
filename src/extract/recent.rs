//! What was found at the last few places, so that candidates that share a place do not look again.
//!
//! Start at [`Recent::find`].

/// Places remembered: candidates of one start have few different ends.
const SLOTS: usize = 4;

/// The last few places, with what was found at each.
#[derive(Debug, Default)]
pub(super) struct Recent<T> {
    slots: [(Option<(u32, u32)>, T); SLOTS],
    /// Slot of the place asked for last.
    turn: usize,
    /// Slot filled last.
    newest: usize,
}

impl<T> Recent<T> {
    /// Forgets all: places of another document are other places.
    pub(super) fn clear(&mut self) {
        for (place, _) in &mut self.slots {
            *place = None;
        }
    }

    /// Lets `look` find what is at a place, unless that is still known.
    #[inline]
    pub(super) fn find(&mut self, place: (u32, u32), look: impl FnOnce(&mut T)) {
        if self.slots[self.turn].0 == Some(place) {
            return;
        }
        let known = self.slots.iter().position(|(known, _)| *known == Some(place));
        self.turn = known.unwrap_or_else(|| {
            let oldest = (self.newest + 1) % SLOTS;
            self.newest = oldest;
            self.slots[oldest].0 = Some(place);
            look(&mut self.slots[oldest].1);
            oldest
        });
    }

    /// Returns what was found at the place asked for last.
    #[inline]
    pub(super) fn found(&self) -> &T {
        &self.slots[self.turn].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_looked_at_once_until_it_is_forgotten() {
        let mut recent = Recent::<Vec<(u32, u32)>>::default();
        let mut looks = 0;
        for place in [1, 1, 2, 1, 3, 4, 5, 1] {
            recent.find((place, 0), |ends| {
                looks += 1;
                ends.clear();
                ends.push((place, 1));
            });
            assert_eq!(*recent.found(), [(place, 1)]);
        }
        assert_eq!(looks, 6);
        recent.clear();
        recent.find((1, 0), |_| looks += 1);
        assert_eq!(looks, 7);
    }
}
