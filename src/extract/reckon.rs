//! How the numbers of a change hang together: `15900 − 12400 = 3500, 28.23 percent of 12400`.
//!
//! Works from the arguments of the fact alone, so it can say nothing that the fact does not. Start at [`reckon`].

use rust_decimal::Decimal;

use crate::model::Arg;
use crate::model::Fact;

/// Decimal places of what is reckoned and not read.
const PLACES: u32 = 2;

/// Returns the arithmetic of a change; `None` for other facts, and where one number stands alone.
pub(super) fn reckon(fact: &Fact) -> Option<String> {
    let number = |name: &str| match fact.args.get(name)? {
        Arg::Number(number) => Some(number.0.normalize()),
        _ => None,
    };
    let sign = match fact.args.get("direction")? {
        Arg::Text(direction) if direction == "down" => Decimal::NEGATIVE_ONE,
        _ => Decimal::ONE,
    };
    let to = number("to")?;
    if let Some(from) = number("from") {
        let step = to.checked_sub(from)?.normalize();
        let share = step.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from);
        let share = share.map(|share| format!(", {} percent of {from}", rounded(share)));
        return Some(format!("{to} − {from} = {step}{}", share.unwrap_or_default()));
    }
    if let Some(amount) = number("amount") {
        let before = to.checked_sub(amount.checked_mul(sign)?)?.normalize();
        let minus = if sign == Decimal::ONE { "−" } else { "+" };
        return Some(format!("{to} {minus} {amount} = {before} before"));
    }
    let share = number("percent")?.checked_mul(sign)?.checked_div(Decimal::ONE_HUNDRED)?;
    let factor = share.checked_add(Decimal::ONE)?.normalize();
    // Nothing falls by more than all of it.
    if factor <= Decimal::ZERO {
        return None;
    }
    let before = to.checked_div(factor)?;
    Some(format!("{to} ÷ {factor} = {} before", rounded(before)))
}

fn rounded(number: Decimal) -> Decimal {
    number.round_dp(PLACES).normalize()
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    #[test]
    fn the_numbers_of_a_change_are_reckoned() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        let cases = [
            (
                "The population grew from 12,400 to 15,900.",
                Some("15900 − 12400 = 3500, 28.23 percent of 12400"),
            ),
            ("Deaths on rural roads rose by 48 last year, to 612.", Some("612 − 48 = 564 before")),
            ("Shares fell 3.20 to 41.10.", Some("41.1 + 3.2 = 44.3 before")),
            ("Sales rose 8 per cent to £540.", Some("540 ÷ 1.08 = 500 before")),
            ("Sales rose 8 per cent.", None),
        ];
        for (text, expected) in cases {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let (_, explanation) = annotator.explain(&article);
            let told = explanation.facts.first().cloned().flatten();
            assert_eq!(told.as_deref(), expected, "{text}");
        }
    }
}
