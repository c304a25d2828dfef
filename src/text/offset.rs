//! Byte offsets → code points or UTF-16 code units.
//!
//! Inside the program a place is a byte; whoever prints it says in which unit readers count. Offsets that lie inside a
//! character count up to and with the character's first byte, so no input can make this panic. Start at [`Offsets`].

/// The unit in which an export counts offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points: what Python slices count.
    #[default]
    CodePoint,
    /// Bytes of UTF-8.
    Byte,
    /// UTF-16 code units: what JavaScript and Java count.
    Utf16,
}

/// Bytes between two remembered counts: a lookup reads at most this many, and the table takes 6 % of the text.
const BLOCK: usize = 64;

/// The offsets of one text in another unit. Built in one pass, asked in any order.
#[derive(Debug)]
pub struct Offsets<'t> {
    bytes: &'t [u8],
    unit: OffsetUnit,
    /// Units before each block; empty where the unit is the byte, as it is for every ASCII text.
    blocks: Vec<u32>,
}

impl<'t> Offsets<'t> {
    /// Returns the offsets of `text` in `unit`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Offsets<'t> {
        let bytes = text.as_bytes();
        if unit == OffsetUnit::Byte || bytes.is_ascii() {
            return Offsets { bytes, unit, blocks: Vec::new() };
        }
        let mut units = 0;
        let blocks = bytes.chunks(BLOCK).map(|block| {
            let before = units;
            units += count(block, unit);
            before
        });
        let blocks = blocks.collect();
        Offsets { bytes, unit, blocks }
    }

    /// Returns the number of units before `byte`; behind the end of the text, those of the whole text.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes.len());
        if self.blocks.is_empty() {
            return byte;
        }
        // The end of a text that fills its last block has no block of its own.
        let block = (byte / BLOCK).min(self.blocks.len() - 1);
        (self.blocks[block] + count(&self.bytes[block * BLOCK..byte], self.unit)) as usize
    }
}

/// Returns the units of `bytes`: each belongs to the byte that opens its character.
fn count(bytes: &[u8], unit: OffsetUnit) -> u32 {
    let openers = bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80)).sum::<u32>();
    match unit {
        OffsetUnit::Byte => bytes.len() as u32,
        OffsetUnit::CodePoint => openers,
        // Only characters of four bytes need a second code unit.
        OffsetUnit::Utf16 => {
            openers + bytes.iter().map(|&byte| u32::from(byte >= 0xF0)).sum::<u32>()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let code_points = Offsets::new(text, OffsetUnit::CodePoint);
        let units = Offsets::new(text, OffsetUnit::Utf16);
        let bytes = Offsets::new(text, OffsetUnit::Byte);
        for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            assert_eq!(
                code_points.at(at),
                text[..at].chars().count(),
                "code points before byte {at}"
            );
            assert_eq!(
                units.at(at),
                text[..at].encode_utf16().count(),
                "UTF-16 units before byte {at}"
            );
            assert_eq!(bytes.at(at), at);
        }
    }

    #[test]
    fn every_boundary_of_every_text() {
        check("");
        check("plain");
        check("naïve “quotes” and 😀 beyond the plane");
        check(&"é".repeat(BLOCK));
        check(&"x😀".repeat(300));
        check(&format!("{}é", "a".repeat(BLOCK - 1)));
        check(&format!("{}é", "a".repeat(BLOCK - 2)));
    }

    #[test]
    fn behind_the_end_is_the_end() {
        assert_eq!(Offsets::new("né", OffsetUnit::CodePoint).at(99), 2);
        assert_eq!(Offsets::new("ne", OffsetUnit::CodePoint).at(99), 2);
    }
}
