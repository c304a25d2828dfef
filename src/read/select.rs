//! Which files of a folder are read: the user's globs, and names that are never articles.

use globset::Glob;
use globset::GlobBuilder;
use globset::GlobSet;
use globset::GlobSetBuilder;

use crate::error::Error;
use crate::error::Result;

/// Suffixes of what lies beside articles: the parts of a saved web page, pictures, programs, archives. Read only
/// where named, or matched by `--include`.
const BESIDE_ARTICLES: &[&str] = &[
    "7z", "avi", "avif", "bin", "bmp", "bz2", "class", "css", "dat", "db", "dll", "doc", "docx",
    "eot", "exe", "flac", "gif", "gz", "ico", "iso", "jar", "jpeg", "jpg", "js", "lock", "m4a",
    "map", "mjs", "mkv", "mov", "mp3", "mp4", "mpeg", "o", "ogg", "otf", "parquet", "pdf", "png",
    "ppt", "pptx", "psd", "py", "pyc", "rar", "rs", "sh", "so", "sqlite", "svg", "svgz", "swf",
    "tar", "tgz", "tif", "tiff", "toml", "ts", "ttf", "wasm", "wav", "webm", "webp", "wmv", "woff",
    "woff2", "xls", "xlsx", "xz", "yaml", "yml", "zip", "zst",
];

/// Suffixes of editors' backups and of downloads that did not finish.
const LEFTOVERS: &[&str] =
    &["bak", "crdownload", "old", "orig", "part", "swo", "swp", "temp", "tmp"];

/// Stems of files that speak of a collection and are not part of it.
const ABOUT_THE_FOLDER: &[&str] = &[
    "AUTHORS",
    "CHANGELOG",
    "CONTRIBUTING",
    "COPYING",
    "LICENCE",
    "LICENSE",
    "MANIFEST",
    "NOTICE",
    "README",
    "SOURCES",
];

/// What is read of the folders that a source names.
#[derive(Clone, Debug, Default)]
pub struct Select {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
    hidden: bool,
}

impl Select {
    /// Returns a selection. A glob with a slash is matched against the whole path and against the path below the
    /// folder named; one without against each name. `hidden` lets in names that start with a dot.
    ///
    /// # Errors
    /// A glob that cannot be understood.
    pub fn new(include: &[String], exclude: &[String], hidden: bool) -> Result<Select> {
        Ok(Select { include: compile(include)?, exclude: compile(exclude)?, hidden })
    }

    /// Returns true if the globs let a file pass.
    pub(super) fn admits_file(&self, place: Place<'_>) -> bool {
        self.include.as_ref().is_none_or(|globs| place.matches(globs)) && !self.excludes(place)
    }

    /// Returns true if a file that nobody named is worth reading.
    pub(super) fn admits_found_file(&self, place: Place<'_>) -> bool {
        let wanted = self.include.is_some() || !is_beside_articles(place.name);
        self.admits_name(place.name) && wanted && self.admits_file(place)
    }

    /// Returns true if a file is left out for its suffix alone: the user did not ask for that.
    pub(super) fn passes_over(&self, place: Place<'_>) -> bool {
        self.include.is_none()
            && is_beside_articles(place.name)
            && self.admits_name(place.name)
            && self.admits_file(place)
    }

    /// Returns true if a folder that nobody named is worth entering.
    pub(super) fn admits_found_folder(&self, place: Place<'_>) -> bool {
        self.admits_name(place.name) && !self.excludes(place)
    }

    fn excludes(&self, place: Place<'_>) -> bool {
        self.exclude.as_ref().is_some_and(|globs| place.matches(globs))
    }

    fn admits_name(&self, name: &str) -> bool {
        let version_control = matches!(name, ".git" | ".hg" | ".svn" | ".bzr");
        let lock = name.starts_with(".#") || name.starts_with('#') && name.ends_with('#');
        !version_control && !lock && !name.ends_with('~') && (self.hidden || !name.starts_with('.'))
    }
}

/// Where a file or folder stands, in the three forms that globs may mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The whole path as shown.
    pub(super) shown: &'a str,
    /// The path below the folder that was named.
    pub(super) below: &'a str,
    /// The last component.
    pub(super) name: &'a str,
}

impl Place<'_> {
    fn matches(self, globs: &GlobSet) -> bool {
        globs.is_match(self.shown) || globs.is_match(self.below)
    }
}

fn compile(globs: &[String]) -> Result<Option<GlobSet>> {
    if globs.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(compile_one(glob)?);
    }
    set.build().map(Some).map_err(|error| Error::Usage {
        message: format!("globs: {error}; use fewer or simpler ones"),
    })
}

fn compile_one(glob: &str) -> Result<Glob> {
    let trimmed = glob.trim_start_matches("./").trim_end_matches('/');
    let anywhere = if trimmed.contains('/') { trimmed.to_owned() } else { format!("**/{trimmed}") };
    GlobBuilder::new(&anywhere).literal_separator(true).build().map_err(|error| Error::Usage {
        message: format!("glob \"{glob}\": {}; quote it as in '*.html'", error.kind()),
    })
}

fn is_beside_articles(name: &str) -> bool {
    let suffix = crate::text::sniff::suffix(name).to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or(name);
    BESIDE_ARTICLES.binary_search(&suffix.as_str()).is_ok()
        || LEFTOVERS.contains(&suffix.as_str())
        || ABOUT_THE_FOLDER.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(shown: &str) -> Place<'_> {
        let below = shown.strip_prefix("data/").unwrap_or(shown);
        Place { shown, below, name: shown.rsplit('/').next().unwrap_or(shown) }
    }

    fn globs(globs: &[&str]) -> Vec<String> {
        globs.iter().map(|&glob| glob.to_owned()).collect()
    }

    #[test]
    fn suffixes_are_sorted_for_the_search() {
        assert!(BESIDE_ARTICLES.is_sorted());
    }

    #[test]
    fn found_files() {
        let select = Select::default();
        for (shown, expected) in [
            ("data/a.txt", true),
            ("data/a", true),
            ("data/page_files/style.css", false),
            ("data/.hidden.txt", false),
            ("data/a.txt~", false),
            ("data/#a.txt#", false),
            ("data/a.html.part", false),
            ("data/README.md", false),
            ("data/readme-the-story.txt", true),
        ] {
            assert_eq!(select.admits_found_file(place(shown)), expected, "{shown}");
        }
    }

    #[test]
    fn globs_mean_names_paths_and_folders() -> Result<()> {
        for (include, exclude, shown, expected) in [
            (&["*.html"][..], &[][..], "data/x/a.html", true),
            (&["*.html"], &[], "data/x/a.txt", false),
            (&["*.css"], &[], "data/x/a.css", true),
            (&["data/x/*.txt"], &[], "data/x/a.txt", true),
            (&["x/*.txt"], &[], "data/x/a.txt", true),
            (&["x/*.txt"], &[], "data/x/y/a.txt", false),
            (&["./x/**/*.txt"], &[], "data/x/y/a.txt", true),
            (&[], &["draft-*"], "data/x/draft-1.txt", false),
            (&["*.{txt,html}"], &["x/*"], "data/x/a.txt", false),
        ] {
            let select = Select::new(&globs(include), &globs(exclude), false)?;
            assert_eq!(
                select.admits_found_file(place(shown)),
                expected,
                "{include:?} {exclude:?} {shown}"
            );
        }
        let select = Select::new(&[], &globs(&["drafts/"]), false)?;
        assert!(!select.admits_found_folder(place("data/x/drafts")));
        Ok(())
    }

    #[test]
    fn a_broken_glob_is_named() {
        let error = Select::new(&globs(&["a[b"]), &[], false).map_err(|error| error.to_string());
        assert!(error.is_err_and(|message| message.starts_with("glob \"a[b\": ")));
    }
}
