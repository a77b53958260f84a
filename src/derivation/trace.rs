//! Finds the claims behind a firm floor or an admission. They are claims on the quantity itself or
//! on its parts.

use crate::dossier::index::SpeakerIndex;
use crate::reckon::engine::Engine;
use crate::record::quantity::Tree;
use crate::voice::Voice;

/// The claims behind the firm floor of a quantity as of `t`, by position in the dossier.
pub(super) fn firm(engine: &Engine<'_>, quantity: u32, t: i64) -> Vec<u32> {
    let t = engine.news(quantity, t).heard_at;
    let mut fold = engine.fold(quantity);
    let voices = fold.voices(t);
    let most = voices.iter().max_by(|a, b| a.firm_floor().cmp(&b.firm_floor()).then(b.speaker.cmp(&a.speaker)));
    let own = most.filter(|voice| voice.firm_floor() > 0);
    let sums = engine.sums(quantity, t);
    let parts = sums.iter().filter(|(_, _, sum)| sum.firm() > own.map_or(0, Voice::firm_floor));
    match (parts.max_by_key(|(_, _, sum)| sum.firm()), own) {
        (Some(&(tree, ..)), _) => {
            of_parts(engine, quantity, tree, |part| engine.part_at(part, t).firm > 0, |part| firm(engine, part, t))
        }
        (None, Some(voice)) => fold.firm_claims(voice.speaker, t, voice.firm_floor()),
        (None, None) => Vec::new(),
    }
}

/// The claims behind what a speaker admits of a quantity as of `t`, by position in the dossier.
pub(super) fn admitted(engine: &Engine<'_>, quantity: u32, speaker: SpeakerIndex, t: i64) -> Vec<u32> {
    let admits = |quantity: u32| {
        let admitted = engine.admitted(quantity).iter().find(|&&(by, _)| by == speaker);
        admitted.map_or(0, |&(_, value)| value)
    };
    let t = engine.news(quantity, t).heard_at;
    let value = admits(quantity);
    let mut fold = engine.fold(quantity);
    let own = fold.voices(t).into_iter().find(|voice| voice.speaker == speaker && voice.admitted() == value);
    if let Some(voice) = own {
        return fold.admitted_claims(speaker, t, voice.admitted());
    }
    let adds_up = |tree: &&Tree| {
        let parts = engine.parts_in_play(quantity, **tree);
        value > 0 && parts.fold(0_u64, |sum, &part| sum.saturating_add(admits(part))) == value
    };
    match Tree::ALL.iter().find(adds_up) {
        Some(&tree) => {
            of_parts(engine, quantity, tree, |part| admits(part) > 0, |part| admitted(engine, part, speaker, t))
        }
        None => Vec::new(),
    }
}

fn of_parts(
    engine: &Engine<'_>,
    whole: u32,
    tree: Tree,
    counts: impl Fn(u32) -> bool,
    claims: impl Fn(u32) -> Vec<u32>,
) -> Vec<u32> {
    let parts = engine.parts_in_play(whole, tree).copied().filter(|&part| counts(part));
    let mut all: Vec<u32> = parts.flat_map(claims).collect();
    all.sort_unstable();
    all.dedup();
    all
}
