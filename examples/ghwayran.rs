//! One article of 22 January 2022 on two attacks of one night: twelve counts by six voices, three
//! of which have a stake in the answer.
//!
//! It takes no arguments.
//!
//! ```text
//! $ cargo run --release --example ghwayran
//!   who                                   outcome     said            range               best  grade
//! --------------------------------------  ----------  --------------  ----------------  ------  --------------
//! Two Islamic State attacks of one night
//!   All dead                              killed      at least 70     70 or more            70  uncorroborated
//! Attack on an Iraqi army base
//!   Iraqi soldiers                        killed      eleven          11 or more            11  partisan
//! Attack on Ghwayran prison
//!   IS fighters                           killed      at least 39     39 or more            39  uncorroborated
//!   Kurdish forces                        killed      at least 20     20 or more            20  uncorroborated
//!   Kurdish forces                        casualties  unspecified     20 or more             -  partisan
//!   Prisoners accused of belonging to IS  detained    89              at most 89             -  partisan
//!   Prisoners accused of belonging to IS  escaped     several         2 or more              -  uncorroborated
//!   Prisoners accused of belonging to IS  held        several; 3,500  3,500              3,500  uncorroborated
//!   Residents near the prison             displaced   hundreds        200 or more            -  uncorroborated
//! Islamic State active strength
//!   IS active fighters in Iraq and Syria  strength    around 10,000   9,000 to 11,000   10,000  uncorroborated
//! Islamic State suspects held by Kurdish authorities
//!   Jihadists in Kurdish-run prisons      held        some 12,000     10,800 to 13,200  12,000  uncorroborated
//!
//! By themselves, the headline's parts give 70 or more:
//!   20 (Kurdish forces) + 39 (IS fighters) + 11 (Iraqi soldiers).
//! Nobody else counted the whole, so its 70 is borne out and yet uncorroborated.
//!
//! Two Islamic State attacks of one night: All dead, killed
//!   70 or more killed, best 70.
//!   Low: "at least 70", said by The article.
//!   No ceiling: no statement in force gives one.
//!   Its parts by event add up to the same: Attack on an Iraqi army base 11 + Attack on Ghwayran prison 59.
//!   Its parts by group add up to the same: Iraqi soldiers 11 + IS fighters 39 + Kurdish forces 20.
//!   Uncorroborated: nobody else names a figure in that range.
//!   11 conceded by Iraq, the sum of what it admits for each event within this one (seed-009).
//!
//! Attack on an Iraqi army base: Iraqi soldiers, killed
//!   11 or more killed, best 11.
//!   Low: "eleven", admitted by Iraq through Iraqi military official who asked not to be named, of its own side: it would rather err low, so its count is a floor.
//!   No ceiling: no statement in force gives one.
//!   Best: 11, admitted by Iraq through Iraqi military official who asked not to be named ("eleven").
//!   Partisan: only those with a stake in the answer speak of it.
//!   11 conceded by Iraq (seed-009).
//!
//! Attack on Ghwayran prison: IS fighters, killed
//!   39 or more killed, best 39.
//!   Low: "at least 39", said by Syrian Observatory for Human Rights.
//!   No ceiling: no statement in force gives one.
//!   Uncorroborated: nobody else names a figure in that range.
//!
//! Attack on Ghwayran prison: Kurdish forces, killed
//!   20 or more killed, best 20.
//!   Low: "at least 20", said by Syrian Observatory for Human Rights.
//!   No ceiling: no statement in force gives one.
//!   Uncorroborated: nobody else names a figure in that range.
//! ```

mod common;

use std::process::ExitCode;

use common::options::Command;
use common::{by_event, or_dash, print, refuse, table};
use corroborate::{Claim, Derivation, Dossier, Estimate, LeastDissent, Outcome, Question, Tree};

/// Every claim of the article that names a count of people.
const DOSSIER: &str = include_str!("data/ghwayran.json");

const COMMAND: Command = Command {
    name: "ghwayran",
    takes: "",
    most: (0, "nothing"),
    about: "Tells one article of 22 January 2022: what was said in it, what it comes to, and why.",
    options: &[],
    notes: "Exit status: 0; 1 if not everything could be written; 2 for any argument.",
};

fn main() -> ExitCode {
    if let Err(done) = COMMAND.read() {
        return done;
    }
    match serde_json::from_str(DOSSIER) {
        Ok(dossier) => print(&report(&dossier)),
        Err(faults) => refuse(faults),
    }
}

fn report(dossier: &Dossier) -> String {
    let policy = LeastDissent::new();
    let reconciliation = dossier.reconcile(&Question::new(), policy);
    let claimed: Vec<&Estimate> =
        reconciliation.estimates().iter().filter(|estimate| claims_on(dossier, estimate).next().is_some()).collect();
    let tolls = claimed.iter().filter(|estimate| estimate.quantity().outcome() == Outcome::Killed);
    let derivations: Vec<Derivation> =
        tolls.filter_map(|estimate| reconciliation.explain(estimate.quantity())).collect();
    let sums = derivations.iter().filter_map(against_its_parts);
    let words = derivations.iter().map(in_words);
    what_was_said(dossier, &claimed) + &sums.chain(words).collect::<String>()
}

/// What was said of every quantity that somebody counted, and what it comes to.
fn what_was_said(dossier: &Dossier, claimed: &[&Estimate]) -> String {
    let rows = by_event(dossier, claimed.iter().copied(), |estimate| {
        let said: Vec<&str> = claims_on(dossier, estimate).map(|claim| claim.count().as_str()).collect();
        vec![said.join("; "), estimate.range().to_string(), or_dash(estimate.best()), estimate.grade().to_string()]
    });
    table(&["who", "outcome", "said", "range", "best", "grade"], &[4], &rows)
}

fn claims_on<'d>(dossier: &'d Dossier, estimate: &Estimate) -> impl Iterator<Item = &'d Claim> {
    let quantity = estimate.quantity();
    dossier.claims().iter().filter(move |claim| {
        (claim.event(), claim.group(), claim.outcome()) == (quantity.event(), quantity.group(), quantity.outcome())
    })
}

/// What the groups that make up a whole say of it by themselves.
fn against_its_parts(whole: &Derivation) -> Option<String> {
    let step = whole.parts.iter().find(|step| step.tree == Tree::Group)?;
    let parts: Vec<String> =
        step.parts.iter().rev().map(|part| format!("{} ({})", part.range.low(), part.name)).collect();
    Some(format!(
        "\nBy themselves, the headline's parts give {}:\n  {}.\n\
         Nobody else counted the whole, so its {} is borne out and yet {}.\n",
        step.sum,
        parts.join(" + "),
        whole.range.low(),
        whole.grade
    ))
}

fn in_words(derivation: &Derivation) -> String {
    let (event, group) = (&derivation.event_name, &derivation.group_name);
    format!(
        "\n{event}: {group}, {}\n  {}\n",
        derivation.quantity.outcome(),
        derivation.words().sentences().join("\n  ")
    )
}
