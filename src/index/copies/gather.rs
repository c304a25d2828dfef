//! The sketches of an index → its groups of copies.
//!
//! Goes twice through the column of sketches: first for the runs that two articles share, then for the articles that
//! have one. Takes about 200 bytes of memory for each article, and 700 for each that shares a run with another. Start at
//! [`gather`].

use std::cmp::Reverse;

use tantivy::DocId;
use tantivy::SegmentReader;

use crate::index::copies::code::put;
use crate::index::copies::code::take;
use crate::index::copies::find;
use crate::index::copies::groups::Groups;
use crate::index::copies::groups::rank_of;
use crate::index::copies::sketch::Sketch;
use crate::model::Article;

/// Returns what the column keeps of an article: its place, by which first appearances are told, and its sketch.
/// `None` for a body too short to have copies.
pub(in crate::index) fn note(article: &Article) -> Option<Vec<u8>> {
    let sketch = Sketch::of(&article.text)?;
    let path = article.origin.path.bytes();
    // The path comes first, since neighbours in the column share its beginning.
    let mut note: Vec<u8> = path.map(|byte| if byte == 0 { b' ' } else { byte }).collect();
    note.push(0);
    put(&mut note, u64::from(article.origin.item.unwrap_or_default()));
    sketch.write(&mut note);
    Some(note)
}

/// A note as it was read.
struct Note<'n> {
    path: &'n [u8],
    item: u32,
    sketch: Sketch,
}

impl Note<'_> {
    fn read(note: &[u8]) -> Option<Note<'_>> {
        let end = memchr::memchr(0, note)?;
        let mut rest = &note[end + 1..];
        let item = u32::try_from(take(&mut rest)?).ok()?;
        Some(Note { path: &note[..end], item, sketch: Sketch::read(rest)? })
    }
}

/// When and where an article appeared: what is told of two copies first. Undated ones come last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Appearance {
    published: (bool, Option<i64>),
    path: Box<[u8]>,
    item: u32,
    rank: u64,
}

/// Returns the groups of the articles in some segments.
pub(super) fn gather(segments: &[SegmentReader]) -> tantivy::Result<Groups> {
    let shared = shared_runs(segments)?;
    let mut sharing: Vec<(Appearance, Sketch)> = Vec::new();
    for segment in segments {
        let published = segment.fast_fields().column_opt::<i64>("published")?;
        let ranks = segment.fast_fields().column_opt::<u64>("rank")?;
        each(segment, |document, Note { path, item, mut sketch }| {
            sketch.long.retain(|run| shared.binary_search(run).is_ok());
            if sketch.long.is_empty() {
                return;
            }
            let moment = published.as_ref().and_then(|column| column.first(document));
            let appearance = Appearance {
                published: (moment.is_none(), moment),
                path: path.into(),
                item,
                rank: rank_of(ranks.as_ref(), document),
            };
            sharing.push((appearance, sketch));
        })?;
    }
    sharing.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let (ranks, sketches): (Vec<u64>, Vec<Sketch>) =
        sharing.into_iter().map(|(appearance, sketch)| (appearance.rank, sketch)).unzip();
    let groups = find::groups(&find::parents(&sketches));
    let rank = |article: u32| ranks[article as usize];
    Ok(Groups::new(groups.into_iter().map(|group| group.into_iter().map(rank).collect())))
}

/// Returns the runs that stand in more than one article, ascending.
fn shared_runs(segments: &[SegmentReader]) -> tantivy::Result<Vec<u64>> {
    let mut runs: Vec<u64> = Vec::new();
    for segment in segments {
        each(segment, |_, note| runs.extend(note.sketch.long))?;
    }
    runs.sort_unstable();
    let mut shared: Vec<u64> = runs
        .chunk_by(|one, other| one == other)
        .filter(|same| same.len() > 1)
        .map(|same| same[0])
        .collect();
    shared.shrink_to_fit();
    Ok(shared)
}

/// Calls `visit` with the notes of the live articles of a segment, in the order of the column's dictionary: each of its
/// blocks is unpacked once.
fn each(segment: &SegmentReader, mut visit: impl FnMut(DocId, Note<'_>)) -> tantivy::Result<()> {
    let Some(column) = segment.fast_fields().bytes("shingles")? else { return Ok(()) };
    let ord = |document| column.term_ords(document).next().map(|ord| (Reverse(ord), document));
    let mut live: Vec<(Reverse<u64>, DocId)> = segment.doc_ids_alive().filter_map(ord).collect();
    live.sort_unstable();
    let mut notes = column.dictionary().stream()?;
    while notes.advance() {
        while let Some((_, document)) = live.pop_if(|(ord, _)| ord.0 == notes.term_ord()) {
            if let Some(note) = Note::read(notes.key()) {
                visit(document, note);
            }
        }
    }
    Ok(())
}
