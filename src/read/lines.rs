//! A stream of lines → pieces of whole lines, each with the number of its first line.
//!
//! A line over the limit is reported and skipped; reading goes on after it. Start at [`Lines::next`].

use std::io::Read;

use crate::read::document::Limits;
use crate::read::folder::explain;

/// Bytes asked of the stream at once.
const READ_BYTES: usize = 256 << 10;

/// Cuts a stream at line ends.
pub(super) struct Lines<R> {
    stream: R,
    limits: Limits,
    /// Bytes read and not yet given; they start at the start of a line.
    buffer: Vec<u8>,
    /// Bytes of `buffer` known to hold no line end.
    searched: usize,
    /// Number of the line at the start of `buffer`, from 1.
    line: u32,
    ended: bool,
    /// What the system said when it gave no more.
    trouble: Option<String>,
    broken: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(stream: R, limits: &Limits) -> Lines<R> {
        Lines {
            stream,
            limits: *limits,
            buffer: Vec::new(),
            searched: 0,
            line: 1,
            ended: false,
            trouble: None,
            broken: false,
        }
    }

    /// Returns true once the system's failure to read on has been given.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Returns the next piece with the number of its first line, or what is wrong with that line.
    pub(super) fn next(&mut self) -> Option<(u32, Result<Vec<u8>, String>)> {
        loop {
            if let Some(message) = self.trouble.take() {
                self.broken = true;
                return Some((self.line, Err(message)));
            }
            if self.ended {
                let rest = std::mem::take(&mut self.buffer);
                return (!rest.is_empty()).then(|| self.give(rest));
            }
            let more = match self.fill() {
                Ok(more) => more,
                Err(message) => match self.break_off(message) {
                    Some(piece) => return Some(self.give(piece)),
                    None => continue,
                },
            };
            // A pipe that gave less than asked may wait for our answer: what is complete goes on at once.
            if let Some(end) =
                self.last_line_end().filter(|_| !more || self.buffer.len() >= self.limits.piece)
            {
                let rest = self.buffer.split_off(end + 1);
                let piece = std::mem::replace(&mut self.buffer, rest);
                self.searched = self.buffer.len();
                return Some(self.give(piece));
            }
            if self.buffer.len() > self.limits.line {
                return Some(self.skip_line());
            }
        }
    }

    /// Ends the reading, and returns the complete lines that were read before; half a line is of no use.
    fn break_off(&mut self, message: String) -> Option<Vec<u8>> {
        (self.ended, self.trouble) = (true, Some(message));
        let mut piece = std::mem::take(&mut self.buffer);
        piece.truncate(memchr::memrchr(b'\n', &piece).map_or(0, |end| end + 1));
        Some(piece).filter(|piece| !piece.is_empty())
    }

    /// Reads once; returns true if the stream gave all it was asked for.
    fn fill(&mut self) -> Result<bool, String> {
        let asked = READ_BYTES.min(self.limits.piece);
        let held = self.buffer.len();
        self.buffer.resize(held + asked, 0);
        let got = loop {
            match self.stream.read(&mut self.buffer[held..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                got => break got,
            }
        };
        self.buffer.truncate(held + *got.as_ref().unwrap_or(&0));
        let got = got.map_err(|error| explain(&error))?;
        self.ended = got == 0;
        Ok(got == asked)
    }

    /// Returns the place of the last line end, looking at each byte once however long a line is.
    fn last_line_end(&mut self) -> Option<usize> {
        let found =
            memchr::memrchr(b'\n', &self.buffer[self.searched..]).map(|at| self.searched + at);
        if found.is_none() {
            self.searched = self.buffer.len();
        }
        found
    }

    fn give(&mut self, piece: Vec<u8>) -> (u32, Result<Vec<u8>, String>) {
        let first = self.line;
        let lines = memchr::memchr_iter(b'\n', &piece).count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        (first, Ok(piece))
    }

    /// Drops the line that grew too long, up to the next line end or the end of the stream.
    fn skip_line(&mut self) -> (u32, Result<Vec<u8>, String>) {
        let first = self.line;
        let cap = self.limits.line >> 20;
        let mut message = format!(
            "line longer than {cap} MiB, the most that one may have; the lines after it are read"
        );
        self.buffer.clear();
        self.searched = 0;
        while !self.ended {
            if let Err(error) = self.fill() {
                (self.ended, self.broken) = (true, true);
                message = error;
            }
            if let Some(end) = memchr::memchr(b'\n', &self.buffer) {
                self.buffer.drain(..=end);
                break;
            }
            self.buffer.clear();
        }
        self.line = self.line.saturating_add(1);
        (first, Err(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const LIMITS: Limits = Limits { file: 0, line: 100, piece: 20 };

    /// Returns each line with its number, `None` for a line that was skipped.
    fn read(text: &str) -> Vec<(u32, Option<String>)> {
        let mut lines = Lines::new(Cursor::new(text.as_bytes().to_vec()), &LIMITS);
        let mut all = Vec::new();
        while let Some((first, piece)) = lines.next() {
            match piece {
                Err(_) => all.push((first, None)),
                Ok(bytes) => {
                    let piece = String::from_utf8_lossy(&bytes).into_owned();
                    all.extend((first..).zip(piece.lines().map(|line| Some(line.to_owned()))));
                }
            }
        }
        all
    }

    #[test]
    fn lines_keep_their_numbers() {
        let text: String = (1..=40).map(|n| format!("line {n}\n")).collect();
        let expected: Vec<_> = (1..=40).map(|n| (n, Some(format!("line {n}")))).collect();
        assert_eq!(read(&text), expected);
        assert_eq!(read(text.trim_end()), expected);
        assert_eq!(read(""), []);
    }

    #[test]
    fn complete_lines_come_before_a_failure_to_read_on() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("the disk is away"))
            }
        }
        for (text, expected) in [("one\ntwo\nhalf", Some("one\ntwo\n")), ("half", None), ("", None)]
        {
            let limits = Limits { piece: 1_000, ..LIMITS };
            let mut lines = Lines::new(Cursor::new(text).chain(Broken), &limits);
            if let Some(expected) = expected {
                assert_eq!(lines.next(), Some((1, Ok(expected.as_bytes().to_vec()))));
                assert!(!lines.is_broken());
            }
            let line = if expected.is_some() { 3 } else { 1 };
            assert_eq!(lines.next(), Some((line, Err("the disk is away".to_owned()))));
            assert!(lines.is_broken());
            assert_eq!(lines.next(), None);
        }
    }

    #[test]
    fn a_long_line_is_skipped_and_the_rest_is_read() {
        let long = "x".repeat(1_000);
        let text = format!("one\n{long}\nthree\n{long}");
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read(&text), [(1, some("one")), (2, None), (3, some("three")), (4, None)]);
    }
}
