//! Small pages, one behaviour each: where metadata comes from, and what belongs to the body.

mod hidden;
mod special;

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
        "<p>Image 2 of 5</p>",
        "<x-newsletter><p>Every morning at seven the news of the day in your mail.</p></x-newsletter>",
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

/// A body long enough to be a story by itself.
fn long_story(inner: &str) -> String {
    let paragraphs: String = (1..=4).map(|number| format!("<p>{number}. {PROSE}</p>")).collect();
    story(&format!("{paragraphs}{inner}"))
}

fn long_text(inner: &str) -> String {
    let paragraphs: Vec<String> = (1..=4).map(|number| format!("{number}. {PROSE}")).collect();
    let inner = if inner.is_empty() { String::new() } else { format!("{inner}\n\n") };
    format!("{PROSE}\n\n{}\n\n{inner}{MORE}", paragraphs.join("\n\n"))
}

#[test]
fn other_articles_below_a_heading_are_left_out() {
    let teaser = "<article class=\"box\"><p>A bridge that took ten years to build was opened on Sunday, and thousands came to walk over it.</p></article>";
    for heading in ["<h3>Read also</h3>", "<h3>Mehr zum Thema</h3>", "<h3>Você pode gostar…</h3>"]
    {
        let page = page("", &long_story(&format!("{heading}{teaser}{teaser}")));
        assert_eq!(page.text, long_text(""), "{heading}");
    }
}

#[test]
fn all_parts_of_a_body_are_found() {
    let part = |text: &str| format!("<div class=\"part\"><p>{text}</p><p>{text} Again.</p></div>");
    let long = format!("{PROSE} {PROSE} {PROSE}");
    let lead = "<div class=\"teaser-text\">What the council decided, and what it means for readers in the north</div>";
    for (body, expected) in [
        (
            format!(
                "<div><h1>T</h1><span><a href=/x>Home</a></span>{}{}</div>",
                part(&long),
                part(MORE)
            ),
            format!("{long}\n\n{long} Again.\n\n{MORE}\n\n{MORE} Again."),
        ),
        (
            format!(
                "<div class=article><h3>T</h3>{lead}<div class=article-body><p>{PROSE}</p><p>{MORE}</p></div></div>"
            ),
            format!(
                "What the council decided, and what it means for readers in the north\n\n{PROSE}\n\n{MORE}"
            ),
        ),
    ] {
        assert_eq!(page("", &body).text, expected, "{body}");
    }
}

#[test]
fn short_lines_beside_the_paragraphs_stay() {
    let first = "Silence in the reading room";
    let body = format!(
        "<div class=article-body><p>{first}</p><p>{PROSE}</p><p>{MORE}</p><p>To be continued</p></div>"
    );
    let expected = format!("{first}\n\n{PROSE}\n\n{MORE}\n\nTo be continued");
    assert_eq!(page("", &body).text, expected);
    let byline = body.replace(first, "By Ann Lee and Bob Ray, Reporters");
    assert!(page("", &byline).text.starts_with(PROSE));
}

#[test]
fn comments_are_the_text_of_a_discussion_only() {
    let post = |text: &str| format!("<div class=comment><p>{text}</p></div>");
    let posts = format!(
        "<h1>Which library?</h1><p>Which one do you like best?</p>{}{}",
        post(PROSE),
        post(MORE)
    );
    let stated =
        "<script type=\"application/ld+json\">{\"@type\":\"DiscussionForumPosting\"}</script>";
    assert!(page(stated, &posts).text.ends_with(MORE));
    let comments =
        post("I have never read such nonsense, and I read a lot, every day, on every train.");
    assert_eq!(page("", &format!("{}{comments}", long_story(""))).text, long_text(""));
}

#[test]
fn a_page_that_shows_nothing_gives_what_it_has_for_readers_without_scripts() {
    let body =
        format!("<div id=app></div><noscript><h1>T</h1><p>{PROSE}</p><p>{MORE}</p></noscript>");
    assert_eq!(page("", &body).text, format!("{PROSE}\n\n{MORE}"));
    assert_eq!(page("", &long_story("<noscript><img src=x></noscript>")).text, long_text(""));
}

#[test]
fn a_page_of_many_pieces_gives_all_of_them() {
    let item = |number: u32| {
        format!(
            "<li class=card><a href=/{number}>Reading lamp number {number} with a green shade</a><p>Price {number} euros</p></li>"
        )
    };
    let items: String = (1..30).map(item).collect();
    let text = page("", &format!("<main><h1>Lamps</h1><ul>{items}</ul></main>")).text;
    assert!(text.contains("number 1 with") && text.contains("number 29 with"), "{text}");
}

#[test]
fn every_block_has_its_verdict() {
    let page = story(
        "<p>Read more: <a href=/x>Something else entirely</a></p><div class=share>Share</div>",
    );
    let accounts = super::explain(&page, None);
    let of = |text: &str| accounts.iter().find(|block| block.text.starts_with(text));
    for (text, kept, reason) in [
        (PROSE, true, "kept"),
        ("Read more", false, "leads elsewhere"),
        ("Share", false, "in an element named for sharing"),
    ] {
        let found = of(text).map(|block| (block.kept, block.reason.as_str()));
        assert_eq!(found, Some((kept, reason)), "{text}");
    }
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
fn a_heading_that_unfolds_its_section_is_read() {
    let answer =
        "<p>Yes, from April to October, on every day but Monday, and in winter by appointment.</p>";
    let inside = format!(
        "<h3>Tickets<button>Edit</button></h3><p>They cost nine pounds.</p><h3><button id=q1><span>Is the mill open?</span></button></h3>{answer}<button>Book now</button>"
    );
    let text = page("", &story(&inside)).text;
    assert!(text.contains("Is the mill open?\n\nYes, from April"), "{text}");
    assert!(!text.contains("Book now") && !text.contains("Edit"), "{text}");
}

#[test]
fn pages_without_an_article_say_so() {
    let links = "<li><a href=/x>A headline on the front page of a paper</a></li>".repeat(40);
    for (html, expected) in [
        (String::new(), vec!["no-title", "no-text", "no-date"]),
        (format!("<title>Front page</title><ul>{links}</ul>"), vec!["not-an-article", "no-date"]),
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
