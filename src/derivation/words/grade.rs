//! Writes the sentences on the grade and on the ranges that hold if some voices are wrong.

use super::Words;
use super::fragments::{
    as_said, by_its_words, capitalised, clauses, first_of, listed, of_voices, spelled, why_empty, with_verb, with_words,
};
use crate::derivation::{AlternativeStep, StatementStep, VoiceStep, Weight};
use crate::reckon::estimate::Grade;
use crate::reckon::parts_and_wholes::PartsEffect;
use crate::record::interest::Interest;
use crate::record::outcome::Course;
use crate::record::quantity::Tree;
use crate::record::source::Basis;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;
use crate::voice::{Fate, ONE_TIME, Speaker};

/// Figures further apart, in seconds, do not bear each other out.
const MONTH: u64 = ONE_TIME.unsigned_abs();

/// Said of figures that are within the [`slack`](crate::interval::slack) of a range, if not in it.
const NEARLY_IN: &str = " or so near it that rounding or recounting explains the difference";

/// The number of rungs of the ladder that are worded.
const RUNGS_TOLD: usize = 2;

impl Words<'_> {
    pub(super) fn grade(&mut self) {
        let d = self.derivation;
        let sentence = match d.grade {
            Grade::Unsupported => self.unsupported(),
            Grade::Derived if self.is_spoken_of() => {
                "Derived: no count of just this sets a bound; it follows from what was counted of its parts or its \
                 wholes."
                    .to_owned()
            }
            Grade::Derived => "Derived: nobody has counted just this; it follows from what was counted of its parts \
                               or its wholes."
                .to_owned(),
            Grade::Partisan if d.counting_voices().any(is_neutral) => {
                "Partisan: the low rests on bodies that the victims' own side counted, and on nothing else.".to_owned()
            }
            Grade::Partisan => "Partisan: only those with a stake in the answer speak of it.".to_owned(),
            Grade::Corroborated => match &d.corroborating {
                Some((one, other)) => format!(
                    "Corroborated: {} and {}, independent of each other, name figures in that range{}.",
                    self.naming(one),
                    self.naming(other),
                    match (self.names_figures_in(d.range, &[one, other]), self.are_apart(one, other)) {
                        (true, false) => "",
                        (true, true) => ", and differ by no more than rounding or recounting explains",
                        (false, _) => NEARLY_IN,
                    }
                ),
                None => "Corroborated.".to_owned(),
            },
            Grade::Uncorroborated => self.uncorroborated(),
            Grade::Contested => self.contest(),
        };
        self.say(sentence);
    }

    pub(super) fn is_spoken_of(&self) -> bool {
        self.derivation.kept().next().is_some()
    }

    /// A voice, and its word that names a figure near the range.
    fn naming(&self, speaker: &Speaker) -> String {
        let voice = self.derivation.voice(speaker);
        let said = voice.and_then(|voice| self.figure_in(self.derivation.range.loosened(), voice, confirms));
        with_words(&self.name(speaker), said.map(as_said))
    }

    /// Who speaks, and why that bounds nothing.
    fn unsupported(&self) -> String {
        let why: Vec<String> = self.derivation.voices.iter().filter_map(|voice| self.bounds_nothing(voice)).collect();
        if why.is_empty() {
            return "Unsupported: no statement in force sets a bound.".to_owned();
        }
        format!("Unsupported: {}.", clauses(&why, "; and others, whose statements set no bound either"))
    }

    /// "Army says \"more than 300\", which sets no bound: it would rather err high, and names no
    /// ceiling".
    fn bounds_nothing(&self, voice: &VoiceStep) -> Option<String> {
        let said = voice.kept().next_back().or(voice.statements.last())?;
        let (d, says) = (self.derivation, format!("{} {}", with_verb(&voice.name, "says", "say"), as_said(said)));
        let why = match (said.fate, said.interest) {
            (Fate::OutOfTime | Fate::Older, _) => "it is of another time",
            (Fate::Withdrawn, _) => "its speaker took it back",
            (Fate::Empty, _) => {
                return Some(format!("{says}, which sets no bound: its window {}", why_empty(said, d.settled)));
            }
            (Fate::Kept, Interest::Maximise) => {
                "a speaker who would rather err high sets no floor, and this count names no ceiling"
            }
            (Fate::Kept, Interest::Minimise) => {
                "a speaker who would rather err low sets no ceiling, and this count names no floor"
            }
            (Fate::Kept, _) if said.basis == Basis::Documented => {
                "a body count is only a floor, and this one names none"
            }
            (Fate::Kept, Interest::Neutral | Interest::Unclear) => "it excludes no number as of this moment",
        };
        Some(format!("{says}, which sets no bound: {why}"))
    }

    /// Who else names a figure in the range, if somebody does, and why that does not corroborate it.
    fn uncorroborated(&self) -> String {
        let d = self.derivation;
        let near = d.range.loosened();
        let (naming, staked): (Vec<&VoiceStep>, Vec<&VoiceStep>) = d
            .voices
            .iter()
            .filter(|voice| voice.weight != Weight::Overtaken && self.figure_in(near, voice, |_| true).is_some())
            .partition(|voice| self.names_a_figure_in(near, voice));
        let quoted = |voice: &&VoiceStep| with_words(&voice.name, self.figure_in(near, voice, |_| true).map(as_said));
        let is_inside = staked.iter().all(|voice| self.figure_in(d.range, voice, |_| true).is_some());
        let staked: Vec<String> = staked.iter().map(quoted).collect();
        let (with_a_stake, limits) = (with_a_stake(&staked, is_inside), limits(&d.voices));
        let who = if staked.is_empty() { "" } else { " without a stake in the answer" };
        let later = naming.is_empty() && d.kept().filter(|said| said.figure.is_some()).any(|said| self.is_later(said));
        let later = if later { "; there are figures of later moments" } else { "" };
        match naming.as_slice() {
            [] => format!("Uncorroborated: nobody{who} names a figure in that range{with_a_stake}{limits}{later}."),
            [_] => format!("Uncorroborated: nobody else{who} names a figure in that range{with_a_stake}{limits}."),
            several => {
                let (names, why) = (first_of(several.iter().map(quoted)), self.why_no_corroboration(several));
                let inside = several.iter().all(|voice| self.names_a_figure_in(d.range, voice));
                let near = if inside { "" } else { NEARLY_IN };
                format!("Uncorroborated: {names} name figures in that range{near}, but {why}{with_a_stake}{limits}.")
            }
        }
    }

    /// Why two voices that name figures near each other do not bear each other out.
    fn why_no_corroboration(&self, voices: &[&VoiceStep]) -> &'static str {
        let near = self.derivation.range.loosened();
        let sound = |said: &StatementStep| said.interest == Interest::Neutral && !said.weak;
        let (mut is_sound, mut is_allied, mut is_apart) = (false, false, false);
        for one in voices {
            let Some(said) = self.figure_in(near, one, sound) else { continue };
            is_sound = true;
            for other in voices.iter().filter(|other| other.speaker != one.speaker) {
                is_allied |= self.derivation.are_allied(&one.speaker, &other.speaker);
                let seconds = self.figure_in(near, other, confirms);
                is_apart |= seconds.is_some_and(|other| other.moment.unix().abs_diff(said.moment.unix()) > MONTH);
            }
        }
        match (is_sound, is_apart, is_allied) {
            (false, ..) => "no source of a neutral figure is graded better than D",
            (_, true, _) => "their figures are more than a month apart",
            (_, _, true) => "they are of allied parties",
            _ => "their newest figures do not agree",
        }
    }

    /// Whether each of the speakers names a figure in the range.
    fn names_figures_in(&self, range: Interval, speakers: &[&Speaker]) -> bool {
        let voice = |speaker: &Speaker| self.derivation.voice(speaker);
        speakers.iter().all(|speaker| voice(speaker).is_some_and(|voice| self.names_a_figure_in(range, voice)))
    }

    /// Whether the bounds of two voices do not meet as they stand, but do with the slack.
    fn are_apart(&self, one: &Speaker, other: &Speaker) -> bool {
        let bounds = |speaker: &Speaker| self.derivation.voice(speaker).and_then(VoiceStep::bounds);
        let voices = bounds(one).zip(bounds(other));
        let meet = |one: Interval, other: Interval| one.meet(other).is_some();
        voices.is_some_and(|(one, other)| !meet(one, other) && meet(one.loosened(), other.loosened()))
    }

    /// Whether the voice, as neutral or against its own interest, names a figure in the range.
    fn names_a_figure_in(&self, range: Interval, voice: &VoiceStep) -> bool {
        self.figure_in(range, voice, confirms).is_some()
    }

    /// The newest kept statement of the voice that names a figure in the range, of no later moment than is
    /// asked about.
    fn figure_in<'v>(
        &self,
        range: Interval,
        voice: &'v VoiceStep,
        counts: impl Fn(&StatementStep) -> bool,
    ) -> Option<&'v StatementStep> {
        let kept = voice.kept().rev().filter(|said| counts(said));
        kept.filter(|said| said.since.is_none() && said.figure.is_some_and(|figure| range.contains(figure)))
            .filter(|said| !self.is_later(said))
            .max_by_key(|said| said.moment)
    }

    /// Whether a statement on a flow speaks of a later moment than is asked about.
    fn is_later(&self, said: &StatementStep) -> bool {
        self.derivation.quantity.outcome().course() == Course::Flow && said.moment > self.derivation.as_of
    }

    fn contest(&self) -> String {
        let d = self.derivation;
        match (d.ruling.dissent, d.counting) {
            (0, 0) => self.contest_of_parts(),
            (0, _) => self.contest_with_parts(),
            _ if d.ruling.alternatives.is_empty() => self.contest_with_rule(),
            _ => self.contest_of_counts(),
        }
    }

    /// Words a contest among parts, where nobody speaks of the whole.
    fn contest_of_parts(&self) -> String {
        let lines = || self.derivation.parts.iter().flat_map(|step| &step.parts);
        let mut contested: Vec<String> = lines().filter(|part| part.contested).map(|part| part.name.clone()).collect();
        contested.sort_unstable();
        contested.dedup();
        if contested.is_empty() {
            return "Contested: its parts by event, by group and by outcome do not add up to the same.".to_owned();
        }
        format!("Contested: voices disagree about its parts: {}.", first_of(&contested))
    }

    /// Words a contest where only the parts contradict the voices on the whole.
    fn contest_with_parts(&self) -> String {
        let d = self.derivation;
        let Some(at) = d.parts.iter().position(|step| step.effect == PartsEffect::Dissent) else {
            return "Contested: the parts and the whole disagree.".to_owned();
        };
        let against = &d.parts[at];
        let before = at.checked_sub(1).map_or(d.ruling.range, |earlier| d.parts[earlier].range);
        let (tree, sum, names) = (against.tree, against.sum.in_words(), d.counting_voices().map(|voice| &voice.name));
        let with_parts = if before == d.ruling.range { "" } else { ", and other parts" };
        format!(
            "Contested: the parts by {tree} ({sum}) and what is said of the whole ({}, by {}{with_parts}) disagree.",
            before.in_words(),
            first_of(names)
        )
    }

    /// Words a contest under a policy's own rule: the counts it took, and the voices they
    /// contradict.
    fn contest_with_rule(&self) -> String {
        let d = self.derivation;
        let supporters: Vec<Speaker> =
            d.counting_voices().filter(|voice| voice.supports).map(|voice| voice.speaker.clone()).collect();
        let ruled = d.ruling.range.in_words();
        let ruled = if supporters.is_empty() { ruled } else { self.backed(d.ruling.range, &supporters) };
        let since = if d.range == d.ruling.range { "" } else { ", which the policy took," };
        format!(
            "Contested: {ruled}{since} contradicts {}: {}.",
            of_voices(d.ruling.dissent, d.counting),
            listed(self.dissenters())
        )
    }

    /// Words a contest of counts: the counts taken, the supporters of each, and the dissenters.
    fn contest_of_counts(&self) -> String {
        let d = self.derivation;
        let voices = of_voices(d.ruling.dissent, d.counting);
        // Counts that contradict fewer may be ruled out: by what was counted body by body or
        // admitted, or because interested voices do not outvote neutral ones.
        let fewest = d.ladder.first().is_some_and(|rung| rung.wrong == d.ruling.dissent);
        let lead = if fewest {
            format!("whichever count one takes, at least {voices} would be wrong")
        } else {
            format!("the counts taken contradict {voices}")
        };
        let backed = |alternative: &AlternativeStep| self.backed(alternative.range, &alternative.supporters);
        let taken: Vec<String> = d.ruling.alternatives.iter().map(backed).collect();
        let dissenters = listed(self.dissenters());
        let (taken, against) = match taken.as_slice() {
            [one] => (one.clone(), " against "),
            [one, other] => (format!("{one} or {other}, not both"), "; against either: "),
            [first @ .., last] => {
                (format!("{} or {last}, only one of them", first.join(", ")), "; against all of them: ")
            }
            [] => return format!("Contested: {lead}."),
        };
        let against = if dissenters.is_empty() { String::new() } else { format!("{against}{dissenters}") };
        format!("Contested: {lead}: {taken}{against}.")
    }

    fn dissenters(&self) -> Vec<String> {
        self.derivation.ruling.dissenters.iter().map(|speaker| self.against(speaker)).collect()
    }

    /// A dissenter and its words.
    fn against(&self, speaker: &Speaker) -> String {
        self.derivation.voice(speaker).map_or_else(|| speaker.to_string(), by_its_words)
    }

    pub(super) fn conceded(&mut self) {
        let Some(conceded) = &self.derivation.conceded else { return };
        let of = match conceded.of_parts {
            None => "",
            Some(Tree::Event) => ", the sum of what it admits for each event within this one",
            Some(Tree::Group) => ", the sum of what it admits for each group within this one",
            Some(Tree::Outcome) => ", the sum of what it admits for the killed and for the wounded",
        };
        let claims = &conceded.claims;
        let by = if claims.is_empty() { String::new() } else { format!(" ({})", first_of(claims)) };
        let sentence = format!("{} conceded by {}{of}{by}.", Grouped(conceded.value), conceded.name);
        self.say(sentence);
    }

    pub(super) fn ladder(&mut self) {
        let d = self.derivation;
        // The ladder is of least dissent, so it does not continue the range of another rule.
        let hull = d.ruling.alternatives.iter().map(|alternative| alternative.range).reduce(Interval::hull);
        if hull != Some(d.ruling.range) {
            return;
        }
        let speak = d.voices.iter().filter(|voice| voice.kept().next().is_some()).count();
        let that_bound = if speak > d.counting { " that set a bound" } else { "" };
        let told = d.ladder.iter().filter(|rung| rung.wrong > d.ruling.dissent && rung.range != Interval::ANY);
        let rungs: Vec<String> = told
            .take(RUNGS_TOLD)
            .map(|rung| {
                let (of, voices) = (rung.range.in_words(), spelled(d.counting));
                match (rung.wrong, d.counting) {
                    (1, 1) => format!("{of} if the one voice{that_bound} is wrong"),
                    (1, _) => format!("{of} if one of the {voices} voices{that_bound} is wrong"),
                    (wrong, _) => format!("{of} if {} of the {voices} voices{that_bound} are wrong", spelled(wrong)),
                }
            })
            .collect();
        if !rungs.is_empty() {
            self.say(capitalised(&format!("{}.", rungs.join("; "))));
        }
    }
}

/// The voices with a stake that name figures in the range, or near it.
fn with_a_stake(voices: &[String], is_inside: bool) -> String {
    let does = match (voices.len(), is_inside) {
        (0, _) => return String::new(),
        (1, true) => "does, but has".to_owned(),
        (_, true) => "do, but have".to_owned(),
        (1, false) => format!("names one{}, but has", NEARLY_IN.trim_start_matches(" or")),
        (_, false) => format!("name figures in it{NEARLY_IN}, but have"),
    };
    format!("; {} {does} a stake in the answer", first_of(voices))
}

fn limits(voices: &[VoiceStep]) -> String {
    let limiting: Vec<String> = voices.iter().filter_map(only_limits).collect();
    match &limiting[..] {
        [] => String::new(),
        [one] => format!("; {one} names only a limit"),
        several => format!("; {} name only limits", first_of(several)),
    }
}

/// Whether a statement can be the second of two that confirm each other.
fn confirms(said: &StatementStep) -> bool {
    matches!(said.interest, Interest::Neutral | Interest::Minimise)
}

/// Whether a kept statement of the voice is neutral.
fn is_neutral(voice: &VoiceStep) -> bool {
    voice.kept().any(|said| said.interest == Interest::Neutral)
}

/// "UN (\"up to 46\")", if all that the voice says is at most so much.
fn only_limits(voice: &VoiceStep) -> Option<String> {
    let newest = voice.kept().next_back()?;
    let is_limit =
        |said: &StatementStep| said.figure.is_none() && said.meaning.low() == 0 && said.meaning != Interval::ANY;
    voice.kept().all(is_limit).then(|| format!("{} ({})", voice.name, as_said(newest)))
}
