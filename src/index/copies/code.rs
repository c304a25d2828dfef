//! Numbers ↔ bytes, as short as they go: single ones in groups of seven bits, ascending ones by their distances.
//!
//! The distances of numbers that are spread evenly have nearly the same length; a Golomb-Rice code (Rice, "Some practical
//! universal noiseless coding techniques", 1979) writes their lower bits as they are and counts the rest in ones. Start at
//! [`put_all`].

/// Most lower bits that are written as they are: with what is left of a byte they fit into the window of a reader.
const MOST_LOWER: u32 = 48;

/// Appends a number, seven bits a byte, lowest first.
pub(super) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number from the front.
pub(super) fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..63).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Appends ascending numbers below 2⁴⁸: how many there are, how many lower bits of a distance are written as they are,
/// then all distances, bit by bit.
pub(super) fn put_all(bytes: &mut Vec<u8>, values: &[u64]) {
    put(bytes, values.len() as u64);
    let Some(last) = values.last() else { return };
    let lower = (last / values.len() as u64).checked_ilog2().unwrap_or(0).min(MOST_LOWER);
    bytes.push(lower as u8);
    let (mut window, mut filled) = (0_u64, 0);
    let mut push = |bits: u64, count: u32| {
        window |= bits << filled;
        filled += count;
        while filled >= 8 {
            bytes.push(window as u8);
            (window, filled) = (window >> 8, filled - 8);
        }
    };
    let mut before = 0;
    for value in values {
        let distance = value - before;
        (0..distance >> lower).for_each(|_| push(1, 1));
        push(0, 1);
        push(distance & ((1 << lower) - 1), lower);
        before = *value;
    }
    push(0, 7);
}

/// Takes numbers from the front that [`put_all`] wrote; `None` if they are damaged, or more than `most`.
pub(super) fn take_all(bytes: &mut &[u8], most: usize) -> Option<Vec<u64>> {
    let count = take(bytes).filter(|count| *count <= most as u64)?;
    if count == 0 {
        return Some(Vec::new());
    }
    let (&lower, rest) = bytes.split_first()?;
    let lower = u32::from(lower).min(MOST_LOWER);
    let mut bits = Bits { rest, window: 0, filled: 0 };
    let mut before = 0_u64;
    let next = |_| {
        let distance = bits.ones()?.checked_mul(1 << lower)? | bits.take(lower)?;
        before = before.checked_add(distance)?;
        Some(before)
    };
    let values = (0..count).map(next).collect();
    *bytes = bits.finish(rest);
    values
}

/// Bits that are read from the lowest of each byte on.
struct Bits<'b> {
    /// Bytes that are not in the window yet.
    rest: &'b [u8],
    window: u64,
    /// Bits in the window.
    filled: u32,
}

impl<'b> Bits<'b> {
    fn fill(&mut self) {
        while self.filled <= u64::BITS - 8 {
            let Some((byte, rest)) = self.rest.split_first() else { return };
            self.window |= u64::from(*byte) << self.filled;
            (self.rest, self.filled) = (rest, self.filled + 8);
        }
    }

    fn take(&mut self, count: u32) -> Option<u64> {
        self.fill();
        let value = self.window & ((1 << count) - 1);
        self.filled = self.filled.checked_sub(count)?;
        self.window >>= count;
        Some(value)
    }

    /// Counts the ones up to the next zero, and takes both.
    fn ones(&mut self) -> Option<u64> {
        let mut count = 0;
        loop {
            self.fill();
            let ones = self.window.trailing_ones().min(self.filled.min(u64::BITS - 8));
            count += u64::from(ones);
            self.take(ones)?;
            if self.take(1)? == 0 {
                return Some(count);
            }
            count += 1;
        }
    }

    /// Returns the bytes of `all` after the last one that was read from.
    fn finish(self, all: &'b [u8]) -> &'b [u8] {
        let unread = self.rest.len() + self.filled as usize / 8;
        &all[all.len() - unread..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let spread = |at: u64| at * 1_048_573 + at * at % 1_000_003;
        let lists: [Vec<u64>; 6] = [
            vec![],
            vec![0],
            vec![(1 << 48) - 1],
            vec![0, 1, 2, 3, 1 << 47],
            (0..100).collect(),
            (0..1_000).map(spread).collect(),
        ];
        for values in lists {
            let mut bytes = Vec::new();
            put_all(&mut bytes, &values);
            put_all(&mut bytes, &[7]);
            let mut rest = bytes.as_slice();
            assert_eq!(take_all(&mut rest, 1_000).as_ref(), Some(&values));
            assert_eq!(take_all(&mut rest, 1_000), Some(vec![7]));
            assert!(rest.is_empty());
        }
    }

    #[test]
    fn too_many_or_too_few_are_refused() {
        let mut bytes = Vec::new();
        put_all(&mut bytes, &[1, 2, 3]);
        assert_eq!(take_all(&mut bytes.as_slice(), 2), None);
        for end in 0..bytes.len() {
            assert_eq!(take_all(&mut &bytes[..end], 3), None, "{end}");
        }
        assert_eq!(take_all(&mut [&[1][..], &[255; 40]].concat().as_slice(), 3), None);
        assert_eq!(take_all(&mut [&[1, 40][..], &[255; 9]].concat().as_slice(), 3), None);
    }
}
