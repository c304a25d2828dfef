//! Names → the titles and offices that stand before them, so that a surname finds the one of two who bears its title:
//! Senator Reed is Senator Alan Reed, not the actor Brian Reed.
//!
//! Start at [`Titles::new`].

use rustc_hash::FxHashSet;

use crate::extract::link::Name;
use crate::extract::name::title_before;
use crate::extract::story::Story;
use crate::rules::Lexicon;

/// The titles before the names of an article.
pub(in crate::extract) struct Titles {
    /// Title of each name, in text order.
    before: Vec<Option<u64>>,
    /// Groups of names of several words, with their titles.
    borne: FxHashSet<(usize, u64)>,
}

impl Titles {
    /// Returns the titles before `names`, each in the group that `group_of` says; none unless they are `wanted`.
    pub(in crate::extract) fn new(
        story: &Story,
        lexicon: &Lexicon,
        (names, group_of): (&[Name], &[usize]),
        wanted: bool,
    ) -> Titles {
        let names = if wanted { names } else { &[] };
        let classes = ["honorific", "role"].map(|class| lexicon.class(class));
        let title = |name: &Name| {
            let at = title_before(story, name.tokens.start).filter(|_| name.kind == "person")?;
            let token = &story.tokens[at];
            let near = story.sentence_of(at) == story.sentence_of(name.tokens.start);
            let is_title = classes.into_iter().flatten().any(|class| lexicon.has(token, class));
            (near && is_title).then_some(token.key)
        };
        let before: Vec<Option<u64>> = names.iter().map(title).collect();
        let borne = names.iter().zip(group_of).zip(&before);
        let borne = borne.filter(|((name, _), _)| name.tokens.len() > 1);
        let borne = borne.filter_map(|((_, group), title)| Some((*group, (*title)?))).collect();
        Titles { before, borne }
    }

    /// Returns those of the full names in these groups that bear the title before the name at `place`; all if none does.
    pub(in crate::extract) fn fitting(&self, groups: &[usize], place: usize) -> Vec<usize> {
        let title = self.before.get(place).copied().flatten();
        let bears =
            |group: &usize| title.is_some_and(|title| self.borne.contains(&(*group, title)));
        let bearers: Vec<usize> = groups.iter().copied().filter(bears).collect();
        if bearers.is_empty() { groups.to_vec() } else { bearers }
    }
}
