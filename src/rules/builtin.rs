//! The shipped rule files: one line each.

/// Path and text of every shipped rule file, in the order in which they are loaded.
pub(super) const BUILTIN: &[(&str, &str)] = &[
    ("parts.toml", include_str!("parts.toml")),
    ("date/rules.toml", include_str!("date/rules.toml")),
    ("date/any.toml", include_str!("date/any.toml")),
    ("money/rules.toml", include_str!("money/rules.toml")),
    ("nothing/rules.toml", include_str!("nothing/rules.toml")),
    ("nothing/recall.toml", include_str!("nothing/recall.toml")),
    ("organisation/rules.toml", include_str!("organisation/rules.toml")),
    ("organisation/recall.toml", include_str!("organisation/recall.toml")),
    ("organisation/other.toml", include_str!("organisation/other.toml")),
    ("percentage/rules.toml", include_str!("percentage/rules.toml")),
    ("percentage/other.toml", include_str!("percentage/other.toml")),
    ("person/rules.toml", include_str!("person/rules.toml")),
    ("person/recall.toml", include_str!("person/recall.toml")),
    ("person/other.toml", include_str!("person/other.toml")),
    ("place/rules.toml", include_str!("place/rules.toml")),
    ("place/recall.toml", include_str!("place/recall.toml")),
    ("place/other.toml", include_str!("place/other.toml")),
    ("quantity/rules.toml", include_str!("quantity/rules.toml")),
    ("facts/quote/rules.toml", include_str!("facts/quote/rules.toml")),
    ("facts/role/rules.toml", include_str!("facts/role/rules.toml")),
    ("facts/affiliation/rules.toml", include_str!("facts/affiliation/rules.toml")),
    ("facts/percent-change/rules.toml", include_str!("facts/percent-change/rules.toml")),
];
