//! Of the falls that were found, those so deep that the count may have begun anew.

use super::evidence::{Evidence, named};
use super::finding::Finding;
use super::grounds::{Cited, Grounds};
use super::thresholds::Thresholds;

/// What falls to this share of what it was is asked about at once; who only corrects a toll seldom
/// takes nine of ten away.
const SHARE_AT_ONCE: u64 = 10;
/// What falls to this share is asked about if months lie between.
const SHARE: u64 = 2;
const DAY: u64 = 86_400;

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let thresholds = evidence.thresholds;
    let asked = |finding: &Finding| anew(finding, &thresholds).unwrap_or_else(|| finding.clone());
    let findings = evidence.findings().iter().map(asked).collect();
    evidence.replace_findings(findings);
}

fn anew(finding: &Finding, thresholds: &Thresholds) -> Option<Finding> {
    let (voice, earlier, later, by, number) = match finding.grounds() {
        Grounds::Falls { voice, earlier, later, by } => (voice, earlier, later, *by, earlier.first()?.reads.low()),
        Grounds::NamesLess { voice, earlier, later, by } => {
            (voice, earlier, later, *by, named(earlier.first()?.count.said())?.0)
        }
        _ => return None,
    };
    let rest = number.saturating_sub(by);
    let is_telling = number >= thresholds.telling;
    let at_once = rest.saturating_mul(SHARE_AT_ONCE) <= number;
    let in_time =
        rest.saturating_mul(SHARE) <= number && apart(earlier.first()?, later) >= thresholds.anew_after.into();
    (is_telling && (at_once || in_time)).then(|| {
        let (voice, earlier, later) = (voice.clone(), earlier.clone(), later.clone());
        Finding::new(finding.severity(), Grounds::BegunAnew { voice, earlier, later, by })
    })
}

/// How many days lie between two words.
fn apart(earlier: &Cited, later: &Cited) -> u64 {
    later.moment.unix().saturating_sub(earlier.moment.unix()).max(0).unsigned_abs() / DAY
}
