//! Small pages, one behaviour each: where metadata comes from, and what belongs to the body.

use crate::model::Article;
use crate::parse::html::article;

/// A paragraph long enough to count as prose.
const PROSE: &str = "The council voted on Monday to close three of its seven libraries, and the opposition said it would fight the plan in court.";
const MORE: &str = "A spokesman said the decision had not been easy, but the budget left no other choice, and staff would be told this week.";

fn page(head: &str, body: &str) -> Article {
    let html = format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head>{head}</head><body>{body}</body></html>"
    );
    article(&html, Some("https://www.paper.example/2024/03/05/libraries")).0
}

fn story(inner: &str) -> String {
    format!(
        "<article><h1>Libraries to close</h1><div class=\"article-body\"><p>{PROSE}</p>{inner}<p>{MORE}</p></div></article>"
    )
}

#[test]
fn metadata_is_taken_in_order_of_trust() {
    let ld = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Libraries to close","author":[{"@type":"Person","name":"Ann Lee"}],"datePublished":"2024-03-04T23:30:00-08:00","publisher":{"name":"The Paper"},"articleSection":"Local"}</script>"#;
    let og = r#"<meta property="og:title" content="Libraries to close | The Paper"><meta property="og:site_name" content="The Paper"><meta name="author" content="Bob Ray"><meta property="article:published_time" content="2024-03-03">"#;
    for (head, inner, authors, date) in [
        (format!("{ld}{og}"), "", vec!["Ann Lee"], "2024-03-04"),
        (og.to_owned(), "", vec!["Bob Ray"], "2024-03-03"),
        (
            String::new(),
            "<p class=\"byline\">By Cy Oz and Di Fox</p><time datetime=\"2024-03-02T10:00\">2 March</time>",
            vec!["Cy Oz", "Di Fox"],
            "2024-03-05",
        ),
        (String::new(), "", vec![], "2024-03-05"),
    ] {
        let article = page(&head, &story(inner));
        assert_eq!(article.title.as_deref(), Some("Libraries to close"), "{head}");
        assert_eq!(article.authors, authors, "{head}");
        assert_eq!(
            article.published.map(|date| date.date().to_string()).as_deref(),
            Some(date),
            "{head}"
        );
        assert_eq!(article.language.as_deref(), Some("en-GB"), "{head}");
    }
}

#[test]
fn visible_dates_and_microdata_count_where_nothing_else_is_stated() {
    for (inner, expected) in [
        ("<span itemprop=\"datePublished\" content=\"2023-01-02\"></span>", "2023-01-02"),
        ("<div class=\"posted-on\">2. Januar 2023</div>", "2023-01-02"),
        ("<p>Published 2 January 2023</p>", "2023-01-02"),
    ] {
        let html =
            format!("<body><h1>Libraries to close</h1>{inner}<p>{PROSE}</p><p>{MORE}</p></body>");
        let (article, _) = article(&html, None);
        assert_eq!(
            article.published.map(|date| date.date().to_string()).as_deref(),
            Some(expected),
            "{inner}"
        );
    }
}

#[test]
fn dates_in_digits_stand_in_the_order_of_the_country() {
    for (language, expected) in [("en-GB", "2025-04-03"), ("en-US", "2025-03-04")] {
        let html = format!(
            "<html lang=\"{language}\"><body><h1>Libraries to close</h1><p class=\"date\">03/04/2025</p><p>{PROSE}</p><p>{MORE}</p></body></html>"
        );
        let (article, _) = article(&html, None);
        let date = article.published.map(|date| date.date().to_string());
        assert_eq!(date.as_deref(), Some(expected), "{language}");
    }
}

#[test]
fn bylines_as_readers_see_them() {
    for (inner, expected) in [
        (
            "<div class=author><span class=fn>Ann Lee</span><span>Staff writer</span></div>",
            &["Ann Lee"][..],
        ),
        ("<p>Ann Lee</p><p>17 December 2025</p>", &["Ann Lee"]),
        ("<p>Ann Lee | 17 December 2025</p>", &["Ann Lee"]),
        ("<p>Written by:</p><p>Ann Lee</p>", &["Ann Lee"]),
        (
            "<div class=byline><span class=a>Ann Lee</span><span class=b>December 17, 2025</span></div>",
            &["Ann Lee"],
        ),
        ("<p>City News</p><p>17 December 2025</p>", &[]),
    ] {
        let html =
            format!("<body><h1>Libraries to close</h1>{inner}<p>{PROSE}</p><p>{MORE}</p></body>");
        assert_eq!(article(&html, None).0.authors, expected, "{inner}");
    }
}

#[test]
fn titles_come_without_kicker_and_site() {
    for (head, heading) in [
        (
            "<title>Libraries to close - The Paper</title>",
            "<h1>The Paper</h1><h2 class=entry-title>Libraries to close</h2>",
        ),
        (
            "<title>Libraries to close</title>",
            "<h1><span class=kicker>Council</span> Libraries to close</h1>",
        ),
        ("<title>Closing libraries</title>", "<h1>Libraries to close</h1>"),
        ("<meta property=og:title content=\"Libraries to close\">", "<h1>News</h1>"),
        (
            "<meta property=og:site_name content=\"Libraries to close\"><meta property=og:title content=\"Libraries to close\">",
            "<h1>Libraries to close</h1>",
        ),
    ] {
        let page = page(head, &format!("<article>{heading}<p>{PROSE}</p><p>{MORE}</p></article>"));
        assert_eq!(page.title.as_deref(), Some("Libraries to close"), "{head}{heading}");
    }
}

#[test]
fn what_is_not_the_story_is_left_out() {
    let plain = format!("{PROSE}\n\n{MORE}");
    for inner in [
        "",
        "<div class=\"share-buttons\">Share this on every network you know, please.</div>",
        "<p>Read more: <a href=/x>Something else entirely</a></p>",
        "<p><a href=/x>Ten things to know about libraries</a></p>",
        "<figure><img src=x><figcaption>A library, seen on Monday from the street outside.</figcaption></figure>",
        "<aside><p>Our newsletter brings you everything that matters, every day of the week.</p></aside>",
        "<div style=\"display: none\"><p>This can not be seen by anybody, and so it is not text.</p></div>",
        "<script>document.write('<p>no</p>')</script><style>p{}</style><!-- <p>no</p> -->",
        "<ul class=\"related-posts\"><li><a href=/a>First of the other stories</a></li></ul>",
        "<button>Press this button now.</button>",
        "<p>ADVERTISEMENT</p>",
    ] {
        assert_eq!(page("", &story(inner)).text, plain, "{inner}");
    }
}

#[test]
fn what_belongs_to_the_story_stays() {
    for (inner, expected) in [
        ("<h2>What comes next</h2>", "What comes next"),
        (
            "<ul><li>One library in the north</li><li>Two in the south</li></ul>",
            "One library in the north\n\nTwo in the south",
        ),
        ("<table><tr><td>North</td><td>1</td></tr></table>", "North\t1"),
        (
            "<blockquote>It is a <b>sad</b> day for all of us.</blockquote>",
            "It is a sad day for all of us.",
        ),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        (
            "First line<br>second line.<br><br>Another paragraph.",
            "First line\nsecond line.\n\nAnother paragraph.",
        ),
        (
            "<p>The <a href=/plan>plan</a> of the council is public.</p>",
            "The plan of the council is public.",
        ),
    ] {
        let article = page("", &story(inner));
        assert_eq!(article.text, format!("{PROSE}\n\n{expected}\n\n{MORE}"), "{inner}");
        assert!(
            article.paragraphs.iter().all(|&span| article.text(span) == article.text(span).trim()),
            "{inner}"
        );
    }
    let article = page("", &story("<h2>What comes next</h2>"));
    assert_eq!(
        article.headings.iter().map(|&span| article.text(span)).collect::<Vec<_>>(),
        ["What comes next"]
    );
}

#[test]
fn ends_of_the_story_are_found() {
    let tail = "<p>Related</p><p>Tags: libraries, council</p><p>© 2024 The Paper</p><p>Follow us on every channel</p>";
    let html = format!(
        "<div class=content><p>5 March 2024</p><p>By Ann Lee</p><h1>T</h1><p>{PROSE}</p><p>{MORE}</p>{tail}</div>"
    );
    assert_eq!(page("", &html).text, format!("{PROSE}\n\n{MORE}"));
}

#[test]
fn headlines_of_other_articles_go_to_related() {
    let list = "<ul class=\"more-stories\"><li><a href=/a>Bridge opens after ten years of work</a></li><li><a href=/a>Bridge opens after ten years of work</a></li><li><a href=/b>Mayor resigns over school scandal</a></li></ul>";
    let article = page(
        "",
        &format!("{}{list}<nav><a href=/c>A long entry of the main menu</a></nav>", story("")),
    );
    assert_eq!(
        article.related,
        ["Bridge opens after ten years of work", "Mayor resigns over school scandal"]
    );
}

#[test]
fn pages_without_an_article_say_so() {
    let links = "<li><a href=/x>A headline on the front page of a paper</a></li>".repeat(40);
    for (html, expected) in [
        (String::new(), vec!["no-title", "no-text", "no-date"]),
        (
            format!("<title>Front page</title><ul>{links}</ul>"),
            vec!["no-text", "not-an-article", "no-date"],
        ),
    ] {
        let (_, warnings) = article(&html, None);
        let codes: Vec<&str> = warnings.iter().map(|warning| warning.code.as_str()).collect();
        assert_eq!(codes, expected, "{html:.40}");
    }
}

#[test]
fn hostile_pages_are_read_in_bounded_time() {
    for piece in [
        "<div>",
        "<div></x>",
        "<b><div></b>",
        "<a href=x><div></a>",
        "<table><tr><td>",
        "<ul><li>",
        "<svg>",
        "<!--",
        "<select><option>",
        "<p>\0",
        "</p>",
        "<font size=1><p>",
        "&#0;",
        "<",
    ] {
        let html = piece.repeat(100_000);
        let (found, _) = article(&html, None);
        assert!(found.text.len() <= html.len(), "{piece}");
    }
}
