//! Pages to read, and the small dossier that the examples of this crate use.
//!
//! - [`cookbook`]: from a spreadsheet to a spreadsheet, corrections, parties, parts and wholes, a policy
//!   of your own, a live desk, the state of a server, a notebook.
//! - [`design`]: what the crate computes, and why.
//! - [`comparison`]: how UCDP, ACLED, Airwars, Iraq Body Count and uncertainUCDP treat the same
//!   question.

use std::error::Error;
use std::sync::Mutex;

use crate::dossier::Dossier;
use crate::dossier::draft::Draft;
use crate::policy::{Panel, Policy, Ruling};
use crate::reckon::estimate::Estimate;
use crate::reckon::question::Question;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::{Group, Status};
use crate::record::party::Party;
use crate::record::quantity::Quantity;
use crate::record::source::{Basis, Source, SourceKind};
use crate::voice::Voice;

#[doc = include_str!("cookbook.md")]
pub mod cookbook {}

#[doc = include_str!("design.md")]
pub mod design {}

#[doc = include_str!("comparison.md")]
pub mod comparison {}

/// A dossier of one raid on a prison, which the examples of this crate use. Nothing in it is real.
///
/// | claim | of whom | count | says | as of |
/// |---|---|---|---|---|
/// | c1 | guards killed | at least 24 | a monitor | 2022-01-21 |
/// | c2 | guards killed | nearly 25 | an agency, relayed by a paper | 2022-01-21 |
/// | c3 | guards killed | 18 | the command of the guards | 2022-01-21 |
/// | c4 | visitors killed | 7 | a hospital, which counted bodies | 2022-01-22 |
/// | c5 | all killed | about 30 | the agency | 2022-01-22 |
/// | c6 | guards wounded | dozens | the monitor | 2022-01-21 |
/// | c7 | guards wounded | 60 | the raiders | 2022-01-22 |
///
/// The guards and the visitors are parts of all. The command speaks for the guard, which the raiders
/// oppose. The raid lasted from 20 to 21 January 2022.
///
/// # Errors
///
/// None: the dossier is sound.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(guards.range().to_string(), "24 to 25");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn raid() -> Result<Dossier, Box<dyn Error>> {
    raid_with(&[])
}

/// The dossier of [`raid`] with these claims beside its own: quantity, count, source and day of each.
/// Their ids are `d1`, `d2` and so on.
///
/// # Errors
///
/// If a text is not what it stands for, or a source or a quantity is not one of the raid.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid_with(&[("raid/visitors/killed", "9", "hospital", "2022-01-23")])?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let visitors = answer.estimate(&"raid/visitors/killed".parse()?).ok_or("in play")?;
/// assert_eq!(visitors.best(), Some(9));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn raid_with(claims: &[(&str, &str, &str, &str)]) -> Result<Dossier, Box<dyn Error>> {
    let mut draft = Draft::new();
    draft
        .add_party(Party::new("guard".parse()?, "The guard force"))
        .add_party(Party::new("raiders".parse()?, "The raiders").with_opposes("guard".parse()?))
        .add_source(Source::new("monitor".parse()?, "A monitor", SourceKind::Monitor))
        .add_source(Source::new("agency".parse()?, "An agency", SourceKind::Media))
        .add_source(
            Source::new("command".parse()?, "The command", SourceKind::Belligerent).with_party("guard".parse()?),
        )
        .add_source(
            Source::new("channel".parse()?, "The raiders' channel", SourceKind::Belligerent)
                .with_party("raiders".parse()?),
        )
        .add_source(Source::new("hospital".parse()?, "A hospital", SourceKind::Medical).with_basis(Basis::Documented))
        .add_group(Group::new("all".parse()?, "All"))
        .add_group(
            Group::new("guards".parse()?, "Guards")
                .with_part_of("all".parse()?)
                .with_party("guard".parse()?)
                .with_status(Status::Combatant),
        )
        .add_group(
            Group::new("visitors".parse()?, "Visitors").with_part_of("all".parse()?).with_status(Status::Civilian),
        )
        .add_event(
            Event::new("raid".parse()?, "Raid on a prison")
                .with_place("Hill prison")
                .with_start("2022-01-20".parse()?)
                .with_end("2022-01-21".parse()?),
        );
    let own = [
        ("c1", "raid/guards/killed", "at least 24", "monitor", "2022-01-21"),
        ("c2", "raid/guards/killed", "nearly 25", "agency", "2022-01-21"),
        ("c3", "raid/guards/killed", "18", "command", "2022-01-21"),
        ("c4", "raid/visitors/killed", "7", "hospital", "2022-01-22"),
        ("c5", "raid/all/killed", "about 30", "agency", "2022-01-22"),
        ("c6", "raid/guards/wounded", "dozens", "monitor", "2022-01-21"),
        ("c7", "raid/guards/wounded", "60", "channel", "2022-01-22"),
    ];
    for (id, quantity, count, source, as_of) in own {
        let claim = said(id, quantity, count, source, as_of)?;
        draft.add_claim(if id == "c2" { claim.with_relayed_by("a paper") } else { claim });
    }
    for (at, (quantity, count, source, as_of)) in (1..).zip(claims) {
        draft.add_claim(said(&format!("d{at}"), quantity, count, source, as_of)?);
    }
    Ok(draft.check()?)
}

fn said(id: &str, quantity: &str, count: &str, source: &str, as_of: &str) -> Result<Claim, Box<dyn Error>> {
    let quantity: Quantity = quantity.parse()?;
    Ok(Claim::new(id.parse()?, quantity, count.parse()?, source.parse()?, as_of.parse()?))
}

/// The estimate of a quantity of the [`raid`] under this rule: a policy without options, for the
/// examples of the types that a [`Policy`] works with.
///
/// # Errors
///
/// If the quantity is not in play, or the ruling has a fault.
///
/// ```
/// use corroborate::{Interval, Ruling};
///
/// let guards = corroborate::docs::ruled("raid/guards/killed", |panel| {
///     Ruling::range(panel, Interval::at_least(panel.firm_floor()))
/// })?;
/// assert_eq!(guards.range().to_string(), "18 or more", "what the command admits");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ruled(quantity: &str, rule: impl Fn(&Panel<'_>) -> Ruling + Send + Sync) -> Result<Estimate, Box<dyn Error>> {
    struct Ruled<R>(R);

    impl<R: Fn(&Panel<'_>) -> Ruling + Send + Sync> Policy for Ruled<R> {
        fn name(&self) -> &'static str {
            "ruled"
        }

        fn rule(&self, panel: &Panel<'_>) -> Ruling {
            (self.0)(panel)
        }
    }

    let quantity: Quantity = quantity.parse()?;
    let dossier = raid()?;
    let answer = dossier.reconcile_only(std::slice::from_ref(&quantity), &Question::new(), Ruled(rule)).checked()?;
    Ok(answer.estimate(&quantity).ok_or("nobody speaks of it")?.clone())
}

/// The voice of a speaker on a quantity of the [`raid`], as a policy hears it.
///
/// # Errors
///
/// If the quantity is not in play, or the speaker has no voice on it.
///
/// ```
/// let command = corroborate::docs::voice("raid/guards/killed", "party:guard")?;
/// assert_eq!(command.bounds().to_string(), "18 or more");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn voice(quantity: &str, speaker: &str) -> Result<Voice, Box<dyn Error>> {
    let heard = Mutex::new(None);
    ruled(quantity, |panel| {
        if let Ok(mut heard) = heard.lock() {
            *heard = panel.voices().iter().find(|voice| panel.speaker(voice).to_string() == speaker).cloned();
        }
        Ruling::no_answer(panel)
    })?;
    Ok(heard.into_inner()?.ok_or("the speaker has no voice on it")?)
}
