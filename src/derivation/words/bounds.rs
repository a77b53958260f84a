//! Writes the sentences that say where the low, the high and the best come from.

use super::Words;
use super::fragments::{
    NAMED, above, added, added_up, as_said, first_of, is_plain, of_whom, quoted, speaking, sum_of, with_verb,
};
use crate::derivation::{BestFrom, FirmSource, Setter, StatementStep, VoiceStep};
use crate::policy::End;
use crate::record::id::ClaimId;
use crate::record::interest::{Interest, InterestCase};
use crate::record::outcome::Course;
use crate::record::source::Basis;
use crate::said::interval::Ceiling;
use crate::said::thousands::Grouped;
use crate::voice::{Bound, Fate, Speaker};

impl<'d> Words<'d> {
    pub(super) fn low(&mut self) {
        let d = self.derivation;
        let low = d.range.low();
        if self.told_by_rule(End::Low, low) {
            return;
        }
        self.set_by(Side::Low, &d.low, low);
    }

    pub(super) fn high(&mut self) {
        let d = self.derivation;
        let Some(high) = d.range.high().get() else {
            self.no_ceiling();
            return;
        };
        if self.is_told_at_once() || self.told_by_rule(End::High, high) {
            return;
        }
        self.set_by(Side::High, &d.high, high);
    }

    /// Whether one sentence tells where the low and the high come from: they are one count, and, if
    /// voices set it, some voice bounds it on both sides.
    fn is_told_at_once(&self) -> bool {
        let d = self.derivation;
        let is_set = |count| match &d.low {
            Setter::Voices(speakers) => self.on_both_sides(speakers, count).is_some(),
            _ => true,
        };
        d.low == d.high && d.range.only().is_some_and(is_set)
    }

    /// The first of some voices that says just this count.
    fn on_both_sides(&self, speakers: &[Speaker], count: u64) -> Option<&'d VoiceStep> {
        let is = |bound: &Option<Bound>| bound.as_ref().is_some_and(|bound| bound.value == count);
        let mut voices = self.derivation.voices.iter().filter(|voice| speakers.contains(&voice.speaker));
        voices.find(|voice| is(&voice.floor) && is(&voice.ceiling))
    }

    /// Words the origin of one end of the range, unless the policy's rule set it.
    fn set_by(&mut self, side: Side, setter: &Setter, bound: u64) {
        let d = self.derivation;
        let whence = match setter {
            Setter::Nothing => None,
            Setter::Rule => self.figure_of_a_gap(bound, side),
            Setter::Voices(speakers) => self.bound_of(speakers, bound, side),
            Setter::Firm => Some(format!("{}, {}", Grouped(bound), self.firm_source())),
            Setter::Parts(tree) => d.parts.iter().find(|step| step.tree == *tree).map(|step| match side {
                Side::Low => {
                    format!("{}, the sum of the parts by {tree}, {}", Grouped(bound), sum_of(step))
                }
                Side::High => format!("{}, from the parts by {tree}", Grouped(bound)),
            }),
            Setter::Whole(tree) => Some(format!("{}, what the whole {} leaves", Grouped(bound), above(*tree))),
        };
        if let Some(whence) = whence {
            let end = match side {
                Side::Low if self.is_told_at_once() => "Low and high",
                Side::Low => "Low",
                Side::High if d.range.only() == Some(0) => "Low and high",
                Side::High => "High",
            };
            self.say(format!("{end}: {whence}."));
        }
    }

    /// Words the voices that give a ceiling, and why the high is open nevertheless.
    fn no_ceiling(&mut self) {
        let d = self.derivation;
        let giving: Vec<&VoiceStep> = d.counting_voices().filter(|voice| voice.ceiling.is_some()).collect();
        if self.lapsed() || d.counting == 0 {
            return;
        }
        let why = if giving.is_empty() {
            self.nobody_gives_a_ceiling()
        } else if let Setter::Parts(tree) = d.high {
            let given = giving_one(&giving);
            format!("{given}, but the parts by {tree}, which the range was widened to take in, have none")
        } else if d.ruling.alternatives.is_empty() {
            let mut grounds = d.ruling.grounds.iter();
            let open = grounds.find(|ground| ground.end == End::High && ground.value.is_none());
            let why = open.map_or_else(
                || "the policy takes none".to_owned(),
                |ground| with_verb(&self.name(&ground.speaker), "gives none", "give none"),
            );
            format!("{}, but {why}", giving_one(&giving))
        } else {
            self.ceilings_not_taken(giving).join("; ")
        };
        self.say(format!("No ceiling: {why}."));
    }

    /// A count that names a ceiling of an earlier moment may no longer be one.
    fn nobody_gives_a_ceiling(&self) -> String {
        let d = self.derivation;
        let named = d.kept().any(|said| said.meaning.high() != Ceiling::Unbounded && said.moment < d.as_of);
        let as_of = if named { format!(" as of {}", d.as_of) } else { String::new() };
        format!("no statement in force gives one{as_of}")
    }

    /// Whether the ceiling has lapsed; if so, words it.
    fn lapsed(&mut self) -> bool {
        let d = self.derivation;
        let before = d.parts.last().map_or(d.ruling.range, |step| step.range);
        let Some(since) = d.lapsed_since.filter(|_| before.high() != Ceiling::Unbounded) else { return false };
        self.say(format!(
            "No ceiling: as of {since} it was {}; nothing was said after that, and the toll may have grown.",
            before.in_words()
        ));
        true
    }

    /// The reasons why the range has no end although voices give ceilings.
    fn ceilings_not_taken(&self, giving: Vec<&VoiceStep>) -> Vec<String> {
        let d = self.derivation;
        let firm = d.firm_floor.value;
        let is_below = |voice: &&VoiceStep| voice.ceiling.as_ref().is_some_and(|ceiling| ceiling.value < firm);
        let (below, from_firm): (Vec<_>, Vec<_>) = giving.into_iter().partition(is_below);
        let (behind, against): (Vec<_>, Vec<_>) = from_firm.into_iter().partition(|voice| voice.supports);
        let mut why = Vec::new();
        let mut alternatives = d.ruling.alternatives.iter();
        let open = alternatives.find(|alternative| alternative.range.high() == Ceiling::Unbounded);
        if let (Some(open), false) = (open, behind.is_empty()) {
            let them = if behind.len() == 1 { "it" } else { "them" };
            let open = self.backed(open.range, &open.supporters);
            why.push(format!("{}, but {open}, which contradicts {them}, has none", giving_one(&behind)));
        }
        if !against.is_empty() {
            let dissents = if against.len() == 1 { "is a dissenter" } else { "are dissenters" };
            why.push(format!("{}, but {dissents}", giving_one(&against)));
        }
        if !below.is_empty() {
            let (given, floor) = (giving_one(&below), Grouped(firm));
            let that_is = if below.len() == 1 { "that is" } else { "these are" };
            why.push(format!("{given}, but {that_is} below the {floor} counted body by body, or admitted"));
        }
        why
    }

    pub(super) fn firm_source(&self) -> String {
        let d = self.derivation;
        let claims = &d.firm_floor.claims;
        let claims = if claims.is_empty() { String::new() } else { format!(" ({})", first_of(claims)) };
        let counted = format!("counted body by body, or admitted{claims},");
        match &d.firm_floor.from {
            FirmSource::Voice(speaker) => format!("{counted} by {}: no voice outvotes that", self.name(speaker)),
            FirmSource::Parts(tree) => {
                let step = d.parts.iter().find(|step| step.tree == *tree);
                let firm = step.map_or_else(Vec::new, |step| added_up(step, |part| part.firm_floor));
                let sum = if firm.len() > NAMED { String::new() } else { format!(", {}", firm.join(" + ")) };
                format!("{counted} in the parts by {tree}{sum}: no voice outvotes that")
            }
            FirmSource::Nothing => "counted body by body, or admitted".to_owned(),
        }
    }

    /// A clause that names the voice whose bound is this end of the range.
    fn bound_of(&self, speakers: &[Speaker], count: u64, side: Side) -> Option<String> {
        let (voice, bound, which) = self.named_bound(speakers, count, side)?;
        let clause = self.clause(voice, bound, which);
        Some(if which == side { clause } else { format!("{clause}; {}", side.of_a_gap()) })
    }

    /// A clause that names the figure that is this end of a range between voices within the slack.
    fn figure_of_a_gap(&self, bound: u64, side: Side) -> Option<String> {
        let supporters = self.derivation.counting_voices().filter(|voice| voice.supports);
        let mut said = supporters.flat_map(|voice| voice.statements.iter().map(move |said| (voice, said)));
        let names = |said: &StatementStep| said.fate == Fate::Kept && said.figure == Some(bound);
        let is_gap = !self.derivation.ruling.alternatives.is_empty();
        let (voice, said) = said.find(|(_, said)| is_gap && names(said) && said.interest == Interest::Neutral)?;
        let words = if is_plain(said, bound) { String::new() } else { format!(" ({})", as_said(said)) };
        Some(format!("{}, the figure of {}{words}; {}", Grouped(bound), speaking(voice, said), side.of_a_gap()))
    }

    /// The first of some voices whose bound on that side is the count, or else on the other side.
    fn named_bound(&self, speakers: &[Speaker], count: u64, side: Side) -> Option<(&'d VoiceStep, &'d Bound, Side)> {
        let first = self.on_both_sides(speakers, count).filter(|_| self.is_told_at_once());
        let rest = || self.derivation.voices.iter().filter(|voice| speakers.contains(&voice.speaker));
        let voices = || first.into_iter().chain(rest());
        let bound = |voice: &'d VoiceStep, which: Side| match which {
            Side::Low => voice.floor.as_ref().filter(|bound| bound.value == count),
            Side::High => voice.ceiling.as_ref().filter(|bound| bound.value == count),
        };
        let on = |which: Side| voices().find_map(|voice| bound(voice, which).map(|bound| (voice, bound, which)));
        on(side).or_else(|| on(side.other()))
    }

    /// The claims that the sentences on low and high quote.
    pub(super) fn quoted_at_the_ends(&self) -> impl Iterator<Item = &'d ClaimId> {
        let d = self.derivation;
        let ends = [(&d.low, Some(d.range.low()), Side::Low), (&d.high, d.range.high().get(), Side::High)];
        let quoted = ends.into_iter().filter_map(|(setter, count, side)| match setter {
            Setter::Voices(speakers) => Some(self.named_bound(speakers, count?, side)?.1),
            _ => None,
        });
        quoted.flat_map(|bound| &bound.claims).collect::<Vec<_>>().into_iter()
    }

    fn clause(&self, voice: &VoiceStep, bound: &Bound, side: Side) -> String {
        let said = |claim: &ClaimId| voice.statements.iter().find(|statement| statement.claim == *claim);
        let mut statements = bound.claims.iter().filter_map(said);
        let (Some(first), rest) = (statements.next(), statements.collect::<Vec<_>>()) else {
            return format!("{}, from {}", Grouped(bound.value), voice.name);
        };
        if rest.is_empty() {
            return self.of_one(voice, first, bound.value, side);
        }
        let terms: Vec<String> = std::iter::once(first).chain(rest).map(added).collect();
        format!("{}, computed from the statements of {}: {}", Grouped(bound.value), voice.name, terms.join(", "))
    }

    fn of_one(&self, voice: &VoiceStep, said: &StatementStep, value: u64, side: Side) -> String {
        let (name, count) = (speaking(voice, said), quoted(said, value));
        let is_floor = side == Side::Low && self.is_flow();
        match (said.interest, side) {
            (Interest::Minimise, _) => {
                let is_own = matches!(said.case, InterestCase::OwnPeople | InterestCase::OwnDoing);
                let (verb, whom) = (if is_own { "admitted" } else { "said" }, of_whom(said.case));
                format!("{count}, {verb} by {name}, {whom}: it would rather err low, so its count is a floor")
            }
            (Interest::Maximise, Side::Low) => format!(
                "{count}, counted body by body by {name}, {}: a body count is a floor; it would rather err high, so no \
                 ceiling and no firm floor",
                of_whom(said.case)
            ),
            (Interest::Unclear, _) => format!("{count}, said by {name}{}", self.why_unclear(said)),
            (Interest::Maximise, Side::High) => {
                let whom = of_whom(said.case);
                format!("{count}, claimed by {name}, {whom}: it would rather err high, so its count is a ceiling")
            }
            (Interest::Neutral, _) if is_floor && said.basis == Basis::Documented => {
                format!("{count}, documented by {name}: a body count is a floor")
            }
            (Interest::Neutral, _) if is_floor && said.moment < self.derivation.as_of && self.may_rise(said) => {
                format!("{count}, said by {name} as of {}: tolls only rise, so it is a floor", said.moment)
            }
            (Interest::Neutral, _) => format!("{count}, said by {name}"),
        }
    }

    /// Why nobody can tell which way a speaker would have the count err.
    fn why_unclear(&self, said: &StatementStep) -> String {
        let is_body_count = self.is_flow() && said.basis == Basis::Documented;
        let bounds = if is_body_count { "a floor, as a body count is" } else { "a floor and a ceiling" };
        let mut by: Vec<String> = Vec::new();
        for step in &said.accused_by {
            if !by.contains(&step.by) {
                by.push(step.by.clone());
            }
        }
        if by.is_empty() {
            format!(", whose stake is unclear, so its count is {bounds}")
        } else {
            format!(
                "; it and {} accuse each other of the harm ({} and {}), so its stake is unclear and its count is {bounds}",
                if let [one] = &by[..] { one.clone() } else { format!("its accusers ({})", first_of(&by)) },
                said.claim,
                first_of(said.accused_by.iter().map(|step| &step.claim))
            )
        }
    }

    fn is_flow(&self) -> bool {
        self.derivation.quantity.outcome().course() == Course::Flow
    }

    /// Whether the toll may have risen since that statement.
    fn may_rise(&self, said: &StatementStep) -> bool {
        self.derivation.settled.is_none_or(|settled| said.moment <= settled)
    }

    pub(super) fn best(&mut self) {
        let d = self.derivation;
        let Some(best) = &d.best else { return };
        let count = Grouped(best.count);
        let brought = |from: u64| {
            if from == best.count { String::new() } else { format!(", brought into the range from {}", Grouped(from)) }
        };
        let by = |claim| d.statement(claim).map_or_else(String::new, |(voice, said)| speaking(voice, said));
        let words = |claim, figure| match d.statement(claim) {
            Some((_, said)) if !is_plain(said, figure) => format!(" ({})", as_said(said)),
            _ => String::new(),
        };
        let sentence = match &best.from {
            BestFrom::Neutral { figure, claim } if d.counting > 1 || *figure != best.count => {
                format!("Best: {count}, the figure of {}{}{}.", by(claim), words(claim, *figure), brought(*figure))
            }
            BestFrom::Admitted { figure, claim } => {
                format!("Best: {count}, admitted by {}{}{}.", by(claim), words(claim, *figure), brought(*figure))
            }
            BestFrom::OwnCount { figure, claim } => {
                format!("Best: {count}, the bodies that {} counted{}.", by(claim), brought(*figure))
            }
            BestFrom::Parts { sum, tree } => {
                format!("Best: {count}, the sum of the bests of the parts by {tree}{}.", brought(*sum))
            }
            BestFrom::Firm { floor } => format!("Best: {count}, what was counted or admitted{}.", brought(*floor)),
            BestFrom::OnlyCount => format!("Best: {count}, the only count left."),
            BestFrom::Neutral { .. } | BestFrom::Ruled => return,
        };
        self.say(sentence);
    }
}

/// One end of a range.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

impl Side {
    /// How another voice differs, where this end of the range is that of a gap.
    fn of_a_gap(self) -> String {
        let says = if self == Side::Low { "more" } else { "less" };
        format!("another voice says {says}, but the two differ by no more than rounding or recounting explains")
    }

    fn other(self) -> Side {
        match self {
            Side::Low => Side::High,
            Side::High => Side::Low,
        }
    }
}

/// "Hospital gives one, 15"; "Hospital (15) and UN (20) give one".
fn giving_one(voices: &[&VoiceStep]) -> String {
    let ceiling = |voice: &VoiceStep| voice.ceiling.as_ref().map_or(0, Bound::value);
    match voices {
        [one] => format!("{} one, {}", with_verb(&one.name, "gives", "give"), Grouped(ceiling(one))),
        _ => {
            let each = voices.iter().map(|voice| format!("{} ({})", voice.name, Grouped(ceiling(voice))));
            format!("{} give one", first_of(each))
        }
    }
}
