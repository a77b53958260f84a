//! A derivation as a careful colleague would put it.

use std::fmt;

use super::{
    BestFrom, Derivation, FirmSource, GroundStep, PartLine, PartsStep, Setter, StatementStep, VoiceStep, Weight,
};
use crate::estimate::{Grade, Why};
use crate::grouped::Grouped;
use crate::id::ClaimId;
use crate::interest::{Interest, InterestCase};
use crate::interval::Interval;
use crate::outcome::{Course, Outcome};
use crate::policy::{End, Verdict};
use crate::quantity::Tree;
use crate::rollup::{PartsEffect, WholeEffect};
use crate::source::Basis;
use crate::voice::{Bound, Fate, Speaker};

/// A derivation in words: one or two sentences for each thing that mattered.
///
/// Law: no number stands here that is not in the derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words<'d> {
    derivation: &'d Derivation,
    sentences: Vec<String>,
}

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences.join(" "))
    }
}

/// How many parts of a sum are named one by one.
const PARTS_NAMED: usize = 6;
/// The policy whose rule goes without saying.
const DEFAULT: &str = "least-dissent";
/// How many rungs of the ladder are told.
const RUNGS_TOLD: usize = 2;

impl<'d> Words<'d> {
    pub(super) fn new(derivation: &'d Derivation) -> Words<'d> {
        let mut words = Words { derivation, sentences: Vec::new() };
        words.headline();
        words.rule();
        if derivation.ruling.status == Verdict::NoAnswer {
            words.not_counted();
            return words;
        }
        words.low();
        words.high();
        words.best();
        words.parts();
        words.wholes();
        words.grade();
        words.conceded();
        words.ladder();
        words.not_counted();
        words
    }

    /// The sentences, one by one.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    fn say(&mut self, sentence: String) {
        self.sentences.push(sentence);
    }

    fn headline(&mut self) {
        let d = self.derivation;
        let what = match d.quantity.outcome() {
            Outcome::Strength => "in strength",
            Outcome::Casualties if d.range == Interval::ANY => "of casualties",
            outcome => outcome.as_str(),
        };
        if d.ruling.status == Verdict::NoAnswer {
            self.say(format!("No answer for the number {what}."));
            return;
        }
        let range = capitalised(&range(d.range));
        let best = match &d.best {
            Some(best) if d.range.only() == Some(best.count) => String::new(),
            Some(best) => format!(", best {}", Grouped(best.count)),
            None if d.range == Interval::ANY => String::new(),
            None => ", no best estimate".to_owned(),
        };
        self.say(format!("{range} {what}{best}."));
    }

    /// Under another rule than the default: which, and on whose words.
    fn rule(&mut self) {
        let d = self.derivation;
        if d.ruling.grounds.is_empty() && d.ruling.status == Verdict::Answered || d.policy == DEFAULT {
            return;
        }
        let sentence = self.by_rule();
        self.say(sentence);
    }

    /// Which rule made the answer what it is, and on whose words.
    pub(crate) fn by_rule(&self) -> String {
        let d = self.derivation;
        let rule = if d.ruling.rule.is_empty() { "its own rule".to_owned() } else { d.ruling.rule.clone() };
        let mut on: Vec<String> = Vec::new();
        // Ends that rest on the same words are told together: "low and high 11 (diy-026, AFP)".
        let same = |one: &GroundStep, other: &GroundStep| {
            one.value.is_some()
                && (one.value, &one.speaker, &one.claims) == (other.value, &other.speaker, &other.claims)
        };
        for grounds in d.ruling.grounds.chunk_by(same) {
            on.push(self.ground(&grounds[0], grounds.iter().map(|ground| ground.end)));
        }
        let low = d.ruling.range.low();
        let grounded = d.ruling.grounds.iter().any(|ground| ground.end != End::High && ground.value == Some(low));
        if !grounded && low > 0 && d.firm_floor.value == low {
            on.insert(0, format!("low {}, {}", Grouped(low), self.firm_source()));
        }
        match d.ruling.status {
            Verdict::Answered if on.is_empty() && d.counting == 0 => on.push("nobody speaks of just this".to_owned()),
            Verdict::Answered if on.is_empty() && d.ruling.range == Interval::ANY => {
                on.push("no answer of its own".to_owned());
            }
            Verdict::Answered => {}
            Verdict::Provisional => on.push("provisional".to_owned()),
            Verdict::NoAnswer => on.push("no answer under this rule".to_owned()),
        }
        on.extend(self.brought());
        let on = if on.is_empty() { String::new() } else { format!(": {}", on.join("; ")) };
        format!("By {}, {rule}{on}.", d.policy)
    }

    /// What parts and wholes made of the range that was ruled.
    fn brought(&self) -> Vec<String> {
        let d = self.derivation;
        let mut before = d.ruling.range;
        let mut brought = Vec::new();
        let parts = d.parts.iter().map(|step| {
            (format!("the parts {} add up to {}", along(step.tree), range(step.sum)), step.effect, step.range)
        });
        for (clause, effect, after) in parts {
            if after != before {
                let how = if effect == PartsEffect::Dissent { "which widens it to" } else { "which makes it" };
                brought.push(format!("{clause}, {how} {}", range(after)));
            }
            before = after;
        }
        for step in &d.wholes {
            if step.range != before {
                brought.push(format!("the whole {} makes it {}", above(step.tree), range(step.range)));
            }
            before = step.range;
        }
        brought
    }

    /// "low 18 (c2, SDF press office)".
    fn ground(&self, ground: &GroundStep, ends: impl Iterator<Item = End>) -> String {
        let d = self.derivation;
        let name = self.name(&ground.speaker);
        let Some(value) = ground.value else {
            return match ground.end {
                End::Low | End::Best => format!("low 0, since {name} gives no floor"),
                End::High => format!("high open, since {name} gives no ceiling"),
            };
        };
        let ends: Vec<String> = ends.map(|end| end.to_string()).collect();
        let is_all = ground.end == End::Best && d.ruling.range.only() == Some(value);
        let end = if is_all { String::new() } else { format!("{} ", listed(&ends)) };
        let said = |claim: &ClaimId| d.statement(claim).map(|(_, said)| said);
        let said: Vec<&StatementStep> = ground.claims.iter().filter_map(said).collect();
        let in_words = said.iter().any(|said| !is_plain(said, value));
        let words: Vec<String> = said.iter().map(|said| format!("\"{}\"", said.count)).collect();
        let words = if in_words { format!(", from {}", listed(&words)) } else { String::new() };
        let who: Vec<&str> = said.iter().map(|said| said.claim.as_str()).chain([name.as_str()]).collect();
        format!("{end}{}{words} ({})", Grouped(value), who.join(", "))
    }

    /// Whether the rule's own sentence tells that end already.
    fn told_by_rule(&self, end: End, count: u64) -> bool {
        let d = self.derivation;
        let figure = d.ruling.range.only() == Some(count);
        let tells = |ground: &GroundStep| ground.value == Some(count) && (ground.end == end || figure);
        d.policy != DEFAULT && d.ruling.grounds.iter().any(tells)
    }

    fn low(&mut self) {
        let d = self.derivation;
        let low = d.range.low();
        if self.told_by_rule(End::Low, low) {
            return;
        }
        match &d.low {
            Setter::Nothing | Setter::Rule => {}
            Setter::Voices(speakers) => {
                if let Some(clause) = self.bound_of(speakers, low, Side::Low) {
                    self.say(format!("Low: {clause}."));
                }
            }
            Setter::Firm => {
                let whence = self.firm_source();
                self.say(format!("Low: {}, {whence}.", Grouped(low)));
            }
            Setter::Parts(tree) => {
                if let Some(step) = d.parts.iter().find(|step| step.tree == *tree) {
                    self.say(format!("Low: {}, {}.", Grouped(low), by_parts(step)));
                }
            }
            Setter::Whole(tree) => self.say(format!("Low: {}, what the whole {} leaves.", Grouped(low), above(*tree))),
        }
    }

    fn high(&mut self) {
        let d = self.derivation;
        let Some(high) = d.range.high().get() else {
            if d.counting > 0 {
                self.say("No ceiling: nobody who counts gives one.".to_owned());
            }
            return;
        };
        if d.range.only() == Some(high) && d.low == d.high || self.told_by_rule(End::High, high) {
            return;
        }
        match &d.high {
            Setter::Voices(speakers) => {
                if let Some(clause) = self.bound_of(speakers, high, Side::High) {
                    self.say(format!("High: {clause}."));
                }
            }
            Setter::Firm => {
                let whence = self.firm_source();
                self.say(format!("High: {}, {whence}.", Grouped(high)));
            }
            Setter::Parts(tree) => {
                if let Some(step) = d.parts.iter().find(|step| step.tree == *tree) {
                    self.say(format!("High: {}, from the parts {}.", Grouped(high), along(step.tree)));
                }
            }
            Setter::Whole(tree) => {
                self.say(format!("High: {}, what the whole {} leaves.", Grouped(high), above(*tree)));
            }
            Setter::Nothing | Setter::Rule => {}
        }
    }

    fn firm_source(&self) -> String {
        let d = self.derivation;
        let counted = "counted body by body, or admitted,";
        match &d.firm_floor.from {
            FirmSource::Voice(speaker) => format!("{counted} by {}: no voice outvotes that", self.name(speaker)),
            FirmSource::Parts(tree) => {
                let step = d.parts.iter().find(|step| step.tree == *tree);
                let firm = step.map_or_else(Vec::new, |step| added_up(step, |part| part.firm_floor));
                let sum = if firm.len() > PARTS_NAMED { String::new() } else { format!(", {}", firm.join(" + ")) };
                format!("{counted} in the parts {}{sum}: no voice outvotes that", along(*tree))
            }
            FirmSource::Nothing => "counted body by body, or admitted".to_owned(),
        }
    }

    /// Whose bound an end of the range is, and what was said.
    fn bound_of(&self, speakers: &[Speaker], count: u64, side: Side) -> Option<String> {
        let d = self.derivation;
        let voices = || d.voices.iter().filter(|voice| speakers.contains(&voice.speaker));
        let bound = |voice: &'d VoiceStep, which: Side| match which {
            Side::Low => voice.floor.as_ref().filter(|bound| bound.value == count),
            Side::High => voice.ceiling.as_ref().filter(|bound| bound.value == count),
        };
        let same = voices().find_map(|voice| bound(voice, side).map(|bound| (voice, bound, side)));
        let other = || voices().find_map(|voice| bound(voice, side.other()).map(|bound| (voice, bound, side.other())));
        let (voice, bound, which) = same.or_else(other)?;
        let mut clause = self.clause(voice, bound, which);
        if which != side {
            clause.push_str(match side {
                Side::Low => ", the lower side of what they cannot agree on",
                Side::High => ", the upper side of what they cannot agree on",
            });
        }
        Some(clause)
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
        format!("{}, reckoned from the words of {}: {}", Grouped(bound.value), voice.name, terms.join(", "))
    }

    fn of_one(&self, voice: &VoiceStep, said: &StatementStep, value: u64, side: Side) -> String {
        let (name, count) = (&voice.name, quoted(said, value));
        match (said.interest, side) {
            (Interest::Minimise, _) => {
                format!(
                    "{count}, admitted by {name} {}: it would rather err low, so its count is a floor",
                    of_whom(said.case)
                )
            }
            (Interest::Maximise, _) => {
                format!(
                    "{count}, claimed by {name} {}: it would rather err high, so its count is a ceiling",
                    of_whom(said.case)
                )
            }
            (Interest::Neutral, Side::Low) if said.basis == Basis::Documented && self.is_flow() => {
                format!("{count}, documented by {name}: a body count is a floor")
            }
            (Interest::Neutral, Side::Low)
                if self.is_flow() && said.moment < self.derivation.as_of && self.may_rise(said) =>
            {
                format!("{count}, said by {name} as of {}: tolls only rise, so it is a floor", said.moment)
            }
            (Interest::Neutral, _) => format!("{count}, said by {name}"),
        }
    }

    fn is_flow(&self) -> bool {
        self.derivation.quantity.outcome().course() == Course::Flow
    }

    /// Whether the toll may have risen since that statement.
    fn may_rise(&self, said: &StatementStep) -> bool {
        self.derivation.settled.is_none_or(|settled| said.moment <= settled)
    }

    fn best(&mut self) {
        let d = self.derivation;
        let Some(best) = &d.best else { return };
        let count = Grouped(best.count);
        let brought = |from: u64| {
            if from == best.count { String::new() } else { format!(", brought into the range from {}", Grouped(from)) }
        };
        let by = |claim| d.statement(claim).map_or_else(String::new, |(voice, _)| voice.name.clone());
        let sentence = match &best.from {
            BestFrom::Neutral { figure, claim } if d.counting > 1 || *figure != best.count => {
                format!("Best: {count}, the figure of {}{}.", by(claim), brought(*figure))
            }
            BestFrom::Admitted { figure, claim } => {
                format!("Best: {count}, which {} admits{}.", by(claim), brought(*figure))
            }
            BestFrom::Parts { sum, tree } => {
                format!("Best: {count}, the bests of the parts {} added up{}.", along(*tree), brought(*sum))
            }
            BestFrom::Firm { floor } => format!("Best: {count}, what was counted or admitted{}.", brought(*floor)),
            BestFrom::OnlyCount => format!("Best: {count}, the only count left."),
            BestFrom::Neutral { .. } | BestFrom::Ruled => return,
        };
        self.say(sentence);
    }

    fn parts(&mut self) {
        for step in &self.derivation.parts {
            let whole = range(step.sum);
            let sentence = match step.effect {
                PartsEffect::Dissent => format!(
                    "The parts {} add up to {whole}, which cannot be squared with what is said of the whole: \
                     the range was widened to take them in.",
                    along(step.tree)
                ),
                PartsEffect::Unheard => format!(
                    "The parts {} add up to {whole}; where voices disagree, a breakdown does not settle it.",
                    along(step.tree)
                ),
                PartsEffect::Gap => format!(
                    "The parts {} add up to {whole}, which agrees with what is said of the whole but for a gap.",
                    along(step.tree)
                ),
                PartsEffect::Cut if self.derivation.counting > 0 && self.bears_out(step) => {
                    format!("Its parts {} bear it out: {}.", along(step.tree), sum_of(step))
                }
                PartsEffect::Cut => continue,
            };
            self.say(sentence);
        }
    }

    /// Whether the parts alone give the low that the voices give.
    fn bears_out(&self, step: &PartsStep) -> bool {
        let d = self.derivation;
        let low = d.range.low();
        let told = d.low == Setter::Parts(step.tree)
            || d.low == Setter::Firm && d.firm_floor.from == FirmSource::Parts(step.tree);
        low > 0 && step.sum.low() == low && !told
    }

    fn wholes(&mut self) {
        for step in &self.derivation.wholes {
            let (whole, siblings) = (range(step.whole_range), range(step.siblings));
            let sentence = match (step.effect, step.left) {
                (WholeEffect::Cut, Some(left)) => format!(
                    "The whole {} is {whole} and its other parts add up to {siblings}, which leaves {}.",
                    above(step.tree),
                    range(left)
                ),
                _ => format!(
                    "The whole {} is {whole} and its other parts add up to {siblings}: that cannot be squared with \
                     this part, and does not narrow it.",
                    above(step.tree)
                ),
            };
            self.say(sentence);
        }
    }

    fn grade(&mut self) {
        let d = self.derivation;
        let sentence = match d.grade {
            Grade::Unsupported => "Unsupported: nothing that stands bounds it.".to_owned(),
            Grade::Derived => "Derived: nobody has counted just this; it follows from what was counted of its parts \
                               or its wholes."
                .to_owned(),
            Grade::Partisan => "Partisan: only those with a stake in the answer speak of it.".to_owned(),
            Grade::Corroborated => match &d.corroborating {
                Some((one, other)) => format!(
                    "Corroborated: {} and {}, independent of each other, name figures in that range.",
                    self.name(one),
                    self.name(other)
                ),
                None => "Corroborated.".to_owned(),
            },
            Grade::Uncorroborated if self.somebody_names_a_figure() => {
                "Uncorroborated: nobody else names a figure in that range.".to_owned()
            }
            Grade::Uncorroborated => "Uncorroborated: nobody names a figure in that range.".to_owned(),
            Grade::Contested => self.contest(),
        };
        self.say(sentence);
    }

    fn somebody_names_a_figure(&self) -> bool {
        let d = self.derivation;
        let near = d.range.loosened();
        let kept = |said: &&StatementStep| said.fate == Fate::Kept && said.interest != Interest::Maximise;
        let named = |voice: &VoiceStep| {
            voice.statements.iter().filter(kept).filter_map(|said| said.figure).any(|figure| near.contains(figure))
        };
        d.counting_voices().any(named)
    }

    fn contest(&self) -> String {
        let d = self.derivation;
        let dissenters: Vec<String> = d.ruling.dissenters.iter().map(|speaker| self.against(speaker)).collect();
        match (d.ruling.dissent, dissenters.is_empty()) {
            (0, _) if d.counting == 0 => "Contested: voices disagree about its parts.".to_owned(),
            (0, _) => "Contested: the parts and the whole disagree.".to_owned(),
            (dissent, false) if d.policy != DEFAULT => format!(
                "Contested: it contradicts {} of the {} voices: {}.",
                spelled(dissent),
                spelled(d.counting),
                listed(&dissenters)
            ),
            (dissent, true) => format!(
                "Contested: whichever count one takes, {} of the {} voices would be wrong.",
                spelled(dissent),
                spelled(d.counting)
            ),
            (dissent, false) => format!(
                "Contested: whichever count one takes, {} of the {} voices would be wrong; against all of them: {}.",
                spelled(dissent),
                spelled(d.counting),
                listed(&dissenters)
            ),
        }
    }

    /// A dissenter and its bounds.
    fn against(&self, speaker: &Speaker) -> String {
        let Some(voice) = self.derivation.voices.iter().find(|voice| voice.speaker == *speaker) else {
            return speaker.to_string();
        };
        let bounds = match (&voice.floor, &voice.ceiling) {
            (Some(floor), Some(ceiling)) if floor.value == ceiling.value => Grouped(floor.value).to_string(),
            (Some(floor), Some(ceiling)) => format!("{} to {}", Grouped(floor.value), Grouped(ceiling.value)),
            (Some(floor), None) => format!("{} or more", Grouped(floor.value)),
            (None, Some(ceiling)) => format!("at most {}", Grouped(ceiling.value)),
            (None, None) => return voice.name.clone(),
        };
        format!("{} ({bounds})", voice.name)
    }

    fn conceded(&mut self) {
        let Some(conceded) = &self.derivation.conceded else { return };
        let of = match conceded.of_parts {
            None => String::new(),
            Some(tree) => format!(" of the parts {}", along(tree)),
        };
        let sentence = format!("{} conceded by {}{of}.", Grouped(conceded.value), conceded.name);
        self.say(sentence);
    }

    fn ladder(&mut self) {
        let d = self.derivation;
        let told = d.ladder.iter().filter(|rung| rung.wrong > d.ruling.dissent && rung.range != Interval::ANY);
        let rungs: Vec<String> = told
            .take(RUNGS_TOLD)
            .map(|rung| match (rung.wrong, d.counting) {
                (1, 1) => format!("{} if the one voice is wrong", range(rung.range)),
                (1, voices) => format!("{} if one of the {} voices is wrong", range(rung.range), spelled(voices)),
                (wrong, voices) => {
                    format!("{} if {} of the {} voices are wrong", range(rung.range), spelled(wrong), spelled(voices))
                }
            })
            .collect();
        if !rungs.is_empty() {
            self.say(capitalised(&format!("{}.", rungs.join("; "))));
        }
    }

    fn not_counted(&mut self) {
        let d = self.derivation;
        let mut aside: Vec<String> = Vec::new();
        // Those set aside for the same reason, together.
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for known in &d.not_standing {
            let by: Vec<String> = known.by.iter().map(ToString::to_string).collect();
            let why = match known.why {
                Why::Superseded if !by.is_empty() => format!("superseded by {}", listed(&by)),
                why => why.to_string(),
            };
            let claim = format!("{} (\"{}\")", known.claim, known.count);
            match reasons.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, claims)) => claims.push(claim),
                None => reasons.push((why, vec![claim])),
            }
        }
        aside.extend(reasons.into_iter().map(|(why, claims)| format!("{}, {why}", listed(&claims))));
        for voice in &d.voices {
            for (fate, why) in [
                (Fate::Withdrawn, "which a later word of that voice contradicts"),
                (Fate::Empty, "whose window is empty once the toll is settled"),
            ] {
                let fated = voice.statements.iter().filter(|said| said.fate == fate);
                let claims: Vec<String> = fated.map(|said| format!("{} (\"{}\")", said.claim, said.count)).collect();
                if !claims.is_empty() {
                    aside.push(format!("{} of {}, {why}", listed(&claims), voice.name));
                }
            }
        }
        if !aside.is_empty() {
            self.say(format!("Set aside: {}.", aside.join("; ")));
        }
        let overtaken: Vec<String> =
            d.voices.iter().filter(|voice| voice.weight == Weight::Overtaken).map(|voice| voice.name.clone()).collect();
        if !overtaken.is_empty() {
            self.say(format!(
                "Not counted, because somebody who spoke more than a month later says something else: {}.",
                listed(&overtaken)
            ));
        }
    }

    fn name(&self, speaker: &Speaker) -> String {
        let voice = self.derivation.voices.iter().find(|voice| voice.speaker == *speaker);
        voice.map_or_else(|| speaker.to_string(), |voice| voice.name.clone())
    }
}

/// One end of a range.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

impl Side {
    fn other(self) -> Side {
        match self {
            Side::Low => Side::High,
            Side::High => Side::Low,
        }
    }
}

/// Whether a count was said as the plain number.
fn is_plain(said: &StatementStep, value: u64) -> bool {
    said.count.as_str() == Grouped(value).to_string() || said.count.as_str() == value.to_string()
}

/// A count as it was said: the plain number, or the words in quotation marks, behind the number
/// they were read as where they do not name it.
fn quoted(said: &StatementStep, value: u64) -> String {
    let number = Grouped(value).to_string();
    let names_it = said.count.as_str().contains(&number)
        || said.count.as_str().contains(&value.to_string())
        || said.meaning.only() == Some(value);
    if is_plain(said, value) {
        number
    } else if names_it {
        format!("\"{}\"", said.count)
    } else {
        format!("{number}, from \"{}\"", said.count)
    }
}

fn added(said: &StatementStep) -> String {
    match said.since {
        Some(since) => format!("\"{}\" from {since} to {}", said.count, said.moment),
        None => format!("\"{}\" by {}", said.count, said.moment),
    }
}

fn of_whom(case: InterestCase) -> &'static str {
    match case {
        InterestCase::OwnPeople => "of its own side",
        InterestCase::EnemyPeople => "of its enemy",
        InterestCase::OwnDoing => "of what its own side did",
        InterestCase::EnemyDoing => "of what its enemy did",
        _ => "with a stake in it",
    }
}

/// How a sum of parts is told: "by the parts by event, Ghwayran 59 + Diyala 11".
fn by_parts(step: &PartsStep) -> String {
    format!("by the parts {}, {}", along(step.tree), sum_of(step))
}

fn sum_of(step: &PartsStep) -> String {
    let known = added_up(step, |part| part.range.low());
    if known.len() > PARTS_NAMED { format!("{} together", Grouped(step.sum.low())) } else { known.join(" + ") }
}

/// The parts that bring something to a sum, and what they bring.
fn added_up(step: &PartsStep, brings: impl Fn(&PartLine) -> u64) -> Vec<String> {
    let brought = step.parts.iter().map(|part| (part, brings(part))).filter(|&(_, brings)| brings > 0);
    brought.map(|(part, brings)| format!("{} {}", part.name, Grouped(brings))).collect()
}

fn along(tree: Tree) -> &'static str {
    match tree {
        Tree::Event => "by event",
        Tree::Group => "by group",
        Tree::Outcome => "by outcome",
    }
}

fn above(tree: Tree) -> &'static str {
    match tree {
        Tree::Event => "(the event it is part of)",
        Tree::Group => "(the group it is part of)",
        Tree::Outcome => "(all casualties)",
    }
}

fn range(range: Interval) -> String {
    if range == Interval::ANY { "any number".to_owned() } else { range.to_string() }
}

/// A small number in letters.
fn spelled(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| n.to_string(), |&word| word.to_owned())
}

fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
