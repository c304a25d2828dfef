//! What is cut from the end of a story, and what stays.

use super::*;

const GAP: &str = "\n\n";
const LINE: &str = "\n";

/// A story that speaks of a strike, its paragraphs joined by `space`.
fn story(space: &str) -> String {
    [
        "Nurses in England began a five-day strike on Monday, forcing hospitals to cancel operations.",
        "Pickets formed outside more than 180 hospitals before dawn, the largest action in the union's history.",
        "\"Nobody here chose a picket line over a ward,\" said Daniel Okoro, who leads the union.",
        "The minister said her door was open but that pay for this year would not be reopened.",
    ]
    .join(space)
}

fn check(text: &str, expected: &[&str]) {
    let mut blocks = layout::blocks(text);
    let before = blocks.len();
    let related = take(&mut blocks);
    assert_eq!(related, expected, "{text}");
    if expected.is_empty() {
        assert_eq!(blocks.len(), before, "{text}");
    } else {
        assert!(blocks.last().is_some_and(|last| last.text.ends_with('.')), "{text}");
    }
}

const OTHERS: &[&str] = &[
    "Norway's central bank hints at December cut as krone firms",
    "Luxembourg opposition claims victory in snap election",
    "Asturias flood toll rises to seven as last missing man found",
];

#[test]
fn headlines_after_the_story_are_cut() {
    let list = OTHERS.join(LINE);
    let spaced = OTHERS.join(GAP);
    for (body, between, tail) in [
        (LINE, GAP, &list),
        (LINE, LINE, &list),
        (GAP, GAP, &list),
        (GAP, GAP, &spaced),
        (LINE, GAP, &spaced),
    ] {
        check(&format!("{}{between}{tail}", story(body)), OTHERS);
        check(&format!("{}{between}{tail}\n", story(body)).replace('\n', "\r\n"), OTHERS);
    }
}

#[test]
fn headlines_under_a_label_are_cut() {
    for label in [
        "More stories",
        "Related:",
        "READ ALSO",
        "MORE FROM BUSINESS",
        "Most read",
        "Editor’s picks",
        "You may also like",
        "» Top stories",
        "Lesen Sie auch:",
    ] {
        for (body, after) in [(LINE, LINE), (GAP, LINE), (GAP, GAP)] {
            check(&format!("{}{body}{label}{after}{}", story(body), OTHERS.join(after)), OTHERS);
        }
    }
}

#[test]
fn one_or_two_headlines_set_apart_are_cut() {
    for others in [&OTHERS[..1], &OTHERS[1..]] {
        check(&format!("{}\n\n{}", story(LINE), others.join(LINE)), others);
    }
    check(&format!("{}\n\n{}", story(GAP), OTHERS[1..].join(LINE)), &OTHERS[1..]);
}

#[test]
fn headlines_of_every_shape_are_cut() {
    for others in [
        &[
            "Rovers held at home by bottom side",
            "Hurst out for six weeks with ankle injury",
            "Ref watch: why the penalty had to be given",
        ][..],
        &[
            "Trump adds seven countries to full travel ban list",
            "Israeli settler kills 16-year-old Palestinian in West Bank, mayor says",
            "Paris' Louvre reopens partially but staff vote to extend strike",
        ],
        &[
            "Winter Storm Grounds Flights, Closes Schools",
            "Senate Passes Stopgap Bill, Averting Shutdown",
            "Fed Signals Pause as Jobs Market Cools",
        ],
        &[
            "FERRY RUNS AGROUND OFF STOCKHOLM",
            "RIKSBANK LEAVES RATE UNCHANGED FOR NOW",
            "FINNISH RAIL WORKERS CALL OFF STRIKE",
        ],
        &[
            "Is this the end of the high street?",
            "Five things to know about the budget",
            "'I never asked': a widow on her husband's debts",
        ],
        &[
            "1,200 jobs to go at Port Talbot steelworks",
            "10 dead in Lagos market fire, officials say",
            "£3.6bn bid for Johnson & Hale cleared",
        ],
    ] {
        check(&format!("{}\n\n{}", story(LINE), others.join(LINE)), others);
        check(&format!("{}\n\n{}", story(GAP), others.join(GAP)), others);
    }
}

#[test]
fn a_label_in_the_story_takes_only_its_headlines() {
    let body = story(GAP);
    let (first, rest) = body.split_at(body.find("\n\n").unwrap_or(0));
    check(&format!("{first}\n\nREAD MORE: {}{rest}", OTHERS[0]), &OTHERS[..1]);
    check(&format!("{first}\n\nRead also\n\n{}{rest}", OTHERS[0]), &OTHERS[..1]);
}

#[test]
fn bullets_and_numbers_of_a_labelled_list_go() {
    let list: Vec<String> = (1..).zip(OTHERS).map(|(n, title)| format!("{n}. {title}")).collect();
    check(&format!("{}\n\nMost read\n{}", story(GAP), list.join(LINE)), OTHERS);
}

#[test]
fn what_belongs_to_the_story_stays() {
    for closing in [
        "The strike ends on Friday.",
        "The strike continues",
        "The nurses' strike goes on until Friday at midnight",
        "The dates of the strike are:\nMonday: Leeds and York\nTuesday: Hull\nWednesday: whole region",
        "Tickets can be refunded. The dates are:\n7-8 February: Preston to Lancaster\n14-15 February: Lancaster to Oxenholme",
        "TIMELINE\n17 October: union ballots members\n20 October: result becomes public\n27 October: minister rejects demand",
        "Saturday's other results:\n\nAldermoor 0 Kingsport United 1\n\nFenwick Rangers 1 Ouseborough 4",
        "Aldermoor 0 Kingsport United 1\nFenwick Rangers 1 Ouseborough 4\nWexcombe 0 St Brannock 0",
        "- Pay for all nurses to rise by 12.5 per cent\n- Safe staffing to be set in law\n- Bursaries for students to return",
        "• Adults £12\n• Children £6\n• Families £30",
        "What the union wants\nHigher pay\nMore staff\nFree parking",
        "Correction: An earlier version of this story misnamed the union",
        "Additional reporting by our staff in Leeds",
        "For help, call the union's line on 0800 123 456",
        "\"We will be back,\" Okoro told the nurses.",
        "Will the minister give in?",
        "Outlook\n\nSaturday: Bright and very cold.\n\nSunday: Cloud from the west by evening.",
        "Editor's note: this story was amended on Tuesday",
        "Elsewhere, ambulances waited for an average of 47 minutes.",
        "Elsewhere\nAmbulances waited for an average of 47 minutes to hand over patients, the trust said.",
    ] {
        for space in [LINE, GAP] {
            check(&format!("{}{space}{closing}", story(space)), &[]);
        }
    }
}

#[test]
fn a_text_without_sentences_stays() {
    check(&OTHERS.join(LINE), &[]);
    check(OTHERS[0], &[]);
    check("", &[]);
}

#[test]
fn a_list_of_the_story_stays_before_headlines_that_go() {
    let list = "The dates are:\nMonday: Leeds and York\nTuesday: Hull";
    let text = format!("{}\n{list}\n\n{}", story(LINE), OTHERS.join(LINE));
    let mut blocks = layout::blocks(&text);
    assert_eq!(take(&mut blocks), OTHERS);
    assert_eq!(blocks.last().map(|block| &*block.text), Some("Tuesday: Hull"));
}
