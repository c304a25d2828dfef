//! The one integration binary.

/// Every accept and reject case of every shipped rule.
mod rules;
