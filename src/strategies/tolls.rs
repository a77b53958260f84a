//! Generated worlds with known tolls and known biases of sources, and the claims of these sources.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::sound;
use crate::calibrate::Stake;
use crate::count::{Count, Vague};
use crate::{Claim, Dossier, Draft, Event, Group, Moment, Outcome, Party, Quantity, Source, SourceKind, Status};

/// A generated world: a dossier of claims, the toll of every quantity and the bias of every source.
///
/// The world differs from the model of [`calibrate`](crate::calibrate): noise is normal with outliers,
/// not Student t; numbers are rounded; media copy the numbers of others without naming them, and copy
/// frequent numbers more often; every event hides a share of its dead from all sources.
///
/// ```
/// use corroborate::strategies::BiasedWorld;
///
/// let world = BiasedWorld::drawn(7, 3);
/// assert_eq!(world.tolls().len(), 3, "the toll of each event is known");
/// assert_eq!(BiasedWorld::drawn(7, 3).tolls(), world.tolls(), "the same seed gives the same world");
/// ```
#[derive(Clone, PartialEq)]
pub struct BiasedWorld {
    seed: u64,
    dossier: Dossier,
    tolls: BTreeMap<Quantity, u64>,
    biases: BTreeMap<(String, Stake), f64>,
}

impl BiasedWorld {
    /// The world of this seed. It is the same on every machine.
    ///
    /// ```
    /// use corroborate::strategies::BiasedWorld;
    ///
    /// let world = BiasedWorld::drawn(7, 3);
    /// assert_eq!(world.dossier().events().len(), 3);
    /// ```
    pub fn drawn(seed: u64, events: usize) -> BiasedWorld {
        let mut dice = Dice(seed);
        let speakers = speakers(&mut dice);
        let mut draft = scene(&speakers);
        let mut tolls = BTreeMap::new();
        for number in 0..events {
            let event = Event::new(sound(format!("e{number}").parse()), &format!("Event {number}"));
            let event = event.with_start(day(-2)).with_end(day(0));
            let quantity = Quantity::new(event.id().clone(), sound("dead".parse()), Outcome::Killed);
            let toll = whole(libm::exp(dice.even() * 8.0));
            draft.add_event(event);
            let said = said(&mut dice, &speakers, toll);
            for (place, word) in said.into_iter().enumerate() {
                draft.add_claim(Claim::new(
                    sound(format!("c{number}-{place}").parse()),
                    (quantity.event().clone(), quantity.group().clone(), Outcome::Killed),
                    sound(word.count.parse::<Count>()),
                    sound(word.source.parse()),
                    day(word.days),
                ));
            }
            tolls.insert(quantity, toll);
        }
        let biases = speakers.iter().map(|speaker| ((speaker.voice.clone(), speaker.stake), speaker.bias)).collect();
        BiasedWorld { seed, dossier: sound(draft.check()), tolls, biases }
    }

    /// The claims.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The toll of every quantity.
    pub fn tolls(&self) -> &BTreeMap<Quantity, u64> {
        &self.tolls
    }

    /// The bias of every voice by its key in a bias table and its stake, relative to the share of dead
    /// that all sources miss.
    pub fn biases(&self) -> &BTreeMap<(String, Stake), f64> {
        &self.biases
    }
}

/// A [`BiasedWorld`] of a dozen or more events.
pub fn biased_world() -> impl Strategy<Value = BiasedWorld> {
    (any::<u64>(), 14..=40_usize).prop_map(|(seed, events)| BiasedWorld::drawn(seed, events))
}

/// Prints the arguments of [`BiasedWorld::drawn`].
impl std::fmt::Debug for BiasedWorld {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BiasedWorld::drawn({}, {})", self.seed, self.tolls.len())
    }
}

struct SpeakerPlan {
    source: String,
    voice: String,
    kind: SourceKind,
    party: Option<&'static str>,
    stake: Stake,
    bias: f64,
    noise: f64,
    /// The probability that it speaks.
    speaks: f64,
    /// The probability that it copies another voice.
    copies: f64,
}

struct Word {
    source: String,
    count: String,
    days: i64,
}

fn speakers(dice: &mut Dice) -> Vec<SpeakerPlan> {
    let mut speakers = Vec::new();
    let mut add = |name: &str, many: usize, kind, (mean, sd): (f64, f64), noise, speaks, copies, dice: &mut Dice| {
        for number in 0..many {
            let source = format!("{name}{number}");
            speakers.push(SpeakerPlan {
                voice: source.clone(),
                source,
                kind,
                party: None,
                stake: Stake::Neutral,
                bias: mean + sd * dice.normal(),
                noise,
                speaks,
                copies,
            });
        }
    };
    add("monitor", 4, SourceKind::Monitor, (0.0, 0.12), 0.20, 0.5, 0.0, dice);
    add("official", 3, SourceKind::Official, (0.0, 0.25), 0.35, 0.4, 0.05, dice);
    add("medium", 6, SourceKind::Media, (0.0, 0.15), 0.35, 0.35, 0.45, dice);
    add("clinic", 2, SourceKind::Medical, (0.0, 0.15), 0.25, 0.2, 0.0, dice);
    let mut party = |party: &'static str, stake, mean: f64, dice: &mut Dice| {
        speakers.push(SpeakerPlan {
            source: format!("{party}-press"),
            voice: party.to_owned(),
            kind: SourceKind::Belligerent,
            party: Some(party),
            stake,
            bias: mean + 0.3 * dice.normal(),
            noise: 0.45,
            speaks: 0.4,
            copies: 0.0,
        });
    };
    party("own", Stake::OwnLoss, -0.75, dice);
    party("enemy", Stake::EnemyLoss, 0.90, dice);
    speakers
}

/// The sources, the two parties and the group whose dead are counted.
fn scene(speakers: &[SpeakerPlan]) -> Draft {
    let mut draft = Draft::new();
    draft.add_party(Party::new(sound("own".parse()), "Own side").with_opposes(sound("enemy".parse())));
    draft.add_party(Party::new(sound("enemy".parse()), "Enemy"));
    let dead = Group::new(sound("dead".parse()), "The dead of one side").with_party(sound("own".parse()));
    draft.add_group(dead.with_status(Status::Combatant));
    for speaker in speakers {
        let source = Source::new(sound(speaker.source.parse()), &speaker.source, speaker.kind);
        draft.add_source(match speaker.party {
            Some(party) => source.with_party(sound(party.parse())),
            None => source,
        });
    }
    draft
}

/// The statements on one event, by at least two voices. At least one has no stake.
fn said(dice: &mut Dice, speakers: &[SpeakerPlan], toll: u64) -> Vec<Word> {
    const DAYS: [(i64, f64); 6] = [(0, -0.20), (1, -0.20), (3, -0.10), (6, -0.10), (15, -0.03), (45, 0.0)];
    let hidden = 0.15 + 0.10 * dice.normal();
    let log = libm::log(real(toll) + 0.5) - hidden;
    let mut words: Vec<Word> = Vec::new();
    let first = dice.below(4);
    let mut numbers: Vec<u64> = Vec::new();
    for (place, speaker) in speakers.iter().enumerate() {
        let speaks = dice.even() < speaker.speaks;
        let is_last = place + 1 == speakers.len();
        if !speaks && place != first && !(is_last && words.len() < 2) {
            continue;
        }
        let (days, late) = DAYS[dice.below(DAYS.len())];
        let outlier = if dice.even() < 0.04 { 3.0 } else { 1.0 };
        let noise = speaker.noise * outlier * dice.normal();
        let own = rounded(whole(libm::exp(log + speaker.bias + late + noise) - 0.5), dice);
        let copied = dice.even() < speaker.copies && !numbers.is_empty();
        let number = if copied { numbers[dice.below(numbers.len())] } else { own };
        numbers.push(number);
        words.push(Word { source: speaker.source.clone(), count: worded(number, dice), days });
    }
    words
}

/// Rounds three in ten of the larger numbers.
fn rounded(n: u64, dice: &mut Dice) -> u64 {
    let unit = match n {
        ..20 => 1,
        20..100 => 5,
        100..1_000 => 10,
        _ => 100,
    };
    if dice.even() < 0.3 { (n + unit / 2) / unit * unit } else { n }
}

/// Lowers the number of a floor and raises that of a ceiling.
fn worded(n: u64, dice: &mut Dice) -> String {
    let times = |factor: f64| whole(real(n) * factor);
    match dice.below(20) {
        0..3 if n > 3 => format!("at least {}", times(0.82).max(1)),
        3 if n > 3 => format!("up to {}", times(1.28)),
        4 if n > 10 => format!("about {n}"),
        5 => word_for(n).map_or_else(|| n.to_string(), |word| word.to_string()),
        _ => n.to_string(),
    }
}

fn word_for(n: u64) -> Option<Vague> {
    match n {
        3..10 => Some(Vague::Several),
        24..100 => Some(Vague::Dozens),
        200..1_000 => Some(Vague::Hundreds),
        _ => None,
    }
}

fn day(days: i64) -> Moment {
    sound("2022-01-30".parse::<Moment>()).plus_days(days)
}

#[expect(clippy::cast_precision_loss, reason = "tolls of a few thousand")]
fn real(n: u64) -> f64 {
    n as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "brought into range first")]
fn whole(x: f64) -> u64 {
    x.round().clamp(0.0, 1e7) as u64
}

/// Sebastiano Vigna's splitmix64. It gives the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    fn even(&mut self) -> f64 {
        real(self.next() >> 11) / real(1 << 53)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % n.max(1)
    }

    /// Approximately standard normal: the sum of twelve uniform numbers minus six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }
}
