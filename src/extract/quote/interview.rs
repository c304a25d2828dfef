//! Interviews and debates in print → who says which paragraphs: `Q:` and `A:`, `ANNA BERG:`.
//!
//! A label counts only where several paragraphs have one and they take turns. Start at [`turns`].

use std::ops::Range;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::extract::quote::Scene;
use crate::model::Annotations;
use crate::text::shape::Shape;

/// Most tokens of a label.
const LABEL: usize = 6;

/// Fewest paragraphs with a label.
const LEAST_TURNS: usize = 3;

/// How sure the speaker of a label is: an estimate; 7 of 7 are right in the gold.
pub(super) const SURE: f64 = 0.95;

/// What one of several says.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// The tokens, without the label.
    pub tokens: Range<usize>,
    /// The label, without its colon.
    pub label: Range<usize>,
    /// Who it stands for.
    pub speaker: Option<u32>,
}

/// Returns the turns of an article whose paragraphs have labels, or nothing; `paragraphs` are their first tokens.
pub(super) fn turns(scene: Scene<'_>, annotations: &Annotations, paragraphs: &[u32]) -> Vec<Turn> {
    let labels = labels(scene, annotations, paragraphs);
    if labels.is_empty() {
        return Vec::new();
    }
    let guest = guest(scene, annotations, labels[0].1.start);
    if guest.is_none() && matches!(scene.story.words(labels[0].1.clone()), "Q" | "A") {
        // Frequent questions of nobody in particular.
        return Vec::new();
    }
    let surnames = surnames(scene, annotations);
    let ends = labels.iter().skip(1).map(|(_, next)| next.start);
    let last = labels.last().map_or(0, |(number, _)| {
        paragraphs.get(number + 1).map_or(scene.story.tokens.len(), |next| *next as usize)
    });
    let turns = labels.iter().zip(ends.chain([last])).map(|((_, label), end)| Turn {
        tokens: label.end + 1..end,
        label: label.clone(),
        speaker: match scene.story.words(label.clone()) {
            "Q" => None,
            "A" => guest,
            _ => person(scene, annotations, label).or_else(|| {
                let key = scene.story.tokens[label.start].key;
                surnames.get(&key).copied().flatten().filter(|_| label.len() == 1)
            }),
        },
    });
    turns.filter(|turn| !turn.tokens.is_empty()).collect()
}

/// The labels with the numbers of their paragraphs, if they are those of people who talk with one another: questions and
/// answers, or several of whom a known one comes again.
fn labels(
    scene: Scene<'_>,
    annotations: &Annotations,
    paragraphs: &[u32],
) -> Vec<(usize, Range<usize>)> {
    let mut labels: Vec<(usize, Range<usize>)> = paragraphs
        .iter()
        .enumerate()
        .filter_map(|(number, start)| Some((number, label(scene, annotations, *start as usize)?)))
        .collect();
    let key = |label: &Range<usize>| scene.story.word(label.end - 1);
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, label) in &labels {
        *counts.entry(key(label)).or_default() += 1;
    }
    let is_known = |label: &Range<usize>| person(scene, annotations, label).is_some();
    if !(counts.contains_key("Q") && counts.contains_key("A")) {
        let comes_again = labels.iter().any(|(_, label)| counts[key(label)] > 1 && is_known(label));
        labels.retain(|(_, label)| comes_again && (counts[key(label)] > 1 || is_known(label)));
    }
    let first = labels.first().map(|(_, first)| key(first));
    let exam = matches!(first, Some("Q" | "A"));
    let voices: FxHashSet<&str> = labels.iter().map(|(_, label)| key(label)).collect();
    // A list names everybody once or twice; in a conversation the same come again and again.
    let come_again = labels.len() >= LEAST_TURNS && voices.len() * 3 <= labels.len() * 2;
    if voices.len() > 1 && (exam || come_again) { labels } else { Vec::new() }
}

/// The words before the colon of a paragraph, if they can be a label.
fn label(scene: Scene<'_>, annotations: &Annotations, start: usize) -> Option<Range<usize>> {
    let story = scene.story;
    let within = story.tokens.get(start..)?.iter().take(LABEL).enumerate();
    let mut tokens = within.take_while(|(at, token)| *at == 0 || token.breaks == 0);
    let colon = start + tokens.find(|(at, _)| story.word(start + at) == ":")?.0;
    let follows = story.tokens.get(colon + 1).is_some_and(|next| next.breaks == 0);
    let label = start..colon;
    let words = story.words(label.clone());
    let fits = matches!(words, "Q" | "A")
        || (words.len() > 2
            && story.tokens[label.clone()].iter().all(|token| token.shape == Shape::Upper))
        || person(scene, annotations, &label).is_some();
    (follows && !label.is_empty() && fits).then_some(label)
}

/// The person whom a label names, and nothing else.
fn person(scene: Scene<'_>, annotations: &Annotations, label: &Range<usize>) -> Option<u32> {
    let at = scene.places.partition_point(|place| (place.start as usize) < label.start);
    let place = scene.places.get(at)?;
    let whole = place.start as usize == label.start && place.end as usize == label.end;
    let mention = annotations.mentions.get(at).filter(|mention| whole && mention.kind == "person");
    mention?.entity
}

/// Whom each last word of a full name means, in any case: nobody where several have it.
fn surnames(scene: Scene<'_>, annotations: &Annotations) -> FxHashMap<u64, Option<u32>> {
    let mut surnames: FxHashMap<u64, Option<u32>> = FxHashMap::default();
    for (mention, place) in annotations.mentions.iter().zip(scene.places) {
        let key = scene.story.tokens[place.end as usize - 1].key;
        if let Some(entity) = mention.entity.filter(|_| mention.kind == "person" && place.len() > 1)
        {
            let holder = surnames.entry(key).or_insert(Some(entity));
            *holder = holder.filter(|holder| *holder == entity);
        }
    }
    surnames
}

/// The only person named before the first question.
fn guest(scene: Scene<'_>, annotations: &Annotations, first: usize) -> Option<u32> {
    let until = scene.places.partition_point(|place| (place.start as usize) < first);
    let mut persons = annotations.mentions[..until]
        .iter()
        .filter(|mention| mention.kind == "person")
        .filter_map(|mention| mention.entity);
    let guest = persons.next()?;
    persons.all(|person| person == guest).then_some(guest)
}
