//! The keys of every row, in their order. Start at [`fields`].
//!
//! A line added, changed or taken away here is a new [`FORMAT_VERSION`](crate::export::FORMAT_VERSION).

use crate::export::What;
use crate::export::schema::Field;
use crate::export::schema::Type;

/// Returns the keys of a row of `what`; none where it has no rows.
pub(in crate::export) fn fields(what: What) -> &'static [Field] {
    match what {
        What::Articles => ARTICLE,
        What::Entities => ENTITY_ROW,
        What::Facts | What::Mentions => FACT_ROW,
        What::Quotes => QUOTE_ROW,
        What::Annotations | What::Graph | What::SpeakerGraph => &[],
    }
}

/// A list of texts.
const TEXTS: Type = Type::List(&Type::Text);

/// A list of places in another list.
const PLACES: Type = Type::List(&Type::Whole);

/// No column in tables of text.
const NO_COLUMN: &[(&str, &str)] = &[];

const ID: Field =
    Field::new("id", Type::Text, "Id that the input declared, else a hash of the article's place.");
const TITLE: Field = Field::new("title", Type::Text, "Title of the article.").nullable();
const PUBLISHED: Field = Field::new(
    "published",
    Type::Moment,
    "First publication, as precise as the article states it.",
)
.nullable();
const SITE: Field = Field::new("site", Type::Text, "Name of the publication.").nullable();
const URL: Field = Field::new("url", Type::Text, "Canonical address of the article.").nullable();
const PATH: Field = Field::new(
    "path",
    Type::Text,
    "Path of the file as given or as stored; `-` is standard input.",
);
const START: Field = Field::new("start", Type::Whole, "First unit of the words.");
const END: Field = Field::new("end", Type::Whole, "Unit after the last.");
const WORDS: Field = Field::new("text", Type::Text, "The words.");
const FIELD: Field = Field::new("field", Type::Word(&["title", "text"]), "Where the words stand.");
const RULE: Field = Field::new("rule", Type::Text, "The rule that found it.");

/// A whole record.
const ARTICLE: &[Field] = &[
    Field::new("schema", Type::Whole, "Version of the record.").columns(NO_COLUMN),
    ID,
    Field::new("source", Type::Object(SOURCE), "Where the article came from.").columns(&[
        ("path", "/path"),
        ("item", "/item"),
        ("format", "/format"),
    ]),
    Field::new(
        "offsets",
        Type::Word(&["byte", "utf16"]),
        "Unit of all offsets, where it is not the code point.",
    )
    .absent()
    .columns(NO_COLUMN),
    URL,
    SITE,
    TITLE,
    Field::new("authors", TEXTS, "Names of the authors, in order."),
    PUBLISHED,
    Field::new("modified", Type::Moment, "Last change.").nullable(),
    Field::new("section", Type::Text, "Section, as named by the publication.").nullable(),
    Field::new("keywords", TEXTS, "Keywords, as named by the publication."),
    Field::new("language", Type::Text, "ISO 639-1 code.").nullable(),
    Field::new(
        "dateline",
        Type::Object(DATELINE),
        "Place, day and agency at the head of the story.",
    )
    .nullable()
    .columns(&[("dateline", "/place")]),
    Field::new("text", Type::Text, "The body."),
    Field::new("headings", Type::List(&Type::Object(RANGE)), "Headings inside the body.")
        .columns(NO_COLUMN),
    Field::new("related", TEXTS, "Headlines of other articles that stood in the file."),
    Field::new(
        "copies",
        Type::Object(COPIES),
        "The copies of the story in the index, if it has any.",
    )
    .absent()
    .columns(&[
        ("copy_group", "/group"),
        ("copy_group_size", "/size"),
        ("first_appearance", "/first"),
    ]),
    Field::new(
        "entities",
        Type::List(&Type::Object(ENTITY)),
        "What is named, in order of first mention.",
    )
    .columns(NO_COLUMN),
    Field::new(
        "mentions",
        Type::List(&Type::Object(MENTION)),
        "Mentions in text order, title first.",
    )
    .columns(NO_COLUMN),
    Field::new("quotes", Type::List(&Type::Object(QUOTE)), "Quotes of the body.")
        .columns(NO_COLUMN),
    Field::new("facts", Type::List(&Type::Object(FACT)), "Facts.").columns(NO_COLUMN),
    Field::new(
        "warnings",
        Type::List(&Type::Object(WARNING)),
        "Remarks of parsing and extraction.",
    )
    .columns(NO_COLUMN),
];

/// The line of an entry that gave no record.
pub(in crate::export) const FAILURE: &[Field] = &[
    Field::new("schema", Type::Whole, "Version of the record."),
    ID,
    Field::new("error", Type::Text, "What is wrong and what to do."),
    Field::new("source", Type::Object(SOURCE), "Where the entry stands."),
];

const SOURCE: &[Field] = &[
    PATH,
    Field::new("format", Type::Text, "Input format; null if it could not be told.").nullable(),
    Field::new("item", Type::Whole, "Place within a file of many articles, counted from 1.")
        .nullable(),
];

const COPIES: &[Field] = &[
    Field::new("group", Type::Text, "Head of the id of the first appearance."),
    Field::new("size", Type::Whole, "Number of articles in the group."),
    Field::new("first", Type::Flag, "This article is the first appearance."),
];

const DATELINE: &[Field] = &[
    Field::new("place", Type::Text, "The place or places, as written.").nullable(),
    Field::new("date", Type::Day, "The day.").nullable(),
    Field::new("agency", Type::Text, "The agency, as written.").nullable(),
];

const RANGE: &[Field] = &[START, END];

const WARNING: &[Field] = &[
    Field::new("code", Type::Text, "A short word that programs can test."),
    Field::new("message", Type::Text, "A sentence for people."),
];

const ENTITY: &[Field] = &[
    Field::new(
        "id",
        Type::Whole,
        "Its number in this record, which mentions, quotes and facts refer to.",
    ),
    KEY,
    KIND,
    NAME,
    ROLES,
    AFFILIATIONS,
    ATTRIBUTES,
    Field::new("mentions", PLACES, "Its mentions, as places in `mentions`."),
];

const KEY: Field = Field::new("key", Type::Text, "Its key in every article: kind and folded name.");
const KIND: Field = Field::new("kind", Type::Text, "Its kind, such as `person`.");
const NAME: Field = Field::new("name", Type::Text, "Canonical name.");
const ROLES: Field =
    Field::new("roles", TEXTS, "Roles that the article gives it, in order of appearance.");
const AFFILIATIONS: Field =
    Field::new("affiliations", TEXTS, "Organisations that the article places it in.");
const ATTRIBUTES: Field = Field::new(
    "attributes",
    Type::Map(&Type::Text),
    "What lists of the user say of it, by column.",
)
.absent();

const MENTION: &[Field] = &[
    KIND,
    FIELD,
    START,
    END,
    WORDS,
    Field::new("entity", Type::Whole, "The entity it names.").nullable(),
    VALUE,
    RULE,
];

const VALUE: Field = Field::new(
    "value",
    Type::Either {
        objects: &[TIME, PERCENTAGE, MONEY, QUANTITY],
        bare: &[Field::new("text", Type::Text, "A canonical text.")],
    },
    "What a date, number or amount means.",
)
.nullable();

const TIME: &[Field] = &[
    Field::new("type", Type::Word(&["DATE", "TIME", "DURATION", "SET"]), "TIMEX3 type."),
    Field::new("iso", Type::Timex, "TIMEX3 value."),
    Field::new("mod", Type::Text, "TIMEX3 modifier.").nullable(),
    Field::new(
        "anchor",
        Type::Word(&["published", "dateline", "text"]),
        "What a relative expression was resolved against.",
    )
    .nullable(),
];

const NUMBER: Field = Field::new("number", Type::Decimal, "The number; for a range its lower end.");
const LOW: Field = Field::new("low", Type::Decimal, "Lower end of a range.").nullable();
const HIGH: Field = Field::new("high", Type::Decimal, "Upper end of a range.").nullable();
const COMPARE: Field =
    Field::new("compare", Type::Word(&["=", ">", "<", "~"]), "How the number bounds the real one.");
const UNIT: Field = Field::new(
    "unit",
    Type::Text,
    "Singular noun or unit; of percentages `percent` or `percentage-point`.",
);
const PER: Field = Field::new("per", Type::Text, "Singular noun of the rate.").nullable();

const PERCENTAGE: &[Field] = &[NUMBER, LOW, HIGH, COMPARE, UNIT];

const MONEY: &[Field] = &[
    NUMBER,
    LOW,
    HIGH,
    COMPARE,
    Field::new("currency", Type::Text, "ISO 4217 code; null where the article leaves it open.")
        .nullable(),
    Field::new("candidates", TEXTS, "The codes that an open currency may be.").absent(),
    PER,
];

const QUANTITY: &[Field] = &[
    NUMBER,
    LOW,
    HIGH,
    COMPARE,
    UNIT,
    PER,
    Field::new("si", Type::Object(MEASURE), "The same in the unit of the International System.")
        .absent(),
];

const MEASURE: &[Field] = &[NUMBER, UNIT];

const FACT: &[Field] =
    &[Field::new("kind", Type::Text, "Its predicate."), FIELD, START, END, ARGS, RULE];

const ARGS: Field = Field::new(
    "args",
    Type::Map(&Type::Either {
        objects: &[ENTITY_ARG],
        bare: &[
            Field::new("number", Type::Decimal, "A number."),
            Field::new("text", Type::Text, "Words of the text."),
        ],
    }),
    "Its slots.",
);

const ENTITY_ARG: &[Field] =
    &[Field::new("entity", Type::Whole, "Number of an entity of the article."), NAME];

const QUOTE: &[Field] = &[
    QUOTE_START,
    QUOTE_END,
    QUOTE_WORDS,
    QUOTE_TYPE,
    FACTUALITY,
    Field::new("speaker", Type::Whole, "The entity that speaks.").nullable(),
    Field::new("joint", PLACES, "Other entities that say it together with the speaker.").absent(),
    Field::new("speaker_span", Type::Object(RANGE), "The words that name the speaker here.")
        .nullable(),
    ANONYMOUS,
    CUE,
    Field::new("cue_span", Type::Object(RANGE), "Where it stands.").nullable(),
    CONFIDENCE,
    ADDRESSEE.of(CIRCUMSTANCE).absent(),
    SAID_WHERE.of(CIRCUMSTANCE).absent(),
    SAID_WHEN.of(CIRCUMSTANCE).absent(),
    PART_OF.absent(),
    RULE,
];

const QUOTE_START: Field =
    Field::new("start", Type::Whole, "First unit of the words in the body; titles give no quotes.");
const QUOTE_END: Field = Field::new("end", Type::Whole, "Unit of the body after the last.");
const QUOTE_WORDS: Field = Field::new("text", Type::Text, "The words with their marks.");
const QUOTE_TYPE: Field = Field::new(
    "type",
    Type::Word(&["direct", "mixed", "indirect"]),
    "How it gives the speaker's words.",
);
const FACTUALITY: Field = Field::new(
    "factuality",
    Type::Word(&["said", "denied", "not-said"]),
    "Whether the speaker stands by the words.",
);
const ANONYMOUS: Field = Field::new("anonymous", Type::Flag, "The speaker's name is held back.");
const CUE: Field = Field::new("cue", Type::Text, "The verb or phrase of saying.").nullable();
const CONFIDENCE: Field =
    Field::new("confidence", Type::Likelihood, "How sure the speaker is.").nullable();
const ADDRESSEE: Field = Field::new("addressee", Type::Object(&[]), "To whom it was said.");
const SAID_WHERE: Field = Field::new("place", Type::Object(&[]), "Where it was said.");
const SAID_WHEN: Field = Field::new("time", Type::Object(&[]), "When it was said.");
const PART_OF: Field = Field::new(
    "part_of",
    Type::Object(RANGE),
    "The first part of the speech that this is a later part of.",
);

const CIRCUMSTANCE: &[Field] = &[
    START,
    END,
    WORDS,
    Field::new("entity", Type::Whole, "The entity that they name.").absent(),
    TIME_VALUE.absent(),
];

const TIME_VALUE: Field = Field::new("iso", Type::Timex, "The calendar value of a time.");

/// An entity of an article.
const ENTITY_ROW: &[Field] = &[
    ID,
    PATH,
    TITLE,
    PUBLISHED,
    KEY,
    KIND,
    NAME,
    ROLES,
    AFFILIATIONS,
    ATTRIBUTES,
    Field::new("forms", TEXTS, "The different ways in which the article writes it."),
    Field::new("mentions", Type::Whole, "Number of mentions."),
];

/// A fact or a mention.
const FACT_ROW: &[Field] = &[
    ID,
    PATH,
    TITLE,
    PUBLISHED,
    Field::new("kind", Type::Text, "Its predicate; `mention` for mentions, whose kind is a slot."),
    FIELD,
    START,
    END,
    Field::new("text", Type::Text, "The words that state it."),
    ARGS,
    VALUE,
    SENTENCE,
    RULE,
];

const SENTENCE: Field = Field::new("sentence", Type::Text, "The sentence it stands in.").nullable();

/// A quote.
const QUOTE_ROW: &[Field] = &[
    ID,
    PATH,
    TITLE,
    PUBLISHED,
    SITE,
    URL,
    QUOTE_START,
    QUOTE_END,
    QUOTE_WORDS,
    QUOTE_TYPE,
    FACTUALITY,
    Field::new("speaker", Type::Text, "Canonical name of the speaker.").nullable(),
    Field::new("speaker_key", Type::Text, "Key of the speaker in every article.").nullable(),
    Field::new("joint", TEXTS, "Canonical names of others who say it together with the speaker."),
    Field::new("speaker_words", Type::Text, "The words that name the speaker here.").nullable(),
    ANONYMOUS,
    CUE,
    CONFIDENCE,
    ADDRESSEE.of(CIRCUMSTANCE_ROW).nullable().columns(&[("addressee", "/text")]),
    SAID_WHERE.of(CIRCUMSTANCE_ROW).nullable().columns(&[("place", "/text")]),
    SAID_WHEN.of(CIRCUMSTANCE_ROW).nullable().columns(&[("time", "/text"), ("time_value", "/iso")]),
    PART_OF.nullable().columns(&[("part_of", "/start")]),
    SENTENCE,
    RULE,
];

const CIRCUMSTANCE_ROW: &[Field] = &[
    START,
    END,
    WORDS,
    Field::new("name", Type::Text, "Canonical name of the entity that they name.").nullable(),
    TIME_VALUE.nullable(),
];
