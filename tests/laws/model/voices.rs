//! Claims as they are said, and the voices they make (design §4 and §5).

use corroborate::{Count, Lexicon};
use serde_json::Value;

use super::counts::{ENDLESS, loosened, meet};
use super::tolls::{Word, bounds, can_be_true};
use super::world::{DAY, STOCKS, World, second, text, texts};

pub(crate) type Quantity = (String, String, String);

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "as on the wire")]
pub(crate) struct Claim {
    pub(crate) id: String,
    pub(crate) quantity: Quantity,
    pub(crate) voice: String,
    pub(crate) party: Option<String>,
    source: String,
    /// Who is said to have done it.
    pub(crate) perpetrator: Option<String>,
    correction: bool,
    pub(crate) said_at: i64,
    pub(crate) published: i64,
    pub(crate) retracted: Option<i64>,
    pub(crate) supersedes: Vec<String>,
    pub(crate) discounted: bool,
    low: i64,
    high: i64,
    figure: Option<i64>,
    moment: i64,
    since: Option<i64>,
    pub(crate) interest: &'static str,
    /// It accuses an enemy, and that alone gives it an interest.
    pub(crate) accuses: bool,
    documented: bool,
    weak: bool,
}

impl Claim {
    pub(crate) fn of(world: &World, claim: &Value) -> Claim {
        let field = |name| text(claim, name).unwrap_or_default().to_owned();
        let (event, group, outcome, source) = (field("event"), field("group"), field("outcome"), field("source"));
        let of = world.record("sources", &source);
        let party = text(of, "party").map(str::to_owned);
        let as_of = second(claim, "as_of").unwrap_or(0);
        let published = second(claim, "published").unwrap_or(as_of);
        let said_at = as_of.min(published);
        let reading = field("count").parse::<Count>().map(|count| Lexicon::logical().read_count(&count));
        let reading = reading.expect("the generator writes counts that can be read");
        let number = |n: u64| i64::try_from(n).unwrap_or(ENDLESS);
        let since = second(claim, "since").filter(|&since| world.start(&event).is_none_or(|start| since >= start));
        let reliability = text(of, "reliability");
        Claim {
            id: field("id"),
            voice: party.as_ref().map_or(format!("source:{source}"), |party| format!("party:{party}")),
            said_at,
            published,
            retracted: second(claim, "retracted"),
            supersedes: texts(claim, "supersedes").into_iter().map(str::to_owned).collect(),
            discounted: reliability == Some("E") || claim["credibility"] == 5,
            low: number(reading.interval().low()),
            high: reading.interval().high().get().map_or(ENDLESS, number),
            figure: reading.figure().map(number),
            moment: world.clamp(&event, &outcome, said_at),
            since: since.map(|since| world.clamp(&event, &outcome, since)),
            interest: interest(world, claim, party.as_deref()).0,
            accuses: interest(world, claim, party.as_deref()).1,
            perpetrator: text(claim, "perpetrator").or(world.near("events", &event, "perpetrator")).map(str::to_owned),
            correction: claim["correction"] == true && !STOCKS.contains(&outcome.as_str()),
            source: source.clone(),
            documented: text(claim, "basis").or(text(of, "basis")) == Some("documented"),
            weak: matches!(reliability, Some("D" | "F")),
            quantity: (event, group, outcome),
            party,
        }
    }

    pub(crate) fn is_empty_window(&self) -> bool {
        self.since.is_some_and(|since| since >= self.moment)
    }

    pub(crate) fn is_window(&self) -> bool {
        self.since.is_some()
    }

    fn order(&self) -> impl Ord + use<> {
        let time = if self.is_stock() { (self.moment, self.published) } else { (self.published, self.moment) };
        (time, self.correction, self.since, self.low, self.high, self.id.clone())
    }

    fn is_stock(&self) -> bool {
        STOCKS.contains(&self.quantity.2.as_str())
    }

    fn as_said(&self) -> Word {
        Word { since: self.since, moment: self.moment, low: self.low, high: self.high }
    }

    /// A body count of its own side's civilians, by a party that says its enemy did it.
    pub(crate) fn is_own_count(&self) -> bool {
        self.documented && !self.is_stock() && self.accuses && self.interest == "maximise"
    }

    /// What counts against the speaker's own interest.
    fn as_heard(&self) -> Word {
        let boast = self.interest == "maximise" && !self.is_own_count();
        let floor_only = self.interest == "minimise" || (self.documented && !self.is_stock() && !boast);
        let low = if boast { 0 } else { self.low };
        Word { low, high: if floor_only { ENDLESS } else { self.high }, ..self.as_said() }
    }
}

/// The interest, and whether it is that of who accuses an enemy.
fn interest(world: &World, claim: &Value, speaker: Option<&str>) -> (&'static str, bool) {
    if let Some(said) = text(claim, "interest") {
        let words = ["minimise", "maximise", "unclear"];
        return (words.into_iter().find(|&word| word == said).unwrap_or("neutral"), false);
    }
    let field = |name| text(claim, name).unwrap_or_default();
    let (event, group, outcome) = (field("event"), field("group"), field("outcome"));
    let Some(speaker) = speaker else { return ("neutral", false) };
    let people = world.near("groups", group, "party");
    let doer = text(claim, "perpetrator").or(world.near("events", event, "perpetrator"));
    let civilians = world.near("groups", group, "status") == Some("civilian");
    if let Some(people) = people.filter(|_| !civilians) {
        let own = world.allied(speaker, people);
        let enemy = world.opposed(speaker, people);
        let interest = match outcome {
            "strength" | "escaped" | "freed" | "returned" if own => "maximise",
            "strength" | "held" => "neutral",
            "escaped" | "freed" | "returned" if enemy => "minimise",
            _ if own => "minimise",
            _ if enemy => "maximise",
            _ => "neutral",
        };
        return (interest, false);
    }
    match (outcome, doer) {
        ("killed" | "wounded" | "casualties" | "missing" | "abducted" | "displaced", Some(doer)) => {
            if world.allied(speaker, doer) {
                ("minimise", false)
            } else if world.opposed(speaker, doer) {
                ("maximise", true)
            } else {
                ("neutral", false)
            }
        }
        _ => ("neutral", false),
    }
}

/// Of which moment, and the number.
pub(crate) type Figure = (i64, i64);

#[derive(Clone, Debug)]
pub(crate) struct Voice {
    pub(crate) name: String,
    pub(crate) party: Option<String>,
    pub(crate) bounds: (i64, i64),
    pub(crate) neutral_bounds: (i64, i64),
    pub(crate) firm: i64,
    pub(crate) admits: i64,
    pub(crate) neutral_figure: Option<Figure>,
    pub(crate) sound_figure: Option<Figure>,
    pub(crate) minimising_figure: Option<Figure>,
    pub(crate) own_figure: Option<Figure>,
    /// The floor without what the victims' own side counted.
    pub(crate) other_floor: i64,
    pub(crate) corrected: bool,
    pub(crate) is_neutral: bool,
    pub(crate) newest: i64,
    pub(crate) set_aside: Vec<(String, &'static str)>,
    /// Without its windows it would say something else.
    pub(crate) windows_matter: bool,
}

/// Of a stock, a voice's statements in their order as of `t`: those kept, those withdrawn.
fn kept_of_a_stock(claims: &[Claim], t: i64) -> (Vec<&Claim>, Vec<&Claim>) {
    let in_time = |claim: &&Claim| claim.moment <= t && claim.moment >= t - 366 * DAY;
    let newest = claims.iter().filter(in_time).map(|claim| claim.moment).max().unwrap_or(0);
    let (mut kept, mut withdrawn) = (Vec::new(), Vec::new());
    let mut no_further = None;
    for claim in claims.iter().rev().filter(in_time).filter(|claim| claim.moment >= newest - 31 * DAY) {
        if no_further.is_some_and(|moment| claim.moment < moment) {
            break;
        }
        let together = kept.iter().copied().chain([claim]);
        let low = together.clone().map(|claim: &Claim| claim.low).max();
        if low > together.map(|claim| claim.high).min() {
            withdrawn.push(claim);
            continue;
        }
        kept.push(claim);
        if claim.interest != "maximise" && claim.figure.is_some() {
            no_further = no_further.or(Some(claim.moment));
        }
    }
    (kept, withdrawn)
}

fn kept_of_a_flow(claims: &[Claim]) -> (Vec<&Claim>, Vec<&Claim>) {
    let (mut kept, mut withdrawn): (Vec<&Claim>, Vec<&Claim>) = (Vec::new(), Vec::new());
    for claim in claims.iter().rev().filter(|claim| !claim.is_empty_window()) {
        let taken_back = |by: &&Claim| by.correction && by.source == claim.source && claim.moment <= by.moment;
        let words: Vec<Word> = kept.iter().copied().chain([claim]).map(Claim::as_said).collect();
        let stands = !kept.iter().any(taken_back) && can_be_true(&words);
        if stands { &mut kept } else { &mut withdrawn }.push(claim);
    }
    (kept, withdrawn)
}

impl Voice {
    /// The standing claims of one voice on one quantity, folded as of `t`.
    pub(crate) fn of(mut claims: Vec<Claim>, t: i64) -> Voice {
        claims.sort_by_key(Claim::order);
        let stock = claims[0].is_stock();
        let (kept, withdrawn) = if stock { kept_of_a_stock(&claims, t) } else { kept_of_a_flow(&claims) };
        let imply = |which: &dyn Fn(&Claim) -> bool, hear: &dyn Fn(&Claim) -> Word| -> (i64, i64) {
            let words: Vec<Word> = kept.iter().filter(|claim| which(claim)).map(|claim| hear(claim)).collect();
            if stock {
                let low = words.iter().map(|word| word.low).max().unwrap_or(0);
                (low, words.iter().map(|word| word.high).min().unwrap_or(ENDLESS))
            } else {
                bounds(&words, t)
            }
        };
        let figure = |which: &dyn Fn(&Claim) -> bool| {
            let named = kept.iter().filter(|claim| which(claim) && claim.since.is_none() && claim.moment <= t);
            named.filter_map(|claim| Some((claim.moment, claim.figure?))).max()
        };
        let heard = imply(&|_| true, &Claim::as_heard);
        let floor = |claim: &Claim| Word { high: ENDLESS, ..claim.as_said() };
        let firm = |claim: &Claim| {
            !claim.weak && (claim.interest == "minimise" || (claim.interest == "neutral" && claim.documented))
        };
        let neutral = |claim: &Claim| claim.interest == "neutral";
        let minimising = |claim: &Claim| claim.interest == "minimise";
        let corrected = withdrawn
            .iter()
            .any(|claim| kept.iter().any(|by| by.correction && by.source == claim.source && claim.moment <= by.moment));
        let windows = kept.iter().any(|claim| claim.is_window());
        Voice {
            name: claims[0].voice.clone(),
            party: claims[0].party.clone(),
            bounds: heard,
            neutral_bounds: imply(&|claim| neutral(claim) && !claim.weak, &Claim::as_heard),
            firm: if stock { 0 } else { imply(&firm, &floor).0 },
            admits: imply(&minimising, &floor).0,
            neutral_figure: figure(&neutral),
            sound_figure: figure(&|claim| neutral(claim) && !claim.weak),
            minimising_figure: figure(&minimising),
            own_figure: figure(&Claim::is_own_count),
            other_floor: imply(&|claim| !claim.is_own_count(), &Claim::as_heard).0,
            corrected,
            is_neutral: kept.iter().copied().any(neutral),
            newest: kept.iter().map(|claim| claim.moment).max().unwrap_or(i64::MIN),
            windows_matter: windows && heard != imply(&|claim| claim.since.is_none(), &Claim::as_heard),
            set_aside: withdrawn
                .iter()
                .map(|claim| (claim.id.clone(), "withdrawn"))
                .chain(claims.iter().filter(|claim| claim.is_empty_window()).map(|claim| (claim.id.clone(), "empty")))
                .collect(),
        }
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.bounds == (0, ENDLESS)
    }

    /// Of a stock: one that spoke more than a month later says something else.
    pub(crate) fn is_overtaken(&self, by: &Voice) -> bool {
        by.newest - self.newest > 31 * DAY && meet(loosened(self.bounds), loosened(by.bounds)).is_none()
    }
}
