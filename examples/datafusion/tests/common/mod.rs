//! A made war, its claims as a file, and workers.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use corroborate::{
    Claim, Dossier, Draft, Event, EventId, Group, GroupId, LeastDissent, Outcome, Party, PartyId, Question, Source,
    SourceId, SourceKind, Status,
};
use corroborate_datafusion::digest::Digest;
use corroborate_datafusion::{Declared, Line, table};
use datafusion::arrow::array::RecordBatch;

pub type Tested<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Sixty events, the first eight of which are wholes of the others, twelve sources, four groups,
/// and this number of claims.
pub fn war(claims: u32) -> Tested<Dossier> {
    let mut draft = Draft::new();
    let (red, blue): (PartyId, PartyId) = ("red".parse()?, "blue".parse()?);
    draft
        .add_party(Party::new(red.clone(), "Red").with_opposes(blue.clone()))
        .add_party(Party::new(blue.clone(), "Blue"));
    for at in 0..12 {
        let source = Source::new(source(at)?, "A source", SourceKind::Media);
        draft.add_source(match at % 4 {
            0 => source.with_party(red.clone()),
            1 => source.with_party(blue.clone()),
            _ => source,
        });
    }
    let all: GroupId = "all".parse()?;
    draft.add_group(Group::new(all.clone(), "All").with_exhaustive());
    for (id, party) in [("reds", &red), ("blues", &blue)] {
        let group = Group::new(id.parse()?, id).with_part_of(all.clone());
        draft.add_group(group.with_party(party.clone()).with_status(Status::Combatant));
    }
    draft.add_group(Group::new("people".parse()?, "People").with_part_of(all).with_status(Status::Civilian));
    for at in 0..60 {
        let mut event = Event::new(event(at)?, "An event");
        if at >= 8 {
            event = event.with_part_of(self::event(at % 8)?);
        }
        if at % 3 == 0 {
            event = event.with_perpetrator(red.clone()).with_end("2022-01-20".parse()?);
        }
        draft.add_event(if at % 2 == 0 { event.with_exhaustive() } else { event });
    }
    let mut dice = Dice(7);
    for number in 0..claims {
        draft.add_claim(claim(number, &mut dice)?);
    }
    Ok(draft.check()?)
}

fn claim(number: u32, dice: &mut Dice) -> Tested<Claim> {
    let event_at = dice.roll(60);
    // Only the first whole is told of in casualties, and they are in play everywhere.
    let outcomes = [Outcome::Killed, Outcome::Wounded, Outcome::Held, Outcome::Casualties];
    let outcome = outcomes[dice.roll(if event_at % 8 == 0 { 4 } else { 3 }) as usize];
    let group = ["all", "reds", "blues", "people"][dice.roll(4) as usize];
    let toll = 20 + dice.roll(30);
    let count = match dice.roll(6) {
        0 => format!("at least {toll}"),
        1 => "dozens".to_owned(),
        2 => "eleven".to_owned(),
        3 => format!("{toll}-{}", toll + 9),
        _ => toll.to_string(),
    };
    let day = 1 + dice.roll(28);
    let quantity = (event(event_at)?, group.parse()?, outcome);
    let id = format!("c{number:07}").parse()?;
    let claim = Claim::new(id, quantity, count.parse()?, source(dice.roll(12))?, format!("2022-01-{day:02}").parse()?);
    Ok(if dice.roll(3) == 0 { claim.with_published(format!("2022-02-{day:02}").parse()?) } else { claim })
}

fn event(at: u32) -> Tested<EventId> {
    Ok(format!("e{at:02}").parse()?)
}

fn source(at: u32) -> Tested<SourceId> {
    Ok(format!("s{at:02}").parse()?)
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(sides)).unwrap_or_default()
    }
}

/// The claims as CSV, with a head.
pub fn csv<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> String {
    let mut text = "id,event,group,outcome,source,count,as_of,published\n".to_owned();
    for claim in claims {
        let published = claim.published().map_or_else(String::new, |moment| moment.to_string());
        let (id, event, group, outcome) = (claim.id(), claim.event(), claim.group(), claim.outcome());
        let (source, count, as_of) = (claim.source(), claim.count(), claim.as_of());
        text += &format!("{id},{event},{group},{outcome},{source},{count},{as_of},{published}\n");
    }
    text
}

/// Writes a file for a test.
pub fn file(name: &str, text: &str) -> Tested<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text)?;
    Ok(path.display().to_string())
}

/// The dossier without its claims, as a file and read.
pub fn declared(dossier: &Dossier, name: &str) -> Tested<(String, Arc<Declared>)> {
    let mut draft = serde_json::to_value(dossier)?;
    draft["claims"] = serde_json::json!([]);
    let path = file(name, &draft.to_string())?;
    let declared = corroborate_datafusion::declared(&path)?;
    Ok((path, declared))
}

/// What the library itself answers over these claims.
pub fn answers(dossier: &Dossier) -> Vec<Line> {
    let mut claims = BTreeMap::new();
    for claim in dossier.claims() {
        *claims.entry(claim.quantity()).or_insert(0) += 1;
    }
    let estimates = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    let line = |estimate: corroborate::Estimate| Line {
        event: estimate.quantity().event().to_string(),
        claims: claims.get(estimate.quantity()).copied().unwrap_or_default(),
        estimate,
    };
    estimates.into_iter().map(line).collect()
}

pub fn digest(lines: &[Line]) -> Tested<Digest> {
    Ok(Digest::of(&[RecordBatch::from(table(lines))])?)
}

/// A worker of a process of its own, which ends with this value.
pub struct Worker {
    process: Child,
    says: BufReader<ChildStdout>,
    pub port: u16,
}

impl Worker {
    pub fn start(declared: &str) -> Tested<Worker> {
        let mut process =
            Command::new(env!("CARGO_BIN_EXE_worker")).args([declared, "0"]).stdout(Stdio::piped()).spawn()?;
        let mut says = BufReader::new(process.stdout.take().ok_or("no standard output")?);
        let mut line = String::new();
        says.read_line(&mut line)?;
        let port = line.trim().rsplit(':').next().ok_or("no port")?.parse()?;
        Ok(Worker { process, says, port })
    }

    /// Waits until a stage of a query begins here, and ends the process.
    pub fn kill_in_mid_query(mut self) -> Tested {
        let mut line = String::new();
        self.says.read_line(&mut line)?;
        assert_eq!(line, "a stage begins\n");
        Ok(())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
