//! What a page shows only later, or instead of itself: folded panels, dialogs, what only scripts replace.

use crate::parse::html::tests::MORE;
use crate::parse::html::tests::PROSE;
use crate::parse::html::tests::page;
use crate::parse::html::tests::story;

#[test]
fn what_a_heading_unfolds_is_read_however_it_is_hidden() {
    let question = "<h3><button>Is the mill open?</button></h3>";
    let answer =
        "Yes, from April to October, on every day but Monday, and in winter by appointment.";
    for (panel, expected) in [
        (format!("{question}<div hidden><p>{answer}</p></div>"), true),
        (format!("{question}<div style=\"display:none\"><p>{answer}</p></div>"), true),
        (format!("<h3>The mill</h3><div hidden=until-found><p>{answer}</p></div>"), true),
        (format!("<h3>The mill</h3><div hidden><p>{answer}</p></div>"), false),
        (format!("{question}<p>It is.</p><div hidden><p>{answer}</p></div>"), false),
    ] {
        assert_eq!(page("", &story(&panel)).text.contains(answer), expected, "{panel}");
    }
}

#[test]
fn a_dialog_that_asks_for_consent_is_no_story_however_short_the_story_is() {
    let short = "<article><h1>Flood in Wales</h1><p>Three people died in Wales on Friday when a river burst its banks.</p></article>";
    let asks = "<p>We use cookies and similar tools to give you the best experience on this website, and to show what you may like.</p><p>We and our partners store details of your device. You may withdraw what you agreed to at any time.</p>";
    for dialog in [
        format!("<div role=dialog aria-modal=true>{asks}</div>"),
        format!("<dialog open>{asks}</dialog>"),
        format!("<div id=CybotCookiebotDialog>{asks}</div>"),
        format!("<div id=didomi-host><div>{asks}</div></div>"),
    ] {
        for body in [format!("{dialog}{short}"), format!("{short}{dialog}")] {
            let text = page("", &body).text;
            assert!(!text.contains("cookies") && text.contains("Three people"), "{body}: {text}");
        }
    }
    let wrapped = format!("<div class=cookie-notice-open>{short}<p>{PROSE}</p><p>{asks}</p></div>");
    assert!(page("", &wrapped).text.contains("libraries"), "a page within");
}

#[test]
fn what_only_scripts_replace_is_read_only_where_nothing_else_is() {
    let short = "<p>Three people died in Wales on Friday when a river burst its banks.</p>";
    let inert = format!("<noscript><p>{PROSE}</p></noscript><template><p>{MORE}</p></template>");
    let text = page("", &format!("<article>{short}{inert}</article>")).text;
    assert!(!text.contains("libraries") && !text.contains("spokesman"), "{text}");
    assert!(page("", &format!("<div id=root></div>{inert}")).text.contains("libraries"));
}
