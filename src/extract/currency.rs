//! Open currencies → the one that the article speaks of, where something in it says so.
//!
//! "$", "rupees" and "francs" belong to several countries. What the goods are priced in, whom the page is written for,
//! whose house style the agency keeps, where the story was filed, and the places that it names are asked in this
//! order; the first that speaks for one of the candidates decides. Where none does, or places speak for several, the
//! currency stays open with its candidates: it is never guessed. Start at [`settle`].

use crate::model::Annotations;
use crate::model::Article;
use crate::model::Value;
use crate::rules::Lexicon;
use crate::text::token::tokenize;

/// Candidates kept with a sum whose currency stays open, the most traded first.
const MAX_CANDIDATES: usize = 6;

/// Names of places looked at in one article; the first are those the story is about.
const MAX_PLACES: usize = 200;

/// Settles the open currencies of an article.
pub(super) fn settle(article: &Article, lexicon: &Lexicon, annotations: &mut Annotations) {
    let is_open = |value: &Option<Value>| matches!(value, Some(Value::Money { candidates, .. }) if !candidates.is_empty());
    if !annotations.mentions.iter().any(|mention| is_open(&mention.value)) {
        return;
    }
    let evidence = Evidence::of(article, lexicon, annotations);
    for mention in &mut annotations.mentions {
        let Some(Value::Money { currency, candidates, per, .. }) = &mut mention.value else {
            continue;
        };
        if candidates.is_empty() {
            continue;
        }
        *currency = evidence.settle(lexicon, candidates, per.as_deref());
        match currency {
            Some(_) => candidates.clear(),
            None => candidates.truncate(MAX_CANDIDATES),
        }
    }
}

/// What an article says of the money that is spent where it is read and written.
struct Evidence {
    /// Of the country that the page is written for; `None` where that is not known.
    home: Option<String>,
    /// The article is written for a country, or in a language, in which other money is spent.
    abroad: bool,
    /// Of the agency, then of the place at the head of the story.
    dateline: Vec<String>,
    /// Of the places named in it, each once.
    places: Vec<String>,
}

impl Evidence {
    fn of(article: &Article, lexicon: &Lexicon, annotations: &Annotations) -> Evidence {
        let look = |list: &str, words: &str| look(lexicon, list, words);
        let home = article.region.as_deref().and_then(|region| look("money.region", region));
        let foreign = article.language.as_deref().is_some_and(|language| language != "en");
        let dateline = article.dateline.iter().flat_map(|dateline| {
            let agency = dateline.agency.iter().find_map(|words| look("money.agency", words));
            let place = dateline.place.iter().flat_map(|words| words.split([',', ';', '/', '-']));
            let place = place.filter_map(|words| look("money.country", words.trim())).next();
            [agency, place].into_iter().flatten()
        });
        let named = annotations.entities.iter().filter(|entity| entity.kind == "place");
        let mut places: Vec<String> = Vec::new();
        for entity in named.take(MAX_PLACES) {
            if let Some(currency) = look("money.country", &entity.name)
                && !places.contains(&currency)
            {
                places.push(currency);
            }
        }
        Evidence { abroad: home.is_some() || foreign, dateline: dateline.collect(), home, places }
    }

    /// Returns the currency of a sum; leaves those that places speak for among the candidates if they are several.
    fn settle(
        &self,
        lexicon: &Lexicon,
        candidates: &mut Vec<String>,
        per: Option<&str>,
    ) -> Option<String> {
        let is_candidate = |currency: &&String| candidates.contains(currency);
        let world = per.and_then(|per| look(lexicon, "money.world-price", per));
        if let Some(world) = world.filter(|world| candidates.contains(world)) {
            return Some(world);
        }
        let stated = self.home.iter().chain(&self.dateline).find(is_candidate);
        if let Some(currency) = stated {
            return Some(currency.clone());
        }
        let named: Vec<&String> = self.places.iter().filter(is_candidate).collect();
        match named[..] {
            [] => {}
            [one] => return Some(one.clone()),
            _ => {
                let mut named: Vec<String> = named.into_iter().cloned().collect();
                let rank = |one: &String| candidates.iter().position(|known| known == one);
                named.sort_by_key(rank);
                *candidates = named;
                return None;
            }
        }
        let abroad = || candidates.iter().find_map(|one| look(lexicon, "money.abroad", one));
        self.abroad.then(abroad).flatten()
    }
}

/// Returns the normal form of words in a list.
fn look(lexicon: &Lexicon, list: &str, words: &str) -> Option<String> {
    let mut tokens = Vec::new();
    tokenize(words, &mut tokens);
    Some(lexicon.normal_form(lexicon.class(list)?, &tokens)?.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::model::Dateline;
    use crate::model::Value;
    use crate::rules::RuleSet;

    /// What an article is said to be: region, place and agency of its dateline, and its text.
    type Told = (Option<&'static str>, Option<&'static str>, Option<&'static str>, &'static str);

    #[test]
    fn a_dollar_is_that_of_its_article_or_open() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        let cases: &[(Told, &str)] = &[
            ((None, None, None, "It cost $5 million."), "USD AUD CAD HKD NZD SGD"),
            ((None, None, None, "Oil rose to $60 a barrel."), "USD"),
            ((None, None, None, "A farmer in Ontario paid $5 million."), "CAD"),
            ((None, None, None, "A farmer from Australia paid $5 in Canada."), "AUD CAD"),
            ((Some("CA"), None, None, "A farmer in Sydney paid $5 million."), "CAD"),
            ((Some("GB"), None, None, "It cost $5 million."), "USD"),
            ((Some("IN"), None, None, "It cost 5 million rupees."), "INR"),
            ((Some("GB"), None, None, "It cost 5 million rupees."), "INR PKR LKR NPR MUR SCR"),
            ((None, Some("WELLINGTON"), None, "It cost 5 dollars."), "NZD"),
            ((None, Some("OSLO"), Some("Reuters"), "It cost $5 million."), "USD"),
            ((None, Some("OSLO"), None, "It cost 40 kroner."), "NOK"),
            ((None, None, None, "It cost C$5 million in Texas."), "CAD"),
        ];
        for ((region, place, agency, text), expected) in cases {
            let [region, place, agency] =
                [region, place, agency].map(|words| words.map(str::to_owned));
            let dateline = place.map(|place| Dateline { place: Some(place), date: None, agency });
            let article =
                Article { region, dateline, text: (*text).to_owned(), ..Article::default() };
            let (annotations, _) = annotator.annotate(&article);
            let value = annotations.mentions.iter().find_map(|mention| match &mention.value {
                Some(Value::Money { currency, candidates, .. }) => {
                    Some(currency.clone().unwrap_or_else(|| candidates.join(" ")))
                }
                _ => None,
            });
            assert_eq!(value.as_deref(), Some(*expected), "{text}");
        }
    }
}
