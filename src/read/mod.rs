//! Sources → [`RawDocument`](crate::model::RawDocument)s.
