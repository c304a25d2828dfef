//! Indirect speech that is asked for, and an index whose files were read without looking for it: a remark.

use crate::cli::args::Quotes;
use crate::cli::context::Context;
use crate::cli::terminal::counted;
use crate::error::Result;
use crate::index::Searcher;

/// What stands in the fingerprint of a file in which indirect speech was looked for.
pub(super) const MARK: &str = " indirect";

/// Says in how many files nobody looked for indirect speech, if `quotes` asks for it.
pub(super) fn remark(quotes: Quotes, searcher: &Searcher, context: &Context) -> Result<()> {
    if quotes != Quotes::All {
        return Ok(());
    }
    let (mut without, mut all) = (0, 0);
    searcher.files()?.for_each(|state| {
        if state.articles > 0 {
            all += 1;
            without += usize::from(!state.fingerprint.contains(MARK));
        }
        Ok(())
    })?;
    if without > 0 {
        let files = counted(all, "file", "files");
        context.remark(&format!(
            "{without} of {files} were read without a look for indirect speech; `dateline ingest --quotes all PATH…` \
             reads them again"
        ));
    }
    Ok(())
}
