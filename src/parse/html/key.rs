//! Names of meta tags for each field, in lower case, the most trusted first. A table; it holds no logic.

/// Titles.
pub(super) const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "title",
    "headline",
];
/// Authors.
pub(super) const AUTHORS: &[&str] = &[
    "citation_author",
    "citation_authors",
    "author",
    "article:author",
    "og:author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author_name",
    "rbauthors",
    "authors",
    "dc.contributor",
    "article.author",
    "og:article:author",
    "cxenseparse:author",
    "cxenseparse:recs:author",
    "shareaholic:article_author_name",
];
/// First publication.
pub(super) const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "publicationdate",
    "published-date",
    "published_time",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "article.published",
    "published",
    "published_at",
    "og:article:published",
    "article:published_date",
    "article_publication_date",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "shareaholic:article_published_time",
    "article:publicationdate",
    "og:pubdate",
    "pdate",
    "dc.issued",
    "rnews:datepublished",
];
/// Dates of the page, of which some are the last change: what readers see comes before them.
pub(super) const DATES: &[&str] = &[
    "dcterms.created",
    "dc.date.created",
    "dc.created",
    "date.created",
    "displaydate",
    "dcterms.date",
    "dc.date",
    "date",
    "ptime",
    "creation_date",
    "article:create",
    "created",
    "datecreated",
    "last-published",
    "og:release_date",
    "video:release_date",
];
/// Last change.
pub(super) const MODIFIED: &[&str] = &[
    "article:modified_time",
    "datemodified",
    "dateupdate",
    "og:updated_time",
    "og:modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "article:modified",
    "utime",
    "modified",
    "updated",
    "last_updated",
    "lastupdated",
];
/// Name of the site.
pub(super) const SITES: &[&str] = &[
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "cre",
];
/// Section.
pub(super) const SECTIONS: &[&str] =
    &["article:section", "section", "parsely-section", "og:article:section", "cxenseparse:section"];
/// Keywords.
pub(super) const KEYWORDS: &[&str] = &[
    "article:tag",
    "news_keywords",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
    "og:article:tag",
];
/// Address.
pub(super) const URLS: &[&str] = &["og:url", "twitter:url", "parsely-link"];
/// Language.
pub(super) const LANGUAGES: &[&str] =
    &["og:locale", "content-language", "dc.language", "language", "dcterms.language"];
