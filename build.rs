//! Word lists → one table of bytes that the program embeds and uses without parsing.
//!
//! Reads `src/lexicon/classes.tsv`, which says which rows of which list make which class, and writes
//! `lexicon.bin`: see [`Sections::write`] for its layout. Also gives the program a hash of the code that makes records.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

#[allow(dead_code, missing_docs, unreachable_pub)]
#[path = "src/text"]
mod text {
    pub mod elision;
    pub mod fold;
    pub mod shape;
    pub mod token;
    mod word;
}
#[allow(dead_code, unreachable_pub)]
#[path = "src/rules/demand.rs"]
mod demand;
#[allow(dead_code, unreachable_pub)]
#[path = "src/rules/table.rs"]
mod table;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Folders whose code or lists can change what is stored about an article. They hold all that this script itself reads.
const CODE: &[&str] = &[
    "src/parse",
    "src/extract",
    "src/rules",
    "src/lexicon",
    "src/text",
    "src/model",
    "src/index",
    "src/export",
];

/// Returns FNV-1a over the files of [`CODE`] in order of their paths: the same on every machine.
fn code_hash() -> Result<u64> {
    let mut files = Vec::new();
    for folder in CODE {
        list_files(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let content = fs::read(&file)?;
        for byte in (content.len() as u64).to_le_bytes().into_iter().chain(content) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}

fn list_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list_files(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn main() -> Result<()> {
    for folder in CODE {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rustc-env=DATELINE_CODE_HASH={:016x}", code_hash()?);
    let folder = Path::new("src/lexicon");
    let mut sections = Sections::default();
    for line in Tsv::read(&folder.join("classes.tsv"))?.rows {
        sections
            .add_list(folder, &line)
            .map_err(|error| format!("classes.tsv: {}: {error}", line.join("\t")))?;
    }
    let out = std::env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("lexicon.bin"), sections.write()?)?;
    Ok(())
}

/// A word list: column names and rows.
struct Tsv {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Tsv {
    /// The first line is a comment with source and licence, the second names the columns.
    fn read(path: &Path) -> Result<Tsv> {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut lines = text
            .lines()
            .skip(1)
            .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let columns = lines.next().ok_or("no line with the column names")?;
        Ok(Tsv { columns, rows: lines.collect() })
    }

    fn column(&self, name: &str) -> Result<usize> {
        let at = self.columns.iter().position(|column| column == name);
        at.ok_or_else(|| format!("no column {name:?}").into())
    }
}

/// The parts of the output, as they fill.
#[derive(Default)]
struct Sections {
    /// Class names; the index is the class id.
    classes: Vec<String>,
    /// Classes that have an entry of several words.
    multiword: BTreeSet<u16>,
    /// Hash of a word sequence → class id and demand on capitals.
    phrases: BTreeMap<u64, BTreeSet<u16>>,
    /// Hashes of true beginnings of sequences.
    beginnings: BTreeSet<u64>,
    /// Which sequences of two or more words there are.
    filter: table::SequenceFilter,
    /// Key of a sequence within a kind → canonical name, where it differs; `None` for what several share: CBI.
    names: BTreeMap<u64, Option<String>>,
}

impl Sections {
    fn add_list(&mut self, folder: &Path, line: &[String]) -> Result<()> {
        let [class, file, column, conditions, name, kind] = line else {
            return Err("six columns wanted".into());
        };
        if name.is_empty() != kind.is_empty() {
            return Err("name and kind go together".into());
        }
        let tsv = Tsv::read(&folder.join(format!("{file}.tsv")))?;
        let class = self.class_id(class);
        let entry = tsv.column(column)?;
        let name = if name.is_empty() { None } else { Some(tsv.column(name)?) };
        let conditions: Vec<_> = conditions
            .split('&')
            .filter(|one| !one.is_empty())
            .map(|one| Condition::parse(one, &tsv))
            .collect::<Result<_>>()?;
        for row in &tsv.rows {
            let cell = |at: usize| row.get(at).map_or("", String::as_str);
            if !cell(entry).is_empty()
                && conditions.iter().all(|condition| condition.holds(cell(condition.column)))
            {
                let name = name.map(cell).filter(|name| !name.is_empty());
                // A cell may hold several entries: "Conservatives|Tories".
                for entry in cell(entry).split('|') {
                    let entry = stem(file, entry);
                    let hashes = self.add_entry(class, entry);
                    let Some(name) = name.filter(|name| *name != entry) else { continue };
                    for hash in hashes {
                        let key = table::name_key(kind, hash);
                        let known = self.names.entry(key).or_insert_with(|| Some(name.to_owned()));
                        if known.as_deref() != Some(name) {
                            *known = None;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn class_id(&mut self, class: &str) -> u16 {
        let known = self.classes.iter().position(|known| known == class);
        known.unwrap_or_else(|| {
            self.classes.push(class.to_owned());
            self.classes.len() - 1
        }) as u16
    }

    /// Returns the hashes of the entry, none if it has no word: as it is written, and with elided words apart.
    fn add_entry(&mut self, class: u16, entry: &str) -> Vec<u64> {
        let mut tokens = Vec::new();
        text::token::tokenize(entry, &mut tokens);
        let words = tokens.len();
        let mut hashes: Vec<u64> = self.add_words(class, entry, &tokens).into_iter().collect();
        text::elision::split(entry, &mut tokens, |_| true);
        if tokens.len() > words {
            hashes.extend(self.add_words(class, entry, &tokens));
        }
        hashes
    }

    fn add_words(&mut self, class: u16, entry: &str, tokens: &[text::token::Token]) -> Option<u64> {
        let (first, rest) = tokens.split_first()?;
        if !rest.is_empty() {
            self.multiword.insert(class);
        }
        let mut hash = first.key;
        for token in rest {
            self.beginnings.insert(hash);
            hash = text::fold::hash_next(hash, token.key);
            self.filter.set(hash);
        }
        let demand = u16::from(demand::demand(entry));
        self.phrases.entry(hash).or_default().insert((class << demand::BITS) | demand);
        Some(hash)
    }

    /// Layout, all numbers little-endian u32 unless said: lengths of the eight sections, then the sections: class names
    /// joined by line ends, with a `+` after those that have entries of several words; table (u64 slots); starts of class lists; class lists (u16: class id, 3 bits of demand);
    /// keys of the entries with a canonical name, sorted (u64; see `table::name_key`); for each of them start and end in the last section;
    /// the names.
    fn write(self) -> Result<Vec<u8>> {
        let mut lists: BTreeMap<Vec<u16>, u32> = BTreeMap::from([(Vec::new(), 0)]);
        let mut starts = vec![0_u32, 0];
        let mut flat: Vec<u16> = Vec::new();
        let mut table =
            table::PhraseTable::with_room_for(self.phrases.len() + self.beginnings.len());
        for hash in &self.beginnings {
            table.set(*hash, table::Entry { payload: 0, longer: true });
        }
        for (hash, classes) in self.phrases {
            let list: Vec<u16> = classes.into_iter().collect();
            let payload = *lists.entry(list.clone()).or_insert_with(|| {
                flat.extend(&list);
                starts.push(flat.len() as u32);
                starts.len() as u32 - 2
            });
            table.set(hash, table::Entry { payload, longer: self.beginnings.contains(&hash) });
        }
        let mut pool = String::new();
        let (mut keys, mut places) = (Vec::new(), Vec::new());
        for (hash, name) in
            self.names.iter().filter_map(|(hash, name)| Some((hash, name.as_ref()?)))
        {
            keys.extend(hash.to_le_bytes());
            places.extend((pool.len() as u32).to_le_bytes());
            pool.push_str(name);
        }
        places.extend((pool.len() as u32).to_le_bytes());
        let class_name = |(id, name): (usize, &String)| {
            if self.multiword.contains(&(id as u16)) { format!("{name}+") } else { name.clone() }
        };
        let classes: Vec<String> = self.classes.iter().enumerate().map(class_name).collect();
        let sections = [
            classes.join("\n").into_bytes(),
            table.to_bytes(),
            starts.iter().flat_map(|start| start.to_le_bytes()).collect(),
            flat.iter().flat_map(|class| class.to_le_bytes()).collect(),
            keys,
            places,
            pool.into_bytes(),
            self.filter.to_bytes(),
        ];
        let mut out: Vec<u8> = Vec::new();
        for section in &sections {
            out.extend(u32::try_from(section.len())?.to_le_bytes());
        }
        out.extend(sections.concat());
        Ok(out)
    }
}

/// The entry as the splitter of sentences looks it up: an abbreviation without the full stop that it asks about.
fn stem<'e>(file: &str, entry: &'e str) -> &'e str {
    if file == "abbreviations" { entry.trim_end_matches('.') } else { entry }
}

/// One condition on a row.
struct Condition {
    column: usize,
    test: Test,
}

enum Test {
    Is(String),
    IsNot(String),
    StartsWith(String),
    AtLeast(f64),
    Below(f64),
    Filled,
}

impl Condition {
    fn parse(text: &str, tsv: &Tsv) -> Result<Condition> {
        let make = |column: &str, test| Ok(Condition { column: tsv.column(column)?, test });
        if let Some((column, value)) = text.split_once("!=") {
            make(column, Test::IsNot(value.to_owned()))
        } else if let Some((column, value)) = text.split_once(">=") {
            make(column, Test::AtLeast(value.parse()?))
        } else if let Some((column, value)) = text.split_once('<') {
            make(column, Test::Below(value.parse()?))
        } else if let Some((column, value)) = text.split_once('=') {
            make(column, Test::Is(value.to_owned()))
        } else if let Some((column, value)) = text.split_once('^') {
            make(column, Test::StartsWith(value.to_owned()))
        } else {
            make(text, Test::Filled)
        }
    }

    fn holds(&self, cell: &str) -> bool {
        let number = || cell.parse::<f64>().unwrap_or(0.0);
        match &self.test {
            Test::Is(value) => cell == value,
            Test::IsNot(value) => cell != value,
            Test::StartsWith(value) => cell.starts_with(value.as_str()),
            Test::AtLeast(least) => number() >= *least,
            Test::Below(bound) => number() < *bound,
            Test::Filled => !cell.is_empty(),
        }
    }
}
