//! What a page says its publication is called → the name that is left off titles and is nobody's name.
//!
//! Start at [`Site`].

/// What may stand between a title and the name of a site, the surest first.
pub(super) const SEPARATORS: &[&str] = &[
    " | ", " :: ", " » ", " « ", " · ", " • ", " ‹ ", " › ", " ― ", " — ", " – ", " - ", " / ",
    " ~ ", " < ", " > ", " // ", "｜", "| ", "|", "－", "—", "_", ": ",
];

/// Longest name of a site, in characters; longer ones are slogans or titles.
const MAX_SITE_CHARS: usize = 80;

/// Shortest key that may be found inside another, in bytes: shorter ones are found by chance.
const MIN_PART_BYTES: usize = 5;

/// The publication of a page.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// Its name, as the page gives it.
    pub(super) name: Option<String>,
    /// The name reduced to letters and digits.
    key: String,
    /// The host's labels in one, reduced the same way: `newspaperexample`.
    host: String,
}

impl Site {
    /// Returns the site with the first of `names` that can be one; `title` is never its name.
    pub(super) fn new<'n>(
        names: impl Iterator<Item = &'n str>,
        title: Option<&str>,
        host: &str,
    ) -> Site {
        let title = title.map(key).unwrap_or_default();
        let name = names.map(str::trim).find(|name| {
            !name.is_empty()
                && name.chars().count() <= MAX_SITE_CHARS
                && (title.len() <= MIN_PART_BYTES || key(name) != title)
        });
        let name = name.map(|name| match name.split_once("://") {
            Some((_, rest)) => rest.trim_end_matches('/').trim_start_matches("www."),
            None => name,
        });
        Site {
            key: name.map(key).unwrap_or_default(),
            name: name.map(str::to_owned),
            host: key(host),
        }
    }

    /// Returns the last or first part of a page's title tag that the host confirms to be the name of the site.
    pub(super) fn in_title<'t>(&self, title: &'t str) -> Option<&'t str> {
        let parts = SEPARATORS.iter().filter_map(|separator| {
            let (first, last) = (title.split_once(separator)?.0, title.rsplit_once(separator)?.1);
            [last, first].into_iter().map(str::trim).find(|part| self.is_host(&key(part)))
        });
        parts.min_by_key(|part| part.len())
    }

    /// Returns true if a text is the name of the site and nothing else.
    pub(super) fn is_called(&self, text: &str) -> bool {
        !self.key.is_empty() && key(text) == self.key
    }

    /// Returns true if a text names the site, in full or in part.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let text = key(text.trim_end_matches(".com"));
        let close = |a: &str, b: &str| {
            a.len() >= 3
                && b.len() >= 3
                && (a == b
                    || (a.len() >= MIN_PART_BYTES && b.contains(a))
                    || (b.len() >= MIN_PART_BYTES && a.starts_with(b) && a.len() < b.len() * 3))
        };
        close(&text, &self.key) || self.is_host(&text)
    }

    fn is_host(&self, key: &str) -> bool {
        key.len() >= 3
            && (self.host.starts_with(key)
                || (key.len() >= MIN_PART_BYTES && self.host.contains(key)))
    }
}

/// Returns the letters and digits of a text in lower case.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_can_be_one() {
        for (names, title, expected) in [
            (&["", "The Paper"][..], None, Some("The Paper")),
            (&["How to bake bread", "The Paper"], Some("How to bake bread"), Some("The Paper")),
            (&["https://www.paper.example/"], None, Some("paper.example")),
        ] {
            let site = Site::new(names.iter().copied(), title, "paper.example");
            assert_eq!(site.name.as_deref(), expected, "{names:?}");
        }
    }

    #[test]
    fn the_title_tag_names_the_site() {
        let site = Site::new([].into_iter(), None, "cedarpost.example");
        assert_eq!(site.in_title("Bread is dear | Cedar Post"), Some("Cedar Post"));
        assert_eq!(site.in_title("Cedar Post - Bread is dear"), Some("Cedar Post"));
        assert_eq!(site.in_title("Bread - and salt"), None);
        let site = Site::new(["Cedar Post"].into_iter(), None, "cedarpost.example");
        assert!(site.is_called("CEDAR POST") && !site.is_called("Ann Cedar"));
        assert!(site.is_named("cedarpost.example") && !site.is_named("Ann Cedar"));
    }
}
