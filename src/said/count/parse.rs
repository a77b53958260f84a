//! The parser: reads a count from its text.
//!
//! ```text
//! count   = hedge* core hedge*
//! core    = number | range | vague | unspecified | none
//! range   = ["from"] number dash-or-"to"-or-"or" about* number
//!         | "between" number "and" about* number
//!         , each of which a "+" may open upwards
//! ```
//!
//! The descent has a fixed depth and reads at most a fixed number of tokens, so the time is linear
//! in the length of the text.

use super::error::{CountError, Excerpt, Expected};
use super::hedge_words::{self, Hedge};
use super::lexer::{Cursor, Token, tokens};
use super::number::{Number, number};
use super::said::{Said, Vague};
use super::words;

/// The form of a text. White space around it is ignored.
pub(super) fn said(text: &str) -> Result<Said, CountError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(CountError::Empty);
    }
    if words::names_no_count(trimmed) {
        return Err(CountError::NoCount { at: text.len() - text.trim_start().len(), found: Excerpt::of(trimmed) });
    }
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let start = cursor.position();
    let mut hedges = Hedges::default();
    while let Some(hedge) = Spoken::take(&mut cursor, hedge_words::before) {
        hedges.add(hedge, &cursor)?;
    }
    if cursor.at_end() && trimmed.eq_ignore_ascii_case("some") {
        return Ok(Said::Unspecified);
    }
    let core_at = cursor.position();
    let core = core(&mut cursor, &mut hedges)?;
    let core_span = TextSpan { at: core_at, end: cursor.reached() };
    while let Some(hedge) = Spoken::take(&mut cursor, hedge_words::after) {
        hedges.add(hedge, &cursor)?;
    }
    if !cursor.at_end() {
        return Err(cursor.refuse(Expected::End));
    }
    combine(core, &hedges, core_span, &cursor).and_then(|said| match said {
        Said::FewerThan(0) => Err(CountError::LeavesNoCount { at: start, found: cursor.since(start) }),
        said => Ok(said),
    })
}

/// The count at the start of a running text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leading {
    /// The number of tokens in the hedges before the count.
    pub(crate) hedges: usize,
    /// The number of tokens in all.
    pub(crate) length: usize,
    /// `None` if the hedges do not fit what follows them: "up to several hundred".
    pub(crate) said: Option<Said>,
}

/// The longest count at the start of the tokens, whatever comes after it.
///
/// It reads at most a fixed number of hedges before the count.
pub(crate) fn leading(text: &str, tokens: &[Token<'_>]) -> Option<Leading> {
    /// Nobody uses four.
    const MOST_HEDGES: usize = 3;

    let mut cursor = Cursor::new(text, tokens);
    let mut hedges = Hedges::default();
    for _ in 0..MOST_HEDGES {
        let Some(hedge) = Spoken::take(&mut cursor, hedge_words::before) else { break };
        hedges.add(hedge, &cursor).ok()?;
    }
    let (before, core_at) = (cursor.taken(), cursor.position());
    let core = leading_core(&mut cursor, &mut hedges)?;
    let core_span = TextSpan { at: core_at, end: cursor.reached() };
    loop {
        let mut ahead = cursor;
        let mut with = hedges.clone();
        let taken = Spoken::take(&mut ahead, hedge_words::after).is_some_and(|hedge| with.add(hedge, &ahead).is_ok());
        // In "20 and more than 30" and "20 plus 30" the hedge belongs to the next count.
        let is_of_next = ahead.take("than") || number(&mut ahead.clone(), Expected::Number).is_ok();
        if !taken || is_of_next || combine(core, &with, core_span, &ahead).is_err() {
            break;
        }
        (cursor, hedges) = (ahead, with);
    }
    let said = combine(core, &hedges, core_span, &cursor).ok().filter(|said| *said != Said::FewerThan(0));
    Some(Leading { hedges: before, length: cursor.taken(), said })
}

/// Like [`core`], but the words after a number need not complete a range.
fn leading_core(cursor: &mut Cursor<'_>, hedges: &mut Hedges) -> Option<Core> {
    let (mut ahead, mut with) = (*cursor, hedges.clone());
    if let Ok(core) = core(&mut ahead, &mut with) {
        (*cursor, *hedges) = (ahead, with);
        return Some(core);
    }
    let number = number(cursor, Expected::Count).ok()?;
    Some(Core::Number { value: number.settle(cursor).ok()?, is_round: number.is_round })
}

/// The part of a count without its hedges.
#[derive(Copy, Clone, Debug)]
enum Core {
    Number { value: u64, is_round: bool },
    Range(u64, u64),
    Vague(Vague),
    Unspecified,
    None,
}

/// A part of the text: the bytes at which it begins and ends.
#[derive(Copy, Clone, Debug)]
struct TextSpan {
    at: usize,
    end: usize,
}

/// A hedge and its place in the text.
#[derive(Copy, Clone, Debug)]
struct Spoken {
    hedge: Hedge,
    span: TextSpan,
}

impl Spoken {
    fn take(cursor: &mut Cursor<'_>, rule: impl Fn(&mut Cursor<'_>) -> Option<Hedge>) -> Option<Self> {
        let at = cursor.position();
        let hedge = rule(cursor)?;
        let end = cursor.reached();
        Some(Self { hedge, span: TextSpan { at, end } })
    }

    fn against(self, other: TextSpan, cursor: &Cursor<'_>) -> CountError {
        let (first, second) = if self.span.at < other.at { (self.span, other) } else { (other, self.span) };
        CountError::Contradiction {
            first_at: first.at,
            first: cursor.between(first.at, first.end),
            second_at: second.at,
            second: cursor.between(second.at, second.end),
        }
    }
}

/// The hedges of a count, in the order of the text.
#[derive(Clone, Debug, Default)]
struct Hedges {
    spoken: Vec<Spoken>,
    together: Option<Hedge>,
}

impl Hedges {
    fn add(&mut self, new: Spoken, cursor: &Cursor<'_>) -> Result<(), CountError> {
        let clash = self.spoken.iter().find(|earlier| earlier.hedge.with(new.hedge).is_none());
        if let Some(earlier) = clash {
            return Err(earlier.against(new.span, cursor));
        }
        self.together = match self.together {
            None => Some(new.hedge),
            Some(together) => together.with(new.hedge),
        };
        self.spoken.push(new);
        Ok(())
    }

    /// The first hedge that is not in the list.
    fn other_than(&self, good: &[Hedge]) -> Option<&Spoken> {
        self.spoken.iter().find(|spoken| !good.contains(&spoken.hedge))
    }
}

fn core(cursor: &mut Cursor<'_>, hedges: &mut Hedges) -> Result<Core, CountError> {
    if ["between", "anywhere between", "somewhere between"].iter().any(|phrase| cursor.take(phrase)) {
        return between(cursor, hedges);
    }
    if cursor.take("from") || cursor.take("anywhere from") {
        return one_to_other(cursor, Expected::To, hedges);
    }
    if words::unspecified(cursor) {
        return Ok(Core::Unspecified);
    }
    if let Some(word) = words::vague(cursor) {
        return Ok(Core::Vague(word));
    }
    if words::none(cursor) {
        return Ok(Core::None);
    }
    let first = number(cursor, Expected::Count)?;
    // "100-plus" and "20 or more" are not ranges.
    let is_hedged = hedge_words::after(&mut { *cursor }).is_some();
    let is_dashed = !is_hedged && cursor.take_dash();
    if is_dashed || !is_hedged && (cursor.take("to") || cursor.take("or")) {
        return range(cursor, first, is_dashed, hedges);
    }
    Ok(Core::Number { value: first.settle(cursor)?, is_round: first.is_round })
}

/// Reads the rest of a range after "between".
///
/// "And" also joins the words of a number, so each "and" is tried, from the first on, as the one
/// between the two ends. In "between a hundred and twenty and two hundred" it is the second,
/// because 20 is below 100.
fn between(cursor: &mut Cursor<'_>, hedges: &mut Hedges) -> Result<Core, CountError> {
    let mut refusal = None;
    for (mut before, mut after) in cursor.splits_at_and() {
        let mut with_range = hedges.clone();
        let read = number(&mut before, Expected::Number).and_then(|first| {
            let is_split = before.at_end();
            if is_split { range(&mut after, first, false, &mut with_range) } else { Err(before.refuse(Expected::And)) }
        });
        match read {
            Ok(range) => {
                (*cursor, *hedges) = (after, with_range);
                return Ok(range);
            }
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    refusal.map_or_else(|| one_to_other(cursor, Expected::And, hedges), Err)
}

/// Reads two numbers with "to" or a dash between them, or refuses what stands there because
/// something else was `expected`.
fn one_to_other(cursor: &mut Cursor<'_>, expected: Expected, hedges: &mut Hedges) -> Result<Core, CountError> {
    let first = number(cursor, Expected::Number)?;
    let is_dashed = cursor.take_dash();
    if is_dashed || cursor.take("to") { range(cursor, first, is_dashed, hedges) } else { Err(cursor.refuse(expected)) }
}

/// Reads the rest of a range after the word or dash between its ends.
fn range(cursor: &mut Cursor<'_>, mut first: Number, is_dashed: bool, hedges: &mut Hedges) -> Result<Core, CountError> {
    let about = |cursor: &mut Cursor<'_>| {
        cursor.attempt(|ahead| hedge_words::before(ahead).filter(|hedge| *hedge == Hedge::About))
    };
    while let Some(hedge) = Spoken::take(cursor, about) {
        hedges.add(hedge, cursor)?;
    }
    let second = number(cursor, Expected::Number)?;
    first.share(&second, is_dashed);
    let (low, high) = (first.settle(cursor)?, second.settle(cursor)?);
    if low > high {
        return Err(CountError::LeavesNoCount { at: first.at, found: cursor.since(first.at) });
    }
    if let Some(open) = Spoken::take(cursor, plus) {
        hedges.add(open, cursor)?;
        return Ok(Core::Number { value: low, is_round: false });
    }
    Ok(Core::Range(low, high))
}

/// Takes the "+" after a range: "20-30+" is at least 20. A "+" before another number, as in
/// "20-30+40", is not taken.
fn plus(cursor: &mut Cursor<'_>) -> Option<Hedge> {
    let mut ahead = *cursor;
    let is_plus = ahead.peek().is_some_and(|token| token.at == cursor.reached()) && ahead.take_sign('+');
    if !is_plus || number(&mut ahead.clone(), Expected::Number).is_ok() {
        return None;
    }
    *cursor = ahead;
    Some(Hedge::AtLeast)
}

/// The form of a core with its hedges.
fn combine(core: Core, hedges: &Hedges, span: TextSpan, cursor: &Cursor<'_>) -> Result<Said, CountError> {
    let allowed: &[Hedge] = match core {
        Core::Number { .. } => {
            return Ok(hedged(core, hedges.together));
        }
        Core::Range(..) => &[Hedge::About],
        // Vague words have no ceiling and are approximate, so these hedges add nothing.
        Core::Vague(_) => &[Hedge::AtLeast, Hedge::MoreThan, Hedge::About],
        Core::Unspecified | Core::None => &[],
    };
    match hedges.other_than(allowed) {
        Some(hedge) => Err(hedge.against(span, cursor)),
        None => Ok(hedged(core, hedges.together)),
    }
}

fn hedged(core: Core, hedge: Option<Hedge>) -> Said {
    match core {
        Core::Number { value, is_round } => match hedge {
            None if is_round => Said::About(value),
            None | Some(Hedge::Exactly) if value == 0 => Said::None,
            None | Some(Hedge::Exactly) => Said::Exactly(value),
            Some(Hedge::AtLeast) => Said::AtLeast(value),
            Some(Hedge::MoreThan) => Said::MoreThan(value),
            Some(Hedge::AtLeastAbout) => Said::AtLeastAbout(value),
            Some(Hedge::AtMost) => Said::AtMost(value),
            Some(Hedge::AtMostAbout) => Said::AtMostAbout(value),
            Some(Hedge::FewerThan) => Said::FewerThan(value),
            Some(Hedge::About) => Said::About(value),
            Some(Hedge::Nearly) => Said::Nearly(value),
        },
        Core::Range(low, high) => match hedge {
            Some(_) => Said::AboutBetween(low, high),
            None => Said::Between(low, high),
        },
        Core::Vague(word) => Said::Vaguely(word),
        Core::Unspecified => Said::Unspecified,
        Core::None => Said::None,
    }
}

#[cfg(test)]
mod tests {
    use super::said;
    use crate::said::count::{CountError, Said};

    #[test]
    fn between_is_parted_by_the_and_that_leaves_a_range() {
        let cases = [
            ("between a hundred and two hundred", 100, 200),
            ("between a hundred and twenty and two hundred", 120, 200),
            ("between a hundred and a hundred and twenty", 100, 120),
            ("between one and two hundred and five", 1, 205),
            ("between twenty and one hundred and five", 20, 105),
        ];
        for (text, low, high) in cases {
            assert_eq!(said(text), Ok(Said::Between(low, high)), "{text}");
        }
    }

    #[test]
    fn a_hedge_of_either_end_of_a_range_is_of_both() {
        for text in ["~20–30", "20–~30", "~20–~30", "20–30 or so", "about between 20 and about 30"] {
            assert_eq!(said(text), Ok(Said::AboutBetween(20, 30)), "{text}");
        }
    }

    #[test]
    fn the_two_that_clash_are_told_in_the_order_of_the_text() {
        let clash = |text| match said(text) {
            Err(CountError::Contradiction { first_at, second_at, .. }) => Some((first_at, second_at)),
            _ => None,
        };
        assert_eq!(clash("about up to 20 or more"), Some((6, 15)));
        assert_eq!(clash("20 to 30 or more"), Some((0, 9)));
        assert_eq!(clash(" over 20 to 30"), Some((1, 6)));
    }

    #[test]
    fn positions_are_in_the_text_as_it_was_given() {
        let position = |text| match said(text) {
            Err(CountError::NotUnderstood { at, .. } | CountError::Incomplete { at, .. }) => Some(at),
            _ => None,
        };
        assert_eq!(position("  20 people  "), Some(5));
        assert_eq!(position("  at least  "), Some(10));
        assert_eq!(position("20–30–40"), Some(7));
    }
}
