//! Control codes → signs that can be seen and do nothing.

/// Returns the picture of a control code (`␛` for escape), and the replacement character where there is none.
pub fn picture(control: char) -> char {
    match u32::from(control) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_codes_have_pictures() {
        for (control, expected) in
            [('\0', '␀'), ('\u{1b}', '␛'), ('\r', '␍'), ('\u{7f}', '␡'), ('\u{9b}', '\u{fffd}')]
        {
            assert_eq!(picture(control), expected, "{control:?}");
        }
    }
}
