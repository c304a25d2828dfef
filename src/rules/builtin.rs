//! The shipped rule files: one line each.

/// Path and text of every shipped rule file, in the order in which they are loaded.
pub(super) const BUILTIN: &[(&str, &str)] = &[
    ("parts.toml", include_str!("parts.toml")),
    ("date/rules.toml", include_str!("date/rules.toml")),
    ("money/rules.toml", include_str!("money/rules.toml")),
    ("organisation/rules.toml", include_str!("organisation/rules.toml")),
    ("percentage/rules.toml", include_str!("percentage/rules.toml")),
    ("person/rules.toml", include_str!("person/rules.toml")),
    ("place/rules.toml", include_str!("place/rules.toml")),
    ("quantity/rules.toml", include_str!("quantity/rules.toml")),
    ("facts/quote/rules.toml", include_str!("facts/quote/rules.toml")),
    ("facts/role/rules.toml", include_str!("facts/role/rules.toml")),
    ("facts/affiliation/rules.toml", include_str!("facts/affiliation/rules.toml")),
    ("facts/percent-change/rules.toml", include_str!("facts/percent-change/rules.toml")),
];
