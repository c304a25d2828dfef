//! Wordings by which lines that are no part of a story give themselves away. Tables with their look-up.
//!
//! Phrases are compared with the beginning of a line in lower case, and only on short lines. To teach one, add it to
//! its table in lower case; a phrase that could open a sentence of a story belongs in none.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A line that opens so points elsewhere and is left out, wherever it stands.
const POINTERS: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "read next",
    "read the full",
    "read our",
    "read:",
    "read the original",
    "more:",
    "more on",
    "more from",
    "more about",
    "more stories",
    "see also",
    "see more",
    "watch:",
    "watch now",
    "listen:",
    "related:",
    "related story",
    "related stories",
    "related article",
    "related:",
    "related coverage",
    "related content",
    "related reading",
    "related links",
    "related topics",
    "recommended",
    "don't miss",
    "don’t miss",
    "must read",
    "you may also",
    "you might also",
    "also on",
    "continue reading",
    "click here",
    "story continues",
    "article continues",
    "keep reading",
    "up next",
    "next:",
    "previous:",
    "advertisement",
    "sponsored",
    "trending",
    "most read",
    "most popular",
    "further reading",
    "find out more",
    "learn more",
    "view more",
    "load more",
    "show more",
    "mehr zum thema",
    "mehr zu",
    "lesen sie auch",
    "lesen sie mehr",
    "lesen sie dazu",
    "lies auch",
    "lesen sie hier",
    "lesen sie weiter",
    "weiterlesen",
    "mehr lesen",
    "auch interessant",
    "siehe auch",
    "mehr dazu",
    "das könnte sie",
    "das könnte dich",
    "weitere artikel",
    "weitere meldungen",
    "weitere informationen",
    "weitere beiträge",
    "passend zum thema",
    "zum thema",
    "verwandte",
    "ähnliche artikel",
    "ähnliche beiträge",
    "anzeige",
    "werbung",
    "mehr aus",
    "mehr von",
    "lesetipp",
    "zur startseite",
    "zurück zu",
    "lire aussi",
    "à lire",
    "a lire aussi",
    "lire la suite",
    "lire plus",
    "voir aussi",
    "sur le même sujet",
    "en savoir plus",
    "articles liés",
    "publicité",
    "pour aller plus loin",
    "lea también",
    "lea más",
    "leer más",
    "leer también",
    "lee también",
    "te puede interesar",
    "te puede gustar",
    "noticias relacionadas",
    "más información",
    "ver más",
    "ver también",
    "relacionado",
    "publicidad",
    "también te puede",
    "leggi anche",
    "leggi tutto",
    "leggi di più",
    "potrebbe interessarti",
    "articoli correlati",
    "approfondisci",
    "guarda anche",
    "pubblicità",
    "leia também",
    "leia mais",
    "saiba mais",
    "você pode gostar",
    "você também pode",
    "veja também",
    "veja mais",
    "notícias relacionadas",
    "lees ook",
    "lees meer",
    "lees verder",
    "meer over",
    "czytaj także",
    "czytaj też",
    "czytaj więcej",
    "zobacz też",
    "zobacz także",
    "přečtěte si",
    "läs mer",
    "läs också",
    "læs også",
    "les også",
    "lue myös",
    "читайте также",
    "читать далее",
    "подробнее",
    "читайте також",
    "devamını oku",
    "اقرأ أيضا",
    "اقرأ المزيد",
    "関連記事",
    "続きを読む",
    "あわせて読みたい",
    "相关阅读",
    "相关新闻",
    "延伸阅读",
    "更多",
    "관련기사",
    "explore further",
    "explore more",
    "discover more",
    "das thema könnte",
    "auch das könnte",
    "entdecke weitere",
    "entdecken sie weitere",
    "weiter zu",
    "weiterführende",
    "image 1 of",
    "photo 1 of",
    "bild 1 von",
    "also see",
    "see related",
    "here's more",
    "if you liked this",
    "if you enjoyed",
    "wenn ihnen dieser",
    "à découvrir",
    "à voir",
    "mira también",
    "além disso, veja",
    "meer lezen",
    "meer nieuws",
    "mais sobre",
    "más sobre",
    "altro su",
    "altre notizie",
    "plus d'infos",
    "plus d’infos",
    "schon gelesen",
    "zum weiterlesen",
    "auch spannend",
    "ebenfalls interessant",
    "mira lo que",
    "le puede interesar",
    "podría interesarte",
    "vous aimerez aussi",
    "à lire également",
    "ceci pourrait",
    "guarda il video",
    "potrebbe piacerti",
    "bekijk ook",
    "zobacz więcej",
    "zobacz również",
    "przeczytaj również",
    "přečtěte si také",
    "čtěte také",
    "olvasta már",
    "διαβάστε επίσης",
    "ayrıca bakınız",
    "bunları da oku",
    "同じカテゴリー",
    "おすすめ記事",
    "推荐阅读",
    "热门推荐",
    "더보기",
    "poll:",
    "umfrage:",
    "sondage :",
    "encuesta:",
];

/// A line that opens so asks for something: to share, follow, subscribe, comment, pay.
const CALLS: &[&str] = &[
    "share this",
    "share on",
    "share via",
    "share the",
    "share:",
    "share article",
    "tweet",
    "follow us",
    "follow on",
    "follow @",
    "like us",
    "like this",
    "print this",
    "email this",
    "send us",
    "join us",
    "join our",
    "join the conversation",
    "sign up",
    "sign in",
    "log in",
    "subscribe",
    "get the latest",
    "get our",
    "get more",
    "get unlimited",
    "newsletter",
    "enter your email",
    "your email",
    "thank you for",
    "thanks for reading",
    "thanks for signing",
    "support our",
    "support us",
    "become a",
    "download our",
    "download the",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "add a comment",
    "comments",
    "view comments",
    "have something to",
    "have a tip",
    "got a tip",
    "contact us",
    "do you have",
    "report a",
    "click to",
    "tap here",
    "please enable",
    "by signing up",
    "by submitting",
    "this site uses",
    "this article is for",
    "already a subscriber",
    "to continue reading",
    "you must be logged",
    "you have reached",
    "you have read",
    "you have been logged",
    "be the first to",
    "skip to",
    "back to top",
    "jump to",
    "view this post",
    "view gallery",
    "image gallery",
    "play video",
    "loading",
    "teilen",
    "artikel teilen",
    "beitrag teilen",
    "auf facebook",
    "folgen sie",
    "folge uns",
    "jetzt anmelden",
    "melden sie sich",
    "abonnieren",
    "jetzt abonnieren",
    "newsletter abonnieren",
    "kommentar",
    "kommentare",
    "kommentieren",
    "schreiben sie",
    "diskutieren sie",
    "jetzt spenden",
    "drucken",
    "per mail",
    "zum newsletter",
    "bitte melden",
    "ihre e-mail",
    "hier können sie",
    "hat ihnen",
    "hat dir",
    "sie haben",
    "unterstützen sie",
    "artikel drucken",
    "partager",
    "suivez-nous",
    "abonnez-vous",
    "inscrivez-vous",
    "s'abonner",
    "s’abonner",
    "commentaires",
    "commenter",
    "laisser un commentaire",
    "réagir",
    "compartir",
    "comparte",
    "síguenos",
    "suscríbete",
    "suscribirse",
    "comentarios",
    "deja un comentario",
    "condividi",
    "seguici",
    "iscriviti",
    "abbonati",
    "commenti",
    "lascia un commento",
    "compartilhe",
    "inscreva-se",
    "assine",
    "siga",
    "deel dit",
    "delen",
    "volg ons",
    "meld je aan",
    "udostępnij",
    "подписывайтесь",
    "поделиться",
    "externer inhalt",
    "den artikel mit",
    "artikel mit anderen",
    "gefällt dir",
    "gefällt ihnen",
    "vergrößern",
    "bild vergrößern",
    "enlarge",
    "click to enlarge",
    "advert",
    "suggested citation",
    "cite this",
    "how to cite",
    "zitiervorschlag",
    "to view the full",
    "to read the full",
    "this content is",
    "this video is",
    "if you’re already",
    "you’ve reached",
    "you've reached",
    "support the",
    "únete a",
    "sigue a",
    "síguenos en",
    "rejoignez-nous",
    "suivez nous",
    "hat ihnen der",
    "please log in",
    "please sign in",
    "please subscribe",
    "please share",
    "podziel się",
    "zapisz się",
    "advertise with",
    "werde mitglied",
    "werden sie mitglied",
    "jetzt mitglied werden",
    "unterstütze",
    "alle angaben ohne",
    "bitte teilen sie",
    "for the latest",
    "stay up to date",
    "stay informed",
    "stay connected",
    "don’t forget to",
    "write to us",
    "escríbanos",
    "puede escribirnos",
    "contáctenos",
    "hazte socio",
    "faites un don",
    "soutenez",
    "dona ora",
    "sostieni",
    "downloaden sie",
    "laden sie die",
    "hol dir die app",
    "get the app",
    "permalien",
    "permalink",
    "kopieren sie",
    "copy link",
    "link kopieren",
    "print article",
    "imprimer",
    "imprimir",
    "stampa",
    "the audio version",
    "audio version",
    "listen to this",
    "hear this story",
    "this audio is",
    "artikel anhören",
    "diesen artikel anhören",
    "diesen text vorlesen",
    "écouter cet article",
    "écoutez cet article",
    "escucha este artículo",
    "escuchar este artículo",
    "ascolta questo articolo",
    "ouça este",
    "beluister dit",
    "got a story",
    "have you got",
    "do you have a story",
    "got news",
    "haben sie einen hinweis",
    "tienes una historia",
    "vous avez une info",
];

/// A line that opens so ends the story when no prose of weight follows.
const ENDS: &[&str] = &[
    "about the author",
    "about author",
    "about us",
    "written by",
    "posted by",
    "posted in",
    "filed under",
    "tagged",
    "tags",
    "topics",
    "categories",
    "category",
    "keywords",
    "copyright",
    "©",
    "(c) ",
    "all rights reserved",
    "this article was originally",
    "this story was originally",
    "originally published",
    "first published",
    "last updated",
    "last modified",
    "published by",
    "published on",
    "source:",
    "sources:",
    "via:",
    "editor's note",
    "editor’s note",
    "disclaimer",
    "disclosure",
    "references",
    "footnotes",
    "notes",
    "photo:",
    "photo by",
    "photo credit",
    "photograph:",
    "photos:",
    "image:",
    "image credit",
    "images:",
    "picture:",
    "credit:",
    "getty images",
    "featured image",
    "video:",
    "reporting by",
    "editing by",
    "writing by",
    "additional reporting",
    "about the",
    "related",
    "latest",
    "popular",
    "reprints",
    "terms of",
    "privacy policy",
    "privacy notice",
    "über den autor",
    "über die autorin",
    "über uns",
    "zur person",
    "zum autor",
    "schlagwörter",
    "schlagworte",
    "themen",
    "stichwörter",
    "kategorien",
    "kategorie",
    "quelle",
    "quellen",
    "bildquelle",
    "foto:",
    "fotos:",
    "bild:",
    "bilder:",
    "bildnachweis",
    "titelbild",
    "beitragsbild",
    "autor:",
    "autorin:",
    "veröffentlicht",
    "erschienen in",
    "stand:",
    "redaktion",
    "impressum",
    "alle rechte",
    "links",
    "weblinks",
    "einzelnachweise",
    "pressekontakt",
    "rückfragen",
    "kontakt",
    "original-content",
    "à propos de",
    "sur l'auteur",
    "mots-clés",
    "mots clés",
    "étiquettes",
    "source :",
    "crédit",
    "crédits",
    "photo :",
    "tous droits",
    "sobre el autor",
    "etiquetas",
    "temas",
    "archivado en",
    "fuente:",
    "todos los derechos",
    "foto:",
    "l'autore",
    "tag:",
    "argomenti",
    "fonte:",
    "riproduzione riservata",
    "tutti i diritti",
    "sobre o autor",
    "assuntos",
    "over de auteur",
    "trefwoorden",
    "bron:",
    "tagi:",
    "źródło",
    "źrodło",
    "fot.",
    "теги",
    "источник",
    "фото",
    "this entry was posted",
    "this post was posted",
    "der beitrag wurde",
    "dieser beitrag wurde",
    "dieser eintrag wurde",
    "cette entrée a été publiée",
    "cet article a été publié",
    "esta entrada fue publicada",
    "questa voce è stata pubblicata",
    "questo articolo è stato pubblicato",
    "esta entrada foi publicada",
    "dit bericht werd geplaatst",
    "quellenangaben",
    "quellenverzeichnis",
    "literaturverzeichnis",
    "this article is from",
    "dieser beitrag stammt",
    "dieser artikel stammt",
    "dieser text stammt",
    "der beitrag erschien",
    "por redacción",
    "con información de",
    "with agencies",
    "text und foto",
    "text und bild",
    "texte et photo",
    "mit material von",
    "mit informationen von",
];

/// What stands anywhere in a short paragraph that ends a text and is no part of it.
const NOTICES: &[&str] = &[
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "may not be published, broadcast",
    "unless otherwise stated",
    "creative commons",
    "already a subscriber",
    "subscribe to our",
    "please subscribe",
    "sign up for our",
    "sign up to our",
    "our newsletter",
    "free newsletter",
    "daily newsletter",
    "unser newsletter",
    "unseren newsletter",
    "unserem newsletter",
    "kostenlosen newsletter",
    "notre newsletter",
    "nuestro boletín",
    "nostra newsletter",
    "follow us on",
    "like us on",
    "on twitter @",
    "on twitter and",
    "on facebook and",
    "on instagram and",
    "auf facebook und",
    "auf instagram und",
    "en twitter y",
    "en facebook y",
    "sur twitter et",
    "sur facebook et",
    "follow him on",
    "follow her on",
    "follow them on",
    "canal de telegram",
    "canal de whatsapp",
    "whatsapp channel",
    "telegram channel",
    "supporting our work",
    "support our work",
    "unterstützen sie unsere",
    "this article first appeared",
    "this article originally appeared",
    "this story originally appeared",
    "this post originally appeared",
    "was originally published",
    "was first published",
    "erschien zuerst",
    "this article has been updated",
    "republished from",
    "read the original article",
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "affiliate commission",
    "contains affiliate links",
    "we may earn",
    "we may receive a commission",
    "click here to subscribe",
    "click here for more information",
    "delivered to your door",
    "through your letterbox",
    "straight to your inbox",
    "comments are moderated",
    "comments will be moderated",
    "comments are closed",
    "aprovados pelo moderador",
    "los comentarios están moderados",
    "comentarios ofensivos",
    "comentários ofensivos",
    "kommentare werden moderiert",
    "les commentaires sont modérés",
    "i commenti sono moderati",
];

/// What stands in a short paragraph that asks to agree to cookies and terms, or lists what one may agree to.
const CONSENTS: &[&str] = &[
    "we use cookies",
    "website uses cookies",
    "site uses cookies",
    "use cookies and similar",
    "these cookies",
    "cookie notice",
    "cookie policy",
    "cookie preferences",
    "cookie settings",
    "cookies collect",
    "disable all cookies",
    "necessary cookies",
    "strictly necessary to provide",
    "we process your data",
    "we may use your personal information",
    "we and our partners",
    "your privacy choices",
    "you agree to our",
    "you agree to the terms",
    "you agree to receive",
    "wir verwenden cookies",
    "diese website verwendet cookies",
    "diese seite verwendet cookies",
    "cookie-einstellungen",
    "wir und unsere partner",
    "nous utilisons des cookies",
    "nous et nos partenaires",
    "utilizamos cookies",
    "nosotros y nuestros socios",
    "utilizziamo i cookie",
    "noi e i nostri partner",
    "wij gebruiken cookies",
];

/// What one of [`CONSENTS`] has in it, in any case of its first letter: a quick no for nearly all paragraphs.
const CONSENT_SIGNS: &[&str] = &[
    "ookie",
    "you agree",
    "your data",
    "personal information",
    "rivacy",
    "artner",
    "partenaires",
    "socios",
];

/// Whole lines that stand above links to other articles.
const SHELVES: &[&str] = &[
    "top stories",
    "top news",
    "top posts",
    "other stories",
    "other news",
    "other articles",
    "recent posts",
    "recent stories",
    "recent articles",
    "recent news",
    "latest news",
    "latest posts",
    "latest stories",
    "latest articles",
    "featured stories",
    "featured articles",
    "featured posts",
    "popular posts",
    "popular articles",
    "popular stories",
    "editor's picks",
    "editors' picks",
    "editor’s picks",
    "editors’ picks",
    "partner news",
    "from around the web",
    "around the web",
    "in case you missed it",
    "meistgelesen",
    "meistgelesene artikel",
    "neueste artikel",
    "neueste beiträge",
    "aktuelle beiträge",
    "aktuelle nachrichten",
    "weitere nachrichten",
    "weitere themen",
    "à la une",
    "les plus lus",
    "dernières actualités",
    "derniers articles",
    "lo más leído",
    "lo más visto",
    "últimas noticias",
    "otras noticias",
    "más noticias",
    "ultime notizie",
    "i più letti",
    "mais lidas",
    "últimas notícias",
    "outras notícias",
    "meest gelezen",
    "laatste nieuws",
    "najczęściej czytane",
    "последние новости",
    "最新記事",
    "最新文章",
    "热门文章",
    "많이 본 뉴스",
];

/// First and last words of such lines in English: "More stories", "More great stories from".
const SHELF_OPENERS: &[&str] = &["more", "other", "related", "similar"];
const SHELF_NOUNS: &[&str] =
    &["stories", "news", "articles", "posts", "headlines", "coverage", "videos"];

/// Characters and words of the longest line of that kind.
const SHELF_BYTES: usize = 60;
const SHELF_WORDS: usize = 5;

/// Names of networks on which readers are asked to follow, and the words that ask.
const NETWORKS: &[&str] =
    &["facebook", "twitter", "instagram", "youtube", "telegram", "whatsapp", "linkedin", "tiktok"];
const FOLLOW_WORDS: &[&str] = &[
    "follow",
    "like",
    "find",
    "join",
    "folgen",
    "folge",
    "suivez",
    "retrouvez",
    "sigue",
    "síguenos",
    "siga",
    "seguici",
    "volg",
];

/// What stands between the numbers of a picture and of its series, and the longest line of that kind.
const COUNTER_WORDS: &[&str] = &["of", "/", "von", "de", "sur", "di", "van", "z", "из", "|"];
const MAX_COUNTER_BYTES: usize = 24;

/// First words of longer paragraphs that end a text: rights, and who else worked on it.
const CREDITS: &[&str] =
    &["©", "copyright", "reporting by", "editing by", "additional reporting", "writing by"];

/// First words of bylines.
const BYLINE_WORDS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "text",
    "foto",
    "fotos",
    "photo",
    "photos",
    "autor",
    "author",
    "redaktion",
    "words",
    "story",
    "report",
    "reporter",
    "door",
    "av",
    "af",
    "autore",
    "auteur",
    "written",
    "posted",
    "published",
    "updated",
    "veröffentlicht",
    "автор",
    "текст",
    "文",
    "作者",
    "记者",
    "編集",
];

/// Longest line that phrases are compared with, in characters.
const MAX_LINE_CHARS: usize = 200;

/// Characters from which a paragraph is no line any more.
const MIN_CLOSING_CHARS: usize = 160;

/// Longest paragraph of small print at the end of a text, in characters.
const MAX_NOTICE_CHARS: usize = 500;

/// Longest paragraph that asks for consent, in characters.
const MAX_CONSENT_CHARS: usize = 800;

/// What a line's wording says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// Nothing.
    Plain,
    /// It points elsewhere.
    Pointer,
    /// It asks for something.
    Call,
    /// It is small print that follows a story.
    End,
}

/// The phrases by their first character, the strongest wording first.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<(&'static str, Wording)>>> = LazyLock::new(|| {
    let mut by_first: FxHashMap<char, Vec<(&str, Wording)>> = FxHashMap::default();
    let tables = [(POINTERS, Wording::Pointer), (CALLS, Wording::Call), (ENDS, Wording::End)];
    for (phrases, wording) in tables {
        for phrase in phrases {
            by_first
                .entry(phrase.chars().next().unwrap_or(' '))
                .or_default()
                .push((phrase, wording));
        }
    }
    by_first
});

/// Returns what the wording of a line of `chars` characters says.
pub(super) fn wording(line: &str, chars: usize) -> Wording {
    if chars > MAX_LINE_CHARS {
        return Wording::Plain;
    }
    if is_counter(line) {
        return Wording::Call;
    }
    let line =
        line.trim_start_matches(|char: char| !char.is_alphanumeric() && !matches!(char, '©' | '('));
    let remark = line.strip_prefix('(').filter(|rest| !rest.starts_with(['c', 'C']));
    let line = remark.unwrap_or(line);
    let head: String = line.chars().take(40).flat_map(char::to_lowercase).collect();
    if is_follow_call(&head, line) {
        return Wording::Call;
    }
    let known = head.chars().next().and_then(|first| BY_FIRST.get(&first));
    let found = known.and_then(|known| known.iter().find(|(phrase, _)| is_prefix(&head, phrase)));
    found.map_or(Wording::Plain, |(_, wording)| *wording)
}

/// Returns true for the place of a picture in its series: "Image 2 of 5", "3 / 12".
fn is_counter(line: &str) -> bool {
    if line.len() > MAX_COUNTER_BYTES {
        return false;
    }
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [_, at, between, of] => number(at) && number(of) && COUNTER_WORDS.contains(between),
        [at, between, of] => number(at) && number(of) && COUNTER_WORDS.contains(between),
        _ => false,
    }
}

/// Returns true for a line that stands above links to other articles and says nothing else.
pub(super) fn is_shelf(line: &str) -> bool {
    if line.len() > SHELF_BYTES {
        return false;
    }
    let line = line.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
    if SHELVES.contains(&line.as_str()) {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), [first, .., last] if words.len() <= SHELF_WORDS
        && SHELF_OPENERS.contains(first)
        && SHELF_NOUNS.contains(last))
}

/// Returns true for a line that asks readers to follow on a network.
fn is_follow_call(head: &str, line: &str) -> bool {
    let first = head.split_whitespace().next().unwrap_or_default();
    FOLLOW_WORDS.contains(&first) && {
        let line = line.to_lowercase();
        NETWORKS.iter().any(|network| line.contains(network))
    }
}

/// Returns true if a line names who wrote the text.
pub(super) fn is_byline(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    BYLINE_WORDS.contains(&first.trim_end_matches(':'))
}

/// Returns true for a paragraph that says what stands in small print: a list with its name above it, a notice.
pub(super) fn is_notice(text: &str, chars: usize) -> bool {
    let first = text.split('\n').next().unwrap_or_default();
    let label = first.chars().count();
    // "Tags", line break, the tags.
    let labelled = first.len() < text.len() && label < 30;
    if labelled && wording(first, label) != Wording::Plain {
        return true;
    }
    let text = if chars <= MAX_NOTICE_CHARS { text.to_lowercase() } else { return false };
    NOTICES.iter().chain(CONSENTS).any(|notice| text.contains(notice))
}

/// Returns true for a paragraph that asks readers to agree to something before they read on.
pub(super) fn is_consent(text: &str, chars: usize) -> bool {
    chars <= MAX_CONSENT_CHARS && CONSENT_SIGNS.iter().any(|sign| text.contains(sign)) && {
        let text = text.to_lowercase();
        CONSENTS.iter().any(|consent| text.contains(consent))
    }
}

/// Returns true for a longer paragraph that, where it ends a text, is no part of it.
pub(super) fn is_closing(text: &str, chars: usize) -> bool {
    if !(MIN_CLOSING_CHARS..=MAX_NOTICE_CHARS).contains(&chars) {
        return false;
    }
    match wording(text, MAX_LINE_CHARS) {
        Wording::Plain => false,
        Wording::Pointer | Wording::Call => true,
        Wording::End => {
            let head: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
            let head = head.trim_start_matches(['(', '[']);
            CREDITS.iter().any(|credit| head.starts_with(credit))
        }
    }
}

/// Returns true if `head` starts with `phrase` and the phrase does not end inside a word.
fn is_prefix(head: &str, phrase: &str) -> bool {
    head.strip_prefix(phrase).is_some_and(|rest| {
        let inside = |char: char| {
            char.is_alphanumeric() && phrase.ends_with(char::is_alphanumeric) && char.is_ascii()
        };
        !rest.starts_with(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_is_judged_by_the_beginning_of_short_lines() {
        for (line, expected) in [
            ("Read more: Five things to know", Wording::Pointer),
            ("» Mehr zum Thema", Wording::Pointer),
            ("Readers were surprised.", Wording::Plain),
            ("Share this article", Wording::Call),
            ("© 2024 The Paper", Wording::End),
            ("関連記事：東京", Wording::Pointer),
            ("Bild 3 von 12", Wording::Call),
            ("3 of 12 died.", Wording::Plain),
            ("The minister said on Monday that", Wording::Plain),
        ] {
            assert_eq!(wording(line, line.chars().count()), expected, "{line}");
        }
    }

    #[test]
    fn shelves_are_whole_lines() {
        for (line, expected) in [
            ("Top stories", true),
            ("More great harbour stories", true),
            ("› Latest news:", true),
            ("Meistgelesen", true),
            ("Latest news from the front was bad, he said", false),
            ("More on the harbour", false),
            ("The top stories", false),
        ] {
            assert_eq!(is_shelf(line), expected, "{line}");
        }
    }

    #[test]
    fn readers_are_asked_to_follow_on_networks() {
        for (line, expected) in [
            ("Follow the desk on Instagram, Facebook and YouTube.", Wording::Call),
            ("Follow the river to the mill.", Wording::Plain),
            ("Facebook was asked to comment.", Wording::Plain),
        ] {
            assert_eq!(wording(line, line.chars().count()), expected, "{line}");
        }
    }

    #[test]
    fn notices_close_a_text() {
        let long =
            "The council said so in a letter that nobody had asked for and nobody read. ".repeat(4);
        for (text, expected) in [
            ("Tags\nlibraries, council, budget".to_owned(), true),
            (format!("© 2024 The Paper. {long}"), true),
            (format!("{long}Sign up for our newsletter."), true),
            (format!("(Reporting by Ann Lee and Bob Ray; editing by Cy Oz. {long})"), true),
            (long.clone(), false),
            (long.repeat(3), false),
        ] {
            let chars = text.chars().count();
            assert_eq!(is_notice(&text, chars) || is_closing(&text, chars), expected, "{text}");
        }
    }

    #[test]
    fn bylines_are_told_by_their_first_word() {
        for (line, expected) in [
            ("By Ann Lee", true),
            ("Von Karl Beck", true),
            ("Text: Ann Lee", true),
            ("A quiet day", false),
        ] {
            assert_eq!(is_byline(line), expected, "{line}");
        }
    }
}
