//! Counts tried one by one: which leave the fewest voices contradicted, and what holds if some
//! voices are wrong.

use super::voices::Voice;

/// No ceiling.
pub(crate) const ENDLESS: i64 = i64::MAX;

pub(crate) type Range = (i64, i64);

fn slack(n: i64) -> i64 {
    (n + 10) / 20
}

pub(crate) fn loosened((low, high): Range) -> Range {
    (low - slack(low), if high == ENDLESS { ENDLESS } else { high + slack(high) })
}

pub(crate) fn meet(one: Range, other: Range) -> Option<Range> {
    let (low, high) = (one.0.max(other.0), one.1.min(other.1));
    (low <= high).then_some((low, high))
}

pub(crate) fn hull(one: Range, other: Range) -> Range {
    (one.0.min(other.0), one.1.max(other.1))
}

pub(crate) fn inside(count: i64, range: Range) -> bool {
    range.0 <= count && count <= range.1
}

pub(crate) fn sum(numbers: impl Iterator<Item = i64>) -> i64 {
    numbers.fold(0, i64::saturating_add)
}

pub(crate) fn shown(count: i64) -> Option<i64> {
    (count < ENDLESS).then_some(count)
}

/// The same, with the figures in a gap that lie from the firm floor up.
pub(crate) fn agreement_with_figures(supporters: &[Voice], firm: i64) -> Range {
    let (agreed, gap) = agreement(supporters, firm);
    let figures = supporters.iter().filter_map(|voice| voice.neutral_figure).map(|(_, figure)| figure);
    figures.filter(|&figure| gap && figure >= firm).fold(agreed, |agreed, figure| hull(agreed, (figure, figure)))
}

/// What supporters agree on, and whether it is but for a gap.
pub(crate) fn agreement(supporters: &[Voice], firm: i64) -> (Range, bool) {
    let low = supporters.iter().map(|voice| voice.bounds.0).chain([firm]).max().unwrap_or(firm);
    let high = supporters.iter().map(|voice| voice.bounds.1).filter(|&high| high >= firm).min().unwrap_or(ENDLESS);
    if low <= high { ((low, high), false) } else { ((high, low), true) }
}

fn supporters(voices: &[Voice], count: i64) -> Vec<Voice> {
    voices.iter().filter(|voice| inside(count, loosened(voice.bounds))).cloned().collect()
}

/// A count beyond all that matter: what holds of it holds of every larger one.
fn beyond(voices: &[Voice], firm: i64) -> i64 {
    let ends = voices.iter().flat_map(|voice| {
        let (bounds, neutral) = (loosened(voice.bounds), loosened(voice.neutral_bounds));
        [voice.bounds.1, bounds.0, bounds.1, neutral.0, neutral.1]
    });
    ends.filter(|&end| end < ENDLESS).chain([firm]).max().unwrap_or(firm) + 1
}

pub(crate) fn least_dissent(voices: &[Voice], firm: i64) -> (Range, usize, Vec<String>) {
    if voices.is_empty() {
        return ((firm, ENDLESS), 0, Vec::new());
    }
    let outside = |bounds: fn(&Voice) -> Range, count: i64| {
        voices.iter().filter(|voice| !inside(count, loosened(bounds(voice)))).count()
    };
    let score = |count: i64| (outside(|voice| voice.neutral_bounds, count), outside(|voice| voice.bounds, count));
    let counts = || firm..=beyond(voices, firm);
    let least = counts().map(score).min().unwrap_or_default();
    let taken: Vec<i64> = counts().filter(|&count| score(count) == least).collect();
    let agreed = taken.iter().map(|&count| agreement_with_figures(&supporters(voices, count), firm));
    let range = agreed.reduce(hull).unwrap_or((firm, ENDLESS));
    let dissents = |voice: &&Voice| !taken.iter().any(|&count| inside(count, loosened(voice.bounds)));
    (range, least.1, voices.iter().filter(dissents).map(|voice| voice.name.clone()).collect())
}

pub(crate) fn ladder(voices: &[Voice]) -> Vec<(usize, Range)> {
    let last = beyond(voices, 0);
    let mut ladder: Vec<(usize, Range)> = Vec::new();
    for wrong in 0..=voices.len() {
        let mut rung: Option<Range> = None;
        let mut take = |range| rung = Some(rung.map_or(range, |known| hull(known, range)));
        for count in 0..=last {
            let supporters = supporters(voices, count);
            if voices.len() - supporters.len() <= wrong {
                take(agreement(&supporters, 0).0);
            }
            if voices.iter().filter(|voice| !inside(count, voice.bounds)).count() <= wrong {
                take((count, if count == last { ENDLESS } else { count }));
            }
        }
        if let Some(rung) = rung.filter(|&rung| ladder.last().is_none_or(|&(_, last)| last != rung)) {
            ladder.push((wrong, rung));
        }
    }
    ladder
}
