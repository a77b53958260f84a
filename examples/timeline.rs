//! The battle of al-Hasakah day by day: the toll as known then beside the toll as known now, and
//! the causes of each change.
//!
//! ```text
//! cargo run --release --example timeline -- [DOSSIER.json] [--quantity EVENT/GROUP/OUTCOME ...]
//!     [--from MOMENT] [--to MOMENT] [--policy NAME] [--every-day] [--format table|json]
//!     [--pictures FOLDER] [--table FILE.json|default] [--anchor as-said|survey] [--level PER-CENT]
//! ```
//!
//! Without a dossier, it uses that of al-Hasakah: IS fighters, Kurdish forces, civilians and all
//! killed, 20 January to 15 February 2022. It also explains why the claims known on 21 January give
//! another number than the wire article of the next day. It shows the days on which something
//! changes; `--every-day` shows all. A day is a UTC day, shown as known at its end. `--pictures`
//! (with `--features plot`) also draws one SVG per quantity into the folder. With a bias table (and
//! `--features calibrate`) it shows, beside what was reported, the interval of the toll through time.
//! Exit status 0; 1 if nothing is said of a quantity asked for or not everything could be
//! written; 2 for a bad dossier or bad arguments.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --release --example timeline
//! Islamic State attack on Ghwayran (al-Sinaa) prison and ensuing battle: IS (attackers and prisoners), killed
//! day         known then   best  grade           known now   best  grade
//! ----------  -----------  ----  --------------  ----------  ----  --------------
//! 2022-01-20  nothing yet     -  -               at most 29     -  uncorroborated
//!             now   known only later: has-142 "29", said by Syrian Democratic Forces and the Kurdish-led administration,
//!                   published 2022-01-22.
//! 2022-01-21  39 or more     39  contested       39 to 151     39  contested
//!             then  has-020 came in, "39", said by Syrian Observatory for Human Rights; has-026 came in, "39", said by
//!                   Syrian Observatory for Human Rights; has-141 came in, "23", said by Syrian Democratic Forces and the
//!                   Kurdish-led administration; 5 other claims came in or went that moved neither end.
//!             now   known only later: has-083 "151", said by antiwar.com, published 2022-01-27; has-186 "210", said by
//!                   Al Hadath, published 2022-02-01.
//! 2022-01-22  56 or more     56  contested       56 to 151     56  contested
//! …
//! ```

mod beside;
mod common;
#[path = "story/pictures.rs"]
mod pictures;
mod story;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::ExitCode;

use beside::{ANCHOR, LEVEL, Lens, Point, TABLE, read_lens};
use common::options::{Command, Given, POLICY, STATUS, flag, quantity_in, read, reads, valued, word};
use common::{complain, day_end, graded, or_dash, print, print_for_people, quantity_of, refuse};
use corroborate::derivation::{BestFrom, Setter};
use corroborate::timeline::{Cause, Change, Pace, Reason, View};
use corroborate::{
    Claim, ClaimId, Derivation, Dossier, Estimate, Moment, Policy, Quantity, Question, Reconciliation, Timeline,
};
use pictures::draw;
use serde_json::{Value, json};
use story::{Row, WIDTH, days, event_name, group_name, story_dossier, table, voice_name, voices, wrapped};

const COMMAND: Command = Command {
    name: "timeline",
    takes: "[DOSSIER.json|-]",
    most: (1, "dossier"),
    about: "\
Prints tolls day by day: as known then beside as known now, with the causes of each change. Without a dossier it
tells the battle of al-Hasakah. It shows the days on which something changes.",
    options: &[
        valued("--quantity", "EVENT/GROUP/OUTCOME", "that quantity; may be given again; else those of most voices"),
        read("--from", "MOMENT", reads::<Moment>, "from that day on"),
        read("--to", "MOMENT", reads::<Moment>, "to that day"),
        POLICY,
        flag("--every-day", "all days"),
        word("--format", "NAME", &["table", "json"], "table (the default) or json"),
        valued("--pictures", "FOLDER", "draws each quantity into that folder as well, as SVG"),
        TABLE,
        ANCHOR,
        LEVEL,
    ],
    notes: STATUS,
};

const OF_THE_STORY: [&str; 4] =
    ["hasakah/is-fighters/killed", "hasakah/kurdish-forces/killed", "hasakah/civilians/killed", "hasakah/all/killed"];
const FIRST_DAY: &str = "2022-01-20";
const LAST_DAY: &str = "2022-02-15";

/// The article of 22 January, from 12 claims, and the number in its headline.
const ARTICLE: &str = include_str!("data/ghwayran.json");
const HEADLINE: &str = "attacks/all/killed";

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let lens = match read_lens(&given) {
        Ok(lens) => lens,
        Err(fault) => return COMMAND.refuse(&[fault]),
    };
    match story(&given, lens) {
        Err(fault) => refuse(fault),
        Ok((text, missing)) => {
            let done = if given.value("--format") == Some("json") { print(&text) } else { print_for_people(&text) };
            missing.iter().for_each(complain);
            if missing.is_empty() { done } else { ExitCode::FAILURE }
        }
    }
}

/// What is to be told, and of which quantities nothing is said.
fn story(given: &Given, lens: Option<Lens>) -> Result<(String, Vec<String>), String> {
    let dossier = story_dossier(given)?;
    let of_hasakah = given.named().is_empty();
    let policy = given.policy();
    let (from, to) = span(given, &dossier)?;
    let asked = Asked { dossier: &dossier, policy: &*policy, lens, from, to };
    let (mut stories, mut missing) = (Vec::new(), Vec::new());
    for quantity in quantities(given, &dossier)? {
        match asked.story(&quantity) {
            Some(story) => stories.push(story),
            None => missing.push(format!("nothing is said of {quantity}")),
        }
    }
    if stories.is_empty() {
        return Err(missing.join("\n"));
    }
    if let Some(folder) = given.value("--pictures") {
        draw(folder.as_ref(), &asked, &stories)?;
    }
    let days = Day::each(&dossier, &stories, &*policy, days(from, to));
    let article = if of_hasakah { Article::told(&dossier, &*policy, from, to) } else { None };
    let text = match given.value("--format") {
        Some("json") => as_json(&asked, &stories, &days, article.as_ref()).to_string() + "\n",
        _ => for_people(&asked, &stories, &days, given.has("--every-day")) + &article_for_people(article.as_ref()),
    };
    Ok((text, missing))
}

/// What is asked, of what.
struct Asked<'a> {
    dossier: &'a Dossier,
    policy: &'a dyn Policy,
    lens: Option<Lens>,
    from: Moment,
    to: Moment,
}

/// From the first day to the last: those given, else the story's, else those of the claims.
fn span(given: &Given, dossier: &Dossier) -> Result<(Moment, Moment), String> {
    let of_story = |day: &str| if given.named().is_empty() { day.parse().ok() } else { None };
    let known = || dossier.claims().iter().map(Claim::known_from);
    let from = given.moment("--from").or_else(|| of_story(FIRST_DAY)).or_else(|| known().min());
    let to = given.moment("--to").or_else(|| of_story(LAST_DAY)).or_else(|| known().max());
    match (from, to) {
        (Some(from), Some(to)) if from.day() <= to.day() => Ok((day_end(from), day_end(to))),
        (Some(from), Some(to)) => Err(format!("--to: {to} is before {from}")),
        _ => Err("no claims, and no days were given".to_owned()),
    }
}

/// The quantities given, each once, else the story's, else those of which most voices speak.
fn quantities(given: &Given, dossier: &Dossier) -> Result<Vec<Quantity>, String> {
    const MOST: usize = 4;
    let named = given.values("--quantity").map(|text| quantity_in(dossier, text));
    let mut asked: Vec<Quantity> = Vec::new();
    for quantity in named {
        let quantity = quantity.map_err(|fault| format!("--quantity: {fault}"))?;
        if !asked.contains(&quantity) {
            asked.push(quantity);
        }
    }
    if !asked.is_empty() {
        return Ok(asked);
    }
    if given.named().is_empty() {
        return Ok(OF_THE_STORY.into_iter().filter_map(|text| quantity_of(text).ok()).collect());
    }
    let mut named: Vec<(Quantity, usize)> = voices(dossier, None).into_iter().collect();
    named.sort_by_key(|&(_, voices)| std::cmp::Reverse(voices));
    Ok(named.into_iter().take(MOST).map(|(quantity, _)| quantity).collect())
}

/// One quantity through time, as it was known then and as it is known now, and the interval of its
/// toll.
struct Story {
    quantity: Quantity,
    then: Timeline,
    now: Timeline,
    /// The interval on each day, or why there is none.
    course: Option<Result<Vec<Point>, String>>,
}

impl Asked<'_> {
    fn story(&self, quantity: &Quantity) -> Option<Story> {
        let pace = || Pace::Days { from: self.from, to: self.to };
        let follow = |view| self.dossier.timeline(quantity, self.policy, view, pace());
        let (then, now) = (follow(View::KnownThen)?, follow(View::KnownNow)?);
        let course = self.lens.as_ref().map(|lens| {
            let last = self.dossier.reconcile(&Question::new().as_of(self.to), self.policy);
            lens.course(&last, quantity, days(self.from, self.to))
        });
        Some(Story { quantity: quantity.clone(), then, now, course })
    }
}

impl Story {
    fn point(&self, day: Moment) -> Option<&Point> {
        let points = self.course.as_ref()?.as_ref().ok()?;
        points.iter().find(|point| point.at.day() == day.day())
    }
}

/// One day: what changed since the day before as it was known then, and how what is known now
/// differs from it.
struct Day {
    end: Moment,
    news: Vec<Told>,
    hindsight: Vec<Told>,
}

/// A change, and the two answers between which it lies.
struct Told {
    change: Change,
    before: Option<Derivation>,
    after: Option<Derivation>,
}

impl Day {
    /// Days that follow on one another: what was known on one is what was known before the next.
    fn each(dossier: &Dossier, stories: &[Story], policy: &dyn Policy, days: impl Iterator<Item = Moment>) -> Vec<Day> {
        let on = |day: Moment| dossier.reconcile(&Question::new().as_of(day).known_by(day), policy);
        let mut eve = None;
        days.map(|day| {
            let before = eve.take().unwrap_or_else(|| on(day.plus_days(-1)));
            let then = on(day);
            let now = dossier.reconcile(&Question::new().as_of(day), policy);
            let told = Day::told(stories, day, [&before, &then, &now]);
            eve = Some(then);
            told
        })
        .collect()
    }

    fn told(stories: &[Story], day: Moment, [before, then, now]: [&Reconciliation<'_>; 3]) -> Day {
        let told = |one: &Reconciliation<'_>, other: &Reconciliation<'_>| {
            let mut changes = one.changes(other);
            changes.retain(|change| stories.iter().any(|story| story.quantity == change.quantity));
            let explained = |change: Change| Told {
                before: one.explain(&change.quantity),
                after: other.explain(&change.quantity),
                change,
            };
            changes.into_iter().map(explained).collect()
        };
        Day { end: day, news: told(before, then), hindsight: told(then, now) }
    }
}

impl Told {
    /// Why, in words: the claims that bear on the answer one by one, the others by how many
    /// they are.
    fn in_words(&self, dossier: &Dossier) -> Vec<String> {
        let answers = || [&self.before, &self.after].into_iter().flatten();
        let bears: BTreeSet<&ClaimId> = answers().flat_map(bearing).collect();
        let parts_bear = answers().any(|answer| rests_on_parts(&answer.low) || rests_on_parts(&answer.high));
        let (mut words, mut parts, mut others) = (Vec::new(), Vec::new(), 0_usize);
        for cause in &self.change.causes {
            match (&cause.claim, &cause.reason) {
                (None, Reason::Part(part)) if parts_bear && part.event() == self.change.quantity.event() => {
                    parts.push(group_name(dossier, part));
                }
                (Some(claim), _) if !bears.contains(claim) => others += 1,
                // Told with what took its place, or with the bound that lapsed.
                (None, _) | (Some(_), Reason::Overtaken { .. } | Reason::InTime) => {}
                (Some(claim), Reason::CameIn { count, name }) => {
                    words.push(format!("{claim} came in, \"{count}\", said by {name}{}", self.overtook(claim)));
                }
                (Some(_), _) => words.push(cause.to_string()),
            }
        }
        match parts.as_slice() {
            [] => {}
            [part] => words.push(format!("its part changed: {part}")),
            parts => words.push(format!("its parts changed: {}", parts.join(", "))),
        }
        words.extend(self.lapsed());
        match others {
            0 => {}
            1 => words.push("1 other claim came in or went that moved neither end".to_owned()),
            _ => words.push(format!("{others} other claims came in or went that moved neither end")),
        }
        words
    }

    /// What became known later and bears on the answer, with the day it was published.
    fn known_since(&self, dossier: &Dossier, told: &mut BTreeSet<ClaimId>) -> Vec<String> {
        let bears: BTreeSet<&ClaimId> = self.after.iter().flat_map(bearing).collect();
        let later = |cause: &Cause| {
            let claim = dossier.claim(cause.claim.as_ref()?)?;
            let Reason::CameIn { count, name } = &cause.reason else { return None };
            (bears.contains(claim.id()) && told.insert(claim.id().clone()))
                .then(|| format!("{} \"{count}\", said by {name}, {}", claim.id(), known(claim)))
        };
        let words: Vec<String> = self.change.causes.iter().filter_map(later).collect();
        if words.is_empty() { words } else { vec![format!("known only later: {}", words.join("; "))] }
    }

    /// What gave way to a claim.
    fn overtook(&self, claim: &ClaimId) -> String {
        let gave_way = |cause: &&Cause| matches!(&cause.reason, Reason::Overtaken { by } if by == claim);
        let overtaken: Vec<&str> = self
            .change
            .causes
            .iter()
            .filter(gave_way)
            .filter_map(|cause| cause.claim.as_ref())
            .map(ClaimId::as_str)
            .collect();
        if overtaken.is_empty() { String::new() } else { format!(", in place of {}", overtaken.join(", ")) }
    }

    /// The ceilings that held before and, being of an earlier moment, hold no more.
    fn lapsed(&self) -> Vec<String> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return Vec::new() };
        let lapsed = |voice: &corroborate::derivation::VoiceStep| {
            let ceiling = voice.ceiling.as_ref()?;
            let now = after.voices.iter().find(|now| now.speaker == voice.speaker)?;
            let claim = ceiling.claims().first()?;
            let of = before.statement(claim)?.1.moment;
            (now.ceiling.is_none() && of < after.as_of).then(|| {
                format!("the ceiling of {} ({claim}) was of {of} and holds no more", or_dash(Some(ceiling.value())))
            })
        };
        before.voices.iter().filter_map(lapsed).collect()
    }
}

/// When a claim was published; if nothing says it, the moment it speaks of, by which it counts as known.
fn known(claim: &Claim) -> String {
    claim.published().map_or_else(|| format!("as of {}", claim.as_of()), |published| format!("published {published}"))
}

/// The claims that an answer rests on: its ends and its best, those of dissenters and, where it
/// cannot please everybody, of every voice.
fn bearing(derivation: &Derivation) -> Vec<&ClaimId> {
    let ruling = &derivation.ruling;
    let grounds = ruling.grounds.iter().flat_map(|ground| &ground.claims);
    let voices = derivation.counting_voices().filter(|_| ruling.dissent > 0);
    let bounds = voices.flat_map(|voice| [&voice.floor, &voice.ceiling]).flatten().flat_map(corroborate::Bound::claims);
    let best = derivation.best.iter().filter_map(|best| match &best.from {
        BestFrom::Neutral { claim, .. } | BestFrom::Admitted { claim, .. } => Some(claim),
        _ => None,
    });
    grounds.chain(bounds).chain(best).collect()
}

fn rests_on_parts(setter: &Setter) -> bool {
    matches!(setter, Setter::Parts(_) | Setter::Firm)
}

fn as_json(asked: &Asked<'_>, stories: &[Story], days: &[Day], article: Option<&Article>) -> Value {
    let changes = |told: &[Told], quantity: &Quantity| {
        let told = told.iter().find(|told| told.change.quantity == *quantity)?;
        let words: Vec<String> = told.change.causes.iter().map(ToString::to_string).collect();
        Some(json!({"causes": told.change.causes, "words": words}))
    };
    let days_of = |quantity: &Quantity| -> Vec<Value> {
        let day = |day: &Day| {
            let (news, hindsight) = (changes(&day.news, quantity), changes(&day.hindsight, quantity));
            json!({"day": day.end, "since_the_day_before": news, "known_since": hindsight})
        };
        days.iter().map(day).collect()
    };
    let quantities: Vec<Value> = stories
        .iter()
        .map(|story| {
            let mut told = json!({
                "quantity": story.quantity,
                "known_then": story.then.estimates(),
                "known_now": story.now.estimates(),
                "changes": days_of(&story.quantity),
            });
            if let (Some(lens), Some(course)) = (&asked.lens, &story.course) {
                told["calibrated"] = calibrated(lens, course);
            }
            told
        })
        .collect();
    json!({"quantities": quantities, "article": article.map(Article::sentences)})
}

/// The interval of a toll on each day, and what it stands on.
fn calibrated(lens: &Lens, course: &Result<Vec<Point>, String>) -> Value {
    let day = |point: &Point| json!({"day": point.at, "low": point.low, "median": point.median, "high": point.high});
    let days: Vec<Value> = course.iter().flatten().map(day).collect();
    json!({"interval": lens.title(), "stands_on": lens.ground(), "days": days, "refused": course.as_ref().err()})
}

fn for_people(asked: &Asked<'_>, stories: &[Story], days: &[Day], every_day: bool) -> String {
    let dossier = asked.dossier;
    let header = ["day", "known then", "best", "grade", "known now", "best", "grade"];
    let header: Vec<Vec<String>> = header.iter().map(|title| vec![(*title).to_owned()]).collect();
    let mut text = String::new();
    for story in stories {
        let mut header = header.clone();
        if let (Some(lens), Some(Ok(_))) = (&asked.lens, &story.course) {
            header.extend([vec![lens.title()], vec!["median".to_owned()]]);
        }
        let (event, group) = (event_name(dossier, &story.quantity), group_name(dossier, &story.quantity));
        let starts = dossier.event(story.quantity.event()).and_then(corroborate::Event::start);
        text.push_str(&wrapped(&format!("{event}: {group}, {}", story.quantity.outcome()), "", WIDTH));
        if let (Some(lens), Some(course)) = (&asked.lens, &story.course) {
            text.push_str(&wrapped(&ground(lens, course), "", WIDTH));
        }
        let mut rows = Vec::new();
        let mut shown: Option<(Answer<'_>, Answer<'_>)> = None;
        let mut later: BTreeSet<ClaimId> = BTreeSet::new();
        for day in days {
            let (then, now) = (Answer::on(&story.then, day.end), Answer::on(&story.now, day.end));
            let is_end = story.course.is_some() && day.end == asked.to;
            // Nothing had to have happened before the event.
            let is_before = then.0.is_none() && starts.is_some_and(|start| day.end.day() < start.day());
            if !every_day && (is_before || !is_end && shown == Some((then, now))) {
                continue;
            }
            let news = shown.is_none_or(|(before, _)| before != then);
            shown = Some((then, now));
            let interval = if header.len() > 7 { interval_cells(story.point(day.end)).to_vec() } else { Vec::new() };
            let cells = then.cells().into_iter().chain(now.cells()).chain(interval);
            rows.push(Row::of([day.end.to_string()].into_iter().chain(cells)));
            let of_this = |told: &&Told| told.change.quantity == story.quantity;
            let news = day.news.iter().find(of_this).filter(|_| news);
            let words = news.map(|told| told.in_words(dossier));
            rows.extend(words.and_then(|words| note("then", &words)));
            let hindsight = day.hindsight.iter().find(of_this).filter(|_| then != now);
            let words = hindsight.map(|told| told.known_since(dossier, &mut later));
            rows.extend(words.and_then(|words| note("now", &words)));
        }
        text.push_str(&table(&header, &[2, 5, 8], &rows));
        text.push('\n');
    }
    text
}

/// What the interval stands on, or why there is none.
fn ground(lens: &Lens, course: &Result<Vec<Point>, String>) -> String {
    match course {
        Ok(_) => {
            let title = lens.title();
            format!("The {title} is of a smooth curve through all dated totals known now ({}).", lens.ground())
        }
        Err(why) => format!("No {} through time: {why} ({}).", lens.title(), lens.ground()),
    }
}

/// The interval of a day; before the first total there is none.
fn interval_cells(point: Option<&Point>) -> [String; 2] {
    let number = |n: u64| or_dash(Some(n));
    match point {
        Some(point) if point.low == point.high => [number(point.low), number(point.median)],
        Some(point) => [format!("{} to {}", number(point.low), number(point.high)), number(point.median)],
        None => ["-".to_owned(), "-".to_owned()],
    }
}

/// What a row shows of an estimate.
#[derive(Copy, Clone)]
struct Answer<'e>(Option<&'e Estimate>);

impl PartialEq for Answer<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cells() == other.cells()
    }
}

impl<'e> Answer<'e> {
    fn on(timeline: &'e Timeline, day: Moment) -> Answer<'e> {
        Answer(timeline.estimates().iter().find(|estimate| estimate.as_of().day() == day.day()))
    }

    fn cells(self) -> [String; 3] {
        match self.0 {
            Some(estimate) => [estimate.range().to_string(), or_dash(estimate.best()), graded(estimate)],
            None => ["nothing yet".to_owned(), "-".to_owned(), "-".to_owned()],
        }
    }
}

/// Why a row says what it says.
fn note(view: &str, words: &[String]) -> Option<Row> {
    let first = format!("{:12}{view:4}  ", "");
    (!words.is_empty()).then(|| Row::Note(wrapped(&format!("{}.", words.join("; ")), &first, WIDTH)))
}

/// Why what was known by the end of the article's day makes another number than its headline.
struct Article {
    claim: ClaimId,
    said: String,
    day: Moment,
    made: u64,
    /// The parts that the headline adds up, each with the claim that names it.
    adds: Vec<Part>,
    known: u64,
    /// What the same voice's total of that day adds up.
    breakdown: Vec<Part>,
    total: Option<ClaimId>,
    notes: Vec<String>,
}

struct Part {
    quantity: Quantity,
    name: String,
    place: String,
    count: u64,
    claims: Vec<ClaimId>,
}

impl Article {
    /// None if the article's day is not among the days of the story.
    fn told(dossier: &Dossier, policy: &dyn Policy, from: Moment, to: Moment) -> Option<Article> {
        let article: Dossier = serde_json::from_str(ARTICLE).ok()?;
        let headline = quantity_of(HEADLINE).ok()?;
        let answer = article.reconcile(&Question::new(), policy);
        let adds = largest_first(leaves(&article, &answer, &headline));
        let claim = article.claims().iter().find(|claim| claim.quantity() == headline)?;
        // The day that its parts speak of.
        let of_part = |part: &Part| part.claims.iter().filter_map(|id| article.claim(id)).map(Claim::as_of).max();
        let day = adds.iter().filter_map(of_part).max()?;
        if day < from || to < day {
            return None;
        }
        let then = dossier.reconcile(&Question::new().as_of(day).known_by(day), policy);
        let battle = quantity_of(OF_THE_STORY[3]).ok()?;
        let known = then.estimate(&battle)?.low();
        let explained = then.explain(&battle)?;
        let total = explained.ruling.grounds.iter().flat_map(|ground| &ground.claims).next().cloned();
        let mut told = Article {
            claim: claim.id().clone(),
            said: claim.count().to_string(),
            day,
            made: adds.iter().map(|part| part.count).sum(),
            known,
            breakdown: largest_first(parts_of(dossier, &then, &explained)),
            adds,
            total,
            notes: Vec::new(),
        };
        told.notes = told.differences(dossier);
        Some(told)
    }

    /// Part by part, where the article and the day's last bulletin differ.
    fn differences(&self, dossier: &Dossier) -> Vec<String> {
        let mut notes = Vec::new();
        let group = |part: &Part| part.quantity.group().clone();
        let known = |part: &Part| self.breakdown.iter().find(|known| group(known) == group(part));
        let total = self.total.as_ref().and_then(|total| dossier.claim(total));
        let of_total = |claim: &ClaimId| dossier.claim(claim).map(Claim::as_of) == total.map(Claim::as_of);
        if let Some(total) = total
            && self.breakdown.iter().all(|part| part.claims.iter().all(of_total))
        {
            notes.push(format!(
                "These are of one bulletin: {}, as of {}, \"{}\" in all.",
                voice_name(dossier, total),
                total.as_of(),
                total.count()
            ));
        }
        for part in &self.adds {
            notes.push(match known(part) {
                Some(same) if same.count == part.count => {
                    format!("The article's {} {} are that bulletin's ({}).", part.count, part.name, ids(&same.claims))
                }
                Some(later) => {
                    let earlier = earlier_bulletin(dossier, later, part.count);
                    let whence = earlier.map_or_else(
                        || "from no bulletin of that day".to_owned(),
                        |claim| format!("from an earlier bulletin, as of {} ({})", claim.as_of(), claim.id()),
                    );
                    format!(
                        "The article's {} {} are {whence}: by the end of the day it was {} ({}).",
                        part.count,
                        part.name,
                        later.count,
                        ids(&later.claims)
                    )
                }
                None => format!(
                    "The article's {} {} died elsewhere (\"{}\") and are no part of the battle.",
                    part.count, part.name, part.place
                ),
            });
        }
        for left_out in self.breakdown.iter().filter(|part| !self.adds.iter().any(|added| group(added) == group(part)))
        {
            notes.push(format!(
                "The article leaves out the {} {} ({}).",
                left_out.count,
                left_out.name,
                ids(&left_out.claims)
            ));
        }
        notes
    }

    fn sentences(&self) -> Vec<String> {
        let sum = |parts: &[Part]| {
            let added = parts.iter().map(|part| format!("{} {} ({})", part.count, part.name, ids(&part.claims)));
            added.collect::<Vec<_>>().join(" + ")
        };
        let total = self.total.as_ref().map_or_else(String::new, |total| format!(" ({total})"));
        let mut sentences = vec![
            format!(
                "The article ({}) says \"{}\" of all killed; its parts make {}: {}.",
                self.claim,
                self.said,
                self.made,
                sum(&self.adds)
            ),
            format!(
                "What was known of the battle by the end of {} makes {}{total}: {}.",
                self.day,
                self.known,
                sum(&self.breakdown)
            ),
        ];
        sentences.extend(self.notes.iter().cloned());
        sentences
    }
}

fn article_for_people(article: Option<&Article>) -> String {
    let Some(article) = article else { return String::new() };
    let title =
        format!("Why {} on {}, where the article of the day after says {}\n", article.known, article.day, article.made);
    article.sentences().iter().fold(title, |mut text, sentence| {
        let _ = write!(text, "{}", wrapped(sentence, "  ", WIDTH));
        text
    })
}

/// The parts that make up a quantity's low, down to those that a claim names.
fn leaves(dossier: &Dossier, answer: &Reconciliation<'_>, quantity: &Quantity) -> Vec<Part> {
    let Some(derivation) = answer.explain(quantity) else { return Vec::new() };
    let brings = |step: &corroborate::derivation::PartsStep| step.parts.iter().any(|part| part.range.low() > 0);
    let Some(step) = derivation.parts.iter().find(|step| brings(step)) else {
        return part(dossier, &derivation).into_iter().collect();
    };
    let parts = step.parts.iter().filter(|part| part.range.low() > 0);
    parts.flat_map(|part| leaves(dossier, answer, &part.quantity)).collect()
}

fn largest_first(mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by_key(|part| std::cmp::Reverse(part.count));
    parts
}

/// The parts by group of a quantity, one by one.
fn parts_of(dossier: &Dossier, answer: &Reconciliation<'_>, derivation: &Derivation) -> Vec<Part> {
    let steps = derivation.parts.iter().filter(|step| step.tree == corroborate::Tree::Group);
    let lines = steps.flat_map(|step| &step.parts).filter(|line| line.range.low() > 0);
    lines.filter_map(|line| part(dossier, &answer.explain(&line.quantity)?)).collect()
}

/// A quantity's low, and the claims it comes from.
fn part(dossier: &Dossier, derivation: &Derivation) -> Option<Part> {
    let low = derivation.range.low();
    let floors = derivation.counting_voices().filter_map(|voice| voice.floor.as_ref());
    let claims = floors.filter(|floor| floor.value() == low).flat_map(|floor| floor.claims().to_vec()).collect();
    (low > 0).then(|| Part {
        quantity: derivation.quantity.clone(),
        name: group_name(dossier, &derivation.quantity).to_owned(),
        place: event_name(dossier, &derivation.quantity).to_owned(),
        count: low,
        claims,
    })
}

/// What the voice of a part said of it earlier that day: that count, first of all.
fn earlier_bulletin<'d>(dossier: &'d Dossier, known: &Part, count: u64) -> Option<&'d Claim> {
    let last = known.claims.first().and_then(|claim| dossier.claim(claim))?;
    let same = |claim: &&Claim| {
        claim.quantity() == known.quantity && claim.source() == last.source() && claim.as_of() < last.as_of()
    };
    let figure = |claim: &Claim| corroborate::Lexicon::logical().read_count(claim.count()).figure();
    let said = dossier.claims().iter().filter(same).filter(|claim| figure(claim) == Some(count));
    said.min_by_key(|claim| (claim.as_of(), claim.id()))
}

fn ids(claims: &[ClaimId]) -> String {
    claims.iter().map(ClaimId::as_str).collect::<Vec<_>>().join(", ")
}
