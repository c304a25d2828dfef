//! What every command may ask for: settings resolved from flags, environment and file, in this order.

use std::env;
use std::io;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::thread;

use crate::cli::aliases;
use crate::cli::args::ColorWhen;
use crate::cli::args::Globals;
use crate::cli::args::InputArgs;
use crate::cli::args::OffsetArgs;
use crate::cli::args::RuleArgs;
use crate::cli::settings;
use crate::cli::settings::Alert;
use crate::cli::settings::Settings;
use crate::cli::terminal;
use crate::cli::terminal::Painter;
use crate::error::Result;
use crate::index::Searcher;
use crate::model::Aliases;
use crate::parse::ParseOptions;
use crate::pipeline::Options;
use crate::rules::RuleSet;
use crate::text::offset::OffsetUnit;

/// Most threads of a run: more than any machine has use for, and each costs memory and a stack.
const MAX_THREADS: usize = 256;

/// Folder of the index where nobody names one.
const DEFAULT_INDEX: &str = "index";

/// The resolved settings of one run.
pub(super) struct Context {
    globals: Globals,
    settings: Settings,
}

impl Context {
    /// Returns the context of a run with these flags. Builds nothing heavy: rules and index are opened when asked for.
    pub(super) fn new(globals: Globals) -> Result<Context> {
        Ok(Context { globals, settings: Settings::load()? })
    }

    /// Returns the folder of the index.
    pub(super) fn index(&self) -> PathBuf {
        // Set to nothing is not set, as with NO_COLOR.
        let variable = env::var_os("DATELINE_INDEX").filter(|value| !value.is_empty());
        let variable = variable.map(PathBuf::from);
        let named = self.globals.index.clone().or(variable);
        let named = named.or_else(|| self.settings.index.clone());
        named.unwrap_or_else(|| PathBuf::from(DEFAULT_INDEX))
    }

    /// Returns the aliases: of the flag, else of the settings, else of `aliases.toml` in the current folder.
    pub(super) fn aliases(&self) -> Result<Aliases> {
        let named = self.globals.aliases.clone().or_else(|| self.settings.aliases.clone());
        let usual = || Some(PathBuf::from(aliases::FILE_NAME)).filter(|file| file.is_file());
        named.or_else(usual).map_or_else(|| Ok(Aliases::default()), |file| aliases::load(&file))
    }

    /// Returns the index, with entities as the aliases have them.
    pub(super) fn searcher(&self) -> Result<Searcher> {
        let aliases = self.aliases()?;
        Ok(Searcher::open(&self.index())?.with_aliases(aliases))
    }

    /// Returns the saved searches, by name.
    pub(super) fn alerts(&self) -> &[Alert] {
        &self.settings.saved
    }

    /// Returns the shipped rules with those of the settings and the flags over them.
    pub(super) fn rules(&self, args: &RuleArgs) -> Result<RuleSet> {
        let folders = self.rule_folders(args);
        let rules = match settings::cache().filter(|_| !folders.is_empty()) {
            Some(cache) => RuleSet::load_with_cache(&folders, &cache),
            None => RuleSet::load(&folders),
        }?;
        self.remark_on(&rules);
        Ok(rules)
    }

    /// Tells what is doubtful in the lists of the user.
    pub(super) fn remark_on(&self, rules: &RuleSet) {
        rules.lexicon.remarks().iter().for_each(|one| self.remark(&format!("dateline: {one}")));
    }

    /// Returns the folders of rules, in the order in which they apply.
    pub(super) fn rule_folders(&self, args: &RuleArgs) -> Vec<PathBuf> {
        self.settings.rules.iter().chain(&args.folders).cloned().collect()
    }

    /// Returns how the pipeline runs.
    pub(super) fn pipeline(&self, args: &InputArgs) -> Options {
        let processors = || thread::available_parallelism().map_or(1, usize::from);
        let threads = args.threads.or(self.settings.threads).unwrap_or_else(processors);
        if threads > MAX_THREADS {
            self.remark(&format!("{threads} threads are too many; {MAX_THREADS} are used"));
        }
        let threads = threads.min(MAX_THREADS);
        let parse = ParseOptions { published: args.published, ..ParseOptions::default() };
        Options { threads, parse, annotate: true, indirect: false }
    }

    /// Returns the unit of printed offsets.
    pub(super) fn offsets(&self, args: OffsetArgs) -> OffsetUnit {
        args.offsets.or(self.settings.offsets).map_or(OffsetUnit::CodePoint, OffsetUnit::from)
    }

    /// Returns a painter for standard output.
    pub(super) fn painter(&self) -> Painter {
        let color = match self.globals.color.or(self.settings.color).unwrap_or(ColorWhen::Auto) {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => {
                let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !refused && io::stdout().is_terminal()
            }
        };
        Painter { color }
    }

    /// Returns true if progress may be drawn.
    pub(super) fn shows_progress(&self) -> bool {
        !self.globals.quiet && io::stderr().is_terminal()
    }

    /// Says something to the user, unless asked to be quiet.
    pub(super) fn remark(&self, text: &str) {
        if !self.globals.quiet {
            terminal::remark(text);
        }
    }
}
