//! Tolls that never fall, tried out one by one.

use super::counts::ENDLESS;

/// low ≤ N(moment) − N(since) ≤ high, or of N(moment) alone.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Word {
    pub(crate) since: Option<i64>,
    pub(crate) moment: i64,
    pub(crate) low: i64,
    pub(crate) high: i64,
}

/// Whether some toll meets all of them.
pub(crate) fn can_be_true(words: &[Word]) -> bool {
    let mut found = false;
    each(words, None, &mut |_, _| {
        found = true;
        false
    });
    found
}

/// The least and the most that a toll meeting all of them can have come to at `t`.
pub(crate) fn bounds(words: &[Word], t: i64) -> (i64, i64) {
    let words: Vec<Word> = words.iter().copied().filter(|word| word.low > 0 || word.high < ENDLESS).collect();
    let (mut least, mut most) = (ENDLESS, 0);
    each(&words, Some(t), &mut |toll, beyond| {
        least = least.min(toll);
        most = most.max(if beyond { ENDLESS } else { toll });
        true
    });
    (least, most)
}

/// Shows every toll that meets the words: what it has come to at `t`, and whether it could as
/// well have come to any more by then. Goes on for as long as it is told to.
///
/// With totals alone it is enough to try the numbers said and one beyond them all: a toll
/// brought down to the next such number still meets every total. With increments it is enough
/// that each stretch of time adds no more than one beyond all numbers said: where a stretch
/// adds more than the largest of them, no word over it has a ceiling.
fn each(words: &[Word], t: Option<i64>, show: &mut dyn FnMut(i64, bool) -> bool) {
    let mut times: Vec<i64> =
        words.iter().flat_map(|word| [Some(word.moment), word.since]).flatten().chain(t).collect();
    times.sort_unstable();
    times.dedup();
    let said = words.iter().flat_map(|word| [word.low, word.high]).filter(|&number| number < ENDLESS);
    let beyond = said.clone().max().unwrap_or(0) + 1;
    let increments = words.iter().any(|word| word.since.is_some());
    let mut steps: Vec<i64> = if increments { (0..=beyond).collect() } else { said.chain([0, beyond]).collect() };
    steps.sort_unstable();
    steps.dedup();
    let search = Search { words, times: &times, t, beyond, increments, steps: &steps };
    search.go_on(&mut Vec::new(), show);
}

struct Search<'a> {
    words: &'a [Word],
    times: &'a [i64],
    t: Option<i64>,
    beyond: i64,
    increments: bool,
    steps: &'a [i64],
}

impl Search<'_> {
    fn go_on(&self, toll: &mut Vec<i64>, show: &mut dyn FnMut(i64, bool) -> bool) -> bool {
        if toll.len() == self.times.len() {
            let (at, beyond) = self.at_t(toll);
            return show(at, beyond);
        }
        let before = toll.last().copied().unwrap_or(0);
        for &step in self.steps {
            let now = if self.increments { before + step } else { step };
            if now < before {
                continue;
            }
            toll.push(now);
            let on = !self.meets(toll) || self.go_on(toll, show);
            toll.pop();
            if !on {
                return false;
            }
        }
        true
    }

    /// Of the words that end at the newest moment of the toll so far.
    fn meets(&self, toll: &[i64]) -> bool {
        let newest = toll.len() - 1;
        let at = |time: i64| self.times.iter().position(|&known| known == time).map_or(0, |node| toll[node]);
        self.words.iter().filter(|word| word.moment == self.times[newest]).all(|word| {
            let added = toll[newest] - word.since.map_or(0, at);
            word.low <= added && added <= word.high
        })
    }

    fn at_t(&self, toll: &[i64]) -> (i64, bool) {
        let Some(node) = self.times.iter().position(|&time| Some(time) == self.t) else { return (0, false) };
        let stretches = (0..=node).map(|at| toll[at] - if at == 0 { 0 } else { toll[at - 1] });
        let beyond =
            if self.increments { stretches.max().unwrap_or(0) >= self.beyond } else { toll[node] >= self.beyond };
        (toll[node], beyond)
    }
}
