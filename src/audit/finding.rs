//! Findings as data.

use super::grounds::Grounds;
use super::rule::{Rule, Severity};
use super::says;
use crate::record::id::ClaimId;

/// Something that cannot be so, or looks wrong: by which rule, how wrong, on which claims it
/// rests and by what arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    severity: Severity,
    claims: Vec<ClaimId>,
    grounds: Grounds,
}

impl Finding {
    pub(super) fn new(severity: Severity, grounds: Grounds) -> Finding {
        let mut claims = grounds.claims();
        claims.sort_unstable();
        claims.dedup();
        Finding { severity, claims, grounds }
    }

    /// The rule it was found by.
    pub fn rule(&self) -> Rule {
        self.grounds.rule()
    }

    /// How wrong it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The claims it rests on, by id; of a published row, the row's id.
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }

    /// The claims as they were made, and the arithmetic.
    pub fn grounds(&self) -> &Grounds {
        &self.grounds
    }

    /// It, in one sentence.
    pub fn says(&self) -> String {
        says::sentence(&self.grounds)
    }
}

#[cfg(feature = "serde")]
mod wire {
    //! A finding as it is written: `{"rule", "severity", "claims", "says"}`.

    use serde::ser::{Serialize, SerializeStruct, Serializer};

    use super::Finding;

    impl Serialize for Finding {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut finding = serializer.serialize_struct("Finding", 4)?;
            finding.serialize_field("rule", self.rule().as_str())?;
            finding.serialize_field("severity", self.severity.as_str())?;
            finding.serialize_field("claims", &self.claims)?;
            finding.serialize_field("says", &self.says())?;
            finding.end()
        }
    }
}
