//! The data that every rule reads: the dossier, its index, and the folded voices.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::slice;

use super::finding::Finding;
use super::grounds::{Cited, Grounds};
use super::rule::{Rule, Severity};
use super::thresholds::Thresholds;
use crate::dossier::Dossier;
use crate::dossier::index::{ClaimFacts, Index, SpeakerIndex, find, position};
use crate::reckon::engine::Engine;
use crate::record::claim::Claim;
use crate::record::outcome::Course;
use crate::record::quantity::{Quantity, Tree};
use crate::record::source::Source;
use crate::said::count::Said;
use crate::said::interval::Interval;
use crate::said::lexicon::Lexicon;
use crate::voice::Fold;
use crate::voice::standing::Standing;

pub(super) struct Evidence<'a> {
    pub(super) thresholds: Thresholds,
    pub(super) dossier: &'a Dossier,
    pub(super) index: &'a Index,
    pub(super) engine: &'a Engine<'a>,
    lexicon: Lexicon,
    /// The folded voices of each quantity.
    pub(super) folds: Vec<Fold>,
    findings: RefCell<Vec<Finding>>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(thresholds: Thresholds, engine: &'a Engine<'a>) -> Evidence<'a> {
        let (dossier, index) = (engine.dossier, engine.index);
        let folds = (0..position(index.quantities.len())).map(|quantity| engine.fold(quantity)).collect();
        Evidence {
            thresholds,
            dossier,
            index,
            engine,
            lexicon: engine.policy.lexicon(),
            folds,
            findings: RefCell::default(),
        }
    }

    pub(super) fn find(&self, severity: Severity, grounds: Grounds) {
        self.findings.borrow_mut().push(Finding::new(severity, grounds));
    }

    /// The falls of tolls that were found so far: the highest claim before, and the lower one after.
    pub(super) fn falls(&self) -> Vec<(Cited, Cited)> {
        let findings = self.findings.borrow();
        let fell = |finding: &Finding| match finding.grounds() {
            Grounds::Falls { rule: rule @ (Rule::TollFalls | Rule::NewestNamesLess), earlier, later, .. } => {
                let highest = earlier.first()?;
                let is_fall = *rule == Rule::NewestNamesLess || beyond_slack(highest.reads, later.reads);
                is_fall.then(|| (highest.clone(), later.clone()))
            }
            _ => None,
        };
        findings.iter().filter_map(fell).collect()
    }

    /// The findings, gravest first, independent of the order in which they were found. A whole that
    /// one voice's parts exceed is reported once, and not again among the estimates; and a number of relays
    /// is no second finding.
    pub(super) fn close(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        let (mut exceeded, mut relayed) = (BTreeSet::new(), Vec::new());
        for finding in &findings {
            let (tree, wholes) = match finding.grounds() {
                Grounds::Exceeds { tree, wholes, .. } => (*tree, &wholes[..]),
                Grounds::FallShort { tree, whole, .. } => (*tree, slice::from_ref(whole)),
                Grounds::Relays { told, of, .. } => {
                    relayed.push(told.iter().chain(of).map(|cited| cited.source.clone()).collect::<BTreeSet<_>>());
                    continue;
                }
                _ => continue,
            };
            let grave = wholes.iter().filter(|_| finding.severity() != Severity::Notice);
            exceeded.extend(grave.map(|whole| (tree, whole.claim.clone())));
        }
        findings.retain(|finding| match finding.grounds() {
            Grounds::Estimates { tree, deciding, .. } => {
                !deciding.iter().any(|cited| exceeded.contains(&(*tree, cited.claim.clone())))
            }
            Grounds::SameFigure { told, .. } => {
                !relayed.iter().any(|sources| told.iter().all(|(_, cited)| sources.contains(&cited.source)))
            }
            _ => true,
        });
        findings.sort_by_cached_key(|finding| {
            (finding.severity(), finding.rule(), finding.claims().to_vec(), finding.says())
        });
        findings.dedup();
        findings
    }

    /// The claim at that position in the dossier.
    pub(super) fn claim(&self, at: u32) -> &'a Claim {
        &self.dossier.claims()[at as usize]
    }

    /// The source of a claim.
    pub(super) fn source(&self, claim: u32) -> Option<&'a Source> {
        self.dossier.source(self.claim(claim).source())
    }

    pub(super) fn cite(&self, at: u32) -> Cited {
        let claim = self.claim(at);
        let source = self.source(at).map_or(claim.source().as_str(), |source| source.name());
        Cited {
            claim: claim.id().clone(),
            source: source.into(),
            quantity: Quantity::new(claim.event().clone(), claim.group().clone(), claim.outcome()),
            count: claim.count().clone(),
            reads: self.reads(claim.count().said()),
            moment: claim.moment(),
            published: claim.known_from(),
        }
    }

    pub(super) fn cite_all(&self, claims: impl IntoIterator<Item = u32>) -> Vec<Cited> {
        claims.into_iter().map(|claim| self.cite(claim)).collect()
    }

    pub(super) fn reads(&self, said: Said) -> Interval {
        self.lexicon.read(said).interval()
    }

    /// The speaker of a claim.
    pub(super) fn speaker(&self, claim: u32) -> SpeakerIndex {
        let source = find(self.dossier.sources(), self.claim(claim).source().as_str(), |source| source.id().as_str());
        let party = self.index.sources[source as usize].party;
        party.map_or(SpeakerIndex::Source(source), SpeakerIndex::Party)
    }

    /// The display name of a speaker.
    pub(super) fn voice(&self, speaker: SpeakerIndex) -> Box<str> {
        self.dossier.speaker_name(speaker).into()
    }

    /// The standing claims on exactly this quantity, sorted by id.
    pub(super) fn standing(&self, quantity: u32) -> impl Iterator<Item = &'a ClaimFacts> {
        let (index, standings) = (self.index, &self.engine.standings);
        index.own(quantity).filter(|&at| standings[at] == Standing::Stands).map(|at| &index.statements[at])
    }

    /// The quantities of an event, which follow one another in the index.
    pub(super) fn of_event(&self, event: u32) -> Range<u32> {
        let before = |least: u32| position(self.index.quantities.partition_point(|node| node.event < least));
        before(event)..before(event + 1)
    }

    /// Whether these claims have one source.
    pub(super) fn of_one_source(&self, claims: &[u32]) -> bool {
        claims.windows(2).all(|pair| self.claim(pair[0]).source() == self.claim(pair[1]).source())
    }

    /// The whole of a quantity along a tree. A stock has only the parent group as a whole, because
    /// stocks of different days do not add.
    pub(super) fn whole(&self, quantity: u32, tree: Tree) -> Option<u32> {
        let node = self.index.node(quantity);
        if node.outcome.course() == Course::Flow || tree != Tree::Group {
            return node.wholes[tree as usize];
        }
        let group = &self.dossier.groups()[node.group as usize];
        let whole = find(self.dossier.groups(), group.part_of()?.as_str(), |group| group.id().as_str());
        self.index.find(node.event, whole, node.outcome)
    }
}

/// Whether two intervals do not meet even when both are loosened, so that rounding and recounting
/// do not explain it.
pub(super) fn beyond_slack(one: Interval, other: Interval) -> bool {
    one.loosened().meet(other.loosened()).is_none()
}

/// The severity by who speaks: grave for one source beyond slack, lower for several sources of one
/// party or for a difference within slack.
pub(super) fn weigh(grave: Severity, one_source: bool, beyond_slack: bool) -> Severity {
    match (one_source, beyond_slack) {
        (true, true) => grave,
        (false, true) if grave == Severity::Error => Severity::Warning,
        _ => Severity::Notice,
    }
}

/// The kind of hedge on a number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum HedgeKind {
    Plain,
    AtLeast,
    About,
    Nearly,
    AtMost,
}

/// The number that was said, and its hedge. This is not the figure: "more than 20" says 20, and so
/// does "up to 20".
pub(super) fn named(said: Said) -> Option<(u64, HedgeKind)> {
    match said {
        Said::Exactly(n) => Some((n, HedgeKind::Plain)),
        Said::AtLeast(n) | Said::MoreThan(n) | Said::AtLeastAbout(n) => Some((n, HedgeKind::AtLeast)),
        Said::About(n) => Some((n, HedgeKind::About)),
        Said::Nearly(n) => Some((n, HedgeKind::Nearly)),
        Said::AtMost(n) | Said::AtMostAbout(n) | Said::FewerThan(n) => Some((n, HedgeKind::AtMost)),
        _ => None,
    }
}

/// Whether a number is round, so that two people may give it just because both round.
pub(super) fn is_round(n: u64) -> bool {
    n.is_multiple_of(10)
}
