//! A model of what the crate computes, built from the definitions by trying everything out:
//! every toll, every count, every part anew for every moment. It shares no code with the crate
//! but the reading of a count, and is slow: it is for dossiers of small numbers.

mod counts;
pub(crate) mod tiny;
mod tolls;
mod voices;
mod world;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Value, json};

use counts::{ENDLESS, Range, agreement, hull, inside, ladder, least_dissent, loosened, meet, shown, sum};
use voices::{Claim, Figure, Quantity, Voice};
use world::{DAY, STOCKS, World, seconds, show, text};

/// A quantity and the moment it is asked of.
type Asked = (Quantity, i64);

/// One question put to one dossier.
pub(crate) struct Model {
    world: World,
    known: Vec<Claim>,
    why: BTreeMap<String, &'static str>,
    in_play: BTreeSet<Quantity>,
    as_of: Option<i64>,
    voices: RefCell<BTreeMap<Asked, Rc<Vec<Voice>>>>,
    before: RefCell<BTreeMap<Asked, Before>>,
    /// Which of the rarer turns the answer took.
    pub(crate) reach: RefCell<BTreeSet<String>>,
}

/// A quantity's estimate before wholes.
#[derive(Clone, Debug)]
struct Before {
    range: Range,
    phi: usize,
    dissenters: Vec<String>,
    parts_dissent: bool,
    parts_bests: Vec<i64>,
    firm: i64,
    best: Option<i64>,
    grade: &'static str,
}

struct Branch {
    name: &'static str,
    parts: Vec<Quantity>,
    exhaustive: bool,
}

impl Model {
    pub(crate) fn new(dossier: &Value, as_of: Option<&str>, known_by: Option<&str>) -> Model {
        let world = World(dossier.clone());
        let by = |second: i64| known_by.is_none_or(|known_by| second <= seconds(known_by));
        let claims = world.list("claims").iter().map(|claim| Claim::of(&world, claim));
        let known: Vec<Claim> = claims.filter(|claim| by(claim.published)).collect();
        let retracted = |claim: &Claim| claim.retracted.is_some_and(by);
        let mut why = BTreeMap::new();
        for claim in &known {
            let in_its_place =
                |later: &&Claim| later.supersedes.contains(&claim.id) && !retracted(later) && !later.discounted;
            if retracted(claim) {
                why.insert(claim.id.clone(), "retracted");
            } else if known.iter().any(|later| in_its_place(&later)) {
                why.insert(claim.id.clone(), "superseded");
            } else if claim.discounted {
                why.insert(claim.id.clone(), "discounted");
            }
        }
        // Each accuses the other: nobody can tell which way such a speaker would have the count err.
        let answered: Vec<usize> = known
            .iter()
            .enumerate()
            .filter(|(_, claim)| claim.accuses && claim.interest == "maximise")
            .filter(|(_, claim)| {
                known.iter().any(|other| {
                    let (Some(by), Some(speaker)) = (&other.party, &claim.party) else { return false };
                    !why.contains_key(&other.id)
                        && (&other.quantity.0, &other.quantity.1) == (&claim.quantity.0, &claim.quantity.1)
                        && world.opposed(speaker, by)
                        && other.perpetrator.as_ref().is_some_and(|doer| world.allied(speaker, doer))
                })
            })
            .map(|(at, _)| at)
            .collect();
        let mut known = known;
        for at in answered {
            known[at].interest = "unclear";
        }
        let casualties = known.iter().any(|claim| claim.quantity.2 == "casualties");
        let mut in_play = BTreeSet::new();
        for (event, group, outcome) in known.iter().map(|claim| claim.quantity.clone()) {
            if STOCKS.contains(&outcome.as_str()) {
                in_play.insert((event, group, outcome));
                continue;
            }
            for event in world.up("events", &event) {
                for group in world.up("groups", &group) {
                    in_play.insert((event.to_owned(), group.to_owned(), outcome.clone()));
                    if casualties && (outcome == "killed" || outcome == "wounded") {
                        in_play.insert((event.to_owned(), group.to_owned(), "casualties".to_owned()));
                    }
                }
            }
        }
        let as_of = as_of.map(seconds);
        Model {
            world,
            known,
            why,
            in_play,
            as_of,
            voices: RefCell::default(),
            before: RefCell::default(),
            reach: RefCell::default(),
        }
    }

    /// The estimates as the crate would write them.
    pub(crate) fn estimates(&self) -> Vec<Value> {
        self.in_play.iter().map(|quantity| self.estimate(quantity)).collect()
    }

    fn reach(&self, turn: impl Into<String>) {
        self.reach.borrow_mut().insert(turn.into());
    }

    fn stands(&self, claim: &Claim) -> bool {
        !self.why.contains_key(&claim.id)
    }

    /// The trees in which the quantity has parts in play.
    fn branches(&self, (event, group, outcome): &Quantity) -> Vec<Branch> {
        if STOCKS.contains(&outcome.as_str()) {
            return Vec::new();
        }
        let events = self.world.parts("events", event);
        let groups = self.world.parts("groups", group);
        let outcomes = if outcome == "casualties" { vec!["killed", "wounded"] } else { Vec::new() };
        let flag = |list, id| self.world.record(list, id)["exhaustive"] == true;
        let declared: [(&'static str, bool, Vec<Quantity>); 3] = [
            ("event", flag("events", event), events.iter().map(|e| quantity(e, group, outcome)).collect()),
            ("group", flag("groups", group), groups.iter().map(|g| quantity(event, g, outcome)).collect()),
            ("outcome", false, outcomes.iter().map(|o| quantity(event, group, o)).collect()),
        ];
        let branch = |(name, exhaustive, declared): (&'static str, bool, Vec<Quantity>)| {
            let parts: Vec<Quantity> = declared.iter().filter(|part| self.in_play.contains(part)).cloned().collect();
            Branch { name, exhaustive: exhaustive && parts.len() == declared.len(), parts }
        };
        declared.into_iter().map(branch).filter(|branch| !branch.parts.is_empty()).collect()
    }

    /// The wholes in play, with the tree each is one of.
    fn wholes(&self, (event, group, outcome): &Quantity) -> Vec<(&'static str, Quantity)> {
        let above = |list, id| text(self.world.record(list, id), "part_of");
        let mut wholes = Vec::new();
        wholes.extend(above("events", event).map(|whole| ("event", quantity(whole, group, outcome))));
        wholes.extend(above("groups", group).map(|whole| ("group", quantity(event, whole, outcome))));
        if outcome == "killed" || outcome == "wounded" {
            wholes.push(("outcome", quantity(event, group, "casualties")));
        }
        wholes.retain(|(_, whole)| self.in_play.contains(whole));
        wholes
    }

    fn is_at_or_below(&self, part: &Quantity, whole: &Quantity) -> bool {
        part == whole
            || (!STOCKS.contains(&part.2.as_str())
                && self.world.up("events", &part.0).contains(&whole.0.as_str())
                && self.world.up("groups", &part.1).contains(&whole.1.as_str())
                && (part.2 == whole.2 || (whole.2 == "casualties" && (part.2 == "killed" || part.2 == "wounded"))))
    }

    fn moment(&self, quantity: &Quantity) -> i64 {
        self.as_of.unwrap_or(self.newest(quantity))
    }

    /// The newest moment of the standing claims at or below it, else of the known ones.
    fn newest(&self, quantity: &Quantity) -> i64 {
        let below = || self.known.iter().filter(|claim| self.is_at_or_below(&claim.quantity, quantity));
        let newest = below().filter(|claim| self.stands(claim)).map(|claim| claim.said_at).max();
        newest.or(below().map(|claim| claim.said_at).max()).unwrap_or(0)
    }

    /// As of when a flow is answered that is asked about as of `t`, if that is before `t`.
    fn lapsed_since(&self, quantity: &Quantity, t: i64) -> Option<i64> {
        let (newest, place) = (self.newest(quantity), |t| self.world.clamp(&quantity.0, &quantity.2, t));
        (!STOCKS.contains(&quantity.2.as_str()) && place(t) > place(newest)).then_some(newest)
    }

    /// Every voice, silent ones too.
    fn all_voices(&self, quantity: &Quantity, t: i64) -> Rc<Vec<Voice>> {
        let key = (quantity.clone(), t);
        if let Some(known) = self.voices.borrow().get(&key) {
            return Rc::clone(known);
        }
        let placed = self.world.clamp(&quantity.0, &quantity.2, t);
        let mut by_voice: BTreeMap<&str, Vec<Claim>> = BTreeMap::new();
        for claim in self.known.iter().filter(|claim| claim.quantity == *quantity && self.stands(claim)) {
            by_voice.entry(&claim.voice).or_default().push(claim.clone());
        }
        let voices = Rc::new(by_voice.into_values().map(|claims| Voice::of(claims, placed)).collect::<Vec<_>>());
        self.voices.borrow_mut().insert(key, Rc::clone(&voices));
        voices
    }

    fn voices(&self, quantity: &Quantity, t: i64) -> Vec<Voice> {
        let all = self.all_voices(quantity, t);
        let heard: Vec<&Voice> = all.iter().filter(|voice| !voice.is_silent()).collect();
        let stock = STOCKS.contains(&quantity.2.as_str());
        let overtaken = |voice: &Voice| stock && heard.iter().any(|other| voice.is_overtaken(other));
        heard.iter().copied().filter(|voice| !overtaken(voice)).cloned().collect()
    }

    fn own_firm(&self, quantity: &Quantity, t: i64) -> i64 {
        self.voices(quantity, t).iter().map(|voice| voice.firm).max().unwrap_or(0)
    }

    fn firm(&self, quantity: &Quantity, t: i64) -> i64 {
        let branches = self.branches(quantity);
        let of_parts = branches.iter().map(|branch| sum(branch.parts.iter().map(|part| self.firm(part, t))));
        of_parts.chain([self.own_firm(quantity, t)]).max().unwrap_or(0)
    }

    fn before(&self, quantity: &Quantity, t: i64) -> Before {
        let key = (quantity.clone(), t);
        if let Some(known) = self.before.borrow().get(&key) {
            return known.clone();
        }
        if let Some(newest) = self.lapsed_since(quantity, t) {
            let mut then = self.before(quantity, newest);
            if then.range.1 < ENDLESS {
                self.reach("a ceiling lapsed");
            }
            then.range.1 = ENDLESS;
            if then.range == (0, ENDLESS) && then.best.is_none() && then.grade != "contested" {
                then.grade = "unsupported";
            }
            self.before.borrow_mut().insert(key, then.clone());
            return then;
        }
        let voices = self.voices(quantity, t);
        let firm = self.firm(quantity, t);
        let (mut range, phi, dissenters) = least_dissent(&voices, firm);
        if range != least_dissent(&without_figures(&voices), firm).0 {
            self.reach("figures in a gap");
        }
        let (mut parts_dissent, mut parts_bests, mut contested_part) = (false, Vec::new(), false);
        for branch in self.branches(quantity) {
            let parts: Vec<Before> = branch.parts.iter().map(|part| self.before(part, t)).collect();
            contested_part |= parts.iter().any(|part| part.grade == "contested");
            let high = if branch.exhaustive { sum(parts.iter().map(|part| part.range.1)) } else { ENDLESS };
            let said = (sum(parts.iter().map(|part| part.range.0)), high);
            if meet(loosened(said), loosened(range)).is_none() {
                range = hull(said, range);
                parts_dissent = true;
                self.reach("parts dissent");
            } else if phi > 0 || parts_dissent {
                self.reach("a breakdown unheard");
            } else if let Some(both) = meet(said, range) {
                if both != range {
                    self.reach(format!("cut to the parts by {}", branch.name));
                }
                range = both;
            } else {
                range = (said.1.min(range.1), said.0.max(range.0));
                self.reach("gap between parts and whole");
            }
            let supported = || parts.iter().filter(|part| part.grade != "unsupported").map(|part| part.best);
            if let Some(best) = supported().collect::<Option<Vec<i64>>>().filter(|bests| !bests.is_empty()) {
                let best = sum(best.into_iter());
                if branch.exhaustive || (voices.is_empty() && best > 0) {
                    parts_bests.push(best);
                }
            }
        }
        let mut before =
            Before { range, phi, dissenters, parts_dissent, parts_bests, firm, best: None, grade: "unsupported" };
        before.best = self.best(&voices, &before, range);
        before.grade = self.grade(&voices, &before, range, before.best, contested_part);
        self.before.borrow_mut().insert(key, before.clone());
        before
    }

    fn best(&self, voices: &[Voice], before: &Before, range: Range) -> Option<i64> {
        let near = loosened(range);
        let supporters = || voices.iter().filter(|voice| !before.dissenters.contains(&voice.name));
        let median = |figures: Vec<Option<Figure>>| {
            let lying = |within: Range| -> Vec<Figure> {
                figures.iter().flatten().copied().filter(|&(_, figure)| inside(figure, within)).collect()
            };
            let named = if lying(range).is_empty() { lying(near) } else { lying(range) };
            let newest = named.iter().map(|&(moment, _)| moment).max()?;
            let recent = named.iter().filter(|&&(moment, _)| newest - moment <= 31 * DAY);
            let mut recent: Vec<i64> = recent.map(|&(_, figure)| figure).collect();
            if recent.len() < named.len() {
                self.reach("an old figure");
            }
            recent.sort_unstable();
            Some(recent[(recent.len() - 1) / 2])
        };
        let neutral = median(supporters().map(|voice| voice.neutral_figure).collect());
        let minimising = || median(supporters().map(|voice| voice.minimising_figure).collect());
        let own = || median(supporters().map(|voice| voice.own_figure).collect());
        let parts = || before.parts_bests.iter().copied().filter(|&best| inside(best, near)).max();
        let firm = || (before.firm > 0 && inside(before.firm, near)).then_some(before.firm);
        if let Some(best) = neutral.or_else(minimising) {
            return Some(best.clamp(range.0, range.1));
        }
        if let Some(best) = own() {
            self.reach("best of the victims' own count");
            return Some(best.clamp(range.0, range.1));
        }
        if let Some(best) = parts() {
            self.reach("best of the parts");
            return Some(best.clamp(range.0, range.1));
        }
        if let Some(best) = firm() {
            self.reach("best of the firm floor");
            return Some(best.clamp(range.0, range.1));
        }
        let named =
            supporters().any(|voice| voice.neutral_figure.or(voice.minimising_figure).or(voice.own_figure).is_some());
        if range.0 == range.1 && !named {
            self.reach("best for want of another count");
            return Some(range.0);
        }
        None
    }

    fn grade(
        &self,
        voices: &[Voice],
        before: &Before,
        range: Range,
        best: Option<i64>,
        contested_part: bool,
    ) -> &'static str {
        if before.phi > 0 || before.parts_dissent || (voices.is_empty() && contested_part) {
            return "contested";
        }
        if range == (0, ENDLESS) && best.is_none() {
            return "unsupported";
        }
        if voices.is_empty() {
            return "derived";
        }
        if !voices.iter().any(|voice| voice.is_neutral) {
            return "partisan";
        }
        let supporters = || voices.iter().filter(|voice| !before.dissenters.contains(&voice.name));
        let own_low = |voice: &&Voice| voice.bounds.0 == range.0 && voice.other_floor < range.0;
        if before.firm < range.0
            && supporters().any(|voice| own_low(&voice))
            && !supporters().any(|voice| voice.other_floor == range.0)
        {
            self.reach("a low by the victims' own side");
            return "partisan";
        }
        let near = loosened(range);
        let named = |figure: Option<Figure>, first: i64| {
            figure.is_some_and(|(moment, figure)| inside(figure, near) && (moment - first).abs() <= 31 * DAY)
        };
        for one in voices.iter().filter(|voice| !before.dissenters.contains(&voice.name)) {
            for other in voices.iter().filter(|voice| !before.dissenters.contains(&voice.name)) {
                let together = match (&one.party, &other.party) {
                    (Some(one), Some(other)) => self.world.allied(one, other),
                    _ => one.name == other.name,
                };
                let Some((first, figure)) = one.sound_figure else { continue };
                if !together
                    && inside(figure, near)
                    && (named(other.neutral_figure, first) || named(other.minimising_figure, first))
                {
                    return "corroborated";
                }
            }
        }
        "uncorroborated"
    }

    /// What exhaustive wholes leave of a range.
    fn narrowed(&self, quantity: &Quantity, t: i64, mut range: Range) -> Range {
        for (tree, whole) in self.wholes(quantity) {
            let branches = self.branches(&whole);
            let Some(branch) = branches.iter().find(|branch| branch.name == tree && branch.exhaustive) else {
                continue;
            };
            let since = self.lapsed_since(&whole, t);
            let then = since.unwrap_or(t);
            let mut own = least_dissent(&self.voices(&whole, then), self.own_firm(&whole, then)).0;
            if since.is_some() {
                own.1 = ENDLESS;
            }
            let narrowed = self.narrowed(&whole, t, own);
            if narrowed != own {
                self.reach("a whole narrowed by its own whole");
            }
            let (low, high) = loosened(narrowed);
            let siblings: Vec<Range> =
                branch.parts.iter().filter(|part| *part != quantity).map(|part| self.before(part, t).range).collect();
            let (lows, highs) = (sum(siblings.iter().map(|s| s.0)), sum(siblings.iter().map(|s| s.1)));
            if high < lows {
                self.reach("siblings beyond the whole");
                continue;
            }
            let left = (
                if highs == ENDLESS { 0 } else { (low - highs).max(0) },
                if high == ENDLESS { high } else { high - lows },
            );
            match meet(left, range) {
                Some(cut) if cut != range => {
                    self.reach(format!("narrowed by the whole {tree}"));
                    range = cut;
                }
                Some(_) => {}
                None => self.reach("a whole unheard"),
            }
        }
        range
    }

    /// What a voice admits of a quantity, or of its parts along one tree.
    fn admits(&self, voice: &str, quantity: &Quantity, t: i64) -> i64 {
        let own = self.voices(quantity, t).iter().find(|v| v.name == voice).map_or(0, |v| v.admits);
        let branches = self.branches(quantity);
        let of_parts = branches.iter().map(|branch| sum(branch.parts.iter().map(|part| self.admits(voice, part, t))));
        of_parts.chain([own]).max().unwrap_or(0)
    }

    fn estimate(&self, quantity: &Quantity) -> Value {
        let t = self.moment(quantity);
        let since = self.lapsed_since(quantity, t);
        let then = since.unwrap_or(t);
        let voices = self.voices(quantity, then);
        let before = self.before(quantity, t);
        let contested_part = self
            .branches(quantity)
            .iter()
            .any(|branch| branch.parts.iter().any(|part| self.before(part, then).grade == "contested"));
        let range = self.narrowed(quantity, t, before.range);
        // No news changes nothing; but what a whole cuts is settled anew.
        let (best, grade) = if since.is_some() && range == before.range {
            (before.best, before.grade)
        } else {
            if since.is_some() {
                self.reach("lapsed, then cut");
            }
            let best = self.best(&voices, &before, range);
            (best, self.grade(&voices, &before, range, best, contested_part))
        };
        let mut dissenters = before.dissenters.clone();
        dissenters.extend(before.parts_dissent.then(|| "parts".to_owned()));
        dissenters.sort();
        let speakers: BTreeSet<&str> =
            self.known.iter().filter(|claim| self.stands(claim)).map(|claim| claim.voice.as_str()).collect();
        let conceded = speakers.into_iter().map(|voice| self.admits(voice, quantity, then)).max().unwrap_or(0);
        let all = self.all_voices(quantity, then);
        let mut aside: BTreeMap<String, &str> = all.iter().flat_map(|voice| voice.set_aside.clone()).collect();
        let own = self.known.iter().filter(|claim| claim.quantity == *quantity);
        aside.extend(own.filter_map(|claim| Some((claim.id.clone(), *self.why.get(&claim.id)?))));
        let mut ladder = ladder(&voices);
        if since.is_some() {
            for (_, rung) in &mut ladder {
                rung.1 = ENDLESS;
            }
            ladder.dedup_by_key(|&mut (_, rung)| rung);
        }
        self.reached(quantity, then, grade, &aside, ladder.len());
        let rung = |(wrong, (low, high)): &(usize, Range)| json!({"wrong": wrong, "low": low, "high": shown(*high)});
        json!({
            "event": quantity.0, "group": quantity.1, "outcome": quantity.2, "as_of": show(t),
            "low": range.0, "best": best, "high": shown(range.1), "grade": grade, "status": "answered",
            "dissent": before.phi, "dissenters": dissenters,
            "conceded": (conceded > 0).then_some(conceded),
            "ladder": ladder.iter().map(rung).collect::<Vec<_>>(),
            "set_aside": aside.iter().map(|(claim, why)| json!({"claim": claim, "why": why})).collect::<Vec<_>>(),
        })
    }

    fn reached(&self, quantity: &Quantity, t: i64, grade: &str, aside: &BTreeMap<String, &str>, rungs: usize) {
        self.reach(grade);
        for why in aside.values() {
            self.reach(*why);
        }
        let voices = self.voices(quantity, t);
        let all = self.all_voices(quantity, t);
        let undisputed = self.before(quantity, t).phi == 0;
        let turns = [
            (rungs >= 3, "a ladder of three rungs"),
            (rungs >= 5, "a ladder of five rungs"),
            (voices.iter().any(|voice| voice.windows_matter), "windows that matter"),
            (all.iter().any(Voice::is_silent), "a silent voice"),
            (all.iter().filter(|voice| !voice.is_silent()).count() > voices.len(), "a voice overtaken"),
            (undisputed && agreement(&voices, self.firm(quantity, t)).1, "a gap between voices"),
            (self.firm(quantity, t) > self.own_firm(quantity, t), "parts firmer than the whole"),
            (all.iter().any(|voice| voice.corrected), "a correction"),
            (
                self.known
                    .iter()
                    .any(|claim| claim.quantity == *quantity && claim.accuses && claim.interest == "unclear"),
                "each accuses the other",
            ),
            (
                self.known.iter().any(|claim| claim.quantity == *quantity && claim.is_own_count()),
                "the victims' own count",
            ),
        ];
        for (_, turn) in turns.into_iter().filter(|(reached, _)| *reached) {
            self.reach(turn);
        }
    }
}

/// The same voices, as if none named a figure.
fn without_figures(voices: &[Voice]) -> Vec<Voice> {
    voices.iter().map(|voice| Voice { neutral_figure: None, ..voice.clone() }).collect()
}

fn quantity(event: &str, group: &str, outcome: &str) -> Quantity {
    (event.to_owned(), group.to_owned(), outcome.to_owned())
}
