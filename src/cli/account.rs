//! How a score comes about, for people.

use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::model::FieldScore;
use crate::model::PartScore;

/// Returns the lines that say what each part of a query adds to a score, and why.
pub(super) fn lines(parts: &[PartScore], painter: Painter) -> Vec<String> {
    let mut lines = Vec::new();
    for PartScore { part, score, weight, fields } in parts {
        let weight = if *weight == 1.0 { String::new() } else { format!(" (weight {weight})") };
        lines.push(format!("    {score:>7.2}  {}{weight}", one_line(part)));
        lines.extend(fields.iter().map(|field| painter.paint(DIM, &in_field(field))));
    }
    lines
}

/// `title, any form: 3 × 2.02 (rarity 3.1, 1 time in 6 words, 9 on average)`
fn in_field(field: &FieldScore) -> String {
    let FieldScore { field, found, score, weight, rarity, times, length, average } = field;
    let weight = if *weight == 1.0 { String::new() } else { format!("{weight} × ") };
    let mut why = Vec::new();
    why.extend(rarity.map(|rarity| format!("rarity {rarity:.2}")));
    if let (Some(times), Some(length)) = (times, length) {
        let times = counted(*times as usize, "time", "times");
        why.push(format!("{times} in {}", counted(*length as usize, "word", "words")));
    }
    why.extend(average.map(|average| format!("{average:.0} on average")));
    let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
    format!("             {field}, {found}: {weight}{score:.2}{why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_reads_like_a_sum() {
        let field = FieldScore {
            field: "title".to_owned(),
            found: "any form".to_owned(),
            score: 2.0,
            weight: 3.0,
            rarity: Some(3.126),
            times: Some(1),
            length: Some(6),
            average: Some(8.6),
        };
        let part =
            |fields| PartScore { part: "nurses".to_owned(), score: 12.0, weight: 2.0, fields };
        let told = lines(&[part(vec![field])], Painter { color: false });
        assert_eq!(
            told,
            [
                "      12.00  nurses (weight 2)",
                "             title, any form: 3 × 2.00 (rarity 3.13, 1 time in 6 words, 9 on average)"
            ]
        );
    }
}
