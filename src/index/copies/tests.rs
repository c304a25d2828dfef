//! Sketches and groups of made-up texts.

use crate::index::copies::find::groups;
use crate::index::copies::find::parents;
use crate::index::copies::sketch::Sketch;

/// Returns so many words that only texts of this seed have.
fn words(seed: u64, count: u64) -> Vec<String> {
    let mixed = |number: u64| (number ^ (number >> 15)).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 40;
    let word = |at: u64| format!("w{}", mixed(mixed(seed + 1) + (at << 32)));
    (0..count).map(word).collect()
}

fn sketch(words: &[String]) -> Sketch {
    Sketch::of(&words.join(" ")).expect("long enough")
}

/// Returns the words with every so many replaced.
fn edited(words: &[String], every: usize, seed: usize) -> Vec<String> {
    let replace = |(at, word): (usize, &String)| match (at + seed).is_multiple_of(every) {
        true => format!("other{seed}x{at}"),
        false => word.clone(),
    };
    words.iter().enumerate().map(replace).collect()
}

#[test]
fn what_is_written_is_read() {
    for count in [30, 100, 1_000, 20_000] {
        let sketch = sketch(&words(7, count));
        let mut bytes = Vec::new();
        sketch.write(&mut bytes);
        assert!(bytes.len() < 600, "{count} words take {} bytes", bytes.len());
        assert_eq!(Sketch::read(&bytes).as_ref(), Some(&sketch));
        for end in 0..bytes.len() {
            assert_eq!(Sketch::read(&bytes[..end]), None);
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x80;
            let _ = Sketch::read(&damaged);
        }
    }
}

/// What is stored must not change unless the index gets another version: copies of old articles would be missed.
#[test]
fn the_stored_form_stays() {
    let mut bytes = Vec::new();
    sketch(&words(7, 1_000)).write(&mut bytes);
    let hash = blake3::hash(&bytes).to_hex();
    assert_eq!(
        (bytes.len(), &hash[..16]),
        (257, "dc9b847b3c73dde7"),
        "rename the column and change this"
    );
}

/// Runs of different texts must hardly ever seem the same: each that does costs a comparison and memory.
#[test]
fn texts_share_no_run_by_chance() {
    let text = |seed: u64| (0..200).map(|at| format!("s{seed}x{at}")).collect::<Vec<_>>();
    let mut runs: Vec<u64> = (0..20_000).flat_map(|seed| sketch(&text(seed)).long).collect();
    let all = runs.len();
    runs.sort_unstable();
    runs.dedup();
    assert!(all - runs.len() < 100, "{} of {all} are shared", all - runs.len());
}

#[test]
fn short_texts_have_no_sketch() {
    assert_eq!(Sketch::of(""), None);
    assert_eq!(Sketch::of("Read the whole story with a subscription."), None);
    assert!(Sketch::of(&words(1, 40).join(" ")).is_some());
}

#[test]
fn copies_are_told_from_others() {
    let text = words(1, 400);
    let other = words(2, 400);
    let mix = |own: usize| [&text[..400 - own], &other[..own]].concat();
    for (changed, is_copy) in [
        (text.clone(), true),
        (text[..100].to_vec(), true),
        (text[200..].to_vec(), true),
        (text[..30].to_vec(), false),
        (edited(&text, 20, 0), true),
        (edited(&text, 4, 0), false),
        (mix(100), true),
        (mix(300), false),
        (other.clone(), false),
    ] {
        let likeness = sketch(&text).likeness(&sketch(&changed));
        assert_eq!(likeness.is_some(), is_copy, "{} words: {likeness:?}", changed.len());
        assert_eq!(sketch(&changed).likeness(&sketch(&text)), likeness);
    }
}

#[test]
fn a_digest_joins_one_story_and_not_the_three() {
    let stories = [words(1, 200), words(2, 220), words(3, 240)];
    let digest = stories.concat();
    let all: Vec<_> = stories.iter().chain([&digest]).map(|text| sketch(text)).collect();
    assert_eq!(parents(&all), [None, None, None, Some(2)]);
    assert_eq!(groups(&parents(&all)), [[2, 3]]);
}

#[test]
fn groups_hang_together_and_begin_with_the_first() {
    let parents = [None, None, Some(0), Some(1), Some(2), None, Some(1)];
    assert_eq!(groups(&parents), [vec![0, 2, 4], vec![1, 3, 6]]);
    assert_eq!(groups(&[]), Vec::<Vec<u32>>::new());
}

#[test]
fn thousands_of_copies_are_one_group() {
    let text = words(5, 300);
    let all: Vec<_> = (0..3_000).map(|seed| sketch(&edited(&text, 40, seed))).collect();
    let sizes: Vec<_> = groups(&parents(&all)).iter().map(Vec::len).collect();
    assert_eq!(sizes, [3_000]);
}

#[test]
fn a_foot_that_all_pages_have_makes_no_copies() {
    let foot = words(9, 60);
    let page = |seed: u64| sketch(&[words(seed + 100, 200), foot.clone()].concat());
    let all: Vec<_> = (0..2_000).map(page).collect();
    assert_eq!(groups(&parents(&all)).len(), 0);
}
