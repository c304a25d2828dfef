//! A text → its sketch: the few hundred bytes by which copies of it are found and checked.
//!
//! Runs of words (shingles) are hashed, and the smallest hashes kept: MinHash with the k smallest values of one
//! function. Unlike a row of many functions, two such samples also tell how much of the shorter text stands in the
//! longer one (containment), which is what wire copy that was cut needs. Long runs, which hardly any two texts share by
//! chance, are what likely copies are looked up by, as the bands of an LSH index; short ones say how much is common.
//! Start at [`Sketch::of`] and [`Sketch::likeness`].

use crate::index::copies::code::put;
use crate::index::copies::code::put_all;
use crate::index::copies::code::take;
use crate::index::copies::code::take_all;
use crate::index::copies::words::each_word;

/// Words in a run by which copies are looked up.
const LONG: usize = 8;

/// Words in a run by which they are checked.
const SHORT: usize = 3;

/// Runs kept to look up. A copy that was cut to a quarter has each of them with one chance in four: all are missed one
/// time in a thousand.
const KEPT_LONG: usize = 24;

/// Runs kept to check. The error of a share is below six in a hundred.
const KEPT_SHORT: usize = 128;

/// Bits of the hash of a long run. The smallest of those of a text crowd together in a twentieth of all numbers; with 32
/// bits, every second one of 200,000 articles shared a run with another by chance.
const BITS_LONG: u32 = 40;

/// Bits of the hash of a short run: more only take space, since a sample is compared with few others. Of two articles of
/// 5,000 words that have nothing in common, two runs in a hundred seem to be the same.
const BITS_SHORT: u32 = 18;

/// Fewest runs of a text that can be a copy: of a few lines of an agency, too many are alike.
const LEAST: u32 = 24;

/// Fewest runs of the shorter text that both samples must cover for a comparison.
const LEAST_COMPARED: usize = 6;

/// Share of the shorter text's runs that must stand in the longer one. Half-way between the pairs looked at of
/// `tests/data/gold/copies`: follow-ups and reports of one template end at 0.53, heavily edited copies begin at 0.60.
const CONTAINED: f64 = 0.57;

/// How much shorter a copy may be: below it, a text is one item of a digest.
const SHORTEST: f64 = 0.15;

/// Odd multiplier of the rolling hash.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// What is kept of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Runs of the whole text.
    runs: u32,
    /// Long runs, ascending.
    pub(super) long: Vec<u64>,
    /// Short runs, ascending.
    short: Vec<u64>,
    /// Whether `short` is all there is.
    whole: bool,
}

impl Sketch {
    /// Returns the sketch of a text; `None` if it is too short to be told from others. Linear in the text.
    pub(super) fn of(text: &str) -> Option<Sketch> {
        let (mut long, mut short) = (Lowest::new(KEPT_LONG), Lowest::new(KEPT_SHORT));
        let (mut long_runs, mut short_runs) = (Runs::new(LONG), Runs::new(SHORT));
        let mut runs = 0_u32;
        each_word(text, |word| {
            if let Some(run) = long_runs.next(word) {
                long.add(run >> (64 - BITS_LONG));
            }
            if let Some(run) = short_runs.next(word) {
                runs = runs.saturating_add(1);
                short.add(run >> (64 - BITS_SHORT));
            }
        });
        let (long, _) = long.finish();
        let (short, whole) = short.finish();
        (runs >= LEAST).then_some(Sketch { runs, long, short, whole })
    }

    /// Returns how much two texts have in common, as a number that only grows with it; `None` if neither is a copy of
    /// the other.
    pub(super) fn likeness(&self, other: &Sketch) -> Option<u32> {
        let shares = self.shares(other)?;
        let is_copy = shares.contained >= CONTAINED && shares.length >= SHORTEST;
        is_copy.then_some((shares.resemblance * f64::from(u16::MAX)) as u32)
    }

    /// Returns the shares that two texts have in common, as their samples tell; `None` if these are too small.
    fn shares(&self, other: &Sketch) -> Option<Shares> {
        let limit = self.limit().min(other.limit());
        let (one, two) = (up_to(&self.short, limit), up_to(&other.short, limit));
        let shorter = one.len().min(two.len());
        if shorter < LEAST_COMPARED {
            return None;
        }
        let common = common(one, two);
        let (least, most) = (self.runs.min(other.runs), self.runs.max(other.runs));
        Some(Shares {
            contained: common as f64 / shorter as f64,
            resemblance: common as f64 / (one.len() + two.len() - common) as f64,
            length: f64::from(least) / f64::from(most),
        })
    }

    /// Returns the largest hash up to which the sample is complete.
    fn limit(&self) -> u64 {
        if self.whole { u64::MAX } else { self.short.last().copied().unwrap_or(u64::MAX) }
    }

    /// Returns the sketch in bytes.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        put(bytes, u64::from(self.runs));
        put(bytes, u64::from(self.whole));
        put_all(bytes, &self.long);
        put_all(bytes, &self.short);
    }

    /// Returns the sketch in bytes that [`Sketch::write`] wrote; `None` if they are damaged.
    pub(super) fn read(mut bytes: &[u8]) -> Option<Sketch> {
        let runs = u32::try_from(take(&mut bytes)?).ok()?;
        let whole = take(&mut bytes)? == 1;
        let long = take_all(&mut bytes, KEPT_LONG)?;
        let short = take_all(&mut bytes, KEPT_SHORT)?;
        Some(Sketch { runs, long, short, whole })
    }
}

/// What two texts have in common, from 0 to 1.
#[derive(Debug)]
struct Shares {
    /// Of the shorter one's runs, those in the longer.
    contained: f64,
    /// Of the runs of both, those in both.
    resemblance: f64,
    /// Length of the shorter by that of the longer.
    length: f64,
}

fn up_to(values: &[u64], limit: u64) -> &[u64] {
    &values[..values.partition_point(|value| *value <= limit)]
}

fn common(one: &[u64], two: &[u64]) -> usize {
    let (mut left, mut right, mut found) = (0, 0, 0);
    while let (Some(one), Some(two)) = (one.get(left), two.get(right)) {
        found += usize::from(one == two);
        left += usize::from(one <= two);
        right += usize::from(two <= one);
    }
    found
}

/// The hashes of all runs of so many words, one for each word after the first ones.
struct Runs {
    /// The words of the run, in a ring.
    words: Vec<u64>,
    /// Where the next word goes.
    at: usize,
    /// Words that are missing for a run.
    missing: usize,
    hash: u64,
    /// What the word that leaves the run was multiplied with.
    leaving: u64,
}

impl Runs {
    fn new(length: usize) -> Runs {
        let leaving = (0..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        Runs { words: vec![0; length], at: 0, missing: length, hash: 0, leaving }
    }

    /// Returns the hash of the run that ends with this word.
    fn next(&mut self, word: u64) -> Option<u64> {
        let old = std::mem::replace(&mut self.words[self.at], word);
        let left = old.wrapping_mul(self.leaving);
        self.hash = self.hash.wrapping_mul(BASE).wrapping_add(word).wrapping_sub(left);
        self.at = if self.at + 1 == self.words.len() { 0 } else { self.at + 1 };
        self.missing = self.missing.saturating_sub(1);
        (self.missing == 0).then(|| spread(self.hash))
    }
}

/// Returns a hash of which every bit depends on every bit.
fn spread(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// The smallest different values of many.
struct Lowest {
    most: usize,
    kept: Vec<u64>,
    /// Values above it are not among the smallest.
    limit: u64,
    whole: bool,
}

impl Lowest {
    fn new(most: usize) -> Lowest {
        Lowest { most, kept: Vec::with_capacity(4 * most), limit: u64::MAX, whole: true }
    }

    fn add(&mut self, value: u64) {
        if value > self.limit {
            return;
        }
        self.kept.push(value);
        if self.kept.len() == 4 * self.most {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        let enough = 2 * self.most;
        if self.kept.len() > enough {
            self.kept.select_nth_unstable(enough);
            let lower = &mut self.kept[..enough];
            lower.sort_unstable();
            // Only a text of few runs over and over has not enough different ones among these.
            if lower.chunk_by(|one, other| one == other).nth(self.most).is_some() {
                self.kept.truncate(enough);
            }
        }
        self.kept.sort_unstable();
        self.kept.dedup();
        if self.kept.len() > self.most {
            self.kept.truncate(self.most);
            self.whole = false;
        }
        if !self.whole {
            self.limit = self.kept.last().copied().unwrap_or(u64::MAX);
        }
    }

    /// Returns the values, ascending, and whether there were no others.
    fn finish(mut self) -> (Vec<u64>, bool) {
        self.shrink();
        (self.kept, self.whole)
    }
}
