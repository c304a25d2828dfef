//! Pages that are more, or less, than one story: live blogs, several articles, teasers, walls, AMP.

use crate::parse::html::article;
use crate::parse::html::tests::MORE;
use crate::parse::html::tests::PROSE;

/// Entries of a live blog: time, headline, text.
const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "16.42",
        "Water in the town hall",
        "Water reaches the steps, and the mayor asks everybody to leave the square by six o'clock.",
    ),
    (
        "15.10",
        "Forty people saved",
        "The fire brigade has taken forty people from the roofs of Mill Lane, its chief said.",
    ),
    (
        "14.05",
        "Rain goes on",
        "Rain has fallen on the valley for thirty hours; the river stands at 4.2 metres at the bridge.",
    ),
];

fn codes(html: &str) -> Vec<String> {
    article(html, None).1.into_iter().map(|warning| warning.code).collect()
}

fn has(html: &str, code: &str) -> bool {
    codes(html).iter().any(|found| found == code)
}

/// Returns a page with this story and what stands around it.
fn story(head: &str, after: &str) -> String {
    format!(
        "<html><head>{head}</head><body><article><h1>Libraries to close</h1><p>{PROSE}</p><p>{MORE}</p>{after}</article></body></html>"
    )
}

#[test]
fn entries_of_a_live_blog_keep_their_times() {
    let wanted: Vec<String> =
        ENTRIES.iter().map(|(time, _, text)| format!("{time}\n\n{text}")).collect();
    for (open, close) in [
        ("<article class=post><header><time>", "</time></header>"),
        ("<div class=entry><time datetime=2025-11-16T10:00>", "</time>"),
        ("<div class=entry><span class=timestamp>", "</span>"),
    ] {
        let end = if open.starts_with("<article") { "</article>" } else { "</div>" };
        let entry =
            |(time, _, text): &(&str, &str, &str)| format!("{open}{time}{close}<p>{text}</p>{end}");
        let entries: String = ENTRIES.iter().map(entry).collect();
        let page = format!(
            "<main><article><h1>Floods: live</h1><div class=posts>{entries}</div></article></main>"
        );
        let text = article(&page, None).0.text;
        assert!(text.ends_with(&wanted.join("\n\n")), "{open}: {text}");
    }
}

#[test]
fn a_live_blog_built_by_scripts_is_read_from_what_it_states() {
    let entry = |(time, title, text): &(&str, &str, &str)| {
        let time = time.replace('.', ":");
        format!(
            "{{\"headline\":\"{title}\",\"datePublished\":\"2025-11-16T{time}:00Z\",\"articleBody\":\"{text} {text}\"}}"
        )
    };
    let entries: Vec<String> = ENTRIES.iter().map(entry).collect();
    let page = format!(
        "<script type=application/ld+json>{{\"@type\":\"LiveBlogPosting\",\"headline\":\"Floods\",\"liveBlogUpdate\":[{}]}}</script><div id=app></div>",
        entries.join(",")
    );
    let text = article(&page, None).0.text;
    assert!(text.starts_with("16:42\n\nWater in the town hall\n\nWater reaches"), "{text}");
}

#[test]
fn other_articles_of_a_page_go_to_related() {
    let other = "<article><h2>Bridge opens after ten years</h2><p>A bridge was opened on Sunday.</p></article>";
    let page = format!(
        "<main>{}{other}</main>",
        story("", &format!("<p>{PROSE} {MORE}</p><p>{PROSE}</p>"))
    );
    let (found, _) = article(&page, None);
    assert_eq!(found.related, ["Bridge opens after ten years"]);
    assert!(!found.text.contains("bridge"), "{}", found.text);
}

#[test]
fn pages_of_teasers_are_no_article() {
    let teaser = |number: u32| {
        format!(
            "<article><h3><a href=/{number}>Headline number {number} of this day</a></h3><p>Two lines on story number {number}, and what it means.</p></article>"
        )
    };
    let teasers: String = (0..20).map(teaser).collect();
    assert!(has(&format!("<main><h1>News</h1>{teasers}</main>"), "not-an-article"));
    let few: String = (0..4).map(teaser).collect();
    assert!(!has(&story("", &few), "not-an-article"));
}

#[test]
fn shops_and_tables_are_no_article() {
    let item = |number: u32| {
        format!(
            "<li class=card><a href=/{number}>Reading lamp {number} with a green shade</a><p>Price {number} euros</p></li>"
        )
    };
    let items: String = (1..30).map(item).collect();
    assert!(has(&format!("<main><h1>Lamps</h1><ul>{items}</ul></main>"), "not-an-article"));
    let stated = "<meta property=og:type content=article>";
    let page = format!("<head>{stated}</head><main><h1>Thirty lamps</h1><ul>{items}</ul></main>");
    assert!(!has(&page, "not-an-article"));
}

#[test]
fn a_wall_means_that_the_text_is_truncated() {
    let locked = "<meta property=article:content_tier content=locked>";
    let wall = "<div class=\"article-paywall\"><h3>Read on</h3><p>This article is for subscribers.</p></div>";
    let hidden = wall.replace("<div", "<div hidden");
    let rest: String = (1..7).map(|number| format!("<p>{number}. {PROSE}</p>")).collect();
    let behind = format!("<div class=paywall>{rest}</div>");
    for (page, expected) in [
        (story("", ""), false),
        (story(locked, ""), true),
        (story("<meta property=article:content_tier content=metered>", ""), false),
        (story("", wall), true),
        (story("", &hidden), false),
        (story("", &behind), false),
    ] {
        assert_eq!(has(&page, "truncated"), expected, "{page}");
    }
}

#[test]
fn amp_pages_are_read_like_others() {
    let page = format!(
        "<html \u{26a1}><body><amp-sidebar><ul><li><a href=/x>Home</a></li></ul></amp-sidebar><article><h1>T</h1><p>{PROSE}</p>\
         <amp-ad></amp-ad><p>{MORE}</p><amp-accordion><section><h3>What comes next</h3><div><p>{PROSE} Again.</p></div></section>\
         </amp-accordion></article><amp-footer><p>All rights are reserved by the paper.</p></amp-footer></body></html>"
    );
    let expected = format!("{PROSE}\n\n{MORE}\n\nWhat comes next\n\n{PROSE} Again.");
    assert_eq!(article(&page, None).0.text, expected);
}
