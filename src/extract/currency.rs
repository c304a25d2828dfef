//! Open currencies → the one that the article speaks of, where something in it says so.
//!
//! "$", "rupees" and "francs" belong to several countries. What the goods are priced in, whom the page is written for,
//! whose house style the agency keeps, and where the story was filed are asked in this order; the first that speaks for
//! one of the candidates decides. Then a place in the sentence of the sum does, or those of the whole text where they are
//! more than one and agree; neither for the dollars of small countries, in which foreigners seldom reckon. Else the currency stays
//! open, with those that places speak for first among its candidates: it is never guessed. Start at [`settle`].

use crate::model::Annotations;
use crate::model::Article;
use crate::model::Value;
use crate::rules::Lexicon;
use crate::text::token::tokenize;

/// Candidates kept with a sum whose currency stays open, the most traded first.
const MAX_CANDIDATES: usize = 6;

/// Names of places looked at in one article; the first are those the story is about.
const MAX_PLACES: usize = 200;

/// The dollar of the world, and those in which sums are told beyond their country.
const DOLLAR: &str = "USD";
const DOLLARS: &[&str] = &["USD", "CAD", "AUD", "NZD", "HKD", "SGD"];

/// Settles the open currencies of an article.
pub(super) fn settle(article: &Article, lexicon: &Lexicon, annotations: &mut Annotations) {
    let is_open = |value: &Option<Value>| matches!(value, Some(Value::Money { candidates, .. }) if !candidates.is_empty());
    if !annotations.mentions.iter().any(|mention| is_open(&mention.value)) {
        return;
    }
    let evidence = Evidence::of(article, lexicon, annotations);
    let near: Vec<Vec<String>> = (0..annotations.mentions.len())
        .map(|number| match is_open(&annotations.mentions[number].value) {
            true => beside(annotations, number, lexicon),
            false => Vec::new(),
        })
        .collect();
    for (mention, near) in annotations.mentions.iter_mut().zip(near) {
        let Some(Value::Money { currency, candidates, per, .. }) = &mut mention.value else {
            continue;
        };
        if candidates.is_empty() {
            continue;
        }
        *currency = evidence.settle(lexicon, candidates, per.as_deref(), &near);
        match currency {
            Some(_) => candidates.clear(),
            None => candidates.truncate(MAX_CANDIDATES),
        }
    }
}

/// Returns the currencies of the places in the sentence of a mention, each once.
fn beside(annotations: &Annotations, number: usize, lexicon: &Lexicon) -> Vec<String> {
    let span = annotations.mentions[number].span;
    let place = (span.field(), span.start());
    let sentences = &annotations.sentences;
    let after = sentences.partition_point(|one| (one.field(), one.start()) <= place);
    let Some(sentence) = after.checked_sub(1).map(|at| sentences[at]) else { return Vec::new() };
    let mut found = Vec::new();
    let mentions = &annotations.mentions;
    let before = mentions[..number].iter().rev().take_while(|one| sentence.contains(one.span));
    let behind = mentions[number..].iter().take_while(|one| sentence.contains(one.span));
    for mention in before.chain(behind).filter(|one| one.kind == "place").take(MAX_PLACES) {
        let entity = mention.entity.and_then(|at| annotations.entities.get(at as usize));
        let currency = entity.and_then(|entity| look(lexicon, "money.country", &entity.name));
        found.extend(currency.filter(|currency| !found.contains(currency)));
    }
    found
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
    /// How often those places are named.
    place_mentions: usize,
}

impl Evidence {
    fn of(article: &Article, lexicon: &Lexicon, annotations: &Annotations) -> Evidence {
        let look = |list: &str, words: &str| look(lexicon, list, words);
        let home = article.region.as_deref().and_then(|region| look("money.region", region));
        let foreign = article.language.as_deref().is_some_and(|language| language != "en");
        let dateline = article.dateline.iter().flat_map(|dateline| {
            let agency = dateline.agency.iter().find_map(|words| look("money.agency", words));
            let place = dateline.place.as_deref().and_then(|words| {
                // "MELBOURNE, Fla.": the last part says which Melbourne.
                let last = words.rsplit(',').next().unwrap_or(words).trim();
                look("money.country", words).or_else(|| look("money.country", last))
            });
            [agency, place].into_iter().flatten()
        });
        let named = annotations.entities.iter().filter(|entity| entity.kind == "place");
        let mut places: Vec<String> = Vec::new();
        let mut place_mentions = 0;
        for entity in named.take(MAX_PLACES) {
            let Some(currency) = look("money.country", &entity.name) else { continue };
            place_mentions += entity.mentions.len();
            if !places.contains(&currency) {
                places.push(currency);
            }
        }
        let (abroad, dateline) = (home.is_some() || foreign, dateline.collect());
        Evidence { abroad, dateline, home, places, place_mentions }
    }

    /// Returns the currency of a sum; leaves those that places speak for among the candidates if they are several.
    fn settle(
        &self,
        lexicon: &Lexicon,
        candidates: &mut [String],
        per: Option<&str>,
        near: &[String],
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
        let of_world = |places: &[String]| {
            let mut named = places.iter().filter(|one| candidates.contains(one));
            let only = named.next().filter(|_| named.next().is_none())?;
            let is_small =
                candidates.iter().any(|one| one == DOLLAR) && !DOLLARS.contains(&only.as_str());
            (!is_small).then(|| only.clone())
        };
        let agreed = || of_world(&self.places).filter(|_| self.place_mentions > 1);
        if let Some(currency) = of_world(near).or_else(agreed) {
            return Some(currency);
        }
        let rank = |one: &String| self.places.iter().position(|place| place == one);
        candidates.sort_by_key(|one| rank(one).unwrap_or(usize::MAX));
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
            ((None, None, None, "It cost $5. Oslo met. Toronto met. Ontario met."), "CAD"),
            (
                (None, None, None, "It cost $5 million. A shop opened in Toronto."),
                "CAD USD AUD HKD NZD SGD",
            ),
            ((None, None, None, "The fund lent $5 billion to Jamaica."), "JMD USD AUD CAD HKD NZD"),
            ((None, Some("MELBOURNE, Florida"), None, "It cost $5 million."), "USD"),
            (
                (None, Some("PERTH, Scotland"), None, "It cost $5 million."),
                "USD AUD CAD HKD NZD SGD",
            ),
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
