//! The parts of a chart that numbers and words may break.

use crate::chart::Chart;
use crate::chart::Data;
use crate::chart::canvas::fit;
use crate::chart::canvas::wrap;
use crate::chart::scale::Scale;
use crate::chart::scale::grouped;
use crate::chart::ticks::words;
use crate::chart::width::Face;
use crate::chart::width::width;

fn chart(data: Data) -> Chart {
    let text = |text: &str| text.to_owned();
    Chart { title: text("A & B"), unit: text("Articles"), source: text("Source: <x>"), data }
}

#[test]
fn ticks_are_round() {
    for (most, step, top) in [
        (0, 1, 1),
        (1, 1, 1),
        (6, 1, 6),
        (7, 1, 7),
        (8, 2, 8),
        (15, 5, 15),
        (97, 20, 100),
        (3_150, 500, 3_500),
        (1_000_000, 200_000, 1_000_000),
    ] {
        assert_eq!(Scale::to(most), Scale { step, top }, "{most}");
    }
    assert!(Scale::to(u64::MAX).top >= u64::MAX / 2);
    assert_eq!((grouped(999), grouped(1_234_567)), ("999".to_owned(), "1,234,567".to_owned()));
}

#[test]
fn periods_have_words() {
    for (period, wanted) in [
        ("2025-12-07", "7 Dec 2025"),
        ("2025-W51", "W51 2025"),
        ("2025-12", "Dec 2025"),
        ("2025-Q4", "Q4 2025"),
        ("2025", "2025"),
        ("undated", "undated"),
        ("2025-99", "2025-99"),
        ("", ""),
    ] {
        assert_eq!(words(period), wanted);
    }
}

#[test]
fn labels_of_an_axis_stand_apart() {
    for (count, period) in
        [(1, "day"), (40, "day"), (400, "day"), (4_000, "day"), (300, "month"), (90, "week")]
    {
        let start = jiff::civil::date(1999, 12, 20);
        let day = |at: i64| start.checked_add(jiff::ToSpan::days(at)).unwrap();
        let periods: Vec<String> = (0..count)
            .map(|at| match period {
                "day" => day(at).to_string(),
                "week" => format!("{}-W{:02}", 2000 + at / 52, at % 52 + 1),
                _ => format!("{}-{:02}", 2000 + at / 12, at % 12 + 1),
            })
            .collect();
        let counts = vec![3; periods.len()];
        let svg = chart(Data::Columns { periods, counts }).svg();
        let labels: Vec<(f64, String)> = svg
            .lines()
            .filter(|line| line.contains("text-anchor=\"middle\"") && line.contains("#222222"))
            .map(|line| {
                let x = line.split('"').nth(1).unwrap().parse().unwrap();
                let text = line.split('>').nth(1).unwrap().split('<').next().unwrap();
                (x, text.to_owned())
            })
            .filter(|(_, text)| text != "3")
            .collect();
        assert!(!labels.is_empty(), "{count} {period}");
        for two in labels.windows(2) {
            let half = |at: usize| width(&two[at].1, 15.0, Face::Regular) / 2.0;
            assert!(two[1].0 - two[0].0 > half(0) + half(1), "{two:?}");
        }
    }
}

#[test]
fn words_fit_their_room() {
    for text in [
        "",
        "short",
        "a longer line of words that goes on",
        "Donaudampfschifffahrtsgesellschaft",
        "北京日报北京日报北京日报",
    ] {
        assert!(width(&fit(text, 15.0, Face::Regular, 100.0), 15.0, Face::Regular) <= 100.0);
        let lines = wrap(text, 15.0, Face::Bold, 100.0, 2);
        assert!(
            lines.len() <= 2 && lines.iter().all(|line| width(line, 15.0, Face::Bold) <= 100.0)
        );
    }
}

#[test]
fn nothing_of_the_data_becomes_markup() {
    let rows = vec![("<script>\u{1b}&".to_owned(), 3), ("\"'".to_owned(), 0)];
    let series = rows.iter().map(|(name, count)| (name.clone(), vec![*count, 1])).collect();
    let periods = vec!["<2025>".to_owned(), "2026".to_owned()];
    for data in [Data::Bars(rows), Data::Lines { periods, series }] {
        let svg = chart(data).svg();
        assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script"), "{svg}");
        assert!(svg.contains("A &amp; B") && svg.contains("Source: &lt;x&gt;"));
    }
}

#[test]
fn any_numbers_give_a_picture() {
    let none = || Data::Columns { periods: Vec::new(), counts: Vec::new() };
    let zero = || Data::Columns { periods: vec!["2025".to_owned()], counts: vec![0] };
    let many = || Data::Lines {
        periods: vec!["2025-01".to_owned(); 200],
        series: vec![("x".repeat(300), vec![u64::MAX; 200]); 30],
    };
    for data in
        [none(), zero(), many(), Data::Bars(Vec::new()), Data::Bars(vec![(String::new(), 0); 90])]
    {
        let chart = chart(data);
        assert!(!chart.svg().contains("NaN"), "{chart:?}");
        assert!(chart.png().unwrap().starts_with(b"\x89PNG"));
    }
}

#[test]
fn letters_that_a_font_lacks_are_known() {
    for (name, lacks) in [("Łódź – “Ämter”", false), ("Ελλάδα Бирмингем", false), ("北京", true)]
    {
        assert_eq!(chart(Data::Bars(vec![(name.to_owned(), 1)])).lacks_letters(), lacks, "{name}");
    }
}

#[test]
fn lines_that_run_together_all_show() {
    let periods = |count: usize| (0..count).map(|at| format!("2025-{:02}", at % 12 + 1)).collect();
    let names = |numbers: &[&[u64]]| {
        numbers
            .iter()
            .zip(["a", "b", "c"])
            .map(|(it, name)| (name.to_owned(), it.to_vec()))
            .collect()
    };
    let svg = |series: Vec<(String, Vec<u64>)>| {
        chart(Data::Lines { periods: periods(series[0].1.len()), series }).svg()
    };
    let apart = svg(names(&[&[1, 2, 3, 4], &[5, 5, 6, 6]]));
    assert!(!apart.contains("stroke-dasharray"), "{apart}");
    let partly = svg(names(&[&[1, 2, 3, 4], &[1, 2, 3, 0], &[9, 9, 9, 9]]));
    // Together over three points, then apart.
    for dash in ["0 0 8 8", "0 8 8 0"] {
        assert_eq!(partly.matches(&format!("stroke-dasharray=\"{dash}\"")).count(), 1, "{partly}");
    }
    let marks = |svg: &str| {
        let marks = svg.lines().filter(|line| line.contains("<title>") && line.contains("Jan"));
        marks.map(|line| line.split('"').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let same = marks(&svg(names(&[&[1], &[1], &[1]])));
    let different: std::collections::BTreeSet<_> = same.iter().collect();
    assert_eq!(different.len(), 3, "{same:?}");
    let many = svg(names(&[&[0; 90], &[0; 90]]));
    assert!(many.contains("\"0 0 8 8\"") && many.contains("\"0 8 8 0\""));
}
